"""The forms of the confidential route: what its writers are asked, and what its recipients answer."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from incidents import access, cleaning
from incidents.confidential import when
from incidents.forms.question import TeamChoice
from incidents.forms.words import Words, story
from incidents.kinds import CHOICES, KINDS
from incidents.models import ConfidentialReport, InvolvedPerson
from incidents.reading.confidential import REASONS
from nhsuk.fields import DateParts
from nhsuk.widgets import Checkboxes, Radios
from people import colleagues
from people.models import Team

MOST_FILES = 3


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class Files(forms.FileField):
    """Up to three, each without anything in it that says whose it is. What cannot be cleaned is refused, with why."""

    def __init__(self, **kwargs):
        widget = SeveralFiles(attrs={"multiple": True})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, data, initial=None):
        uploads = [upload for upload in (data or []) if upload]
        if len(uploads) > MOST_FILES:
            raise ValidationError(f"Choose {MOST_FILES} files at the most. You can add more later")
        try:
            return [cleaning.clean(upload) for upload in uploads]
        except cleaning.Refused as refused:
            raise ValidationError(str(refused)) from None


class Account(forms.Form):
    """Everything but who: the report itself."""

    kinds = forms.MultipleChoiceField(
        label="What is it about?",
        help_text="Choose all that fit. If you are not sure, choose the nearest.",
        choices=CHOICES,
        widget=Checkboxes(hints={kind.key: kind.means for kind in KINDS.values()}),
        error_messages={"required": "Choose what it is about. If nothing fits well, choose the nearest"},
    )
    what_happened = story(
        label="What happened?",
        help_text="Write as much or as little as you like. You can leave out names, and anything that only you "
        "could know.",
        error_messages={"required": "Write what happened. A few words are enough"},
    )
    when = forms.ChoiceField(label="Roughly when?", help_text="We do not ask for the day.", required=False)
    team = TeamChoice(
        label="Where, or in which team?",
        help_text="Leave this if the team is small and it would tell who you are.",
        queryset=Team.objects.select_related("site"),
        empty_label="I would rather not say",
        required=False,
    )
    recipient = forms.ChoiceField(
        label="Who should receive it?",
        help_text="Only this person reads it. They never see who you are unless you tell them.",
        widget=Radios,
        error_messages={
            "required": "Choose who should receive it",
            "invalid_choice": "Choose one of the people on this page",
        },
    )
    not_to = forms.MultipleChoiceField(
        label="Is there anybody among them who must never get it?",
        help_text="For example because they are involved, or close to somebody who is. If the person you chose is away "
        "too long or leaves, it goes to somebody else on this list, but never to those you tick here.",
        widget=Checkboxes,
        required=False,
        error_messages={"invalid_choice": "Choose from the people on this page"},
    )
    wants_support = forms.BooleanField(label="I would like to be offered support", required=False)
    files = Files(
        label="Add photos or documents, if you have any",
        help_text="Up to 3. We take out where and when a photo was taken and who wrote a document. Names and faces in "
        "the picture itself stay.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.fields["when"].choices = when.choices(now.date())
        self.people = {str(one.user.pk): one for one in access.confidential_recipients(now)}
        choices = [(key, str(one)) for key, one in self.people.items()]
        self.fields["recipient"].choices = self.fields["not_to"].choices = choices
        self.fields["recipient"].widget.hints = _away(self.people)

    def clean_when(self):
        chosen = self.cleaned_data["when"]
        return "" if chosen == when.NOT_SAID else chosen

    def clean(self):
        found = super().clean()
        if found.get("recipient") in found.get("not_to", []):
            self.add_error("recipient", "You ticked that this person must not get it. Choose somebody else")
        return found

    def arguments(self) -> dict:
        """What `confide` wants."""
        found = self.cleaned_data
        recipient = self.people[found["recipient"]]
        return {
            "recipient": recipient.user,
            "role": recipient.kind,
            "not_to": [self.people[key].user for key in found["not_to"]],
            "files": found["files"],
            "kinds": found["kinds"],
            "what_happened": found["what_happened"],
            "when": found["when"],
            "team": found["team"].pk if found["team"] else None,
            "wants_support": found["wants_support"],
        }


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Your code",
        help_text="16 letters and numbers. Capitals, spaces and dashes do not matter.",
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "characters"}),
        max_length=60,
        error_messages={"required": "Type your code"},
    )


class AddForm(forms.Form):
    text = Words(
        label="Write something more",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    wants_support = forms.BooleanField(label="I would like to be offered support", required=False)
    files = Files(label="Add photos or documents", help_text="Up to 3 at a time.")

    def clean(self):
        found = super().clean()
        if not self.errors and not any(found.values()):
            self.add_error("text", "Write something, choose a file or ask for support")
        return found


class WhoForm(forms.Form):
    """A work email or staff number finds the account; the form never says whether there is one."""

    name = Words(label="Your name", max_length=160, error_messages={"required": "Write your name"})
    contact = Words(
        label="How can they reach you?",
        help_text="Your work email or staff number lets them set up support for you here. A phone number will do.",
        max_length=200,
        error_messages={"required": "Write how they can reach you"},
    )
    agrees = forms.BooleanField(
        label="Yes, tell this person who I am",
        error_messages={"required": "Tick the box if you want them to know. If not, go back"},
    )
    may_open = forms.BooleanField(
        label="They may open a sealed report, so that I get support",
        help_text="Only you and they can see it. It does not say that you first wrote in confidence to anybody else.",
        required=False,
    )

    def arguments(self) -> dict:
        found = self.cleaned_data
        return {
            "name": found["name"],
            "contact": found["contact"],
            "account": colleagues.exactly(found["contact"]),
            "may_open": found["may_open"],
        }


class AnotherForm(forms.Form):
    """Somebody else may have it instead."""

    another = forms.ChoiceField(
        label="Who should have it instead?",
        widget=Radios,
        error_messages={
            "required": "Choose somebody",
            "invalid_choice": "Choose one of the people on this page",
        },
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.user.pk): one for one in people}
        self.fields["another"].choices = [(key, str(one)) for key, one in self.people.items()]
        self.fields["another"].widget.hints = _away(self.people)

    @property
    def chosen(self):
        return self.people[self.cleaned_data["another"]]


class ReasonForm(forms.Form):
    why = forms.ChoiceField(
        label="Why are you opening this?",
        help_text="What was said in confidence is opened for a reason. Yours is noted with your name.",
        choices=list(REASONS.items()),
        widget=Radios,
        error_messages={"required": "Choose why you are opening it"},
    )


class AnswerForm(forms.Form):
    text = Words(
        label="Your answer",
        help_text="They read it when they come back with their code. Ask for nothing that would tell who they are, "
        "unless they want to say.",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write an answer"},
    )
    offers_support = forms.BooleanField(
        label="Offer support with this answer",
        help_text="They are told how to accept it, with or without saying who they are.",
        required=False,
    )


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=ConfidentialReport.Outcome.choices,
        widget=Radios,
        error_messages={"required": "Choose what came of it"},
    )
    closing = Words(
        label="Tell the writer what came of it",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Tell the writer what came of it"},
    )


class OpenSealedForm(forms.Form):
    """What the confidential route did not ask, and a report needs."""

    occurred_on = DateParts(label="The date it happened", future=False)
    team = TeamChoice(
        label="Which team was it in?",
        queryset=Team.objects.select_related("site"),
        empty_label="Choose a team",
        error_messages={"required": "Choose a team"},
    )
    part = forms.ChoiceField(
        label="What was the writer's part in it?",
        choices=InvolvedPerson.Part.choices,
        widget=Radios,
        error_messages={"required": "Choose their part in it"},
    )


def _away(people):
    return {
        key: f"Away until {date_format(one.away_until, 'j F')}"
        for key, one in people.items()
        if one.away_until
    }
