"""Who may do what after a report: approve, feed back, merge, lead an investigation, see a series."""

from django.db.models import Q

from incidents.access.conflicts import accused, too_close
from incidents.access.reports import can_review
from people.access import holds_over, over
from people.models import Role, User
from people.roles import MANAGERS, PANEL, RoleKind

REVIEW = (*MANAGERS, RoleKind.PREVENTION_LEAD)
RUN_A_PANEL = (RoleKind.PANEL_CHAIR, RoleKind.PANEL_COORDINATOR)


def seen_by_role(user: User, incident: str = "") -> Q:
    """Reports seen by a role or because they were sealed to this user: never for having reported them.

    `incident` is the lookup that leads to the report, "incident__" for rows that belong to one.
    """
    if not user.is_active:
        return Q(pk__in=[])
    by_panel = over(user, *PANEL, RoleKind.PREVENTION_LEAD, team=f"{incident}team") & ~too_close(
        user, incident
    )
    by_role = (over(user, *MANAGERS, team=f"{incident}team") | by_panel) & Q(
        **{f"{incident}is_sealed": False}
    )
    return (Q(**{f"{incident}sealed_to": user}) | by_role) & ~accused(user, incident)


def series_visible_to(user: User) -> Q:
    """A series of which the user sees a report by a role, unless `accused_in_series` shuts them out."""
    return seen_by_role(user, "incidents__")


def accused_in_series(user: User) -> Q:
    """Said to have done one of its reports: the name of a series may speak of all of them (security.md A3)."""
    return accused(user, "incidents__")


def can_approve(user: User, incident, sent_by: int | None) -> bool:
    """Somebody else than whoever sent it for approval (D8).

    A sealed report is opened by one person alone, who therefore closes it alone; the trail says so.
    """
    if not can_review(user, incident) or sent_by is None:
        return False
    return incident.is_sealed or sent_by != user.pk


def can_feed_back(user: User, incident) -> bool:
    """Those who look after it, and whoever runs the panel that spoke about it."""
    return can_review(user, incident) or (
        not incident.is_sealed and holds_over(user, incident.team, *RUN_A_PANEL)
    )


def can_merge(user: User, duplicate, into) -> bool:
    """Both are looked after by this user, and nothing is carried into a seal or out of one (I3)."""
    return can_review(user, duplicate) and can_review(user, into) and same_seal(duplicate, into)


def same_seal(one, other) -> bool:
    return (one.is_sealed, one.sealed_to_id) == (other.is_sealed, other.sealed_to_id)


def reviewers(incident):
    """Active colleagues who look after reports like this one, and are no part of it."""
    if incident.is_sealed:
        able = User.objects.filter(pk=incident.sealed_to_id)
    else:
        over_team = Q(team=incident.team_id) | Q(site=incident.team.site_id) | Q(team=None, site=None)
        able = User.objects.filter(
            pk__in=Role.objects.current().filter(over_team, kind__in=REVIEW).values("user")
        )
    accused = incident.alleged.exclude(user=None).values("user")
    return able.filter(is_active=True).exclude(involvements__incident=incident).exclude(pk__in=accused)
