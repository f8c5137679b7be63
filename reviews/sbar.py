"""What the panel looks at: Situation, Background, Assessment, Recommendation. One row a question.

The framework's own lists are not in the text we have; these rows follow domain.md B2 to B4 until a trust puts
its own wording in their place. A row's key is stored with the review, so one in use is never taken away.
"""

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Row:
    """Something to tick. `row` is where the framework asks for it."""

    key: str
    text: str
    row: str


@dataclass(frozen=True)
class Part:
    """One letter of SBAR: what to look at, what to tick, and a box for the panel's own words."""

    key: str
    name: str
    asks: str
    row: str
    ticks_label: str
    ticks: tuple[Row, ...]
    notes_label: str

    @property
    def ticks_key(self):
        return f"{self.key}_ticks"

    @property
    def notes_key(self):
        return f"{self.key}_notes"


PARTS = [
    Part(
        "situation",
        "Situation",
        "What happened, what has been done since, and what else was going on at the time.",
        "R134",
        "",
        (),
        "What else was going on around it?",
    ),
    Part(
        "background",
        "Background",
        "What the patient record and the report say. Write what the panel needs; copy no records here.",
        "R135",
        "Which of these did the panel think about?",
        (
            Row("presenting_reason", "Why the person was here", "R135"),
            Row("medical_cause", "A medical or behavioural cause", "R135"),
            Row("capacity", "Capacity and communication needs", "R135"),
            Row("previous", "Earlier incidents, alerts and care plan", "R128"),
            Row("triggers", "Known triggers", "R135"),
            Row("drugs_alcohol", "Drugs or alcohol", "R135"),
            Row("mental_health", "Mental health", "R135"),
            Row("learning_disability", "Learning disability or autism", "R135"),
            Row("safeguarding", "Safeguarding", "R135"),
            Row("housing", "Housing or homelessness", "R135"),
            Row("environment", "Waiting, crowding and staffing", "R135"),
            Row("weapons", "Weapons", "R135"),
            Row("restraint", "Restraint or rapid tranquillisation", "R128"),
            Row("de_escalation", "De-escalation: what was tried, what could have been", "R128"),
            Row("hate_motive", "Hostility because of who somebody is", "R135"),
            Row("police", "Police involvement", "R135"),
            Row("harm", "Harm to colleagues and bystanders", "R135"),
        ),
        "What matters most in the background?",
    ),
    Part(
        "assessment",
        "Assessment",
        "What the panel finds and learns from it.",
        "R136",
        "What should be made better?",
        (
            Row("patient", "Care of the patient", "R136"),
            Row("staff", "Support and skills of colleagues", "R136"),
            Row("team", "How the team works", "R136"),
            Row("environment", "The place and its security", "R136"),
            Row("organisation", "The organisation and its partners", "R136"),
        ),
        "What did the panel find and learn?",
    ),
    Part(
        "recommendation",
        "Recommendation",
        "What is to be done. Give each action to a colleague at the bottom of this page.",
        "R137",
        "What has the panel made sure of?",
        (
            Row("support_confirmed", "Each person affected has been offered support", "R128"),
            Row("sanction", "A sanction has been thought about", "R128"),
            Row("alert", "An alert on the patient record has been thought about", "R128"),
            Row("care_plan", "The care plan has been thought about", "R128"),
            Row(
                "patient_support", "More support or a referral for the patient has been thought about", "R128"
            ),
            Row("police", "Police and prosecution have been thought about", "R137"),
            Row("told_reporter", "The person who reported it has been told what came of it", "R129"),
            Row("learning_shared", "What was learnt will be shared", "R137"),
        ),
        "What does the panel recommend?",
    ),
]

# An incident is closed only when whoever reported it has heard what came of it (R129).
TOLD_REPORTER = "told_reporter"


class ActionKind(models.TextChoices):
    """What an action is (R67, R137); the last group is the ladder of sanctions (B4)."""

    PROCEDURE = "procedure", "Review a procedure"
    TRAINING = "training", "Training"
    WORKFLOW = "workflow", "Change how the work is done"
    SECURITY = "security", "Security"
    RISK_ASSESSMENT = "risk_assessment", "Local risk assessment"
    CARE_PLAN = "care_plan", "Patient's care plan"
    ALERT = "alert", "Alert on the patient record"
    PATIENT_SUPPORT = "patient_support", "Support or referral for the patient"
    STAFF_SUPPORT = "staff_support", "Support for colleagues"
    POLICE = "police", "Police or prosecution"
    FEEDBACK = "feedback", "Tell the person who reported it"
    LEARNING = "learning", "Share what was learnt"
    WARNING_LETTER = "warning_letter", "Sanction: warning letter"
    BEHAVIOUR_AGREEMENT = "behaviour_agreement", "Sanction: acceptable behaviour agreement"
    EXCLUSION = "exclusion", "Sanction: exclusion or conditional entry"
    ALTERNATIVE = "alternative", "Sanction: another place or provider of care"
    ANOTHER = "another", "Something else"


def empty() -> dict:
    """What a review holds before anybody has written in it."""
    return {part.notes_key: "" for part in PARTS} | {part.ticks_key: [] for part in PARTS if part.ticks}


def ticked(part: Part, review: dict) -> list[str]:
    """The words beside what was ticked under one part."""
    chosen = review.get(part.ticks_key, [])
    return [row.text for row in part.ticks if row.key in chosen]
