"""Peer supporters: how much each carries, who is there in a shift, and who could be put in touch with a colleague."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from people.models import Cover, Role, Team, Training, User
from people.roles import RoleKind, TrainingKind
from support.contact.avoided import avoided
from support.deadlines import DAY_SHIFT, LONDON, NIGHT_SHIFT, london_day, shift_day
from support.models import Availability, Case, LearntTopic, Match, Session, Supporter
from support.opening import part_of
from support.workflow import SessionStatus

TOPICS = len(LearntTopic.Topic.choices)


def part_now(at: datetime) -> str:
    by_day = DAY_SHIFT <= at.astimezone(LONDON).time() < NIGHT_SHIFT
    return Availability.Part.DAY if by_day else Availability.Part.NIGHT


def with_load(supporters=None):
    """Each with `load`: colleagues they are in touch with, and talks with one colleague that are planned."""
    matched = Match.objects.filter(supporter=OuterRef("pk"), ended_at=None)
    planned = Session.objects.filter(leader=OuterRef("user"), status=SessionStatus.PLANNED, is_group=False)
    found = Supporter.objects.all() if supporters is None else supporters
    return found.select_related("user__team__site").annotate(
        load=Coalesce(_count(matched, "supporter"), 0) + Coalesce(_count(planned, "leader"), 0)
    )


def free(at: datetime, *, without: Collection[User] = ()):
    """Trained, here, not at rest, not full, and none of those who are part of it."""
    on = london_day(at)
    roles = Role.objects.current(on).filter(kind=RoleKind.PEER_SUPPORTER)
    trained = Training.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=on), kind=TrainingKind.PEER_SUPPORT, completed_on__lte=on
    )
    able = Q(user__in=roles.values("user")) | Q(user__in=trained.values("user"))
    away = Cover.objects.filter(starts_on__lte=on, ends_on__gte=on)
    learnt = LearntTopic.objects.filter(supporter=OuterRef("pk"))
    return (
        with_load(Supporter.objects.filter(able, user__is_active=True, ended_at=None, paused_at=None))
        .annotate(topics=Coalesce(_count(learnt, "supporter"), 0))
        .filter(topics=TOPICS, load__lt=F("at_once"))
        .exclude(user__in=away.values("user"))
        .exclude(user__in=[one.pk for one in without])
    )


def here_now(team: Team, at: datetime, *, case: Case | None = None, asked_by: User) -> list[Supporter]:
    """Those who said that they are there in this shift, those of the same site first (R123)."""
    day, part = shift_day(at), part_now(at)
    said = Availability.objects.filter(supporter=OuterRef("pk"), part=part)
    on_that_date = said.filter(on=day)
    here = Exists(on_that_date.filter(is_on=True)) | (
        Exists(said.filter(weekday=day.weekday())) & ~Exists(on_that_date)
    )
    without = {asked_by} | (part_of(case.incident) | avoided(case) if case else set())
    found = free(at, without=without).filter(here)
    return sorted(found, key=lambda one: (_far(one, team), one.load, str(one.user)))


def candidates(case: Case, at: datetime, *, other_team: bool) -> list[Supporter]:
    """Who could be put in touch with this colleague, those who carry least first."""
    found = free(at, without=part_of(case.incident) | avoided(case))
    if other_team:
        found = found.exclude(user__team=case.team_id)
    return sorted(found, key=lambda one: (one.load, str(one.user)))


def _far(supporter, team):
    theirs = supporter.user.team
    return theirs is None or theirs.site_id != team.site_id


def _count(rows, by):
    return Subquery(rows.order_by().values(by).annotate(many=Count("pk")).values("many"))
