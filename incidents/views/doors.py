"""How the pages about one report are entered: the report is opened first, then it is asked who may."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect

from incidents import access, reading
from incidents.workflow import CannotMove
from people.access import require


def of_a_report(allowed=access.can_review):
    """The view is given the report in place of its reference; not seeing it is 404, not being allowed 403."""

    def wrap(view):
        @wraps(view)
        def found(request, reference, **kwargs):
            incident = reading.open_incident(request.user, reference)
            require(allowed(request.user, incident))
            return view(request, incident, **kwargs)

        return found

    return wrap


def done(request, incident, message, action, /, *args, to="incidents:detail", **said):
    """Does it and says so. Where somebody else was first, or it cannot be done as things stand, says that instead."""
    try:
        action(*args, by=request.user, **said)
    except CannotMove:
        messages.error(
            request, "That cannot be done as the report stands now. Look at where it stands, then try again."
        )
    else:
        messages.success(request, message)
    return redirect(to, incident.reference)
