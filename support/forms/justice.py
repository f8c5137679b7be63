"""Whom of the union a colleague chooses."""

from django import forms

from nhsuk.widgets import Radios
from people.models import User


class RepChoice(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user}, {user.team}" if user.team else str(user)


class RepForm(forms.Form):
    to = RepChoice(
        User.objects.none(),
        label="Which representative?",
        help_text="Only they learn your name, and only for this. You can take it back at any time.",
        widget=Radios,
        empty_label=None,
        error_messages={
            "required": "Choose a representative",
            "invalid_choice": "Choose a representative from the list",
        },
    )

    def __init__(self, *args, reps, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = reps.select_related("team")
