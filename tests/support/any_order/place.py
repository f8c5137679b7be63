"""A trust with four wards and everybody who has a part in support, built once for all the stories that are told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from people.models import Role, Team, Training, User
from people.roles import RoleKind, TrainingKind
from support import actions
from support.deadlines import LONDON
from support.models import LearntTopic
from tests.factories import RoleFactory, SiteFactory, TeamFactory, UserFactory

START = datetime(2026, 11, 2, 10, 0, tzinfo=LONDON)
LONG_AGO = START.date() - timedelta(days=90)
ON_A_WARD = 24


@dataclass(frozen=True)
class Ward:
    team: Team
    manager: User
    staff: list[User]


class Place:
    """Read it as `place.wards[0].manager`, `place.viv`. Those in `leavers` may leave, or lose their role, on the way."""

    def __init__(self, trust):
        self.trust, self.leavers = trust, []
        for name in ("viv", "ruth", "ade", "iris", "sasha", "gita", "hana", "olive", "omar"):
            setattr(self, name, getattr(trust, name))
        self._roles()
        teams = [trust.elm_ward, trust.oak_ward]
        teams += [TeamFactory(site=SiteFactory()), TeamFactory(site=trust.general)]
        self.wards = [self._ward(team) for team in teams]
        self.facilitators = [self._facilitator() for _ in range(3)]
        self.leavers += self.facilitators[:2]
        Role.objects.update(starts_on=LONG_AGO)
        self.supporter = self._supporter()

    def _roles(self):
        """A second one of each that could run out."""
        for kind in (RoleKind.HR, RoleKind.OCCUPATIONAL_HEALTH, RoleKind.FTSU_GUARDIAN):
            self.leavers.append(self._holds(kind))
        self._holds(RoleKind.PREVENTION_LEAD)

    def _holds(self, kind, **over):
        return RoleFactory(kind=kind, user=UserFactory(), **over).user

    def _ward(self, team):
        manager = self._holds(RoleKind.LINE_MANAGER, team=team)
        deputy, lead = (self._holds(kind, team=team) for kind in (RoleKind.DEPUTY, RoleKind.CASE_LEAD))
        self._holds(RoleKind.LINE_MANAGER, site=team.site)
        self.leavers += [manager, deputy, lead]
        staff = UserFactory.build_batch(ON_A_WARD, team=team, manager=manager)
        return Ward(team, manager, User.objects.bulk_create(staff))

    def _facilitator(self):
        user = self._holds(RoleKind.FACILITATOR)
        Training.objects.bulk_create(
            Training(user=user, kind=kind, completed_on=LONG_AGO) for kind in TrainingKind.values
        )
        return user

    def _supporter(self):
        """The last of the facilitators is also on the register of peer supporters."""
        topics = dict.fromkeys(LearntTopic.Topic.values, LONG_AGO)
        return actions.keep_supporter(
            self.facilitators[-1], by=self.viv, at_once=500, learnt=topics, at=START
        )
