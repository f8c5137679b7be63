"""The clock over words that a colleague may need practical help: whoever asks them is reminded until it is done."""

from people.chasing import DAY, OWNER, UP, Chase, Clock
from people.checking import Register
from support import access
from support.models import HelpTold

WITHIN = "2 working days"


TOLD = Register(
    key="help_told",
    model=HelpTold,
    clock=Clock(
        rows=(
            Chase("due", 0 * DAY, {OWNER: "Please ask a colleague whether they need something."}),
            Chase(
                "due", 2 * DAY, {OWNER: "A colleague still waits to be asked whether they need something."}
            ),
            Chase("due", 5 * DAY, {UP: "A colleague has not been asked yet whether they need something."}),
        ),
        pause=DAY,
        again=7 * DAY,
    ),
    page="support:help-told",
    can_keep=access.can_ask_told,
    answer_for=access.answer_for_told,
)
