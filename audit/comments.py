"""What union representatives say of published figures, who answers, and the answer (R15)."""

from datetime import datetime, timedelta

from django.db import transaction

from audit import access, deadlines, notices
from audit.models import Comment, Publication
from audit.owed import ANSWER, may_answer
from incidents import duties
from incidents.models import Duty
from incidents.workflow import CannotMove
from people.access import require
from people.clock import now
from people.models import User
from people.trail import record

# The same words within this time are a form that was sent twice.
SENT_TWICE = timedelta(minutes=10)


class NobodyToAnswer(Exception):
    """No lead and no board member is here: give somebody the violence prevention lead role."""


@transaction.atomic
def comment(
    publication: Publication, *, by: User, words: str, measure: str = "", at: datetime | None = None
) -> Comment:
    """The lead owes an answer from now on, within ten working days. Raises NobodyToAnswer; then nothing is kept."""
    require(access.can_comment(by))
    at = at or now()
    # One at a time on a publication, so that a form sent twice is one comment.
    Publication.objects.select_for_update().get(pk=publication.pk)
    recent = Comment.objects.filter(
        publication=publication, measure=measure, by=by, made_at__gt=at - SENT_TWICE
    )
    for earlier in recent:
        if earlier.words == words:
            return earlier
    owner = next(iter(may_answer(by.pk, at)), None)
    if owner is None:
        raise NobodyToAnswer
    made = Comment.objects.create(
        publication=publication,
        measure=measure,
        words=words,
        by=by,
        made_at=at,
        owner=owner,
        due_at=deadlines.comment_due(at),
    )
    duties.owe(ANSWER, subject=str(made.pk), owner=owner, opens_at=at, due_at=made.due_at, at=at)
    record("comment.made", by=by, subject=made, at=at)
    notices.comment_made(made, at=at)
    return made


@transaction.atomic
def answer_comment(made: Comment, *, by: User, words: str, at: datetime | None = None) -> Comment:
    """Once, by whoever owes it or the lead. Board and unions read it beside the figures."""
    made, at = _waiting(made, by), at or now()
    require(access.can_answer(by, made))
    made.answer, made.answered_by, made.answered_at = words, by, at
    made.save(update_fields=["answer", "answered_by", "answered_at"])
    duties.keep(ANSWER, subject=str(made.pk), at=at)
    record("comment.answered", by=by, subject=made, at=at)
    notices.comment_answered(made, at=at)
    return made


@transaction.atomic
def give_comment(made: Comment, *, by: User, to: User, at: datetime | None = None) -> Comment:
    """The lead says who answers: another lead or somebody on the board. The date stays."""
    made, at = _waiting(made, by), at or now()
    require(access.can_give(by) and to in may_answer(made.by_id, at))
    made.owner = to
    made.save(update_fields=["owner"])
    duties.hand(ANSWER, subject=str(made.pk), owner=to)
    record("comment.given", by=by, subject=made, at=at)
    notices.comment_made(made, at=at)
    return made


def _waiting(made, by):
    # What is owed first, as the clock does, so that neither waits for the other.
    list(Duty.objects.select_for_update().filter(key=ANSWER, subject=str(made.pk)))
    rows = Comment.objects.visible_to(by).select_for_update(of=("self",))
    made = rows.select_related("owner", "by").filter(pk=made.pk).first()
    require(made is not None)
    if made.answered_at:
        raise CannotMove("It has been answered")
    return made
