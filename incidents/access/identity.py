"""Who learns the name of a reporter who asked for it to be protected. Nothing else decides this (R32, R46)."""

from incidents.access.reports import can_review, can_see_names
from people.models import Role, User
from people.roles import RoleKind

RECIPIENTS = (RoleKind.PREVENTION_LEAD, RoleKind.SEXUAL_SAFETY_LEAD, RoleKind.FTSU_GUARDIAN)


def identity_recipients(reporter: User | None) -> list[User]:
    """Those of today whom a reporter may choose as the only one to learn their name; `job` says what they are."""
    roles = Role.objects.current().filter(kind__in=RECIPIENTS, user__is_active=True).select_related("user")
    found: dict = {}
    for role in roles.exclude(user=reporter).order_by("user__last_name", "user__first_name", "user", "pk"):
        one = found.setdefault(role.user_id, role.user)
        one.job = role.get_kind_display()
    return list(found.values())


def can_know_reporter(user: User, incident) -> bool:
    """Protected, only the one they chose and the reporter; otherwise whoever may see the names in the report."""
    if incident.protected_to_id is None:
        return can_see_names(user, incident)
    return user.is_active and user.pk in (incident.reporter_id, incident.protected_to_id)


def can_record_consent(user: User, person) -> bool:
    """Those who look after the report, of somebody who did not report it themselves."""
    return person.user_id != person.incident.reporter_id and can_review(user, person.incident)


def can_name(user: User, person) -> bool:
    """Whether this user is told the name of somebody affected."""
    incident = person.incident
    if incident.protected_to_id and person.user_id and person.user_id == incident.reporter_id:
        return can_know_reporter(user, incident)
    return can_see_names(user, incident)
