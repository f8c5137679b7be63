"""Saying that a report of a few taps is complete."""

from django import forms


class CompleteForm(forms.Form):
    """Asks whether nobody could find out who it was only while somebody is not named. `waiting` is how many are not."""

    nobody_knows = forms.BooleanField(
        label="I have asked, and nobody knows who was affected",
        help_text="Their support stays open, in case they come forward.",
        required=False,
        error_messages={"required": "Say who was affected, or that you have asked and nobody knows"},
    )

    def __init__(self, *args, waiting=0, **kwargs):
        super().__init__(*args, **kwargs)
        if waiting:
            self.fields["nobody_knows"].required = True
        else:
            del self.fields["nobody_knows"]
