"""Who may see and do what in the reviews room. Nothing else decides this (design §5).

A site's panel is whoever holds a panel role over it or over the whole organisation. What is about an incident
is hidden from those who are part of it, whatever their role, and from everybody once it is sealed.
"""

from django.db.models import Q

from incidents.access import accused, too_close
from incidents.models import Incident
from people.access import can_administer, holds, over_site
from people.models import Role, User
from people.roles import PANEL, RoleKind

NOBODY = Q(pk__in=[])
RUN_IT = (RoleKind.PANEL_CHAIR, RoleKind.PANEL_COORDINATOR)
SEE_IT = (*PANEL, RoleKind.PREVENTION_LEAD)


def panels_visible_to(user: User) -> Q:
    return over_site(user, *SEE_IT)


def meetings_visible_to(user: User) -> Q:
    return over_site(user, *SEE_IT, site="panel__site")


def items_visible_to(user: User) -> Q:
    """What stands on the user's agendas, but for incidents they are part of (security.md A3, A4)."""
    return over_site(user, *SEE_IT, site="panel__site") & Q(incident__is_sealed=False) & ~_concerned(user)


def actions_visible_to(user: User) -> Q:
    """Those the user owns and those of their panel; none about an incident they are said to have caused."""
    if not user.is_active:
        return NOBODY
    unsealed = Q(incident=None) | Q(incident__is_sealed=False)
    of_the_panel = over_site(user, *SEE_IT, site="panel__site") & ~_concerned(user)
    return unsealed & ((Q(owner=user) & ~accused(user, "incident__")) | of_the_panel)


def prints_visible_to(user: User) -> Q:
    """A printed agenda is for the reader it was made for, and only while they may see the meeting and all that it holds."""
    theirs = Q(reader=user) & over_site(user, *SEE_IT, site="meeting__panel__site")
    return theirs & ~Q(holds__in=Incident.objects.filter(too_close(user)).values("pk"))


def incidents_of_others(user: User) -> Q:
    """Incidents the user is no part of: what is counted for them before it stands on an agenda."""
    return ~too_close(user)


def panels_run_by(user: User) -> Q:
    return over_site(user, *RUN_IT)


def _concerned(user: User) -> Q:
    return too_close(user, "incident__")


def members(panel) -> Q:
    """The roles that make somebody a member of the panel."""
    return Q(kind__in=PANEL) & over_panel(panel)


def over_panel(panel) -> Q:
    """Roles held over the panel's site or the whole organisation."""
    return Q(team=None) & (Q(site=panel.site_id) | Q(site=None))


def can_declare(user: User, item) -> bool:
    """Whoever reads the item on an agenda may say that they are too close to it."""
    return type(item).objects.visible_to(user).filter(pk=item.pk).exists()


def can_lift(user: User, conflict, panel) -> bool:
    """Whoever runs the panel lets somebody back in: never themselves."""
    return conflict.user_id != user.pk and can_run(user, panel)


def sits_on_one(user: User) -> bool:
    return holds(user, *SEE_IT)


def runs_one(user: User) -> bool:
    return holds(user, *RUN_IT)


def may_open_item(user: User, action) -> bool:
    """Whether the action's page shows a link to the review it came from."""
    item = action.item
    return item is not None and type(item).objects.visible_to(user).filter(pk=item.pk).exists()


def can_make_panel(user: User) -> bool:
    return can_administer(user) or holds(user, RoleKind.PREVENTION_LEAD)


def can_run(user: User, panel) -> bool:
    """Open and close its meetings, record what was decided, assign actions."""
    return type(panel).objects.filter(panels_run_by(user), pk=panel.pk).exists()


def can_move(user: User, action) -> bool:
    """Say how far an action has come: its owner, and those who run the panel it came from."""
    return user.is_active and (action.owner_id == user.pk or can_run(user, action.panel))


def can_own(user: User, incident) -> bool:
    """An action about an incident is not given to somebody who is part of it.

    A reporter whose name is protected may be given one: a refusal would tell whoever tries who made the report.
    """
    if not user.is_active:
        return False
    accused = incident.alleged.filter(user=user).exists()
    protected = incident.protected_to_id is not None and incident.reporter_id == user.pk
    return not accused and (protected or not incident.involved.filter(user=user).exists())


def can_import(user: User) -> bool:
    """Bring in the register a panel kept before (R131)."""
    return holds(user, RoleKind.PANEL_COORDINATOR, RoleKind.PREVENTION_LEAD)


def can_import_into(user: User, panel) -> bool:
    """A coordinator of one site does not fill the register of another."""
    mine = over_site(user, RoleKind.PANEL_COORDINATOR, RoleKind.PREVENTION_LEAD)
    return type(panel).objects.filter(mine, pk=panel.pk).exists()


def rounds_visible_to(user: User) -> Q:
    """Everybody is welcome at a reflective round, and sees that there is one (R124)."""
    return ~NOBODY if user.is_active else NOBODY


def rounds_run_by(user: User) -> Q:
    """Count who came, call it off: the facilitator, and those who plan rounds."""
    if not user.is_active:
        return NOBODY
    return ~NOBODY if can_plan_rounds(user) else Q(facilitator=user)


def can_plan_rounds(user: User) -> bool:
    return holds(user, RoleKind.PREVENTION_LEAD)


def round_keeper() -> User | None:
    """Who has a round whose facilitator is gone."""
    held = Role.objects.current().filter(kind=RoleKind.PREVENTION_LEAD)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk").first()


def can_run_round(user: User, planned) -> bool:
    """`rounds_run_by` for one that has been read already."""
    return user.is_active and (can_plan_rounds(user) or planned.facilitator_id == user.pk)
