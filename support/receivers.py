"""What this room does when something is reported."""

from support import versions
from support.models import Case
from support.opening import open_cases


def open_cases_of(sender, *, incident, by, at, **kwargs):
    open_cases(incident, by=by, at=at)


def say_who_helps(sender, *, incident, **kwargs):
    """Involved person to the name of whoever looks after them, for the confirmation page (R47)."""
    cases = Case.objects.filter(person__incident=incident).select_related("lead")
    return {case.person_id: str(case.lead) for case in cases}


def publish_pathway(sender, **kwargs):
    """A release that changes the table publishes it while it migrates; open cases keep theirs (R25)."""
    versions.publish()
