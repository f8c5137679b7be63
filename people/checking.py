"""The clock over a register: rows that nobody has checked in time are flagged to their keeper, again, and then to whoever
answers for the register.

A row has a keeper, added_at, retired_at, due_at and the clock's chase and chase_at. Any number of workers can do it at
once: each takes a batch that no other has.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import OperationalError, models, transaction
from django.urls import reverse

from people.chasing import OWNER, Clock
from people.deadlines import LONDON
from people.models import Cover, User
from people.notices import tell

log = logging.getLogger(__name__)
BATCH = 200
AFTER_A_FAULT = timedelta(hours=1)


@dataclass(frozen=True)
class Register:
    """`page` is the name of the URL of one row; `answer_for(but=user)` are those who answer for all of it."""

    key: str
    model: type[models.Model]
    clock: Clock
    page: str
    can_keep: Callable[[User], bool]
    answer_for: Callable[..., list[User]]

    def flag_batch(self, at: datetime) -> int:
        """How many were taken. One that cannot be flagged waits an hour and holds up no other (security.md E8)."""
        with transaction.atomic():
            due = self.model.objects.filter(chase_at__lte=at, retired_at=None).order_by("chase_at")
            due = list(due.select_for_update(skip_locked=True, of=("self",)).select_related("keeper")[:BATCH])
            for row in due:
                try:
                    with transaction.atomic():
                        self._flag(row, at)
                except OperationalError:
                    raise
                except Exception:
                    log.exception(
                        "%s %s could not be flagged; it is tried again in an hour", self.key, row.pk
                    )
                    self.model.objects.filter(pk=row.pk).update(chase_at=at + AFTER_A_FAULT)
            return len(due)

    def owe(self, row, at: datetime) -> None:
        """The row was checked or its day has changed: the clock begins anew. The caller saves it."""
        row.chase = 0
        row.chase_at = self.clock.next_at(at, row.due_at, at=at)

    def of_nobody(self, keepers):
        """Rows whose keeper may keep them no longer."""
        return self.model.objects.filter(retired_at=None).exclude(keeper__in=keepers)

    def pass_on(self, keeper: User, *, at: datetime) -> list:
        """Give what somebody kept to whoever answers for the register; the rows, for the trail."""
        kept = list(self.model.objects.select_for_update().filter(keeper=keeper, retired_at=None))
        to = next(iter(self.answer_for(but=keeper)), None) if kept else None
        if to is None:
            return []
        for row in kept:
            row.keeper = to
            row.save()
        return kept

    def _flag(self, row, at):
        step = self.clock.step_at(row.chase, row.added_at, row.due_at, at)
        for who, line in self.clock.lines(step).items():
            for to in self.who_hears(row, who, at):
                key = f"{self.key}.{row.pk}.{step}.{row.due_at:%Y%m%d}.{to.pk}"
                tell(to, key=key, line=line, link=reverse(self.page, args=[row.pk]), at=at)
        following = self.clock.next_at(row.added_at, row.due_at, at=at, sent=step + 1)
        self.model.objects.filter(pk=row.pk).update(chase=step + 1, chase_at=following)

    def who_hears(self, row, who, at):
        """The keeper, their stand-in while they are away, and otherwise those who answer for the register."""
        keeper = row.keeper
        if who == OWNER and self.can_keep(keeper):
            on = at.astimezone(LONDON).date()
            away = Cover.objects.filter(user=keeper, starts_on__lte=on, ends_on__gte=on)
            cover = away.select_related("covered_by").first()
            if cover is None:
                return [keeper]
            if cover.covered_by and self.can_keep(cover.covered_by):
                return [cover.covered_by]
        heard = self.answer_for(but=keeper) or self.answer_for()
        if not heard:
            log.error("Nobody is left to tell about %s %s", self.key, row.pk)
        return heard
