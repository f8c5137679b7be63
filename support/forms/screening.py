"""The screening questionnaire: its licence and wording, and the ten answers of somebody's own."""

from django import forms

from nhsuk.fields import DateParts
from nhsuk.forms import Helper
from nhsuk.widgets import Radios
from support.contact import screening
from support.models.screening import ITEMS


class LicenceForm(forms.Form):
    """Nothing is invented: the wording is what the trust was allowed to use, and the permission can be shown."""

    given_by = forms.CharField(
        label="Who gave the permission?",
        max_length=200,
        required=False,
        help_text="The authors, or whoever holds the rights",
    )
    reference = forms.CharField(label="What is its reference?", max_length=200, required=False)
    given_on = DateParts(label="When was it given?", future=False, required=False)
    evidence = forms.CharField(
        label="Where can it be seen?",
        max_length=500,
        required=False,
        help_text="For example, the place of the letter in your records",
    )
    from_day = forms.IntegerField(
        label="From which day after an incident is it offered?",
        help_text="Day 28 unless the licence says otherwise",
        min_value=21,
        max_value=365,
        initial=screening.FROM_DAY,
        error_messages={"required": "Enter a number of days, for example 28"},
    )

    introduction = forms.CharField(
        label="What does the questionnaire say above its questions?",
        help_text="In the words you were allowed to use, for example which days it asks about",
        max_length=500,
        required=False,
    )

    def __init__(self, *args, licence=None, **kwargs):
        if licence:
            kwargs.setdefault("initial", _initial(licence))
        super().__init__(*args, **kwargs)
        for number in range(1, ITEMS + 1):
            self.fields[f"item_{number}"] = forms.CharField(
                label=f"Question {number}", max_length=300, required=False
            )
        self.helper = Helper(*self.fields)
        self.helper.revealed |= set(self.fields)  # all of it may wait until it is switched on

    def said(self) -> dict:
        data = self.cleaned_data
        names = ("given_by", "reference", "given_on", "evidence", "from_day", "introduction")
        items = [data[f"item_{number}"] for number in range(1, ITEMS + 1)]
        return {name: data[name] for name in names} | {"items": items}

    def show(self, faults):
        """What the action missed, beside its question."""
        for name, words in faults.items():
            self.add_error(self._first_empty() if name == "items" else name, words)

    def _first_empty(self):
        empty = (f"item_{n}" for n in range(1, ITEMS + 1) if not self.cleaned_data[f"item_{n}"])
        return next(empty, "item_1")


def _initial(licence):
    names = ("given_by", "reference", "given_on", "evidence", "from_day", "introduction")
    items = {f"item_{number}": words for number, words in enumerate(licence.items, 1)}
    return {name: getattr(licence, name) for name in names} | items


class AnswersForm(forms.Form):
    """Ten questions, yes or no."""

    def __init__(self, *args, licence, **kwargs):
        super().__init__(*args, **kwargs)
        for number, words in enumerate(licence.items, 1):
            self.fields[f"item_{number}"] = forms.ChoiceField(
                label=words,
                choices=[("yes", "Yes"), ("no", "No")],
                widget=Radios(inline=True),
                error_messages={"required": f"Answer question {number} with yes or no"},
            )
        self.helper = Helper(*self.fields)

    @property
    def answers(self) -> list[bool]:
        return [self.cleaned_data[name] == "yes" for name in self.fields]
