"""What is asked of those who look after a report, from the first look to the last."""

from django import forms
from django.utils.timezone import localdate

from incidents import access, deadlines, delays
from incidents.forms.words import Words
from incidents.models import Incident, Series
from incidents.workflow import MOVES, PLAIN_MOVES, Status
from nhsuk.fields import DateParts
from nhsuk.widgets import Radios
from people import colleagues
from people.deadlines import LONDON
from people.models import User

YES_NO = [("yes", "Yes"), ("no", "No")]


def words(label, empty, *, rows=6, most=4000, **kwargs):
    """A box for some sentences; `empty` is said when it is left so."""
    kwargs["error_messages"] = {"required": empty}
    return Words(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class MoveForm(forms.Form):
    """Where the report goes from here. Closing, opening again and merging have pages of their own."""

    to = forms.ChoiceField(
        label="Where does this report stand now?",
        widget=Radios,
        error_messages={
            "required": "Choose where the report stands",
            "invalid_choice": "Choose from the answers on this page",
        },
    )

    def __init__(self, *args, incident, **kwargs):
        super().__init__(*args, **kwargs)
        can_be = set() if incident.status == Status.CLOSED else MOVES[incident.status] & PLAIN_MOVES
        self.fields["to"].choices = [(to, to.label) for to in Status if to in can_be]


class LearningForm(forms.Form):
    words = words(
        "What was learnt?", "Say what was learnt", help_text="Name nobody. Say what is done differently now."
    )


class FeedbackForm(forms.Form):
    """`answerable`: somebody who reported it can be told. `affected`: there is somebody else to tell the same."""

    words = words(
        "What do you want to tell them?",
        "Say what came of the report",
        help_text="Thank them. Say what was found, what changes and what does not, and why. Leave out what is private to "
        "others.",
    )
    is_for_affected = forms.ChoiceField(
        label="Should everybody affected read this too?",
        help_text="They see it on their own page.",
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": "Choose yes or no"},
    )

    def __init__(self, *args, answerable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].required = answerable

    def clean(self):
        found = super().clean()
        if found.get("is_for_affected") == "yes" and not found.get("words") and "words" not in self.errors:
            self.add_error("words", "Say what those affected should read")
        return found


class ReopenForm(forms.Form):
    why = words(
        "Why is it looked at again?",
        "Say why it is looked at again",
        rows=3,
        most=500,
        help_text="Those who look after the report read this. Whoever reported it is told that it is open again.",
    )


class InvestigateForm(forms.Form):
    lead = forms.ModelChoiceField(
        User.objects.none(),
        label="Who leads it?",
        help_text="Nobody who is part of the report can be chosen.",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose who leads it"},
    )
    listeners = Words(
        label="Who else should hear if it takes longer?",
        help_text="Work emails or full names, one on a line. Those affected, whoever reported it and senior managers hear "
        "in any case.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args, incident, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = access.reviewers(incident)
        self.accused = set(incident.alleged.exclude(user=None).values_list("user", flat=True))
        if incident.is_sealed:
            del self.fields["listeners"]

    def clean_listeners(self):
        lines = [line.strip() for line in self.cleaned_data["listeners"].splitlines() if line.strip()]
        if len(lines) > 20:
            raise forms.ValidationError("Name 20 colleagues or fewer")
        found = {line: colleagues.exactly(line) for line in lines}
        unknown = [line for line, user in found.items() if user is None or user.pk in self.accused]
        if unknown:
            raise forms.ValidationError(
                f"Check “{unknown[0]}”: no colleague who can be chosen has exactly this name or email"
            )
        return list(found.values())


class DelayForm(forms.Form):
    """`until` is given back as the end of that day."""

    reason = forms.ChoiceField(
        label="Why does it take longer?",
        choices=delays.CHOICES,
        widget=Radios(
            hints={
                row.key: "Say so if it is the truth. Senior managers see it marked."
                for row in delays.DELAYS.values()
                if row.is_flagged
            }
        ),
        error_messages={"required": "Choose why it takes longer"},
    )
    until = DateParts(label="When will it be finished?", past=False)
    note = words(
        "Anything those who look after the report should know",
        "",
        rows=3,
        most=1000,
        required=False,
        help_text="Those affected and whoever reported it read the reason and the date, and not this.",
    )

    def __init__(self, *args, due_at, **kwargs):
        super().__init__(*args, **kwargs)
        self.due_on = due_at.astimezone(LONDON).date()

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day <= self.due_on or day <= localdate():
            raise forms.ValidationError(f"Choose a date after {max(self.due_on, localdate()):%-d %B %Y}")
        return deadlines.london_end(day)


class UpdateForm(forms.Form):
    words = words(
        "How does it go?",
        "Say how it goes, also when there is nothing new",
        help_text="Everybody affected reads this on their own page. Name nobody else.",
    )


class SeniorForm(forms.Form):
    words = words(
        "What did you look at, and what happens now?",
        "Say what you looked at and what happens now",
        help_text="Those who look after the report read this.",
    )


class FindDoubleForm(forms.Form):
    reference = forms.CharField(
        label="Its reference",
        max_length=20,
        error_messages={"required": "Enter the reference of the other report"},
    )


class MergeForm(forms.Form):
    why = words(
        "How do you know that it is the same?",
        "Say how you know that it is the same",
        rows=3,
        most=500,
        help_text="Those who look after the reports read this.",
    )


class SeriesForm(forms.Form):
    """A series that is there, or the name of a new one."""

    series = forms.ModelChoiceField(
        Series.objects.none(),
        label="Which series does it belong to?",
        empty_label="A new one",
        required=False,
    )
    name = Words(
        label="Name of a new series",
        help_text="Say what ties the reports together, and name nobody. Everybody who looks after one of them reads it.",
        max_length=120,
        required=False,
    )

    def __init__(self, *args, user, incident: Incident, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Series.objects.visible_to(user).exclude(incidents=incident)
        sealed = {"incidents__is_sealed": incident.is_sealed, "incidents__sealed_to": incident.sealed_to_id}
        self.fields["series"].queryset = seen.filter(**{k: v for k, v in sealed.items() if v is not None})
        self.fields["series"].label_from_instance = lambda series: series.name

    def clean(self):
        found = super().clean()
        if not found.get("series") and not found.get("name") and not self.errors:
            self.add_error("name", "Choose a series, or name a new one")
        return found
