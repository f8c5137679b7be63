"""Saying who is meant by the person who is said to have done it."""

from django import forms

from incidents.forms.words import Words
from incidents.models import AllegedPerpetrator
from incidents.naming import normalised
from nhsuk.forms import Helper
from nhsuk.widgets import Radios
from people import colleagues

Kind = AllegedPerpetrator.Kind
OUTSIDE = [(kind.value, kind.label) for kind in (Kind.PATIENT, Kind.RELATIVE, Kind.PUBLIC)]


class NameForm(forms.Form):
    kind = forms.ChoiceField(
        label="Who is it?",
        choices=OUTSIDE,
        widget=Radios,
        error_messages={"required": "Choose who it is"},
    )
    identifier = Words(
        label="Name, hospital number or NHS number",
        help_text="A number finds earlier incidents most surely. Two people can have the same name.",
        max_length=160,
        error_messages={"required": "Enter a name or a number"},
    )

    def clean_identifier(self):
        if not normalised(self.cleaned_data["identifier"]):
            raise forms.ValidationError("Enter a name or a number")
        return self.cleaned_data["identifier"]


class MatchForm(forms.Form):
    """Asks which colleague is meant when the words fit several. `account` is the answer of a valid form."""

    named = Words(
        label="Name, work email or staff number",
        max_length=160,
        error_messages={"required": "Enter a name, a work email or a staff number"},
    )
    chosen = forms.ChoiceField(
        label="Which colleague is meant?",
        widget=Radios,
        error_messages={
            "required": "Choose which colleague is meant",
            "invalid_choice": "Choose which colleague is meant",
        },
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.account = None
        words = (self.data.get("named") or "").strip() if self.is_bound else ""
        exact = colleagues.exactly(words)
        self.found = [exact] if exact else colleagues.like(words)
        if exact or not self.found:
            del self.fields["chosen"]
        else:
            self.fields["chosen"].choices = [
                (str(one.pk), f"{one}, {one.team}" if one.team else str(one)) for one in self.found
            ]
        self.helper = Helper()

    def clean(self):
        said = super().clean()
        if "named" in self.errors:
            return said
        if not self.found:
            self.add_error(
                "named", "We found no account with this name. Check the spelling, or use the work email"
            )
        elif "chosen" not in self.fields:
            self.account = self.found[0]
        else:
            self.account = next((one for one in self.found if str(one.pk) == said.get("chosen")), None)
        if self.account == self.by:
            self.add_error("named", "This is you. Ask somebody above you to look after this report")
        return said


class HoldForm(forms.Form):
    why = Words(
        label="Why must nothing about this person be destroyed?",
        help_text="For example: the police have asked for it.",
        max_length=300,
        error_messages={"required": "Say why it must be kept"},
    )
