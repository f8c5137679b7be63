"""Planning a reflective round and counting who came."""

from django import forms

from nhsuk.fields import DateParts, TimeText
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Radios
from people.models import Team, User
from reviews.models import ReflectiveRound

ONLINE, IN_PERSON = ReflectiveRound.Mode.ONLINE, ReflectiveRound.Mode.IN_PERSON


class RoundForm(forms.Form):
    title = forms.CharField(
        label="What is it about?",
        help_text="Everybody can read it. Name nobody and nothing that happened.",
        max_length=120,
        error_messages={"required": "Say what it is about"},
    )
    mode = forms.ChoiceField(
        label="How do people meet?",
        choices=ReflectiveRound.Mode.choices,
        widget=Radios(),
        error_messages={"required": "Choose how people meet"},
    )
    team = forms.ModelChoiceField(
        Team.objects.select_related("site"),
        label="Which department?",
        empty_label="Choose a team",
        required=False,
    )
    on = DateParts(label="Which day?", past=False, error_messages={"required": "Enter the day"})
    time = TimeText(label="At what time?", error_messages={"required": "Enter the time"})
    place = forms.CharField(label="Which room, or which link?", max_length=200, required=False)
    facilitator = forms.CharField(
        label="Who leads it?",
        help_text="The work email address of a trained facilitator",
        error_messages={"required": "Enter who leads it"},
    )
    helper = Helper("title", Reveal("mode", {IN_PERSON: ["team"]}), "on", "time", "place", "facilitator")

    def clean_facilitator(self):
        typed = self.cleaned_data["facilitator"].strip()
        found = User.objects.filter(email__iexact=typed, is_active=True).first()
        if found is None:
            raise forms.ValidationError("Nobody with this email address works here. Check it and try again")
        return found

    def clean(self):
        data = super().clean()
        if data.get("mode") == ONLINE:
            data["team"] = None
        elif data.get("mode") == IN_PERSON and not data.get("team"):
            self.add_error("team", "Choose the department")
        return data


class CountForm(forms.Form):
    came = forms.IntegerField(
        label="How many came?",
        help_text="A number only. Who came and what was said stays between those who were there.",
        min_value=0,
        max_value=5000,
        error_messages={"required": "Enter how many came", "min_value": "Enter 0 or more"},
    )
