"""Who may see and do what with a case.

The affected person sees their own case on their own page. The lead sees the cases they lead. Managers and
deputies see the open pathway of their team, except where they are said to have done it or the report is
sealed; a sealed case is seen by its lead and by the one the reporter chose. So is the case of a reporter who asked
for their name to be protected. Whoever stands in for an absent lead opens what they lead for as long as that lasts, but
nothing that was said in confidence.
"""

from datetime import date

from django.db.models import F, Q

from incidents.access import part_of_it
from people.access import covered_by, holds, over
from people.models import Role, User
from people.roles import MANAGERS, RoleKind
from support.visits.visitor import Visitor, account_of


def about(user: User | Visitor) -> Q:
    """Their own cases; for somebody who came in by a door, the one case it opens."""
    if account_of(user) is None:
        one_of_theirs = Q(pk=user.case.pk)
        return one_of_theirs if user.asks_only else one_of_theirs & Q(person__user=None)
    return Q(person__user=user) if user.is_active else Q(pk__in=[])


def visible_to(user: User) -> Q:
    """Cases the user may open to look after somebody. Their own case is not among them: see `about`."""
    if account_of(user) is None or not user.is_active:
        return Q(pk__in=[])
    leads = Q(lead=user) | Q(person__incident__sealed_to=user)
    by_role = over(user, *MANAGERS, RoleKind.CASE_LEAD, RoleKind.PREVENTION_LEAD)
    of_all = (by_role | _stood_in_for(user)) & Q(person__incident__is_sealed=False) & ~_PROTECTED
    return (leads | of_all) & ~_part_of_it(user)


def looked_after_by(user: User) -> Q:
    """What stands on somebody's own worklist: what they lead, and what they see to while its lead is away."""
    return Q(lead=user) | _stood_in_for(user)


def _stood_in_for(user):
    return Q(lead__in=covered_by(user).values("user"))


# The one who made the report and asked for their name to be shown to one person only.
_PROTECTED = Q(person__incident__protected_to__isnull=False, person__user=F("person__incident__reporter"))


def is_protected(person) -> bool:
    """Whether only the one they chose looks after this person, and learns who they are (R32, R46)."""
    incident = person.incident
    return bool(
        incident.protected_to_id
        and person.user_id
        and person.user_id == incident.reporter_id
        and not incident.is_sealed
    )


def _part_of_it(user: User) -> Q:
    """Affected by the same incident or said to have done it: they look after nobody in it."""
    return part_of_it(user, "person__incident__")


def looks_after_colleagues(user: User) -> bool:
    """Those whose role is to look after colleagues, and whoever stands in for one of them."""
    by_role = holds(
        user, *MANAGERS, RoleKind.CASE_LEAD, RoleKind.PREVENTION_LEAD, RoleKind.SEXUAL_SAFETY_LEAD
    )
    if by_role or not user.is_active:
        return by_role
    return User.objects.filter(
        Q(leads__isnull=False) | Q(pk__in=covered_by(user).values("covered_by")), pk=user.pk
    ).exists()


def can_run(user: User, case) -> bool:
    """Record, hand over, end: whoever may open it, for cover must never wait for a hand-over."""
    return type(case).objects.visible_to(user).filter(pk=case.pk).exists()


def can_answer_for_self(user: User | Visitor, case, purpose: str = "own") -> bool:
    """Accept, decline, change their mind, answer a check-in: the person themselves, signed in or come in by a door.

    A door that was made for one thing (`purpose`, "check_in.4") opens that one and nothing else of the case.
    """
    if account_of(user) is None:
        may_come_in = case.person.user_id is None or user.asks_only
        return user.case.pk == case.pk and may_come_in and user.may(purpose)
    return user.is_active and case.person.user_id == user.pk


def may_see_all(user: User | Visitor) -> bool:
    """Everything about themselves: whoever is signed in, and a visitor whose door was not made for one thing only."""
    return account_of(user) is not None or user.purpose == "own"


def can_take(user: User, case) -> bool:
    """Whom a case can be handed to: those whose role over its team lets them open it, while it is not sealed.

    A sealed one, and that of a protected reporter, goes to a sexual safety lead, guardian or violence prevention
    lead, and to nobody by their team.
    """
    return takers(case).filter(pk=user.pk).exists()


def takers(case):
    """Active colleagues a case can be handed to, without those who are part of the incident, and those from whom the
    person would rather not hear."""
    wish = getattr(case, "preference", None)
    return takers_of(case.person, case.team).exclude(pk__in=wish.never_from if wish else [])


def takers_of(person, team, on: date | None = None):
    """`takers`, before there is a case or while it changes hands."""
    return holders_over(person.incident, team, *_kinds_for(person), on=on)


def holders_over(incident, team, *kinds: str, on: date | None = None):
    """Active colleagues who hold one of these roles over the team, without those who are part of the incident."""
    held = _held_over(team, kinds, on)
    return (
        User.objects.filter(pk__in=held.values("user"), is_active=True)
        .exclude(involvements__incident=incident)
        .exclude(pk__in=incident.alleged.exclude(user=None).values("user"))
    )


def takers_in_confidence(person, team, on: date) -> list[User]:
    """Those of `takers_of` for what was said in confidence, in the order in which it goes to them."""
    able = takers_of(person, team, on).in_bulk()
    held = sorted(
        _held_over(team, TAKE_SEALED, on),
        key=lambda role: (TAKE_SEALED.index(role.kind), role.starts_on, role.pk),
    )
    return list(dict.fromkeys(able[role.user_id] for role in held if role.user_id in able))


def leads_by_right(user: User) -> Q:
    """Of the cases somebody leads, those that they may go on leading: by a role, by the reporter's choice or as manager.

    What is left needs a closer look (support/handing_on/leaver.py), for a line of managers is not found in one question.
    """
    if not user.is_active:
        return Q(pk__in=[])
    in_confidence = Q(person__incident__is_sealed=True) | _PROTECTED
    chosen = Q(person__incident__sealed_to=user) | (_PROTECTED & Q(person__incident__protected_to=user))
    by_role = (over(user, *TAKE_SEALED) & in_confidence) | (over(user, *TAKE) & ~in_confidence)
    managed = Q(person__user__manager=user) & ~in_confidence
    return (chosen | by_role | managed) & ~_part_of_it(user)


def _kinds_for(person):
    return TAKE_SEALED if person.incident.is_sealed or is_protected(person) else TAKE


def _held_over(team, kinds, on):
    over_team = Q(team=team.pk) | Q(site=team.site_id) | Q(team=None, site=None)
    return Role.objects.current(on).filter(over_team, kind__in=kinds)


TAKE = (*MANAGERS, RoleKind.CASE_LEAD, RoleKind.PREVENTION_LEAD)
TAKE_SEALED = (RoleKind.SEXUAL_SAFETY_LEAD, RoleKind.FTSU_GUARDIAN, RoleKind.PREVENTION_LEAD)
