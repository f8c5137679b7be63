"""What is owed about reports: each kind with its words, the page where it is done and its clock. A new duty is one row.

`owe` and `keep` are called inside the actions whose change makes something owed, or done. The words say nothing of what
happened: they are read on locked screens and over shoulders.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from incidents.models import Duty, Incident
from people.chasing import DAY, OWNER, UP, Chase, Clock
from people.models import Team, User


def by_days(first: str, late: str, up: str) -> Clock:
    """When it opens and a day before it is due to the owner, then late, then one further up every three days."""
    return Clock(
        rows=(
            Chase("opens", 0 * DAY, {OWNER: first}),
            Chase("due", -DAY, {OWNER: first}),
            Chase("due", 0 * DAY, {OWNER: late}),
            Chase("due", 2 * DAY, {UP: up}),
        ),
        pause=DAY,
        again=3 * DAY,
    )


@dataclass(frozen=True)
class Owed:
    """`says` stands on the owner's own page; `address` is where it is done; `clock` what is sent meanwhile."""

    key: str
    says: str
    address: Callable[[Duty], str]
    clock: Clock
    rows: tuple[str, ...] = ()


DUTIES: dict[str, Owed] = {}


def owe(
    key: str,
    *,
    subject: str,
    owner: User,
    opens_at: datetime,
    due_at: datetime,
    at: datetime,
    incident: Incident | None = None,
    team: Team | None = None,
) -> None:
    """Something is owed from now on. Owed already, it keeps its date; kept once, it is owed anew."""
    duty = Duty.objects.select_for_update().filter(key=key, subject=subject).first()
    if duty and duty.kept_at is None:
        return
    duty = duty or Duty(key=key, subject=subject)
    duty.incident, duty.team, duty.owner = incident, team, owner
    duty.opens_at, duty.due_at, duty.kept_at, duty.chase = opens_at, due_at, None, 0
    duty.chase_at = DUTIES[key].clock.next_at(opens_at, due_at, at=at)
    duty.save()


def keep(key: str, *, subject: str, at: datetime) -> None:
    """It is done, whoever did it: nothing more is sent about it."""
    Duty.objects.open().filter(key=key, subject=subject).update(kept_at=at, chase_at=None)


def move(key: str, *, subject: str, due_at: datetime, at: datetime) -> None:
    """It is owed until another time, and is chased by that."""
    duty = Duty.objects.select_for_update().open().filter(key=key, subject=subject).first()
    if duty:
        duty.due_at, duty.chase = due_at, 0
        duty.chase_at = DUTIES[key].clock.next_at(duty.opens_at, due_at, at=at)
        duty.save()


def drop(incident: Incident, *, at: datetime) -> None:
    """Nothing more is owed about this report: it was closed, or it was another one's double."""
    Duty.objects.open().filter(incident=incident).update(kept_at=at, chase_at=None)
