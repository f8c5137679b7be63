"""The short form for a place without signal: what cannot wait, on one page, in the words of the full report.

The page is kept on devices, so it is the same for everybody: nothing in it depends on who reads it.
"""

from copy import deepcopy

from django import forms

from incidents import kinds
from incidents.forms.persons import PersonForm
from incidents.questions import QUESTIONS
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Radios

# The questions asked here, each with its boxes; "seal" and those affected have boxes of their own.
ASKED = {
    "kinds": ["kinds"],
    "when": ["day", "date", "occurred_time"],
    "where": ["team", "place"],
    "who": ["my_part"],
    "safety": ["everyone_safe"],
    "by": ["alleged", "colleague"],
    "story": ["what_happened"],
}
OTHERS = ("other1", "other2", "other3")


class OfflineForm(forms.Form):
    """Everything but the others affected. It is filled in and looked at on the device, and judged again here."""

    USUAL, LEAD = "usual", "lead"
    is_me = forms.BooleanField(
        label="I am the colleague who last signed in on this device",
        error_messages={
            "required": "Tick this if you last signed in here. If it was somebody else, this device cannot "
            "hold a report for you"
        },
    )
    seal = forms.ChoiceField(
        label="Who may see this report?",
        choices=[
            (USUAL, "The people who usually deal with reports"),
            (LEAD, "Only a sexual safety lead"),
        ],
        widget=Radios(
            hints={
                USUAL: "The team's manager and deputy, the review panel of the site and the violence "
                "prevention lead.",
                LEAD: "Nobody else can open it. That includes managers and administrators.",
            }
        ),
        error_messages={"required": "Choose who may see this report"},
    )

    helper = Helper(
        "is_me", "kinds", "seal", Reveal("day", other=["date"]), "occurred_time", "team", "place", "my_part",
        "everyone_safe", Reveal("alleged", colleague=["colleague"]), "what_happened",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key, boxes in ASKED.items():
            asked = QUESTIONS[key].form()
            self.fields |= {name: deepcopy(asked.fields[name]) for name in boxes}
        self.fields["alleged"].label = "Who did it?"

    def told(self):
        """What the page's script needs to look at the answers: words for what is missing, longest texts, and the
        kinds of which somebody decides who may see them."""
        asked = self.fields | {
            f"{prefix}-{name}": field for prefix in OTHERS for name, field in PersonForm.base_fields.items()
        }
        return {
            "missing": {name: str(field.error_messages["required"]) for name, field in asked.items()}
            | {"date": "Enter the date it happened", "others": "Add the person who was affected"},
            "longest": {
                name: field.max_length for name, field in asked.items() if hasattr(field, "max_length")
            },
            "private": [kind.key for kind in kinds.KINDS.values() if kind.may_be_sealed],
            "contact": "Enter a phone number or email for them, or their work email or staff number as the name",
        }


def blank_people():
    """Boxes for the others affected."""
    return [PersonForm(prefix=prefix) for prefix in OTHERS]
