"""Occupational health or counselling: offered, sent, accepted, first seen, and no clinical notes (R58, R64).

What somebody gets from counselling is read by themselves and occupational health alone.
"""

from support.pathway import YES_NO, Prompt
from support.tracks.rows import LEAD, OH, PERSON, Step, Track
from support.workflow import HelpStepStatus

DONE = (HelpStepStatus.DONE,)

REFERRAL = Track(
    "referral",
    "Occupational health or counselling",
    "A referral, if they want one: offered, sent, accepted, first seen. What it is about is between them.",
    for_person="Confidential help from occupational health or a counsellor. Nobody else learns what you talk about.",
    why="They are in distress, or would like to talk to somebody outside the team.",
    ask="I would like occupational health or counselling",
    rows=("R58", "R64"),
    owner=OH,
    readers=(LEAD, OH),
    needs_consent=True,
    steps=(
        Step(
            "offer",
            "Offer it",
            "Offer it. They say yes or no on their own page; you need not know why.",
            "It is offered to you. You may say yes or no.",
            (
                Prompt("wants", "What did they say?", "choice", "Saying no is fine, and can change.", ("R64",),
                       (("yes", "Yes"), ("no", "No, thank you"), ("later", "Perhaps later")), needed_for=DONE),
            ),
            within="2 working days",
            owner=LEAD,
            guidance=(
                "Say that it is confidential and that nobody here reads what is said there.",
                "Occupational health learns their name only once they have agreed to it on their own page.",
            ),
            rows=("R58", "R64"),
        ),
        Step(
            "wish",
            "What they would like",
            "They may say which kind of help they would like. Only occupational health reads it.",
            "If you wish, say which kind of help you would like. Only occupational health reads it.",
            (
                Prompt("kind", "What would you like?", "choice", "You can change it at any time.", ("R64",),
                       (("oh", "Occupational health"), ("counselling", "Counselling"),
                        ("either", "I am not sure")), needed_for=DONE),
            ),
            owner=PERSON,
            readers=(OH,),
            rows=("R64",),
        ),
        Step(
            "sent",
            "Sent",
            "Send the referral once they have agreed. Send no clinical notes.",
            "Your referral is sent.",
            within="2 working days",
            since="offer",
            when=("offer.wants", "yes"),
            owner=LEAD,
            rows=("R64",),
        ),
        Step(
            "accepted",
            "Accepted",
            "Accept the referral, and decide who sees them.",
            "Your referral was accepted.",
            (
                Prompt("service", "Who sees them?", "choice", "Only you and they read this.", ("R64",),
                       (("oh", "Occupational health"), ("counselling", "Counselling"),
                        ("elsewhere", "A service outside the trust")), needed_for=DONE),
            ),
            within="5 working days",
            since="sent",
            only={"service": (OH,)},
            rows=("R64",),
        ),
        Step(
            "first_seen",
            "First seen",
            "Note when they were first seen. No clinical notes.",
            "You are seen for the first time.",
            (
                Prompt("on", "When were they first seen?", "date", "Waiting makes it worse.", ("R64",),
                       needed_for=DONE),
                Prompt("goes_on", "Does it go on?", "yes_no", "Only you and they read this.", ("R64",), YES_NO),
            ),
            within="28 days",
            since="accepted",
            only={"goes_on": (OH,)},
            rows=("R64",),
        ),
    ),
)  # fmt: skip
