"""What stands in the header for each person: the pages that somebody with their roles works from."""

from django.urls import reverse

from audit.access import can_see_board
from incidents.access import can_browse
from people.access import can_administer, can_read_trail, holds
from people.importing.registry import allowed_to
from people.models import Notice
from people.roles import MANAGERS, RoleKind
from reviews.access import sits_on_one

# The page opens for everybody and its rows decide; the link is for those whose work it is, and costs no query.
LOOK_AFTER = (*MANAGERS, RoleKind.CASE_LEAD, RoleKind.PREVENTION_LEAD, RoleKind.SEXUAL_SAFETY_LEAD)


def navigation(request):
    """Context processor: `navigation` (address, words, whether it is this page) and `unread`, the notices not read."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "unread": 0}
    links = [
        {"href": reverse(name), "text": text, "current": request.path.startswith(reverse(name))}
        for name, text, shown in _pages(user)
        if shown
    ]
    return {"navigation": links, "unread": Notice.objects.filter(to=user, read_at=None).count()}


def _pages(user):
    return [
        ("incidents:report", "Report", True),
        ("support:me", "My support", True),
        ("support:worklist", "Worklist", holds(user, *LOOK_AFTER)),
        ("incidents:list", "Incidents", can_browse(user)),
        ("reviews:panels", "Review panels", sits_on_one(user)),
        ("audit:board", "Measures", can_see_board(user)),
        ("people:imports", "Imports", bool(allowed_to(user))),
        ("people:staff", "People", can_administer(user)),
        ("people:trail", "Trail", can_read_trail(user)),
    ]
