"""The staff directory, as the electronic staff record exports it: accounts, teams, who manages whom, who has left.

An account brought in has no password; its owner sets one by the link on the sign-in page. Nobody is emailed.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date

from people import access
from people.access import require
from people.importing.registry import CannotApply, Importer, Planned
from people.importing.rows import CannotRead
from people.models import ImportRow, Role, Site, Team, User
from people.roles import RoleKind
from people.trail import record

Verdict, Setting = ImportRow.Verdict, Team.Setting

NUMBER, EMAIL, SUPERVISOR, LEAVER = "Employee Number", "Email Address", "Supervisor Employee Number", "Leaver Date"
WORKING_AS = {choice.label.casefold(): choice.value for choice in User.WorkingAs}

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


class StaffDirectory(Importer):
    key = "directory"
    title = "Staff directory"
    help = (
        "Adds colleagues, teams and managers, and closes the accounts of those who have left. "
        "Nobody is emailed: people set a password with the link on the sign-in page."
    )
    sheets = {
        "": (
            NUMBER,
            "First Name",
            "Last Name",
            EMAIL,
            "Site Code",
            "Site Name",
            "Organisation (Team)",
            "Staff Group",
            "Assignment Category",
            "Employer",
            SUPERVISOR,
            LEAVER,
        )
    }

    def allowed(self, user):
        return access.can_administer(user)

    def label(self, source):
        return f"{source.get('First Name', '')} {source.get('Last Name', '')}, {source.get(NUMBER, '')}".strip(" ,")

    def plan(self, rows, *, at):
        accounts = list(User.objects.select_related("team__site", "manager"))
        by_number = {account.employee_number: account for account in accounts if account.employee_number}
        by_email = {account.email.casefold(): account for account in accounts}
        in_file = {row.words(NUMBER): row for row in reversed(rows)}
        above = {number: row.words(SUPERVISOR) for number, row in in_file.items()}
        heads = set(above.values())
        emails = {row.words(EMAIL).casefold(): number for number, row in in_file.items()}
        for row in rows:
            try:
                data = _read(row)
                first = in_file[data["employee_number"]]
                if first is not row:
                    yield _second_time(row, first)
                    continue
                if emails[data["email"].casefold()] != data["employee_number"]:
                    raise CannotRead(EMAIL, "Two people in the file have this email address. Give each their own")
                account = by_number.get(data["employee_number"]) or by_email.get(data["email"].casefold())
                _check_email_is_theirs(data, account, by_email)
                data["heads"] = not data["supervisor"] and data["employee_number"] in heads
                yield _planned(row, data, account, known={*by_number, *in_file}, turn=_depth(data["employee_number"], above), at=at)
            except CannotRead as why:
                yield Planned(row, Verdict.REJECTED, column=why.column, reason=why.reason)

    def apply(self, data, *, by, at):
        return take_in(data, by=by, at=at)


def _read(row) -> dict:
    """The row as `take_in` wants it; raises CannotRead."""
    email = row.needed(EMAIL, 254)
    try:
        validate_email(email)
    except ValidationError as problem:
        raise CannotRead(EMAIL, "This is not an email address") from problem
    working_as = WORKING_AS.get(row.words("Assignment Category").casefold())
    if not working_as:
        raise CannotRead("Assignment Category", f"This is none of {', '.join(User.WorkingAs.labels)}")
    left_on = row.date(LEAVER)
    return {
        "employee_number": row.needed(NUMBER, 20),
        "first_name": row.needed("First Name", 80),
        "last_name": row.needed("Last Name", 80),
        "email": email,
        "working_as": working_as,
        "employer": row.short("Employer", 120),
        "staff_group": row.short("Staff Group", 80),
        "site_code": row.needed("Site Code", 12),
        "site_name": row.needed("Site Name", 120),
        "team": row.needed("Organisation (Team)", 120),
        "supervisor": row.short(SUPERVISOR, 20),
        "left_on": left_on.isoformat() if left_on else None,
    }


def _second_time(row, first) -> Planned:
    if row.same_as(first):
        return Planned(row, Verdict.DUPLICATE, reason=f"The same as row {first.number}")
    reason = f"Row {first.number} has the same employee number and other details. Take one of the two out"
    return Planned(row, Verdict.REJECTED, column=NUMBER, reason=reason)


def _check_email_is_theirs(data, account, by_email):
    owner = by_email.get(data["email"].casefold())
    if owner and owner != account or account and account.employee_number not in (None, "", data["employee_number"]):
        raise CannotRead(EMAIL, "This email address belongs to another account here. Correct it, or the account")


def _depth(number, above) -> int:
    """How many managers stand above somebody in the file: managers are taken in first."""
    chain = [number]
    while len(chain) < 30 and above.get(chain[-1]) and above[chain[-1]] not in chain:
        chain.append(above[chain[-1]])
    return len(chain) - 1


def _planned(row, data, account, *, known, turn, at):
    remarks = []
    if data["supervisor"] and data["supervisor"] not in known:
        remarks.append("The supervisor is neither in the file nor here, so no manager is set")
    left_on = parse_date(data["left_on"] or "")
    if left_on and left_on > timezone.localdate(at):
        remarks.append("Leaves later. Import the directory again after that day to close the account")
    if account is None:
        if data["heads"]:
            remarks.append(f"Becomes line manager of {data['team']}")
        return Planned(row, Verdict.ADD, remarks=remarks, data=data, turn=turn)
    if not account.is_active and not _has_left(data, at):
        remarks.append("This account is closed here and stays closed. Open it on the People page if they work here again")
    changes = differences(account, data, at=at, manager_is_known=data["supervisor"] in known)
    if not changes:
        return Planned(row, Verdict.SAME, remarks=remarks)
    return Planned(row, Verdict.CHANGE, reason=f"Changes: {', '.join(changes)}", remarks=remarks, data=data, turn=turn)


def differences(account: User, data: dict, *, at, manager_is_known: bool) -> list[str]:
    """In words, what a row would change in an account. An empty supervisor cell takes no manager away."""
    changes = [words for field, words in FIELDS.items() if getattr(account, field) != data[field]]
    team = account.team
    if not team or team.site.code.casefold() != data["site_code"].casefold() or team.name.casefold() != data["team"].casefold():
        changes.append("team")
    manager = account.manager.employee_number if account.manager else None
    if data["supervisor"] not in ("", manager, data["employee_number"]) and manager_is_known:
        changes.append("manager")
    if account.left_on != parse_date(data["left_on"] or "") and data["left_on"]:
        changes.append("leaver date")
    if account.is_active and _has_left(data, at):
        changes.append("account closed")
    return changes


def take_in(data: dict, *, by: User | None, at) -> list[str]:
    """Add or change one account as a directory row says; inside the caller's transaction. Returns remarks.

    `by` is None for the command. Somebody who heads a team gets the line manager role when first seen, and never
    again: what an administrator takes away stays away. A closed account is not opened by a file.
    """
    require(by is None or access.can_administer(by))
    same = Q(employee_number=data["employee_number"]) | Q(employee_number=None, email__iexact=data["email"])
    account = User.objects.select_for_update(of=("self",)).select_related("team__site", "manager").filter(same).first()
    if User.objects.filter(email__iexact=data["email"]).exclude(pk=account.pk if account else None).exists():
        raise CannotApply("This email address belongs to another account here by now")
    is_new = account is None
    manager = _manager(data)
    if not is_new and not differences(account, data, at=at, manager_is_known=manager is not None):
        return []
    account = account or User(joined_at=at)
    for field in FIELDS:
        setattr(account, field, data[field])
    account.team = _team(data, by=by, at=at)
    account.manager = manager or account.manager
    account.left_on = parse_date(data["left_on"] or "") or account.left_on
    leaves = account.is_active and _has_left(data, at)
    account.is_active = account.is_active and not leaves
    if is_new:
        account.set_unusable_password()
    account.save()
    record("person.added" if is_new else "person.changed", by=by, subject=account, why="Staff directory", at=at)
    if is_new and data["heads"] and account.is_active:
        _give_team(account, by=by, at=at)
    if leaves:
        _end_roles(account, by=by, at=at)
        record("person.left", by=by, subject=account, why="Staff directory", at=at)
    return []


def _team(data, *, by, at) -> Team:
    site, is_new = Site.objects.get_or_create(
        code__iexact=data["site_code"], defaults={"code": data["site_code"], "name": data["site_name"]}
    )
    if is_new:
        record("site.added", by=by, subject=site, why="Staff directory", at=at)
    name = data["team"]
    setting = next((value for words, value in SETTINGS.items() if words in name.casefold()), Setting.WARD)
    team, is_new = Team.objects.get_or_create(site=site, name__iexact=name, defaults={"name": name, "setting": setting})
    if is_new:
        record("team.added", by=by, subject=team, why="Staff directory", at=at)
    return team


def _manager(data) -> User | None:
    """None when there is no supervisor, they are not here (yet), or somebody is said to supervise themselves."""
    if data["supervisor"] in ("", data["employee_number"]):
        return None
    return User.objects.filter(employee_number=data["supervisor"]).first()


def _has_left(data, at) -> bool:
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
