"""What is owed about reports: each kind with its words, the page where it is done and its clock. A new duty is one row.

`owe` and `keep` are called inside the actions whose change makes something owed, or done. The words say nothing of what
happened: they are read on locked screens and over shoulders.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from incidents.models import Duty, Incident
from people.chasing import DAY, HOUR, OWNER, UP, Chase, Clock
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
    """`says` stands on the owner's own page; `address` is where it is done; `clock` what is sent meanwhile.

    What `outlives` its report is owed after the report is closed: the law asks for it. Where nothing is `hidden` those
    above are led to the page too, though it is about no team.
    """

    key: str
    says: str
    address: Callable[[Duty], str]
    clock: Clock
    rows: tuple[str, ...] = ()
    outlives: bool = False
    hidden: bool = True


def page(name: str) -> Callable[[Duty], str]:
    """The page of that name about the report."""
    return lambda duty: reverse(f"incidents:{name}", args=[duty.incident.reference])


# A new report waits for no second morning (R84).
NEXT_DAY = Clock(
    rows=(
        Chase("opens", 0 * DAY, {OWNER: "A new report waits for you. Please look at it today."}),
        Chase("due", 0 * DAY, {OWNER: "A new report still waits for you. Please look at it now."}),
        Chase(
            "due",
            DAY,
            {UP: "A new report has not been looked at. Please look at it, or see that somebody does."},
        ),
    ),
    pause=HOUR,
    again=DAY,
)

# The morning's word about the marks of the day before is sent by incidents/jobs.py, so this one begins when it is late.
DAY_REVIEW = Clock(
    rows=(
        Chase("due", 0 * DAY, {OWNER: "A day on a safety cross waits for your review."}),
        Chase(
            "due",
            2 * DAY,
            {UP: "A day on a safety cross has not been reviewed. Please see that somebody does."},
        ),
    ),
    pause=DAY,
    again=3 * DAY,
)

# What was said in confidence says nothing on its way, and those above hear only that somebody waits (R33).
IN_CONFIDENCE = by_days(
    "Somebody who wrote to you in confidence waits for an answer.",
    "Somebody who wrote to you in confidence should have had an answer by now.",
    "Somebody who wrote in confidence has had no answer in time. Please see that they get one.",
)

DUTIES: dict[str, Owed] = {
    owed.key: owed
    for owed in [
        Owed(
            "first_answer",
            "Answer somebody who wrote in confidence",
            lambda duty: reverse("incidents:confidential-inbox"),
            IN_CONFIDENCE,
            ("R32", "R33"),
        ),
        Owed(
            "next_answer",
            "Answer what was added in confidence",
            lambda duty: reverse("incidents:confidential-inbox"),
            IN_CONFIDENCE,
            ("R32", "R33"),
        ),
        Owed(
            "concern",
            "Answer a colleague who raised a concern with you",
            lambda duty: reverse("incidents:concern-one", args=[duty.subject]),
            by_days(
                "A colleague who wrote to you waits for an answer.",
                "A colleague who wrote to you should have had an answer by now.",
                "A colleague who raised a concern has had no answer in time. Please see that they get one.",
            ),
            ("R34",),
        ),
        Owed(
            "day_review",
            "Review a day on the safety cross",
            lambda duty: reverse("incidents:cross-review", args=duty.subject.split(":")),
            DAY_REVIEW,
            ("R96",),
        ),
        Owed("look_at", "Look at a new report", page("detail"), NEXT_DAY, ("R84",)),
        Owed(
            "complete",
            "Complete a report that says little so far",
            page("detail"),
            by_days(
                "A new report says little so far. Please find out the rest and complete it.",
                "A report that says little should have been completed by now.",
                "A report that says little has not been completed. Please see that somebody does.",
            ),
            ("R47", "R92"),
        ),
        Owed(
            "feedback",
            "Tell the person who reported it what came of it",
            page("feedback"),
            by_days(
                "Somebody who made a report waits to hear from you.",
                "Somebody who made a report should have heard from you by now.",
                "Somebody who made a report has had no answer yet. Please see that they get one.",
            ),
            ("R129",),
        ),
        Owed(
            "approve",
            "Approve a report that waits to be closed",
            page("close"),
            by_days(
                "A report waits for your approval.",
                "A report still waits for your approval.",
                "A report has waited for approval too long. Please look at it.",
            ),
            ("R100",),
        ),
        Owed(
            "investigation",
            "Finish an investigation, or say why it takes longer",
            page("investigation"),
            by_days(
                "An investigation is with you. Please finish it in time, or say why it takes longer.",
                "An investigation is past its date. Please finish it, or say why it takes longer.",
                "An investigation is past its date and nobody has said why. Please see to it.",
            ),
            ("R101", "R105"),
        ),
        Owed(
            "update",
            "Tell those affected how an investigation goes",
            page("update"),
            by_days(
                "Colleagues affected by an incident are due news of the investigation.",
                "Colleagues affected by an incident should have had news of the investigation by now.",
                "Colleagues affected by an incident have had no news of the investigation. Please see that they do.",
            ),
            ("R101",),
        ),
        Owed(
            "riddor_decide",
            "Decide whether the safety regulator must be told",
            page("riddor"),
            by_days(
                "A decision about the safety regulator waits for you.",
                "A decision about the safety regulator should have been made by now.",
                "A decision about the safety regulator has not been made. Please see that it is.",
            ),
            ("R40",),
            outlives=True,
        ),
        Owed(
            "riddor_report",
            "Tell the safety regulator, and note their reference",
            page("riddor"),
            by_days(
                "Something is to be reported to the safety regulator by you. It has a date in law.",
                "Something should have been reported to the safety regulator by now. Please do it today.",
                "Something has not been reported to the safety regulator in time. Please see that it is.",
            ),
            ("R40",),
            outlives=True,
        ),
        Owed(
            "senior_review",
            "Look at an investigation that has gone on for long",
            page("senior-review"),
            by_days(
                "An investigation in your teams has gone on for long. Please look at it.",
                "An investigation in your teams has gone on for long. Please look at it now.",
                "An investigation has gone on for long and no senior manager has looked at it. Please do.",
            ),
            ("R105",),
        ),
        Owed(
            "footage",
            "Decide whether the footage must be kept longer",
            lambda duty: reverse("incidents:footage", args=[duty.incident.reference, duty.subject]),
            by_days(
                "A recording is deleted soon where it is held. Please decide whether it must be kept longer.",
                "A recording may be deleted today where it is held. Please decide now whether it must be kept longer.",
                "Nobody has decided whether a recording must be kept longer. Please see that somebody does.",
            ),
            ("R35",),
            outlives=True,
        ),
        Owed(
            "precaution",
            "Look again at what was put in place to keep staff safe",
            page("detail"),
            by_days(
                "Something that keeps staff safe is due to be looked at again.",
                "Something that keeps staff safe should have been looked at again by now.",
                "Something that keeps staff safe has not been looked at again. Please see that it is.",
            ),
            ("R108",),
            outlives=True,
        ),
    ]
}


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


def hand(key: str, *, subject: str, owner: User) -> None:
    """Somebody else owes it from now on, by the same time."""
    Duty.objects.open().filter(key=key, subject=subject).update(owner=owner)


def drop(incident: Incident, *, at: datetime) -> None:
    """Nothing more is owed about this report: it was closed, or it was another one's double."""
    staying = [owed.key for owed in DUTIES.values() if owed.outlives]
    Duty.objects.open().filter(incident=incident).exclude(key__in=staying).update(kept_at=at, chase_at=None)
