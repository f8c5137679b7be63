"""What follows a report: who looks at it, where it stands, what was learnt, and the answer to whoever reported it."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from incidents import access, deadlines, duties, notices, signals
from incidents.actions.changing import locked, save
from incidents.models import Feedback, Incident, IncidentMove, Learning
from incidents.reading.following import group_of, reporters_of
from incidents.workflow import PLAIN_MOVES, CannotMove, Status
from people.access import require
from people.deadlines import LONDON
from people.lines import NobodyResponsible, in_charge
from people.models import User
from people.trail import record

log = logging.getLogger(__name__)


def begin(sender, *, incident: Incident, at, imported=False, **kwargs) -> None:
    """Whatever way a report came: somebody owes a look at it by the next day, and the reporter an answer (R84, R129)."""
    if imported or incident.is_imported:
        return
    owner = responsible(incident, at)
    if owner:
        owe(incident, "look_at", owner, opens_at=at, days=deadlines.LOOK_AT, at=at)
        if incident.reporter_id:
            owe_feedback(incident, owner, at)


@transaction.atomic
def move(incident: Incident, *, by: User, to: str, why: str = "", at=None) -> Incident:
    """Say where the report stands: looked at, sent on for approval, or sent back. Raises CannotMove for a move that is
    not in MOVES, and for closing, opening again and merging, which ask for more."""
    incident = locked(incident, by)
    require(access.can_review(by, incident))
    if to not in PLAIN_MOVES or incident.status == Status.CLOSED:
        raise CannotMove(f"{incident.status} to {to} is not for this page")
    at, first = at or timezone.now(), incident.status == Status.HOLDING
    step(incident, to, by=by, at=at, why=why)
    if first:
        notices.being_reviewed(incident, at=at)
    return incident


@transaction.atomic
def learn(incident: Incident, *, by: User, words: str, at=None) -> Learning:
    """Write down what was learnt (R100). What was written before stays."""
    incident = locked(incident, by)
    require(access.can_review(by, incident))
    at = at or timezone.now()
    learning = Learning.objects.create(incident=incident, words=words, by=by, at=at)
    record("incident.learnt", by=by, subject=incident, at=at)
    return learning


@transaction.atomic
def feed_back(
    incident: Incident, *, by: User, words: str = "", is_for_affected: bool = False, at=None
) -> list[Feedback]:
    """Tell everybody who reported it what came of it (R9, R129): once, or as often as there is something to say.

    With nobody known who reported it, it is noted that nobody could be answered; a confidential report is answered
    through its own channel. Without words it is refused wherever somebody can be answered.
    """
    incident = locked(incident, by)
    require(access.can_feed_back(by, incident))
    if incident.status == Status.MERGED:
        raise CannotMove("Answer on the report it was merged with")
    at, words = at or timezone.now(), words.strip()
    ways = _ways(incident)
    if not words and ways != [(Feedback.Way.NOBODY, None, incident)]:
        raise ValueError("Somebody can be answered: say something")
    if said_already(incident.feedback, words, by, at):
        return []
    rows = []
    for way, to, own in ways:
        row = Feedback.objects.create(
            incident=incident,
            way=way,
            to=to,
            words=words,
            is_for_affected=is_for_affected and bool(words),
            by=by,
            at=at,
        )
        if to:
            notices.fed_back(row, own, at=at)
        elif way == Feedback.Way.CONFIDENTIAL:
            answers = signals.fed_back.send(sender=Incident, incident=own, words=words, by=by, at=at)
            if not any(delivered for _, delivered in answers):
                raise CannotMove("The confidential channel did not take the answer")
        rows.append(row)
    if rows[0].is_for_affected:
        told = [to for _, to, _ in ways if to]
        notices.news_for_affected(incident, f"feedback.{rows[0].pk}", at=at, without=told)
    duties.keep("feedback", subject=str(incident.pk), at=at)
    record("incident.fed_back", by=by, subject=incident, why=rows[0].way, at=at)
    return rows


def said_already(rows, words, by, at) -> bool:
    """Whether the same person said the same a moment ago: a form that was sent twice."""
    last = rows.order_by("-at", "-pk").first()
    return bool(last and (last.words, last.by_id) == (words, by.pk) and at - last.at < timedelta(minutes=10))


def answerable(incident: Incident) -> bool:
    """Whether anybody who reported it can be answered."""
    return any(way != Feedback.Way.NOBODY for way, _, _ in _ways(incident))


def step(incident, to, *, by, at, why=""):
    """One move: the status, its row, the history, the trail, and what is owed from here."""
    before = incident.status
    incident.move_to(to)
    save(incident, by, at)
    IncidentMove.objects.create(incident=incident, moved_from=before, moved_to=to, by=by, at=at, why=why)
    record("incident.moved", by=by, subject=incident, why=to, at=at)
    _owe_next(incident, before, by, at)


def responsible(incident: Incident, at, *, without=()) -> User | None:
    """Who looks after a report: the one it is sealed to, else whoever is in charge of its team and no part of it. None
    where the organisation has nobody left."""
    if incident.is_sealed:
        return incident.sealed_to
    accused = incident.alleged.exclude(user=None).values("user")
    part = User.objects.filter(Q(involvements__incident=incident) | Q(pk__in=accused))
    try:
        return in_charge(None, incident.team, without={*part, *without}, on=at.astimezone(LONDON).date())
    except NobodyResponsible:
        log.error("Nobody is in charge of report %s", incident.pk)
        return None


def owe(incident, key, owner, *, opens_at, days, at, subject=None):
    """Owed by the end of the day, so many days from now."""
    duties.owe(
        key,
        subject=subject or str(incident.pk),
        owner=owner,
        opens_at=opens_at,
        due_at=deadlines.end_of_day(at, days),
        at=at,
        incident=incident,
    )


def owe_feedback(incident, owner, at):
    opens_at = at + timedelta(days=deadlines.FEEDBACK_OPENS)
    owe(incident, "feedback", owner, opens_at=opens_at, days=deadlines.FEEDBACK, at=at)


def _owe_next(incident, before, by, at):
    if before == Status.HOLDING:
        duties.keep("look_at", subject=str(incident.pk), at=at)
    if before == Status.APPROVING:
        duties.keep("approve", subject=str(incident.pk), at=at)
    wanted = {Status.HOLDING: ("look_at", ()), Status.APPROVING: ("approve", (by,))}.get(incident.status)
    owner = responsible(incident, at, without=wanted[1]) if wanted else None
    if owner:
        days = deadlines.LOOK_AT if wanted[0] == "look_at" else deadlines.APPROVE
        owe(incident, wanted[0], owner, opens_at=at, days=days, at=at)


def _ways(incident):
    """(way, user or None, their own report) for everybody there is to answer; one row for nobody."""
    found = [(Feedback.Way.REPORTER, user, own) for user, own in reporters_of(incident)]
    found += [
        (Feedback.Way.CONFIDENTIAL, None, one)
        for one in group_of(incident)
        if one.reporter is None and one.channel == Incident.Channel.CONFIDENTIAL
    ]
    return found or [(Feedback.Way.NOBODY, None, incident)]
