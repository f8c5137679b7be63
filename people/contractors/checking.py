"""When a row of the register of contractors must be looked at again, and what is said of one that was not."""

from datetime import date, datetime, time, timedelta

from people import access
from people.chasing import DAY, OWNER, UP, Chase, Clock
from people.checking import Register
from people.deadlines import LONDON
from people.models import Contractor

EVERY = timedelta(days=365)

CHECKING = Register(
    key="contractor",
    model=Contractor,
    clock=Clock(
        rows=(
            Chase("due", 0 * DAY, {OWNER: "A row of the register of contractors needs to be checked."}),
            Chase("due", 7 * DAY, {OWNER: "A row of the register of contractors is still to be checked."}),
            Chase("due", 14 * DAY, {UP: "A contractor on the register has not been checked for too long."}),
        ),
        pause=DAY,
        again=14 * DAY,
    ),
    page="people:contractor",
    can_keep=access.can_keep_contractors,
    answer_for=access.answer_for_contractors,
)


def due_at(check_on: date | None, ends_on: date | None, at: datetime) -> datetime:
    """On the day that was named, or a year from now; and no later than the day on which the contract ends."""
    today = at.astimezone(LONDON).date()
    day = check_on or today + EVERY
    if ends_on and today <= ends_on < day:
        day = ends_on
    return datetime.combine(day, time(0), LONDON)
