"""What this room does when something is reported."""

from support import versions
from support.opening import open_cases


def open_cases_of(sender, *, incident, by, at, **kwargs):
    open_cases(incident, by=by, at=at)


def publish_pathway(sender, **kwargs):
    """A release that changes the table publishes it while it migrates; open cases keep theirs (R25)."""
    versions.publish()
