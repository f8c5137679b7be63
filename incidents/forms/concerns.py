"""What is asked of somebody who raises a concern about how a report is dealt with, and of the one who answers."""

from django import forms
from django.utils.formats import date_format

from incidents.access.concerns import AnswersAs
from incidents.forms.following import words
from nhsuk.widgets import Radios

CAN_DO = {
    AnswersAs.SENIOR: "Can look into it, put things right, and have somebody else look after it.",
    AnswersAs.GUARDIAN: "Listens in confidence, helps you to be heard, and does not answer to your managers.",
    AnswersAs.UNION: "Advises you, speaks up for you if you wish, and can come with you to meetings.",
}


class ConcernForm(forms.Form):
    to = forms.ChoiceField(
        label="Who should hear it?",
        help_text="They read your name and what you write. Nobody else does, and nobody who looks after the report is "
        "told. Should they leave, it goes to somebody like them, and you are told who.",
        widget=Radios,
        error_messages={
            "required": "Choose who should hear it",
            "invalid_choice": "Choose one of the people on this page",
        },
    )
    words = words(
        "What are you not content with?",
        "Write what you are not content with",
        help_text="Say what happened or did not happen, and what you would like to be done.",
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.user.pk): one for one in people}
        self.fields["to"].choices = [(key, str(one)) for key, one in self.people.items()]
        self.fields["to"].widget.hints = {key: _hint(one) for key, one in self.people.items()}

    def clean_to(self):
        return self.people[self.cleaned_data["to"]].user


class ConcernAnswerForm(forms.Form):
    words = words(
        "Your answer",
        "Write your answer",
        help_text="Say what you did or will do, by when, and what they can do next. It can be sent once.",
    )


def _hint(one):
    away = f" Away until {date_format(one.away_until, 'j F')}." if one.away_until else ""
    return CAN_DO[one.role] + away
