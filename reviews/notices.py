"""The wording of what this room tells people. No line says what an action or an incident is about."""

from django.urls import reverse

from people.models import Role
from people.notices import tell, tell_all
from reviews import access


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


def conflict_declared(item, by, *, at):
    """To those who run the panel and may open the item, but for whoever said it."""
    roles = Role.objects.current().filter(
        access.over_panel(item.panel), kind__in=access.RUN_IT, user__is_active=True
    )
    page = type(item).objects.filter(pk=item.pk)
    people = {role.user for role in roles.exclude(user=by).select_related("user")}
    link = reverse("reviews:item", args=[item.meeting_id, item.pk]) if item.meeting_id else ""
    line = "Somebody on your panel does not take part in one of its reviews"
    told = [one for one in people if page.visible_to(one).exists()]
    tell_all(
        [(one, f"conflict.{item.pk}.{by.pk}.{at:%Y%m%d%H%M%S}.{one.pk}", line, link) for one in told], at=at
    )
