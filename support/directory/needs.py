"""What people need after an incident, one row a need: the directory is filtered by it, and the board sees what is wanted.

A row names what shows that a colleague wants such help: suggestions taken up ("do.<key>"), stages they said yes to, and
tracks of practical help. A new need is one row here.
"""

from dataclasses import dataclass

from django.db import models


class Tier(models.IntegerChoices):
    """How much help it is, the lightest first: matched to what somebody needs (R30)."""

    SELF_HELP = 1, "Things you can do by yourself"
    SPACE = 2, "Quiet places"
    PEER = 3, "Colleagues who listen"
    WORK_HEALTH = 4, "Occupational health and counselling"
    SPECIALIST = 5, "Specialist psychological help"
    PRACTICAL = 6, "Practical and legal advice"


class Way(models.TextChoices):
    """In what form it is given (R104)."""

    IN_PERSON = "in_person", "In person"
    PHONE = "phone", "By phone"
    ONLINE = "online", "Online"
    WRITTEN = "written", "To read"


class Cost(models.TextChoices):
    FREE = "free", "Free"
    TRUST = "trust", "Paid for by the organisation"
    YOURS = "yours", "It may cost you something"


@dataclass(frozen=True)
class Need:
    """`words` are what somebody would look for; `short` names it in a table of figures."""

    key: str
    words: str
    short: str
    suggestions: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()


NEEDS = {
    need.key: need
    for need in [
        Need("talk", "Somebody to talk to", "Peer support", suggestions=("peer",)),
        Need(
            "mind",
            "Help with sleep, worry, or going over it again and again",
            "Counselling",
            suggestions=("referral",),
            tracks=("referral",),
        ),
        Need(
            "understand",
            "A trained person to help me understand what happened",
            "Debriefing",
            suggestions=("debrief",),
            stages=("debriefing",),
        ),
        Need(
            "work",
            "Being fit for work, or a change to my work",
            "Work and adjustments",
            suggestions=("duties",),
            tracks=("adjustments", "return_to_work"),
        ),
        Need("money", "Pay, sick leave and money", "Pay and money", ("pay",), tracks=("absence", "money")),
        Need(
            "police",
            "The police and the court",
            "Police and court",
            tracks=("police", "court", "court_leave", "code"),
        ),
        Need("law", "Legal advice", "Legal help", tracks=("legal",)),
        Need("safe", "Feeling safe", "Safety", suggestions=("apart",), tracks=("safeguarding",)),
        Need("union", "Advice from a union, or speaking up", "Union, speaking up", tracks=("union",)),
        Need("space", "A quiet place", "Quiet places"),
    ]
}
CHOICES = [(need.key, need.words) for need in NEEDS.values()]
