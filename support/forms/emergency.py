"""What is asked of somebody who opens support in an emergency, and of whoever looks at it afterwards."""

from django import forms

from nhsuk.widgets import Radios
from people.colleagues import exactly
from support.actions.emergency import LEAST_WORDS
from support.models import BreakGlass


class EmergencyForm(forms.Form):
    who = forms.CharField(
        label="Whose support do you need to open?",
        help_text="Their full name, work email or staff number.",
        max_length=160,
        error_messages={"required": "Say whose support you need to open"},
    )
    why = forms.CharField(
        label="Why can it not wait?",
        help_text="At least 20 letters. Whoever looks after them and information governance read it today.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Say why it cannot wait"},
    )

    def clean_who(self):
        person = exactly(self.cleaned_data["who"])
        if person is None:
            raise forms.ValidationError(
                "Give the full name, the work email or the staff number of one colleague"
            )
        return person

    def clean_why(self):
        if len(" ".join(self.cleaned_data["why"].split())) < LEAST_WORDS:
            raise forms.ValidationError("Say a little more: at least 20 letters")
        return self.cleaned_data["why"]


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label="What did you find?",
        choices=BreakGlass.Verdict.choices,
        widget=Radios(),
        error_messages={"required": "Choose what you found"},
    )
