"""What stands on an agenda for one reader: the same for the page and for the PDF."""

from incidents.models import Incident
from incidents.workflow import Status
from reviews.deadlines import lateness
from reviews.models import Action, AgendaItem

# A long list of actions is worked through from its own page; the agenda shows the first of them.
ACTIONS = 200


def not_looked_at(panel, at):
    """What was reported since the panel began and has never been on its agenda, oldest first (R133).

    Sealed reports never stand here, nor what came over from an old system or was another report's double.
    """
    new = Incident.objects.filter(
        team__site=panel.site_id, is_sealed=False, reported_at__range=(panel.begins_at, at)
    )
    new = new.exclude(channel=Incident.Channel.IMPORTED).exclude(status=Status.MERGED)
    new = new.exclude(agenda_items__panel=panel)
    if panel.hotspots_only:
        new = new.filter(team__is_hotspot=True)
    return new.order_by("reported_at", "id")


def of(meeting, reader, today) -> dict:
    """`actions` (R132) and `items` (R133) as far as the reader may see them, and how many items are reviewed.

    An open meeting begins with what is still to be done; the minutes of a closed one show what it assigned.
    """
    actions = (
        Action.objects.visible_to(reader).filter(panel=meeting.panel).select_related("owner", "incident")
    )
    actions = actions.unfinished() if meeting.is_open else actions.filter(item__meeting=meeting)
    items = AgendaItem.objects.visible_to(reader).filter(meeting=meeting)
    items = list(
        items.select_related("incident__team", "recorded_by").order_by(
            "added_at", "incident__reported_at", "id"
        )
    )
    return {
        "meeting": meeting,
        "panel": meeting.panel,
        "actions": with_lateness(actions.most_urgent_first()[:ACTIONS], today),
        "items": items,
        "reviewed": sum(item.is_reviewed for item in items),
    }


def with_lateness(actions, today) -> list[Action]:
    """Each action with `urgency` and `lateness`, the words beside it."""
    actions = list(actions)
    for action in actions:
        action.urgency, action.lateness = lateness(action.due_on, today) if action.is_unfinished else ("", "")
    return actions
