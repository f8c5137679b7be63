"""The questions on the page, made from the table. None has to be answered."""

from django import forms

from nhsuk.widgets import Radios
from people.equality.characteristics import CHARACTERISTICS


class EqualityForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key, one in CHARACTERISTICS.items():
            self.fields[key] = forms.ChoiceField(
                label=one.question,
                help_text=one.hint,
                choices=one.choices,
                widget=Radios,
                required=False,
                error_messages={"invalid_choice": "Choose one of the answers, or leave it empty"},
            )
