"""What is sent about a promise, to whom and when (R54, R66, R84). A new reminder is one row here.

Rows are in order. A row's time counts from when the promise opens or falls due. Reminders that are not urgent
are written at 07:30 on the first morning after that, half an hour before the digest leaves, so that a digest
does not speak of what was done the day before. When the rows are used up, the last one goes out again and
again, each time to somebody one further up, until the promise is kept: nobody can quietly let it drop.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from people.deadlines import LONDON

OWNER, PERSON, UP = "owner", "person", "up"
WRITTEN_AT = time(7, 30)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Chase:
    """What is sent at one time. `lines` says who hears what; UP is the next one who has not heard yet."""

    since: str
    after: timedelta
    lines: Mapping[str, str]


@dataclass(frozen=True)
class Clock:
    """`pause` is the least time between two messages, also after the one that opened the case.

    `again` is when the last one is repeated.
    """

    rows: tuple[Chase, ...]
    pause: timedelta
    again: timedelta
    urgent: bool = False

    def time_of(self, step: int, opens_at: datetime, due_at: datetime) -> datetime:
        row = self.rows[min(step, len(self.rows) - 1)]
        since = opens_at if row.since == "opens" else due_at
        exact = since + row.after + self.again * max(0, step - len(self.rows) + 1)
        return exact if self.urgent else morning(exact)

    def step_at(self, step: int, opens_at: datetime, due_at: datetime, at: datetime) -> int:
        """The step to take now: a reminder is passed over when a later one to the owner is due as well."""
        while (
            step + 1 < len(self.rows)
            and self.rows[step].lines.keys() == self.rows[step + 1].lines.keys() == {OWNER}
            and self.time_of(step + 1, opens_at, due_at) <= at
        ):
            step += 1
        return step

    def lines(self, step: int) -> Mapping[str, str]:
        return self.rows[min(step, len(self.rows) - 1)].lines

    def rung(self, step: int) -> int:
        """How many were sent upwards before this step: the place on the ladder of the one who hears next."""
        return sum(UP in self.lines(earlier) for earlier in range(step))


SAME_SHIFT = Clock(
    rows=(
        Chase("due", -HOUR, {OWNER: "Support for a colleague is due before the end of this shift."}),
        Chase("due", 0 * HOUR, {OWNER: "Support for a colleague was due this shift. Please see to it now."}),
        Chase("due", 2 * HOUR, {UP: "Support due this shift is not recorded. Please step in now."}),
        Chase("due", 6 * HOUR, {UP: "Support due is still not recorded. Please step in now."}),
    ),
    pause=HOUR,
    again=DAY,
    urgent=True,
)

STAGE = Clock(
    rows=(
        Chase("opens", 0 * DAY, {OWNER: "It is time to think about a colleague's next step of support."}),
        Chase("due", -2 * DAY, {OWNER: "A colleague's step of support is due within two days."}),
        Chase(
            "due",
            0 * DAY,
            {OWNER: "A colleague's support is past its time. Please see what they need today."},
        ),
        Chase("due", 2 * DAY, {UP: "A colleague's support is past its time. Please step in."}),
        Chase("due", 5 * DAY, {UP: "A colleague's support is still past its time. Please step in."}),
    ),
    pause=DAY,
    again=7 * DAY,
)

CHECK_IN = Clock(
    rows=(
        Chase(
            "due",
            -DAY,
            {
                PERSON: "We would like to know how you are. Answer only if you want to.",
                OWNER: "A welfare check-in with a colleague is due today.",
            },
        ),
        Chase("due", 3 * DAY, {OWNER: "A check-in has had no answer. Please call or see your colleague."}),
        Chase("due", 5 * DAY, {UP: "A check-in with a colleague is past its time. Please step in."}),
        Chase("due", 8 * DAY, {UP: "A check-in with a colleague is still past its time. Please step in."}),
    ),
    pause=DAY,
    again=7 * DAY,
)


def clock_of(key: str) -> Clock:
    """Stages of the same shift are chased in hours, at any hour; all others in days, in the morning."""
    if key.startswith("check_in."):
        return CHECK_IN
    return SAME_SHIFT if key in ("stage.immediate", "stage.demobilising") else STAGE


def chase_at(key: str, opens_at: datetime, due_at: datetime, *, at: datetime, sent: int = 0) -> datetime:
    """When the next message about a promise falls due, `sent` of them having gone, the last one at `at`.

    For a new promise, and for one whose times were changed, `sent` is 0 and `at` is now.
    """
    clock = clock_of(key)
    earliest = at + clock.pause
    return max(clock.time_of(sent, opens_at, due_at), earliest if clock.urgent else morning(earliest))


def morning(at: datetime) -> datetime:
    """The first 07:30 on a London clock that is not before `at`."""
    local = at.astimezone(LONDON)
    day = local.date() if local.time() <= WRITTEN_AT else local.date() + DAY
    return datetime.combine(day, WRITTEN_AT, LONDON)
