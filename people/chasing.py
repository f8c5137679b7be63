"""What is sent about something that is owed, to whom and when: the rows, and the times they fall due. Pure functions.

Rows are in order. A row's time counts from when the thing opens or falls due. Reminders that are not urgent
are written at 07:30 on the first morning after that, half an hour before the digest leaves, so that a digest
does not speak of what was done the day before. When the rows are used up, the last one goes out again and
again, each time to somebody one further up, until the thing is done: nobody can quietly let it drop.
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
        return exact if self.is_urgent(step) else morning(exact)

    def is_urgent(self, step: int) -> bool:
        """At any hour while its rows last; what is repeated after them comes in the morning and wakes nobody."""
        return self.urgent and step < len(self.rows)

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

    def next_at(self, opens_at: datetime, due_at: datetime, *, at: datetime, sent: int = 0) -> datetime:
        """When the next message falls due, `sent` of them having gone, the last one at `at`.

        For something new, and for what has had its times changed, `sent` is 0 and `at` is now.
        """
        earliest = at + self.pause
        return max(
            self.time_of(sent, opens_at, due_at), earliest if self.is_urgent(sent) else morning(earliest)
        )


def morning(at: datetime) -> datetime:
    """The first 07:30 on a London clock that is not before `at`."""
    local = at.astimezone(LONDON)
    day = local.date() if local.time() <= WRITTEN_AT else local.date() + DAY
    return datetime.combine(day, WRITTEN_AT, LONDON)
