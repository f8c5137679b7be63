"""Who may see and do what with a report.

Design §5. Sealed reports are seen by the one they were sent to and their reporter; somebody said to have
done it sees
nothing of it whatever their role (security.md A3).
"""

from django.db.models import Q

from incidents.access.conflicts import accused, too_close
from people.access import holds, holds_over, over
from people.models import Role, User
from people.roles import MANAGERS, PANEL, RoleKind


def visible_to(user: User) -> Q:
    if not user.is_active:
        return Q(pk__in=[])
    own = Q(reporter=user) | Q(sealed_to=user) | Q(protected_to=user)
    by_panel = over(user, *PANEL, RoleKind.PREVENTION_LEAD) & ~too_close(user)
    by_role = over(user, *MANAGERS) | by_panel
    return (own | (by_role & Q(is_sealed=False))) & ~accused(user)


def looked_after_by(user: User) -> Q:
    """Reports this user reviews: a manager's teams, the prevention lead's, and those sealed to this user."""
    return Q(sealed_to=user) | (over(user, *MANAGERS, RoleKind.PREVENTION_LEAD) & Q(is_sealed=False))


def can_report(user: User) -> bool:
    """Anybody who works here (R26)."""
    return user.is_active


def can_import(user: User) -> bool:
    """The old system's export holds what happened to people, so it is not the administrator's to bring in."""
    return holds(user, RoleKind.PREVENTION_LEAD)


def can_browse(user: User) -> bool:
    """The list of incidents is a page for those who work from it; everybody else has "My reports"."""
    return holds(user, *MANAGERS, *PANEL, RoleKind.PREVENTION_LEAD, RoleKind.SEXUAL_SAFETY_LEAD)


def can_see_names(user: User, incident) -> bool:
    """Who was affected: for the reporter, whoever they confided in and those who look after it. A panel needs no name.

    Who reported it is for identity.can_know_reporter.
    """
    confided_in = user.is_active and user.pk == incident.protected_to_id
    return user.pk == incident.reporter_id or confided_in or can_review(user, incident)


def can_review(user: User, incident) -> bool:
    """Those who look after the report say where it stands."""
    if user.pk == incident.sealed_to_id:
        return user.is_active
    return not incident.is_sealed and holds_over(user, incident.team, *MANAGERS, RoleKind.PREVENTION_LEAD)


def can_set_cause(user: User, incident) -> bool:
    """Those who look after the report and the review panel say what lay behind it (R20, R21)."""
    return can_review(user, incident) or (not incident.is_sealed and holds_over(user, incident.team, *PANEL))


def can_amend(user: User, incident) -> bool:
    """The reporter and those who look after it correct what it says; the table of changes keeps what it
    said."""
    return user.is_active and (user.pk == incident.reporter_id or can_review(user, incident))


def sealed_recipients(reporter: User | None):
    """Sexual safety leads of today to whom somebody may send a report that nobody else opens (R4)."""
    leads = Role.objects.current().filter(kind=RoleKind.SEXUAL_SAFETY_LEAD).values("user")
    return User.objects.filter(pk__in=leads, is_active=True).exclude(pk=reporter.pk if reporter else 0)
