"""What a competent person is asked about the safety regulator, and what those who look after a report can add (R40)."""

from django import forms

from incidents.forms.words import Words
from incidents.models import RiddorDecision
from nhsuk.fields import DateParts
from nhsuk.widgets import Radios

Found = RiddorDecision.Found


class DecideForm(forms.Form):
    found = forms.ChoiceField(
        label="What have you decided?",
        help_text="Only physical injuries from an act of violence at work count. Disputes that are personal, between "
        "people at work, do not.",
        choices=Found.choices,
        widget=Radios(
            hints={
                Found.SPECIFIED: "The regulator is told without delay, and within 10 days of the accident.",
                Found.OVER_SEVEN: "More than 7 days in a row, without the day itself. The regulator is told within 15 "
                "days of the accident.",
                Found.OVER_THREE: "More than 3 days in a row. It is kept on record, and not reported.",
                Found.NOT_REPORTABLE: "Nothing has to be reported, as far as is known now.",
            }
        ),
        error_messages={
            "required": "Choose what you have decided",
            "invalid_choice": "Choose what you have decided",
        },
    )
    why = Words(
        label="Why?",
        help_text="A sentence or two. Only those who make this decision can read it.",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write why"},
    )


class ReportedForm(forms.Form):
    reported_on = DateParts(
        label="When was the regulator told?",
        future=False,
        error_messages={"required": "Enter the date the regulator was told"},
    )
    hse_reference = Words(
        label="The regulator’s reference",
        max_length=60,
        error_messages={"required": "Enter the reference that the regulator gave"},
    )


class UnableForm(forms.Form):
    last_day = DateParts(
        label="Until when could somebody not do their normal work?",
        help_text="The last day, counting weekends and days off. If they still cannot, enter today’s date.",
        future=False,
        error_messages={"required": "Enter the last day they could not do their normal work"},
    )
