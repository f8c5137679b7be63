"""What is asked about a consultation: what it is about, what was said, and what changed because of it."""

from datetime import timedelta

from django import forms
from django.utils.timezone import localdate

from audit.models import Consultation, Policy
from incidents.forms.words import Words
from nhsuk.fields import DateParts
from nhsuk.widgets import Checkboxes, Radios
from people.forms import ColleagueField

LONGEST = timedelta(days=366)


class ConsultationForm(forms.Form):
    title = Words(
        label="Title",
        help_text="Everybody who works here reads it.",
        max_length=160,
        error_messages={"required": "Enter a title"},
    )
    about = forms.ModelChoiceField(
        Policy.objects.none(),
        label="Which policy is it about?",
        required=False,
        empty_label="No policy of the register",
    )
    question = Words(
        label="What do you want to know?",
        help_text="In plain words. Name nobody and nothing that happened to anybody.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what you want to know"},
    )
    with_whom = forms.MultipleChoiceField(
        label="Who is asked?",
        choices=Consultation.Asked.choices,
        widget=Checkboxes,
        error_messages={"required": "Choose who is asked"},
    )
    opens_on = DateParts(
        label="From which day can they answer?", error_messages={"required": "Enter the first day"}
    )
    closes_on = DateParts(label="Until which day?", error_messages={"required": "Enter the last day"})
    how = Words(
        label="How do they answer?",
        help_text="For example, an address to write to, a form, or a meeting and its place.",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how they answer"},
    )
    owner = ColleagueField(
        label="Who runs it?",
        help_text="They say afterwards what changed. Their email address, staff number or full name",
        error_messages={"required": "Enter who runs it"},
    )

    def __init__(self, *args, user, about=None, **kwargs):
        super().__init__(*args, **kwargs)
        there = Policy.objects.visible_to(user)
        self.fields["about"].queryset = (there.in_force() | there.filter(pk=about)).order_by("title", "id")

    @staticmethod
    def initial_of(consultation):
        return {name: getattr(consultation, name) for name in ConsultationForm.base_fields}

    @staticmethod
    def begin(user):
        return {"owner": user, "opens_on": localdate()}

    def clean(self):
        found = super().clean()
        first, last = found.get("opens_on"), found.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", "The last day must not be before the first")
        elif first and last and last - first > LONGEST:
            self.add_error("closes_on", "The last day must be within a year of the first")
        return found


def _said(**kwargs):
    return Words(
        label="What was said, in summary?",
        help_text="The main points, also those that you do not share. Name nobody.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Sum up what was said. If nobody answered, say so"},
        **kwargs,
    )


class SaidForm(forms.Form):
    said = _said()


class EndForm(forms.Form):
    said = _said()
    outcome = forms.ChoiceField(
        label="Did anything change because of it?",
        choices=Consultation.Outcome.choices,
        widget=Radios,
        error_messages={"required": "Choose whether anything changed"},
    )
    because = Words(
        label="What changed, or why did nothing change?",
        help_text="Those who took the trouble to answer read this.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what changed, or why nothing did"},
    )
