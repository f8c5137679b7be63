"""Who holds which role over what, and who may change that. Nothing else decides it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from people.models import Cover, Role, User
from people.roles import MANAGERS, RoleKind

# Who keeps the register of contractors.
CONTRACTOR_KEEPERS = (RoleKind.ADMINISTRATOR, RoleKind.PREVENTION_LEAD, RoleKind.HR)


def require(allowed: bool) -> None:
    """Seeing but not allowed is 403."""
    if not allowed:
        raise PermissionDenied


def holds(user: User, *kinds: str) -> bool:
    """Whether the user holds one of these roles today, over anything at all."""
    return user.is_active and any(role.kind in kinds for role in user.current_roles)


def holds_everywhere(user: User, *kinds: str) -> bool:
    """Whether the user holds one of these roles today over the whole organisation."""
    return user.is_active and any(
        role.kind in kinds and role.team_id is None and role.site_id is None for role in user.current_roles
    )


def over(user: User, *kinds: str, team: str = "team") -> Q:
    """The rows whose team (reached by the lookup `team`) the user holds one of these roles over today.

    Q(pk__in=[]) when there are none, so that it can be or-ed with other doors.
    """
    roles = [role for role in user.current_roles if user.is_active and role.kind in kinds]
    if any(role.team_id is None and role.site_id is None for role in roles):
        return ~Q(pk__in=[])
    teams = [role.team_id for role in roles if role.team_id]
    sites = [role.site_id for role in roles if role.site_id]
    door = Q(pk__in=[])
    if teams:
        door |= Q(**{f"{team}__in": teams})
    if sites:
        door |= Q(**{f"{team}__site__in": sites})
    return door


def over_site(user: User, *kinds: str, site: str = "site") -> Q:
    """Like `over`, for rows that belong to a site and not to a team. A role over one team does not reach them."""
    roles = [role for role in user.current_roles if user.is_active and role.kind in kinds]
    if any(role.team_id is None and role.site_id is None for role in roles):
        return ~Q(pk__in=[])
    return Q(**{f"{site}__in": [role.site_id for role in roles if role.site_id]})


def over_teams(user: User, *kinds: str) -> Q:
    """Like `over`, for rows that are teams themselves."""
    roles = [role for role in user.current_roles if user.is_active and role.kind in kinds]
    return Q(pk__in=[role.team_id for role in roles if role.team_id]) | over_site(user, *kinds)


def holds_over(user: User, team, *kinds: str) -> bool:
    """`over` for one team that has been read already."""
    return user.is_active and any(role.kind in kinds and role.is_over(team) for role in user.current_roles)


def visible_people(user: User) -> Q:
    """Who can be found in the staff list: administrators find everyone, managers their teams, everybody themselves."""
    if can_administer(user):
        return ~Q(pk__in=[])
    return Q(pk=user.pk) | over(user, *MANAGERS)


def can_administer(user: User) -> bool:
    """Accounts, teams, roles and the staff directory. It opens no report and no case (security.md A9)."""
    return holds(user, RoleKind.ADMINISTRATOR)


def contractors_visible_to(user: User) -> Q:
    """The register, those who work here no longer too. Anybody who reports may choose from the names of the others."""
    return ~Q(pk__in=[]) if can_keep_contractors(user) else Q(pk__in=[])


def can_keep_contractors(user: User) -> bool:
    """Add, change and check what contractors promise their staff (R16)."""
    return holds(user, *CONTRACTOR_KEEPERS)


def contractor_keepers():
    """Active colleagues a row of the register can be given to."""
    held = Role.objects.current().filter(kind__in=CONTRACTOR_KEEPERS)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def answer_for_contractors(*, but: User | None = None) -> list[User]:
    return first_holders(RoleKind.PREVENTION_LEAD, RoleKind.ADMINISTRATOR, but=but)


def holders(*kinds: str) -> list[User]:
    """Active people who hold one of these roles today, in the order of the roles, each once."""
    return list(dict.fromkeys(role.user for role in _held(kinds)))


def first_holders(*kinds: str, but: User | None = None) -> list[User]:
    """Everybody with the first of these roles that somebody holds, `but` left out: who answers for a register."""
    held = [role for role in _held(kinds) if role.user != but]
    return list(dict.fromkeys(role.user for role in held if role.kind == held[0].kind))


def _held(kinds):
    held = Role.objects.current().filter(kind__in=kinds, user__is_active=True).select_related("user")
    return sorted(held, key=lambda role: (kinds.index(role.kind), role.pk))


def covered_by(user: User, on: date | None = None) -> QuerySet[Cover]:
    """The absences for which the user stands in on that day, today unless it is named."""
    on = on or timezone.localdate()
    return Cover.objects.filter(covered_by=user, starts_on__lte=on, ends_on__gte=on)


def can_list_staff(user: User) -> bool:
    return can_administer(user) or holds(user, *MANAGERS)


def can_read_trail(user: User) -> bool:
    return holds(user, RoleKind.ADMINISTRATOR, RoleKind.AUDITOR)


def can_arrange_cover(user: User, absent: User) -> bool:
    """Their own absence, an administrator, or the manager of somebody away without warning."""
    return user.is_active and (user == absent or can_administer(user) or absent.manager_id == user.pk)
