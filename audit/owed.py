"""What is owed in this room: a review of a policy, a word about what a consultation changed, an answer to a comment.

The clock of incidents/chasing.py keeps it. Nothing here is about a report or a team, so each climbs a line of its own.
"""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse

from audit import access, notices
from audit.models import Comment, Consultation, Policy
from incidents import chasing
from incidents.duties import Owed, by_days
from incidents.models import Duty
from people.access import holders
from people.chasing import DAY, OWNER, UP, Chase, Clock
from people.deadlines import LONDON
from people.models import Cover, User
from people.trail import record

REVIEW, END, ANSWER = "policy_review", "consultation_end", "comment_answer"


def page(name: str) -> Callable[[Duty], str]:
    return lambda duty: reverse(f"audit:{name}", args=[duty.subject])


# A month before, a week before and on the day; then the lead, and every fortnight until it is reviewed.
REVIEWING = Clock(
    rows=(
        Chase("opens", 0 * DAY, {OWNER: "A policy is due to be reviewed within a month."}),
        Chase("due", -7 * DAY, {OWNER: "A policy is due to be reviewed within a week."}),
        Chase("due", DAY, {OWNER: "A policy is past its date for review. Please review it now."}),
        Chase("due", 8 * DAY, {UP: "A policy has not been reviewed in time. Please see that it is."}),
    ),
    pause=DAY,
    again=14 * DAY,
)

OWED = [
    Owed(REVIEW, "Review a policy", page("policy-review"), REVIEWING, ("R14",), hidden=False),
    Owed(
        END,
        "Say what a consultation changed",
        page("consultation-end"),
        by_days(
            "A consultation is over. Please say what was said and what changes.",
            "Colleagues should know by now what a consultation changed. Please tell them.",
            "Nobody has said what a consultation changed. Please see that somebody does.",
        ),
        ("R15",),
        hidden=False,
    ),
    Owed(
        ANSWER,
        "Answer what a union says of the figures",
        page("comment"),
        by_days(
            "A comment on the figures waits for your answer.",
            "A comment on the figures should have had your answer by now.",
            "A comment on the figures has had no answer in time. Please see that it gets one.",
        ),
        ("R15",),
        hidden=False,
    ),
]


def register() -> None:
    lines = {
        REVIEW: (line_of(Policy, access.KEEPERS), pass_on(Policy, "policy")),
        END: (line_of(Consultation, access.KEEPERS), pass_on(Consultation, "consultation")),
        ANSWER: (line_of_comment, pass_on(Comment, "comment")),
    }
    for owed in OWED:
        line, passes = lines[owed.key]
        chasing.register(owed, line=line, passes=passes)


def line_of(model, roles) -> Callable[[Duty, datetime], list[User]]:
    """Its owner, whatever their role, and above them those who keep the registers."""

    def line(duty, at):
        owner = model.objects.select_related("owner").get(pk=duty.subject).owner
        return _line(owner, [owner, *holders(*roles)], at, any_stand_in=True)

    return line


def line_of_comment(duty: Duty, at: datetime) -> list[User]:
    """Its owner while they may answer, then the others who may: whoever made it is none of them."""
    comment = Comment.objects.select_related("owner").get(pk=duty.subject)
    return may_answer(comment.by_id, at, first=comment.owner)


def may_answer(by_id: int, at: datetime, *, first: User | None = None) -> list[User]:
    """Those who may answer what this union representative says, those who are here before those who are away."""
    able = [one for one in holders(*access.ANSWERERS) if one.pk != by_id]
    return _line(first, sorted(able, key=lambda one: one != first), at)


def pass_on(model, name) -> Callable:
    """Its owner has left or may not have it: it belongs to somebody else of the line."""

    def passes(duty, *, to, at):
        row = model.objects.select_for_update().get(pk=duty.subject)
        row.owner = to
        row._history_user, row._history_date = None, at
        row.save(update_fields=["owner"])
        record(f"{name}.passed_on", by=None, subject=row, at=at)

    return passes


def when_role_ended(sender, *, user: User, by: User | None, at: datetime, **kwargs) -> None:
    """Who may answer no longer may not read it either: it is somebody else's at once, and not at the next reminder."""
    for duty in Duty.objects.select_for_update().open().filter(key=ANSWER, owner=user):
        line = line_of_comment(duty, at)
        if line and user not in line:
            duty.owner = line[0]
            duty.save()
            pass_on(Comment, "comment")(duty, to=line[0], at=at)
            notices.comment_made(Comment.objects.select_related("owner").get(pk=duty.subject), at=at)


def _line(owner, people, at, *, any_stand_in=False):
    """Those who are here, the owner's stand-in in the owner's place. Who is away stays at the end, so that nothing passes
    on because of a week of leave.
    """
    on = at.astimezone(LONDON).date()
    people = [one for one in dict.fromkeys(people) if one.is_active]
    covers = Cover.objects.filter(user__in=people, starts_on__lte=on, ends_on__gte=on)
    away = {cover.user_id: cover.covered_by for cover in covers.select_related("covered_by")}
    here = []
    for one in people:
        to = away.get(one.pk, one)
        may = to in people or (any_stand_in and one == owner)
        if to and to.is_active and to.pk not in away and may:
            here.append(to)
    return list(dict.fromkeys([*here, *people]))
