"""Who may see and decide whether an injury is told to the safety regulator. Nothing else decides this (R40)."""

from django.db.models import Q

from incidents.access.conflicts import part_of_it
from incidents.access.reports import can_review
from people.access import holds_over, over
from people.models import Role, User
from people.roles import RoleKind

COMPETENT = (RoleKind.HEALTH_SAFETY, RoleKind.PREVENTION_LEAD)


def riddor_visible_to(user: User) -> Q:
    """Decisions this user makes. A sealed report is opened by its recipient alone, who then records it."""
    if not user.is_active:
        return Q(pk__in=[])
    by_role = over(user, *COMPETENT, team="incident__team") & Q(incident__is_sealed=False)
    return (by_role | Q(incident__sealed_to=user)) & ~part_of_it(user, "incident__")


def can_decide_riddor(user: User, incident) -> bool:
    """A competent person who is no part of it."""
    if incident.is_sealed:
        may = user.is_active and user.pk == incident.sealed_to_id
    else:
        may = holds_over(user, incident.team, *COMPETENT)
    return may and not (
        incident.alleged.filter(user=user).exists() or incident.involved.filter(user=user).exists()
    )


def can_ask_riddor(user: User, incident) -> bool:
    """Those who look after the report say that somebody cannot do their normal work."""
    return can_review(user, incident)


def competent_people(incident, on) -> list[User]:
    """Those who decide about reports of its team on a day, the competent persons first."""
    roles = Role.objects.current(on).filter(kind__in=COMPETENT, user__is_active=True).select_related("user")
    over_it = [role for role in roles.order_by("starts_on", "pk") if role.is_over(incident.team)]
    return [role.user for role in sorted(over_it, key=lambda role: COMPETENT.index(role.kind))]
