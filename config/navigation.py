"""What stands in the header for each person: the pages that they work from; and the way out of a sensitive page."""

from django.urls import reverse

from audit.access import can_read_policies, can_sample, can_see_board
from config.unmarked import ROUTES
from config.visitors import ROUTE as VISITORS
from incidents.access import can_browse, can_keep_posters, can_keep_prevention, can_receive_confidential
from incidents.access.teams import has_a_cross
from people.access import can_administer, can_keep_contractors, can_read_trail, holds
from people.hearing import unread
from people.importing.registry import allowed_to
from people.roles import MANAGERS, RoleKind
from reviews.access import sits_on_one
from support.access import can_keep_register, can_look_at_emergencies, can_see_settings, owns_tracks
from support.contact.screening import in_force

# The page opens for everybody and its rows decide; the link is for those whose work it is, and costs no query.
LOOK_AFTER = (*MANAGERS, RoleKind.CASE_LEAD, RoleKind.PREVENTION_LEAD, RoleKind.SEXUAL_SAFETY_LEAD)

# Pages that tell something of what happened or of somebody's support. Each can be left at once.
SENSITIVE = ("/report/", "/incidents/", "/support/", "/safety-cross/", "/confidential/", "/equality/")


def way_out(request):
    """Context processor: `way_out`, where "Exit this page" goes; nothing on a page that needs no such button."""
    if not request.path.startswith(SENSITIVE):
        return {"way_out": ""}
    unmarked = (f"{route}leave/" for route in (*ROUTES, VISITORS) if request.path.startswith(route))
    return {"way_out": next(unmarked, reverse("leave"))}


def navigation(request):
    """Context processor: `navigation` (address, words, whether it is this page) and `unread`, the notices not read."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "unread": 0}
    pages = [(reverse(name), text) for name, text, shown in _pages(user) if shown]
    here = max((href for href, _ in pages if request.path.startswith(href)), key=len, default="")
    links = [{"href": href, "text": text, "current": href == here} for href, text in pages]
    return {"navigation": links, "unread": unread(user)}


def _pages(user):
    return [
        ("incidents:report", "Report", True),
        ("support:me", "My support", True),
        ("support:worklist", "Worklist", holds(user, *LOOK_AFTER)),
        ("support:help-queue", "Practical help", owns_tracks(user)),
        ("support:sessions", "My sessions", holds(user, RoleKind.PEER_SUPPORTER, RoleKind.FACILITATOR)),
        ("support:peers", "Peer supporters", can_keep_register(user)),
        ("support:who-can-come", "Who can come now", True),
        ("incidents:list", "Incidents", can_browse(user)),
        ("incidents:crosses", "Safety cross", has_a_cross(user)),
        ("incidents:confidential-inbox", "In confidence", can_receive_confidential(user)),
        ("incidents:prevention", "Prevention", can_keep_prevention(user)),
        ("reviews:panels", "Review panels", sits_on_one(user)),
        ("reviews:rounds", "Reflective rounds", True),
        ("audit:board", "Measures", can_see_board(user)),
        ("audit:policies", "Policies", can_read_policies(user)),
        ("audit:sample", "Sample", can_sample(user)),
        ("support:shared", "Shared with you", holds(user, RoleKind.OCCUPATIONAL_HEALTH) and in_force()),
        ("support:screening-licence", "Screening", can_administer(user)),
        ("people:imports", "Imports", bool(allowed_to(user))),
        ("people:staff", "People", can_administer(user)),
        ("people:contractors", "Contractors", can_keep_contractors(user)),
        ("pathway:overview", "The pathway", can_see_settings(user)),
        ("incidents:posters", "Posters", can_keep_posters(user)),
        ("people:trail", "Trail", can_read_trail(user)),
        ("support:emergency-uses", "Emergency openings", can_look_at_emergencies(user)),
    ]
