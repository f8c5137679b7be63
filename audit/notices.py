"""The wording of what this room tells people. No line says what a policy, a consultation or a comment is about."""

from django.urls import reverse

from people.access import holders
from people.notices import tell, tell_all
from people.roles import RoleKind


def policy_given(policy, *, at):
    tell(
        policy.owner,
        key=f"policy.given.{policy.pk}.{policy.owner_id}.{at:%Y%m%d}",
        line="You own a policy in the register now. It shows when it is to be reviewed.",
        link=reverse("audit:policy", args=[policy.pk]),
        at=at,
    )


def consultation_given(consultation, *, at):
    tell(
        consultation.owner,
        key=f"consultation.given.{consultation.pk}.{consultation.owner_id}.{at:%Y%m%d}",
        line="You run a consultation now. Its page shows until when it is open.",
        link=reverse("audit:consultation", args=[consultation.pk]),
        at=at,
    )


def unions_asked(consultation, *, at):
    _tell_unions(consultation, "asked", "You are asked for your view. The page says how to answer.", at)


def consultation_ended(consultation, *, at):
    _tell_unions(consultation, "ended", "A consultation has ended. The page says what came of it.", at)


def comment_made(comment, *, at):
    """To the one who owes the answer."""
    tell(
        comment.owner,
        key=f"comment.made.{comment.pk}.{comment.owner_id}",
        line="A union representative has commented on the figures and waits for your answer",
        link=_of(comment),
        soon=True,
        at=at,
    )


def comment_answered(comment, *, at):
    tell(
        comment.by,
        key=f"comment.answered.{comment.pk}",
        line="There is an answer to what you said of the figures",
        link=_of(comment),
        at=at,
    )


def _of(comment):
    return reverse("audit:comment", args=[comment.pk])


def _tell_unions(consultation, what, line, at):
    link = reverse("audit:consultation", args=[consultation.pk])
    key = f"consultation.{what}.{consultation.pk}"
    to = holders(RoleKind.UNION_REP)
    tell_all([(one, f"{key}.{one.pk}", line, link) for one in to], at=at)
