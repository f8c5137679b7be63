"""What this room does, and answers, when something is reported, closed or merged."""

from support import versions
from support.merging import merge_cases
from support.models import Case
from support.naming import choose_anew, pass_on
from support.opening import open_cases
from support.workflow import CaseStatus


def open_cases_of(sender, *, incident, by, at, **kwargs):
    open_cases(incident, by=by, at=at)


def care_for_named(sender, *, person, by, at, **kwargs):
    choose_anew(person, by=by, at=at)


def pass_on_cases_of(sender, *, incident, user, by, at, **kwargs):
    pass_on(incident, user, by=by, at=at)


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


def merge_cases_of(sender, *, duplicate, into, pairs, by, at, **kwargs):
    return merge_cases(duplicate, into, pairs, by=by, at=at)


def publish_pathway(sender, **kwargs):
    """A release that changes the table publishes it while it migrates; open cases keep theirs (R25)."""
    versions.publish()
