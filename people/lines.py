"""Who looks after a colleague: the manager, then the deputy, then the next manager up, and so on; never nobody (R10)."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from people.models import Cover, Role, User
from people.roles import MANAGERS, RoleKind

LINE = (*MANAGERS, RoleKind.PREVENTION_LEAD, RoleKind.ADMINISTRATOR)


class NobodyResponsible(Exception):
    """No active person is left to look after a colleague: give somebody the violence prevention lead role."""


def line_of(person, team, *, on=None) -> list[User]:
    """Active people in the order the work goes to them, each once.

    `person` may be None (somebody with no account); then the team's own managers begin the line. At the end stand
    those who hold the violence prevention lead and administrator roles, so that the line is not empty.
    """
    return [one for one in line_above(person.manager if person else None, team, on=on) if one != person]


def line_above(manager, team, *, on=None) -> list[User]:
    """The line of everybody in this team with this manager, whoever they are."""
    on = on or timezone.localdate()
    holders = _holders(team, on)
    team_id, site_id = (team.pk, team.site_id) if team else (None, None)
    line = [manager] if manager else []
    line += holders[RoleKind.LINE_MANAGER, team_id, None]
    line += holders[RoleKind.DEPUTY, team_id, None]
    for manager in list(line):
        while manager.manager and manager.manager not in line:
            manager = manager.manager
            line.append(manager)
    line += holders[RoleKind.LINE_MANAGER, None, site_id]
    line += holders[RoleKind.PREVENTION_LEAD, None, None]
    line += holders[RoleKind.ADMINISTRATOR, None, None]
    return [one for one in dict.fromkeys(line) if one.is_active]


def in_charge(person, team, *, without: Collection[User] = (), on=None) -> User:
    """The first of the line who is here and not excluded; somebody away passes the work to their cover.

    Raises NobodyResponsible when nobody at all is left.
    """
    return Lines(on or timezone.localdate()).in_charge(person, team, without=without)


class Lines:
    """The lines of many people on one day. Those of one manager and team have one line, which is looked for once."""

    def __init__(self, on):
        self.on, self._found, self._managers = on, {}, {}

    def manager_of(self, person, team) -> User | None:
        """Who would look after them had nothing got in the way, working here or not."""
        if person and person.manager:
            return person.manager
        if team not in self._managers:
            held = Role.objects.current(self.on).filter(kind=RoleKind.LINE_MANAGER, team=team)
            role = held.select_related("user").first()
            self._managers[team] = role.user if role else None
        return self._managers[team]

    def in_charge(self, person, team, *, without: Collection[User] = ()) -> User:
        """As the function of this name."""
        line, away = self._of(person.manager if person else None, team)
        shut_out = set(without) | ({person} if person else set())
        for candidate in line:
            if candidate in shut_out:
                continue
            if candidate.pk not in away:
                return candidate
            stand_in = away[candidate.pk].covered_by
            if stand_in and stand_in.is_active and stand_in not in shut_out:
                return stand_in
        for candidate in line:
            if candidate not in shut_out:
                return candidate
        raise NobodyResponsible("Give somebody the violence prevention lead role, then report again")

    def _of(self, manager, team):
        """(the line, the cover of each who is away)."""
        if (manager, team) not in self._found:
            line = line_above(manager, team, on=self.on)
            covers = Cover.objects.filter(starts_on__lte=self.on, ends_on__gte=self.on, user__in=line)
            away = {cover.user_id: cover for cover in covers.select_related("covered_by")}
            self._found[manager, team] = line, away
        return self._found[manager, team]


def _holders(team, on):
    """(kind, team, site) to those who hold that role over this team, its site or the whole organisation."""
    over = Q(team=None, site=None)
    if team:
        over |= Q(team=team) | Q(site=team.site_id)
    roles = Role.objects.current(on).filter(over, kind__in=LINE, user__is_active=True)
    holders = defaultdict(list)
    for role in roles.select_related("user__manager").order_by("starts_on", "pk"):
        holders[role.kind, role.team_id, role.site_id].append(role.user)
    return holders
