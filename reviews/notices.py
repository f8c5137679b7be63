"""The wording of what this room tells people. No line says what an action or an incident is about."""

from django.urls import reverse

from people.notices import tell, tell_all


def action_assigned(action, *, at):
    tell(
        action.owner,
        key=f"action.assigned.{action.pk}",
        line="A review panel has asked you to do something",
        link=reverse("reviews:action", args=[action.pk]),
        at=at,
    )


def action_passed_on(action, *, at):
    """To whoever owns it now, for the colleague who did has left."""
    tell(
        action.owner,
        key=f"action.passed.{action.pk}.{action.version}",
        line="Something a review panel asked of a colleague is with you now",
        link=reverse("reviews:action", args=[action.pk]),
        at=at,
    )


def item_escalated(item, leads, *, at):
    """To those who lead on preventing violence: once an item, however often it is saved."""
    link = reverse("reviews:item", args=[item.meeting_id, item.pk])
    line = "A review panel asks for your help with an incident"
    tell_all([(lead, f"review.escalated.{item.pk}.{lead.pk}", line, link) for lead in leads], at=at)
