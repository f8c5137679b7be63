"""What this room does, and answers, when something is reported, closed or merged."""

from people.models import User
from support import access, acknowledging, versions
from support.actions.directory import pass_on as pass_on_entries
from support.actions.telling import pass_on_told
from support.handing_on.leaver import hand_back, pass_on_of
from support.handing_on.merging import merge_cases
from support.handing_on.naming import choose_anew, pass_on
from support.handing_on.owning import owners_about
from support.meeting.led_anew import pass_on_sessions
from support.models import Case
from support.opening import open_cases, part_of
from support.own import somebody_else
from support.practical.help_leaving import pass_on_help_of
from support.visits import door
from support.workflow import CaseStatus


def open_cases_of(sender, *, incident, by, at, **kwargs):
    open_cases(incident, by=by, at=at)


def care_for_named(sender, *, person, by, at, **kwargs):
    choose_anew(person, by=by, at=at)
    if person.user:
        hand_back(person.user)


def pass_on_cases_of(sender, *, incident, user, by, at, **kwargs):
    pass_on(incident, user, by=by, at=at)
    hand_back(user)


def say_who_helps(sender, *, incident, **kwargs):
    """Involved person to the name of whoever looks after them, for the confirmation page (R47)."""
    cases = Case.objects.filter(person__incident=incident).select_related("lead")
    return {case.person_id: str(case.lead) for case in cases}


def say_who_leads(sender, *, incident, **kwargs):
    """Those who look after somebody in it: a concern may be about them (R34)."""
    cases = Case.objects.filter(person__incident=incident).exclude(status=CaseStatus.MERGED)
    return set(cases.values_list("lead", flat=True))


def say_what_is_missing(sender, *, incident, **kwargs):
    """Involved person to what is missing before their report is closed, as it goes on after a name; "" when nothing is
    (R9)."""
    cases = Case.objects.filter(person__incident=incident)
    return {case.person_id: _missing(case) for case in cases}


def _missing(case):
    if case.contacted_at or case.status in (CaseStatus.DECLINED, CaseStatus.MERGED):
        return ""
    return "has not been contacted, and has not said no to support."


def pass_on_all_of(sender, *, user, by, at, **kwargs):
    """They have left, or a role of theirs has ended."""
    pass_on_of(user, by=by, at=at)


def pass_on_help_by(sender, *, by, at, user=None, person=None, **kwargs):
    """They left, lost a role, or are part of the report now: practical help that they own passes on."""
    if owner := user or person.user:
        pass_on_help_of(owner, by=by, at=at)


def pass_on_directory_of(sender, *, user, by, at, **kwargs):
    """Entries of the directory that they may keep no longer pass to whoever answers for it."""
    if not access.can_keep_directory(User.objects.get(pk=user.pk)):
        pass_on_entries(user, by=by, at=at)


def pass_on_told_of(sender, *, user, by, at, **kwargs):
    """Colleagues whom they were to ask whether they need help are asked by another."""
    if not access.can_ask_told(User.objects.get(pk=user.pk)):
        pass_on_told(user, by=by, at=at)


def pass_on_sessions_of(sender, *, by, at, user=None, person=None, **kwargs):
    """They left, lost a role, or are part of the report now: what they may lead no longer passes on."""
    if leader := user or person.user:
        pass_on_sessions(leader, by=by, at=at)


def merge_cases_of(sender, *, duplicate, into, pairs, by, at, **kwargs):
    return merge_cases(duplicate, into, pairs, by=by, at=at)


def pass_on_of_merged(sender, *, into, by, at, **kwargs):
    """Whoever was part of one of two reports is part of the other now: what else they own about it passes on (R10)."""
    for user in owners_about(into) & part_of(into):
        somebody_else.pass_on_of(user, at=at)
        acknowledging.hand_on(user, into, part_of, by=by, at=at)
        pass_on_sessions(user, by=by, at=at)
        pass_on_help_of(user, by=by, at=at)
        hand_back(user)


def publish_pathway(sender, **kwargs):
    """A release that changes the table publishes it while it migrates; open cases keep theirs (R25)."""
    versions.publish()


def reach_without_account(sender, *, person, line, at, **kwargs):
    """Somebody affected has no account: a link to their own page goes to the address they left."""
    case = Case.objects.filter(person=person).exclude(status=CaseStatus.MERGED).first()
    if case:
        door.send(case, door.OWN, line, at=at)


def pass_on_wishes_of(sender, *, at, user=None, person=None, **kwargs):
    """They left, lost a role, or are part of the report now: what they were to decide passes on."""
    if owner := user or person.user:
        somebody_else.pass_on_of(owner, at=at)


def pass_on_acknowledgements_of(sender, *, user, by, at, incident=None, **kwargs):
    """What a senior leader owes passes to another when they leave, or turn out to be part of it (R69, G8)."""
    acknowledging.hand_on(user, incident, part_of, by=by, at=at)
