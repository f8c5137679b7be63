"""Small questions for those who look after a report: consent, cause, what runs elsewhere, and preventive steps."""

from django import forms

from incidents import causes
from incidents.forms.question import TeamChoice
from incidents.forms.words import Words
from incidents.models import Incident, InvolvedPerson, OtherProcess
from nhsuk.fields import DateParts
from nhsuk.widgets import Radios
from people.models import Team

Consent = InvolvedPerson.Consent


class ConsentForm(forms.Form):
    consent = forms.ChoiceField(
        label="What did they say about being named in this report?",
        choices=[(one.value, one.label) for one in Consent if one != Consent.OWN],
        widget=Radios(
            hints={
                Consent.UNNAMED: "Their name stays with those who look after them. It is not passed on to anybody else."
            }
        ),
        error_messages={"required": "Choose what they said", "invalid_choice": "Choose what they said"},
    )


class CauseForm(forms.Form):
    cause = forms.ChoiceField(
        label="What do you think lay behind it?",
        help_text="This is a reviewer’s view and can change. It never lessens the support that staff get.",
        choices=causes.CHOICES,
        widget=Radios(hints={cause.key: cause.means for cause in causes.CAUSES.values()}),
        error_messages={
            "required": "Choose what lay behind it",
            "invalid_choice": "Choose what lay behind it",
        },
    )


class ProcessForm(forms.Form):
    kind = forms.ChoiceField(
        label="Where is it handled?",
        choices=OtherProcess.Kind.choices,
        widget=Radios,
        error_messages={
            "required": "Choose where it is handled",
            "invalid_choice": "Choose where it is handled",
        },
    )
    number = Words(
        label="Their number for it",
        help_text="For example a case or crime number. Leave it empty if there is none yet. Write no details.",
        max_length=60,
        required=False,
    )
    status = forms.ChoiceField(
        label="How far has it come?",
        choices=OtherProcess.Status.choices,
        widget=Radios,
        error_messages={
            "required": "Choose how far it has come",
            "invalid_choice": "Choose how far it has come",
        },
    )


class StepForm(forms.Form):
    team = TeamChoice(
        label="Which team?",
        queryset=Team.objects.none(),
        empty_label="Choose a team",
        error_messages={"required": "Choose a team", "invalid_choice": "Choose a team from the list"},
    )
    characteristic = forms.ChoiceField(
        label="Is it about one of these?",
        choices=[("", "No, it is for everybody"), *Incident.Characteristic.choices],
        required=False,
    )
    what = Words(
        label="What was done to prevent harassment?",
        help_text="For example, a sign in the waiting room, a talk with the team, or a second person on visits. Do not "
        "name anybody.",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what was done"},
    )
    taken_on = DateParts(
        label="When was it done?", future=False, error_messages={"required": "Enter the date it was done"}
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
