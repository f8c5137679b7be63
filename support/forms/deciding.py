"""Small questions about a case: why a suggestion was not taken up, why a stage is taken up again, keeping apart."""

from datetime import datetime, time

from django import forms

from nhsuk.fields import DateParts, TimeText
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Checkboxes, Radios
from support import reasons
from support.deadlines import LONDON
from support.forms.seen import SeenForm
from support.models import Acknowledgement, SeparationPlan, SeparationReview
from support.workflow import StageStatus

AHEAD, OFFERED, BOOKED = StageStatus.AHEAD, StageStatus.OFFERED, StageStatus.BOOKED


class NotTakenForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why not?",
        choices=list(reasons.NOT_TAKEN.items()),
        widget=Radios(),
        error_messages={"required": "Choose why not"},
    )


class AgainForm(SeenForm):
    """Taking up a settled stage again: what happens, why, and when."""

    outcome = forms.ChoiceField(
        label="What happens now?",
        choices=[
            (AHEAD, "Open it again: it will be considered"),
            (OFFERED, "Offer it again"),
            (BOOKED, "Do it again: it is booked"),
        ],
        widget=Radios(hints={OFFERED: "They can answer on their own page."}),
        error_messages={"required": "Choose what happens now"},
    )
    ahead_on = DateParts(label="By which day will you have considered it?", past=False, required=False)
    booked_on = DateParts(label="Which day is it booked for?", past=False, required=False)
    booked_time = TimeText(label="At what time?", help_text="For example, 14:30", required=False)
    reason = forms.ChoiceField(
        label="Why?",
        choices=reasons.choices(AHEAD),
        widget=Radios(),
        error_messages={"required": "Choose why"},
    )
    helper = Helper(
        "seen", Reveal("outcome", {AHEAD: ["ahead_on"], BOOKED: ["booked_on", "booked_time"]}), "reason"
    )

    def clean(self):
        data = super().clean()
        outcome, name = data.get("outcome"), {AHEAD: "ahead_on", BOOKED: "booked_on"}.get(data.get("outcome"))
        on = data.get(name) if name else None
        if name and not on and name not in self.errors:
            self.add_error(name, "Enter the day")
        if outcome and data.get("reason") and data["reason"] not in dict(reasons.choices(outcome)):
            self.add_error("reason", "What was recorded by mistake is opened again, not done again")
        clock = data.get("booked_time") if outcome == BOOKED else None
        data["booked_for"] = datetime.combine(on, clock or time(12), LONDON) if on else None
        return data

    def said(self):
        return {name: self.cleaned_data[name] for name in ("outcome", "reason", "booked_for", "seen")}


class ApartForm(SeenForm):
    """How somebody is kept apart, as agreed with them. A few words each, and never what they told."""

    ways = forms.MultipleChoiceField(
        label="How are they kept apart from the person who did it?",
        choices=SeparationPlan.Way.choices,
        widget=Checkboxes(),
        error_messages={"required": "Choose how they are kept apart, or that they do not want a change"},
    )
    area = forms.CharField(label="Which area?", max_length=200, required=False)
    rota = forms.CharField(label="What is different on the rota?", max_length=200, required=False)
    visits = forms.CharField(label="What is different about visits?", max_length=200, required=False)
    does_not_want = forms.CharField(
        label="What do they not want?",
        help_text="For example, not to be moved off their own ward.",
        max_length=200,
        required=False,
    )
    risks = forms.CharField(
        label="What could still go wrong?",
        help_text="For example, shared corridors or the bus home.",
        max_length=300,
        required=False,
    )
    is_agreed = forms.ChoiceField(
        label="Has your colleague agreed to this?",
        choices=[("yes", "Yes"), ("no", "Not yet")],
        widget=Radios(inline=True),
        error_messages={"required": "Choose whether they have agreed"},
    )
    review_on = DateParts(
        label="When will you look at it again?",
        past=False,
        error_messages={"required": "Enter the day on which you look at it again"},
    )
    helper = Helper(
        "seen",
        Reveal("ways", area=["area"], rota=["rota"], visits=["visits"]),
        "does_not_want",
        "risks",
        "is_agreed",
        "review_on",
    )

    def said(self):
        data = self.cleaned_data
        names = ("seen", "ways", "area", "rota", "visits", "does_not_want", "risks", "review_on")
        return {name: data[name] for name in names} | {"is_agreed": data["is_agreed"] == "yes"}


class ApartReviewForm(forms.Form):
    feels_safe = forms.ChoiceField(
        label="Do they feel safe?",
        help_text="In their own view.",
        choices=SeparationReview.FeelsSafe.choices,
        widget=Radios(),
        error_messages={"required": "Choose whether they feel safe"},
    )
    goes_on = forms.ChoiceField(
        label="Does it go on?",
        choices=[("yes", "Yes, and we look again"), ("no", "No, it ends")],
        widget=Radios(),
        error_messages={"required": "Choose whether it goes on"},
    )
    next_on = DateParts(label="When will you look again?", past=False, required=False)
    ended_why = forms.ChoiceField(
        label="Why does it end?", choices=SeparationPlan.Ended.choices, widget=Radios(), required=False
    )
    helper = Helper("feels_safe", Reveal("goes_on", yes=["next_on"], no=["ended_why"]))

    def clean(self):
        data = super().clean()
        goes_on = data.get("goes_on")
        if goes_on == "yes":
            data["ended_why"] = ""
            if not data.get("next_on") and "next_on" not in self.errors:
                self.add_error("next_on", "Enter the day to look again")
        if goes_on == "no":
            data["next_on"] = None
            if not data.get("ended_why"):
                self.add_error("ended_why", "Choose why it ends")
        return data

    def said(self):
        return {name: self.cleaned_data[name] for name in ("feels_safe", "next_on", "ended_why")}


class SentForm(forms.Form):
    """`for_owner` is the leader who owes it, where somebody who looks after the case notes it; otherwise None."""

    by_owner = forms.TypedChoiceField(
        label="If they were told: who told them?",
        coerce=lambda value: value == "owner",
        widget=Radios(),
        error_messages={"required": "Choose who told them"},
        required=False,
    )
    how = forms.ChoiceField(
        label="How did you tell them?",
        choices=[row for row in Acknowledgement.How.choices if row[0] != Acknowledgement.How.NOT_WANTED],
        widget=Radios(),
        error_messages={"required": "Choose how they were told"},
    )

    def __init__(self, *args, for_owner=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["how", "by_owner"])
        if for_owner is None:
            del self.fields["by_owner"]
            return
        self.fields["by_owner"].choices = [("owner", str(for_owner)), ("me", "I did")]
        self.fields["how"].label = "How were they told?"
        self.fields["how"].choices = Acknowledgement.How.choices

    def clean(self):
        data = super().clean()
        told = data.get("how") not in (None, Acknowledgement.How.NOT_WANTED)
        if "by_owner" in self.fields and told and data.get("by_owner") == "":
            self.add_error("by_owner", "Choose who told them")
        data["by_owner"] = bool(data.get("by_owner"))
        return data
