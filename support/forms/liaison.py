"""Contacts in the police, and what was agreed with them."""

from django import forms

from incidents.forms.words import Words
from nhsuk.fields import DateParts
from nhsuk.widgets import Radios
from support.models import Liaison, LiaisonMeeting


class LiaisonForm(forms.Form):
    kind = forms.ChoiceField(
        label="Who are they?",
        choices=Liaison.Kind.choices,
        widget=Radios,
        error_messages={"required": "Choose who they are"},
    )
    force = Words(
        label="Name of the force or office",
        max_length=120,
        error_messages={"required": "Enter the name of the force or office"},
    )
    contact = Words(
        label="Whom to ask",
        help_text="A name and a post.",
        max_length=200,
        error_messages={"required": "Enter whom to ask"},
    )
    reach = Words(
        label="How to reach them",
        max_length=300,
        error_messages={"required": "Say how to reach them"},
    )


class MeetingForm(forms.Form):
    kind = forms.ChoiceField(
        label="What is it?",
        choices=LiaisonMeeting.Kind.choices,
        widget=Radios,
        error_messages={"required": "Choose what it is"},
    )
    on = DateParts(label="On which day?", future=False, error_messages={"required": "Enter the day"})
    agreed = Words(
        label="What was agreed?",
        help_text="Name nobody who was hurt.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what was agreed"},
    )
    review_on = DateParts(label="When is it looked at again?", past=False, required=False)
