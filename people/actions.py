"""Accounts, teams, roles, trainings and cover: the verbs of this room."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from people import access
from people.access import require
from people.clock import now
from people.contractors.employers import employed_by
from people.models import Cover, Notice, Role, Site, Team, Training, User
from people.roles import RoleKind
from people.signals import left, role_ended
from people.trail import record


@transaction.atomic
def first_administrator(*, password: str | None = None, **facts) -> User:
    """The one account that nobody has to be signed in to make. Refused as soon as there is an administrator."""
    require(not Role.objects.current().filter(kind=RoleKind.ADMINISTRATOR, user__is_active=True).exists())
    user = User.objects.create_user(password=password, **facts)
    Role.objects.create(user=user, kind=RoleKind.ADMINISTRATOR)
    record("person.added", by=None, subject=user, why="first administrator")
    return user


@transaction.atomic
def add_site(*, by: User | None, code: str, name: str) -> Site:
    require(access.can_administer(by))
    site = Site.objects.create(code=code, name=name)
    record("site.added", by=by, subject=site)
    return site


@transaction.atomic
def add_team(*, by: User, site: Site, name: str, **facts) -> Team:
    """`facts` are fields of Team: setting, is_hotspot, recovery_space."""
    require(access.can_administer(by))
    team = Team.objects.create(site=site, name=name, **facts)
    record("team.added", by=by, subject=team)
    return team


@transaction.atomic
def add_person(*, by: User, password: str | None = None, **facts) -> User:
    """Somebody starts here. Without a password they set one by the link on the sign-in page."""
    require(access.can_administer(by))
    facts["employer"], facts["contractor"] = employed_by(facts.get("employer", ""), facts.get("contractor"))
    user = User.objects.create_user(password=password, **facts)
    record("person.added", by=by, subject=user)
    return user


@transaction.atomic
def give_role(
    user, *, by: User, kind: str, team=None, site=None, starts_on: date | None = None, ends_on=None
) -> Role:
    """A role over a team, a site, or (with neither) the whole organisation; it counts from the next request."""
    require(access.can_administer(by))
    role = Role.objects.create(
        user=user,
        kind=kind,
        team=team,
        site=site,
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
    )
    record("role.given", by=by, subject=role, why=role.get_kind_display())
    return role


@transaction.atomic
def end_role(role, *, by: User, on: date | None = None) -> Role:
    """The role ends with yesterday, so that it is gone from the next request on (security.md A8)."""
    require(access.can_administer(by))
    role = Role.objects.select_for_update().get(pk=role.pk)
    yesterday = (on or timezone.localdate()) - timedelta(days=1)
    role.starts_on = min(role.starts_on, yesterday)
    role.ends_on = yesterday
    role.save()
    record("role.ended", by=by, subject=role, why=role.get_kind_display())
    user = User.objects.get(pk=role.user_id)
    if user.is_active:
        role_ended.send(sender=User, user=user, by=by, at=now())
    return role


@transaction.atomic
def add_training(
    user, *, by: User, kind: str, completed_on: date, valid_until: date | None = None
) -> Training:
    require(access.can_administer(by))
    training = Training.objects.create(
        user=user, kind=kind, completed_on=completed_on, valid_until=valid_until
    )
    record("training.added", by=by, subject=training, why=training.get_kind_display())
    return training


@transaction.atomic
def arrange_cover(user, *, by: User, starts_on: date, ends_on: date, covered_by: User | None = None) -> Cover:
    """Somebody will be away; their new Aftercare work goes to `covered_by`, or past them when nobody is named."""
    require(access.can_arrange_cover(by, user))
    cover = Cover.objects.create(user=user, starts_on=starts_on, ends_on=ends_on, covered_by=covered_by)
    record("cover.arranged", by=by, subject=cover)
    return cover


@transaction.atomic
def end_account(user, *, by: User, on: date | None = None, at=None) -> User:
    """Somebody has left: nothing opens for them from the next request, and what they owe passes on (R10)."""
    require(access.can_administer(by))
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = False
    user.left_on = on or timezone.localdate()
    user.save()
    for role in user.roles.current():
        end_role(role, by=by, on=on)
    record("person.left", by=by, subject=user)
    left.send(sender=User, user=user, by=by, at=at or now())
    return user


def read_notices(*, by: User) -> int:
    """Everything in the inbox has been seen; returns how many were new."""
    return Notice.objects.filter(to=by, read_at=None).update(read_at=timezone.now())
