"""Who decides when somebody asks to be looked after by somebody else, and what becomes of that when the case moves on."""

from datetime import datetime

from people.lines import line_above
from people.models import Cover, User
from support import access, deadlines
from support.models import Case, SomebodyElse

KEY = "another"
WITHIN = "2 working days"


def decider(case: Case, at: datetime) -> User:
    """The next in line who is here: not the one it is about, and if possible nobody who answers to them.

    In confidence it is one of those who may take such a case. Only where nobody else is left does it stay with the lead.
    """
    on = deadlines.london_day(at)
    able = access.takers(case).exclude(pk=case.lead_id).in_bulk()
    away = set(Cover.objects.filter(starts_on__lte=on, ends_on__gte=on).values_list("user", flat=True))
    if case.incident.is_sealed or access.is_protected(case.person):
        line = access.takers_in_confidence(case.person, case.team, on)
    else:
        line = line_above(case.person.user.manager if case.person.user else None, case.team, on=on)
    line = [one for one in line if one.pk in able] + [one for one in able.values() if one not in line]
    line.sort(key=lambda one: (one.pk in away, _answers_to(one, case.lead)))
    return line[0] if line else case.lead


def settle(case: Case, before: User, *, by: User | None, at: datetime) -> None:
    """The case has passed to another, so what was asked for has come about, whoever did it."""
    changed = SomebodyElse.Outcome.CHANGED
    open_ones = case.asked_for_another.open().filter(about=before)
    open_ones.update(outcome=changed, decided_at=at, decided_by=by, to=case.lead)
    case.promises.open().filter(key=KEY).update(kept_at=at, chase_at=None)


def carry(ended: Case, kept: Case) -> None:
    """Two reports of one thing: what was asked about the same colleague goes along, the rest is of no use any more."""
    if kept.lead_id == ended.lead_id and not kept.asked_for_another.open().exists():
        ended.asked_for_another.open().update(case=kept)


def pass_on_of(user: User, *, at: datetime) -> None:
    """Whoever was to decide has left, lost the role, or is part of the report now."""
    wishes = SomebodyElse.objects.select_for_update(of=("self",)).open().filter(owner=user)
    wanted = ("case__person__user__manager", "case__person__incident", "case__team__site", "case__lead")
    for wish in wishes.select_related(*wanted):
        if access.takers(wish.case).filter(pk=user.pk).exists():
            continue
        wish.owner = decider(wish.case, at)
        wish.save(update_fields=["owner"])
        wish.case.promises.open().filter(key=KEY).update(owner=wish.owner)


def _answers_to(one, other):
    met = set()
    while one.manager_id and one.manager_id not in met:
        if one.manager_id == other.pk:
            return True
        met.add(one.manager_id)
        one = one.manager
    return False
