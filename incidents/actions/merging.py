"""Two reports of the same thing become one, and nobody's case is lost (R46)."""

from django.db import transaction
from django.utils import timezone

from incidents import access, duties, notices, signals
from incidents.actions.following import owe_feedback, responsible, step
from incidents.models import AllegedPerpetrator, Duty, Incident, Investigation, Merge, TrendMark
from incidents.workflow import MOVES, CannotMove, Status
from people.access import require
from people.models import User
from people.trail import record

OF_AN_INVESTIGATION = ("investigation", "update", "senior_review")


class CannotMerge(CannotMove):
    """The two cannot become one as they stand; the words say what to do."""


@transaction.atomic
def merge(duplicate: Incident, *, into: Incident, by: User, why: str, at=None) -> Incident:
    """`duplicate` was reported twice; `into` goes on, with everybody who was affected in either.

    Somebody in both keeps the case that is further on. Both keep all who are said to have done it, so that those see
    neither. What was written and added stays with the duplicate, which can still be read. It is not taken back: link a
    new report to the series instead. Raises CannotMerge.
    """
    duplicate, into = _both(duplicate, into, by)
    require(access.can_merge(by, duplicate, into))
    if into.status in (Status.CLOSED, Status.MERGED):
        raise CannotMerge(
            "The report that is kept has been closed or merged. Open it again first, or choose another."
        )
    if Status.MERGED not in MOVES[duplicate.status]:
        raise CannotMerge(
            "Only a report that is new or being reviewed can be merged. Send it back to review first."
        )
    at = at or timezone.now()
    _carry_investigation(duplicate, into, by, at)
    step(duplicate, Status.MERGED, by=by, at=at, why=why)
    Merge.objects.create(duplicate=duplicate, into=into, why=why, by=by, at=at)
    _carry_people(duplicate, into, by, at)
    _carry_alleged(duplicate, into)
    _carry_alleged(into, duplicate)
    _carry_trends(duplicate, into)
    signals.became_one.send(sender=Incident, duplicate=duplicate, into=into, by=by, at=at)
    duties.drop(duplicate, at=at)
    owner = responsible(into, at)
    if owner and duplicate.reporter_id:
        owe_feedback(into, owner, at)
    record("incident.merged", by=by, subject=duplicate, why=into.reference, at=at)
    record("incident.merged_into", by=by, subject=into, why=duplicate.reference, at=at)
    notices.merged(duplicate, at=at)
    return into


def _both(duplicate, into, by):
    """Both rows, locked in one order whichever way round they are merged."""
    require(duplicate.pk != into.pk)
    rows = Incident.objects.visible_to(by).select_for_update(of=("self",)).select_related("team", "reporter")
    found = {row.pk: row for row in rows.filter(pk__in=[duplicate.pk, into.pk]).order_by("pk")}
    require(len(found) == 2)
    return found[duplicate.pk], found[into.pk]


def _carry_people(duplicate, into, by, at):
    """Those only in the duplicate go to the kept report with their case. Of those in both, support says which of the two
    rows goes on."""
    theirs = {person.user_id: person for person in into.involved.exclude(user=None)}
    people = list(duplicate.involved.all())
    pairs = [(person, theirs[person.user_id]) for person in people if person.user_id in theirs]
    answers = signals.merged.send(sender=Incident, duplicate=duplicate, into=into, pairs=pairs, by=by, at=at)
    going_on = {pk for _, answer in answers for pk in answer or ()}
    for person, twin in pairs:
        if person.pk in going_on:
            _swap(person, twin)
    for person in people:
        if person.user_id not in theirs:
            person.incident = into
            person.save()


def _swap(person, twin):
    """A user stands once in a report, so one of the two steps aside for a moment."""
    user, kept, left = person.user, twin.incident, person.incident
    twin.user = None
    twin.save()
    person.incident = kept
    person.save()
    twin.user, twin.incident = user, left
    twin.save()


def _carry_alleged(source, to):
    """A copy of each that the other report does not have."""
    known = {_who(one) for one in to.alleged.all()}
    for one in source.alleged.all():
        if _who(one) not in known:
            AllegedPerpetrator.objects.create(
                incident=to, kind=one.kind, user=one.user, identifier=one.identifier
            )


def _carry_trends(duplicate, into):
    """The figures count the kept report alone."""
    TrendMark.objects.bulk_create(
        [
            TrendMark(trend_id=one.trend_id, incident=into, by_id=one.by_id, at=one.at)
            for one in duplicate.trend_marks.all()
        ],
        ignore_conflicts=True,
    )


def _who(one):
    return one.user_id or one.fingerprint or one.kind


def _carry_investigation(duplicate, into, by, at):
    found = Investigation.objects.filter(incident=duplicate).first()
    if found is None:
        return
    if Investigation.objects.filter(incident=into).exists():
        if found.ended_at is None:
            raise CannotMerge("Both are being investigated. End one investigation first.")
        return
    found.incident = into
    found._history_user, found._history_date = by, at
    found.save()
    Duty.objects.filter(incident=duplicate, key__in=OF_AN_INVESTIGATION).update(incident=into)
