"""The clock over the directory of help: what is said of entries that nobody has checked in time (people/checking.py)."""

from people.chasing import DAY, OWNER, UP, Chase, Clock
from people.checking import Register
from support import access
from support.models import Service

CHECKING = Register(
    key="service",
    model=Service,
    clock=Clock(
        rows=(
            Chase("due", 0 * DAY, {OWNER: "An entry in the directory of help needs to be checked."}),
            Chase("due", 7 * DAY, {OWNER: "An entry in the directory of help is still to be checked."}),
            Chase(
                "due", 14 * DAY, {UP: "An entry in the directory of help has not been checked for too long."}
            ),
        ),
        pause=DAY,
        again=14 * DAY,
    ),
    page="support:directory-entry",
    can_keep=access.can_keep_directory,
    answer_for=access.answer_for_directory,
)
