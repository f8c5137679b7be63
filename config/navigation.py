"""What stands in the header for each person: the pages that somebody with their roles works from."""

from django.urls import NoReverseMatch, reverse

from people.access import can_administer, can_read_trail, holds
from people.models import Notice
from people.roles import MANAGERS, PANEL, RoleKind


def navigation(request):
    """Context processor: `navigation` (address, words, whether it is this page) and `unread`, the notices not read."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "unread": 0}
    links = [
        {"href": reverse(name), "text": text, "current": request.path.startswith(reverse(name))}
        for name, text, shown in _pages(user)
        if shown and _is_built(name)
    ]
    return {"navigation": links, "unread": Notice.objects.filter(to=user, read_at=None).count()}


def _pages(user):
    looks_after = holds(
        user, *MANAGERS, RoleKind.CASE_LEAD, RoleKind.PREVENTION_LEAD, RoleKind.SEXUAL_SAFETY_LEAD
    )
    on_panel = holds(user, *PANEL, RoleKind.PREVENTION_LEAD)
    return [
        ("incidents:report", "Report", True),
        ("support:me", "My support", True),
        ("support:worklist", "Worklist", looks_after),
        ("incidents:list", "Incidents", looks_after or on_panel),
        ("reviews:panels", "Review panels", on_panel),
        (
            "audit:board",
            "Measures",
            holds(user, RoleKind.BOARD, RoleKind.AUDITOR, RoleKind.UNION_REP, RoleKind.PREVENTION_LEAD),
        ),
        (
            "people:imports",
            "Imports",
            can_administer(user) or holds(user, RoleKind.PREVENTION_LEAD, RoleKind.PANEL_COORDINATOR),
        ),
        ("people:staff", "People", can_administer(user)),
        ("people:trail", "Trail", can_read_trail(user)),
    ]


def _is_built(name):
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False
