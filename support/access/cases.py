"""Who may see and do what with a case.

The affected person sees their own case on their own page. The lead sees the cases they lead. Managers and
deputies see the open pathway of their team, except where they are said to have done it or the report is
sealed; a sealed case is seen by its lead and by the one the reporter chose. So is the case of a reporter who asked
for their name to be protected.
"""

from django.db.models import F, Q

from people.access import holds, over
from people.models import Role, User
from people.roles import MANAGERS, RoleKind


def about(user: User) -> Q:
    return Q(person__user=user) if user.is_active else Q(pk__in=[])


def visible_to(user: User) -> Q:
    """Cases the user may open to look after somebody. Their own case is not among them: see `about`."""
    if not user.is_active:
        return Q(pk__in=[])
    leads = Q(lead=user) | Q(person__incident__sealed_to=user)
    by_role = over(user, *MANAGERS, RoleKind.CASE_LEAD, RoleKind.PREVENTION_LEAD)
    of_all = by_role & Q(person__incident__is_sealed=False) & ~_PROTECTED
    return (leads | of_all) & ~_part_of_it(user)


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
    return Q(person__incident__involved__user=user) | Q(person__incident__alleged__user=user)


def looks_after_colleagues(user: User) -> bool:
    """Those whose role is to look after colleagues, and whoever stands in for one of them."""
    by_role = holds(
        user, *MANAGERS, RoleKind.CASE_LEAD, RoleKind.PREVENTION_LEAD, RoleKind.SEXUAL_SAFETY_LEAD
    )
    return by_role or (user.is_active and user.leads.exists())


def can_run(user: User, case) -> bool:
    """Record, hand over, end: whoever may open it, for cover must never wait for a hand-over."""
    return type(case).objects.visible_to(user).filter(pk=case.pk).exists()


def can_answer_for_self(user: User, case) -> bool:
    """Accept, decline, change their mind, answer a check-in: the person themselves."""
    return user.is_active and case.person.user_id == user.pk


def can_take(user: User, case) -> bool:
    """Whom a case can be handed to: those whose role over its team lets them open it, while it is not sealed.

    A sealed one, and that of a protected reporter, goes to a sexual safety lead, guardian or violence prevention
    lead, and to nobody by their team.
    """
    return takers(case).filter(pk=user.pk).exists()


def takers(case):
    """Active colleagues a case can be handed to, without those who are part of the incident."""
    over_team = Q(team=case.team_id) | Q(site=case.team.site_id) | Q(team=None, site=None)
    in_confidence = case.incident.is_sealed or is_protected(case.person)
    kinds = _TAKE_SEALED if in_confidence else (*MANAGERS, RoleKind.CASE_LEAD, RoleKind.PREVENTION_LEAD)
    held = Role.objects.current().filter(over_team, kind__in=kinds)
    incident = case.person.incident_id
    return (
        User.objects.filter(pk__in=held.values("user"), is_active=True)
        .exclude(involvements__incident=incident)
        .exclude(pk__in=case.incident.alleged.exclude(user=None).values("user"))
    )


_TAKE_SEALED = (RoleKind.SEXUAL_SAFETY_LEAD, RoleKind.FTSU_GUARDIAN, RoleKind.PREVENTION_LEAD)
