"""Putting something in place about a person, and looking at it again."""

from django import forms
from django.utils import timezone

from incidents.forms.words import Words
from incidents.models import Precaution
from incidents.precautions import BY_KEY, CHOICES, KINDS
from nhsuk.fields import DateParts
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Radios


class PrecautionForm(forms.Form):
    kind = forms.ChoiceField(
        label="What is put in place?",
        choices=CHOICES,
        widget=Radios(hints={kind.key: kind.is_for for kind in KINDS}),
        error_messages={"required": "Choose what is put in place"},
    )
    facts = Words(
        label="What happened, as it was seen and heard",
        help_text="Facts, not opinions: what was seen and said, when and where. The person it is about may ask to "
        "read this.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what was seen and heard"},
    )
    starts_on = DateParts(label="From which day?", error_messages={"required": "Enter the day it starts"})
    review_on = DateParts(
        label="By which day is it looked at again?",
        help_text="Nothing stays in place for ever without being looked at. Leave it empty for what is usual.",
        past=False,
        required=False,
    )
    told = forms.ChoiceField(
        label="Has the person been told?",
        choices=Precaution.Told.choices,
        widget=Radios,
        error_messages={"required": "Choose whether the person has been told"},
    )
    told_on = DateParts(label="On which day were they told?", future=False, required=False)
    told_why = Words(
        label="Why have they not been told?",
        help_text="Usually they are told in writing, unless that puts somebody in danger.",
        max_length=300,
        required=False,
    )

    helper = Helper(
        "kind", "facts", "starts_on", "review_on",
        Reveal("told", yes=["told_on"], no=["told_why"]),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"starts_on": timezone.localdate()}, **kwargs)

    def clean(self):
        found = super().clean()
        starts, kind = found.get("starts_on"), found.get("kind")
        if starts and kind and not found.get("review_on") and "review_on" not in self.errors:
            found["review_on"] = BY_KEY[kind].usually_until(max(starts, timezone.localdate()))
        if starts and found.get("review_on") and found["review_on"] < starts:
            self.add_error("review_on", "The day it is looked at again must come after the day it starts")
        self._told(found)
        return found

    def _told(self, found):
        if found.get("told") == Precaution.Told.NO:
            found["told_on"] = None
            if not found.get("told_why") and "told_why" not in self.errors:
                self.add_error("told_why", "Say why they have not been told")
        elif found.get("told"):
            found["told_why"] = ""
            if not found.get("told_on") and "told_on" not in self.errors:
                self.add_error("told_on", "Enter the day on which they were told")


class ReviewForm(forms.Form):
    goes_on = forms.ChoiceField(
        label="Does it go on?",
        choices=[("yes", "Yes, until it is looked at again"), ("no", "No, it ends today")],
        widget=Radios,
        error_messages={"required": "Choose whether it goes on"},
    )
    review_on = DateParts(label="By which day is it looked at again?", past=False, required=False)
    why = Words(
        label="Why?",
        help_text="What has been seen and heard since then.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why"},
    )

    helper = Helper(Reveal("goes_on", yes=["review_on"]), "why")

    def clean(self):
        found = super().clean()
        if found.get("goes_on") == "no":
            found["review_on"] = None
        elif found.get("goes_on") and not found.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", "Enter the day by which it is looked at again")
        return found
