"""Somebody who opens many records that are none of their business is noticed, and stopped from nothing (security.md A7).

Counted in the trail: reports and cases opened one by one. What an agenda or a downloaded list brought with it carries its
reason there and is not counted.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q

from incidents.models import Incident
from people.models import Entry, User
from people.models.trail import OPENINGS
from people.trail import record
from support import access, notices
from support.actions.emergency import governance
from support.models import Case

MANY, WITHIN = 30, timedelta(hours=1)
OPENED = Q(event="case.read") | Q(event="incident.read", why="")
NOTICED = "reader.opened_many"
SHOWN = 25


class Noticed(NamedTuple):
    who: User
    at: datetime
    number: str


def look(at: datetime) -> None:
    """Once an hour at most for each reader: information governance hears of it, and they go on with their work."""
    lately = Entry.objects.filter(event__in=OPENINGS, at__gt=at - WITHIN, at__lte=at).filter(OPENED)
    by_many = lately.order_by().values("by").annotate(number=Count("subject_id", distinct=True))
    for reader in User.objects.filter(pk__in=by_many.filter(number__gte=MANY).values("by")):
        number = _not_theirs(reader, lately.filter(by=reader))
        if number >= MANY and not _noticed().filter(subject_id=reader.pk, at__gt=at - WITHIN).exists():
            _tell(reader, number, at)


def shown(user: User) -> list[Noticed]:
    """The newest first."""
    rows = list(_noticed().filter(access.noticed_visible_to(user))[:SHOWN])
    people = User.objects.select_related("team").in_bulk([int(row.subject_id) for row in rows])
    return [Noticed(people[int(row.subject_id)], row.at, row.why) for row in rows]


@transaction.atomic
def _tell(reader, number, at):
    record(NOTICED, by=None, subject=reader, why=str(number), at=at)
    notices.opened_many(reader, governance(reader), at)


def _noticed():
    return Entry.objects.filter(event=NOTICED, subject_kind="people.user")


def _not_theirs(reader, entries):
    """A report and the cases in it are one."""
    opened = {kind: [] for kind in ("support.case", "incidents.incident")}
    for kind, pk in entries.order_by().values_list("subject_kind", "subject_id").distinct():
        opened[kind].append(pk)
    of_cases = Q(involved__case__in=opened["support.case"])
    found = Incident.objects.filter(of_cases | Q(pk__in=opened["incidents.incident"]))
    looked_after = Case.objects.filter(access.looked_after_by(reader)).values("pk")
    theirs = Incident.objects.filter(access.own_business(reader, looked_after)).values("pk")
    return found.exclude(pk__in=theirs).values("pk").distinct().count()
