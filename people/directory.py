"""The staff directory, as the staff record exports it: accounts, teams, who manages whom, who has left."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.dateparse import parse_date

from people import access
from people.importing.registry import Importer, Planned
from people.importing.rows import CannotRead
from people.joining import differences, has_left, take_in
from people.models import ImportRow, User

Verdict = ImportRow.Verdict

NUMBER, EMAIL, SUPERVISOR, LEAVER = (
    "Employee Number",
    "Email Address",
    "Supervisor Employee Number",
    "Leaver Date",
)
WORKING_AS = {choice.label.casefold(): choice.value for choice in User.WorkingAs}


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
        return (
            f"{source.get('First Name', '')} {source.get('Last Name', '')}, {source.get(NUMBER, '')}".strip(
                " ,"
            )
        )

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
                    raise CannotRead(
                        EMAIL, "Two people in the file have this email address. Give each their own"
                    )
                account = by_number.get(data["employee_number"]) or by_email.get(data["email"].casefold())
                _check_email_is_theirs(data, account, by_email)
                data["heads"] = not data["supervisor"] and data["employee_number"] in heads
                yield _planned(
                    row,
                    data,
                    account,
                    known={*by_number, *in_file},
                    turn=_depth(data["employee_number"], above),
                    at=at,
                )
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
    if (
        owner
        and owner != account
        or account
        and account.employee_number not in (None, "", data["employee_number"])
    ):
        raise CannotRead(
            EMAIL, "This email address belongs to another account here. Correct it, or the account"
        )


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
    if not account.is_active and not has_left(data, at):
        remarks.append(
            "This account is closed here and stays closed. Open it on the People page if they are back"
        )
    changes = differences(account, data, at=at, manager_is_known=data["supervisor"] in known)
    if not changes:
        return Planned(row, Verdict.SAME, remarks=remarks)
    return Planned(
        row, Verdict.CHANGE, reason=f"Changes: {', '.join(changes)}", remarks=remarks, data=data, turn=turn
    )
