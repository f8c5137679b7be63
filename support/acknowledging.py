"""After which incidents a senior leader tells each affected colleague that it matters, and who does (R69).

Which incidents, and within how many days, is ours: the framework names neither. Adding a rule is one row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from incidents.models import Incident
from people.lines import line_above
from people.models import Role, User
from people.roles import RoleKind
from people.trail import record, record_all
from support import access, deadlines, notices
from support.contact.avoided import avoided
from support.models import Acknowledgement, Case, Promise


@dataclass(frozen=True)
class Rule:
    key: str
    words: str
    applies: Callable
    within: str


def _hurt(incident):
    """Any harm to the body, and any other harm that is more than low."""
    at_all = {Incident.Harm.LOW, Incident.Harm.MODERATE, Incident.Harm.SEVERE}
    return incident.harm in (at_all if "physical" in incident.kinds else at_all - {Incident.Harm.LOW})


RULES = {
    rule.key: rule
    for rule in [
        Rule("harm", "Somebody was hurt", _hurt, "5 working days"),
        Rule("weapon", "A weapon was used or seen", lambda incident: incident.weapon == "yes", "5 working days"),
        Rule(
            "sexual",
            "It was of a sexual kind",
            lambda incident: {"sexual_assault", "sexual_harassment", "indecent_exposure"} & set(incident.kinds),
            "5 working days",
        ),
        Rule("hate", "Somebody felt that it came of hate", lambda incident: incident.hate_motive == "yes", "5 working days"),
        Rule("asked", "It was asked for", lambda incident: False, "5 working days"),
    ]
}  # fmt: skip


def rule_for(incident) -> Rule | None:
    return next((rule for rule in RULES.values() if rule.applies(incident)), None)


def owe(cases: list[Case], incident, shut_out: set[User], at: datetime) -> list[Acknowledgement]:
    """One for each case of an incident that a rule asks it for; none for what was reported in confidence."""
    rule = rule_for(incident)
    if rule is None or incident.is_sealed or incident.is_imported:
        return []
    owners, made = {}, []
    for case in cases:
        if access.is_protected(case.person):
            continue
        manager = case.person.user.manager if case.person.user else None
        line = (manager, case.team_id, case.lead_id)
        if line not in owners:
            owners[line] = senior_for(case, manager, shut_out, at)
        made.append(_one(case, rule, owners[line], at))
    Acknowledgement.objects.bulk_create(made)
    record_all("acknowledgement.owed", by=None, subjects=made, at=at)
    notices.acknowledgements_owed(made, at)
    return made


def owe_one(case: Case, shut_out: set[User], *, by: User, at: datetime) -> Acknowledgement:
    manager = case.person.user.manager if case.person.user else None
    one = _one(case, RULES["asked"], senior_for(case, manager, shut_out, at), at)
    one.save()
    record("acknowledgement.owed", by=by, subject=one, at=at)
    notices.acknowledgements_owed([one], at)
    return one


def hand_on(user: User, incident, shut_out: Callable, *, by: User | None, at: datetime) -> None:
    """What somebody owes who has left, or is said to have done it (`incident`), another senior leader owes now.

    `shut_out` answers with those who are part of an incident.
    """
    owed = Acknowledgement.objects.select_for_update(of=("self",)).filter(owner=user, sent_at=None)
    if incident is not None:
        owed = owed.filter(case__person__incident=incident)
    for one in owed.select_related(
        "case__person__user__manager", "case__team", "case__lead", "case__person__incident"
    ):
        case = one.case
        manager = case.person.user.manager if case.person.user else None
        one.owner = senior_for(case, manager, {*shut_out(case.incident), *avoided(case), user}, at)
        one.save()
        Promise.objects.open().filter(case=case, key="acknowledge.1").update(owner=one.owner)
        record("acknowledgement.handed_on", by=by, subject=one, at=at)
        notices.acknowledgements_owed([one], at)


def senior_for(case: Case, manager: User | None, shut_out: set[User], at: datetime) -> User:
    """The next manager but one, or whoever is above: never who looks after them every day while there is another."""
    on = deadlines.london_day(at)
    line = line_above(manager, case.team, on=on)
    first = manager or next(iter(line), None)
    at_site = Role.objects.current(on).filter(kind=RoleKind.LINE_MANAGER, site=case.team.site_id)
    leads = Role.objects.current(on).filter(kind=RoleKind.PREVENTION_LEAD, site=None, team=None)
    ranked = [*_above(first), *_holders(at_site), *_holders(leads), *line]
    never = {*shut_out, case.lead, first}
    return next((one for one in ranked if one.is_active and one not in never), case.lead)


def _holders(roles):
    return [role.user for role in roles.select_related("user").order_by("starts_on", "pk")]


def _above(manager):
    found = []
    while manager and manager.manager and manager.manager not in found:
        manager = manager.manager
        found.append(manager)
    return found


def _one(case, rule, owner, at):
    due_at = deadlines.closes(rule.within, at)
    return Acknowledgement(case=case, why=rule.key, owner=owner, owed_from=at, due_at=due_at)
