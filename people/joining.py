"""Adding, changing and closing one account as a row of the staff directory says.

An account brought in has no password; its owner sets one by the link on the sign-in page. Nobody is emailed.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date

from people import access
from people.access import require
from people.importing.registry import CannotApply
from people.models import Contractor, Role, Site, Team, User
from people.roles import RoleKind
from people.signals import left
from people.trail import record

Setting = Team.Setting

# A first guess at where a team works, by a word in its name; the administrator can change it.
SETTINGS = {
    "community dental": Setting.CLINIC,
    "outpatient": Setting.CLINIC,
    "clinic": Setting.CLINIC,
    "radiology": Setting.CLINIC,
    "district nursing": Setting.COMMUNITY,
    "health visiting": Setting.COMMUNITY,
    "community": Setting.COMMUNITY,
    "crisis team": Setting.COMMUNITY,
    "contact centre": Setting.REMOTE,
    "switchboard": Setting.REMOTE,
    "security": Setting.OTHER,
}
# Fields that a changed row changes, and how the preview calls them.
FIELDS = {
    "first_name": "first name",
    "last_name": "last name",
    "email": "email address",
    "employee_number": "employee number",
    "working_as": "assignment",
    "employer": "employer",
    "staff_group": "staff group",
}


def differences(account: User, data: dict, *, at, manager_is_known: bool) -> list[str]:
    """In words, what a row would change in an account. An empty supervisor cell takes no manager away."""
    changes = [words for field, words in FIELDS.items() if getattr(account, field) != data[field]]
    team = account.team
    if (
        not team
        or team.site.code.casefold() != data["site_code"].casefold()
        or team.name.casefold() != data["team"].casefold()
    ):
        changes.append("team")
    manager = account.manager.employee_number if account.manager else None
    if data["supervisor"] not in ("", manager, data["employee_number"]) and manager_is_known:
        changes.append("manager")
    if account.left_on != parse_date(data["left_on"] or "") and data["left_on"]:
        changes.append("leaver date")
    if account.is_active and has_left(data, at):
        changes.append("account closed")
    return changes


def take_in(data: dict, *, by: User | None, at) -> list[str]:
    """Add or change one account as a directory row says; inside the caller's transaction. Returns remarks.

    `by` is None for the command. Somebody who heads a team gets the line manager role when first seen, and
    never again: what an administrator takes away stays away. A closed account is not opened by a file.
    """
    require(by is None or access.can_administer(by))
    same = Q(employee_number=data["employee_number"]) | Q(employee_number=None, email__iexact=data["email"])
    account = (
        User.objects.select_for_update(of=("self",))
        .select_related("team__site", "manager")
        .filter(same)
        .first()
    )
    if User.objects.filter(email__iexact=data["email"]).exclude(pk=account.pk if account else None).exists():
        raise CannotApply("This email address belongs to another account here by now")
    is_new = account is None
    manager = _manager(data)
    if not is_new and not differences(account, data, at=at, manager_is_known=manager is not None):
        return []
    account = account or User(joined_at=at)
    if is_new or account.employer != data["employer"]:
        account.contractor = Contractor.objects.named(data["employer"])
    for field in FIELDS:
        setattr(account, field, data[field])
    account.team = _team(data, by=by, at=at)
    account.manager = manager or account.manager
    account.left_on = parse_date(data["left_on"] or "") or account.left_on
    leaves = account.is_active and has_left(data, at)
    account.is_active = account.is_active and not leaves
    if is_new:
        account.set_unusable_password()
    account.save()
    record(
        "person.added" if is_new else "person.changed", by=by, subject=account, why="Staff directory", at=at
    )
    if is_new and data["heads"] and account.is_active:
        _give_team(account, by=by, at=at)
    if leaves:
        _end_roles(account, by=by, at=at)
        record("person.left", by=by, subject=account, why="Staff directory", at=at)
        left.send(sender=User, user=account, by=by, at=at)
    return []


def _team(data, *, by, at) -> Team:
    site, is_new = Site.objects.get_or_create(
        code__iexact=data["site_code"], defaults={"code": data["site_code"], "name": data["site_name"]}
    )
    if is_new:
        record("site.added", by=by, subject=site, why="Staff directory", at=at)
    name = data["team"]
    setting = next((value for words, value in SETTINGS.items() if words in name.casefold()), Setting.WARD)
    team, is_new = Team.objects.get_or_create(
        site=site, name__iexact=name, defaults={"name": name, "setting": setting}
    )
    if is_new:
        record("team.added", by=by, subject=team, why="Staff directory", at=at)
    return team


def _manager(data) -> User | None:
    """None when there is no supervisor, they are not here (yet), or it is the colleague themselves."""
    if data["supervisor"] in ("", data["employee_number"]):
        return None
    return User.objects.filter(employee_number=data["supervisor"]).first()


def has_left(data, at) -> bool:
    left_on = parse_date(data["left_on"] or "")
    return left_on is not None and left_on <= timezone.localdate(at)


def _give_team(account, *, by, at):
    role = Role.objects.create(
        user=account, kind=RoleKind.LINE_MANAGER, team=account.team, starts_on=timezone.localdate(at)
    )
    record("role.given", by=by, subject=role, why=role.get_kind_display(), at=at)


def _end_roles(account, *, by, at):
    """Every role ends with yesterday, as when an administrator ends an account."""
    yesterday = timezone.localdate(at) - timedelta(days=1)
    for role in account.roles.filter(Q(ends_on=None) | Q(ends_on__gt=yesterday)):
        role.starts_on, role.ends_on = min(role.starts_on, yesterday), yesterday
        role.save()
        record("role.ended", by=by, subject=role, why=role.get_kind_display(), at=at)
