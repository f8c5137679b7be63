"""What is asked about a policy: what it is, and what a review of it found."""

from datetime import date

from django import forms

from audit.models import PolicyReview
from incidents.forms.words import Words
from nhsuk.fields import DateParts
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Radios
from people.forms import ColleagueField

YES_NO = [("yes", "Yes"), ("no", "No")]
# Whatever a policy is about, it is looked at again within so many years.
YEARS = 5


def _title():
    return Words(label="Title", max_length=160, error_messages={"required": "Enter the title of the policy"})


def _what_for():
    return Words(
        label="What is it for?",
        help_text="One or two short sentences, as you would tell a colleague.",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the policy is for"},
    )


def _serves():
    return Words(
        label="Which items of a standard does it answer?",
        help_text="For example, VPRS 1.10.",
        max_length=160,
        required=False,
    )


def _reference(**kwargs):
    return Words(
        label="Where is it found?",
        help_text="A link, or what somebody must ask for.",
        max_length=400,
        error_messages={"required": "Say where it is found"},
        **kwargs,
    )


def _owner():
    return ColleagueField(label="Who owns it?", error_messages={"required": "Enter who owns it"})


def _version(label, **kwargs):
    return Words(
        label=label,
        help_text="As it stands on the policy, for example 4.1.",
        max_length=40,
        error_messages={"required": "Enter the version"},
        **kwargs,
    )


def _has_support():
    return forms.TypedChoiceField(
        label="Does it say how staff are supported after an incident?",
        help_text="Who does what, by when, for whom: the staff support protocol.",
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        widget=Radios(inline=True),
        error_messages={"required": "Choose yes or no"},
    )


def _next_on():
    return DateParts(
        label="When must it be reviewed next?",
        error_messages={"required": "Enter the day of the next review"},
    )


class _Reviewed(forms.Form):
    """The next review comes after the last one, and within five years of it."""

    reviewed = "reviewed_on"

    def clean(self):
        found = super().clean()
        last, following = found.get(self.reviewed), found.get("next_on")
        if last and following and following <= last:
            self.add_error("next_on", "The next review must be after the last one")
        elif last and following and following > _years_later(last):
            self.add_error("next_on", f"The next review must be within {YEARS} years of the last one")
        return found


class PolicyForm(_Reviewed):
    title, what_for, serves = _title(), _what_for(), _serves()
    owner = _owner()
    version, reference, has_support = _version("Version"), _reference(), _has_support()
    reviewed_on = DateParts(
        label="When was it last reviewed?",
        future=False,
        error_messages={"required": "Enter the day of the last review"},
    )
    next_on = _next_on()


class PolicyChangeForm(forms.Form):
    title, what_for, serves = _title(), _what_for(), _serves()
    reference, owner = _reference(), _owner()

    @staticmethod
    def initial_of(policy):
        return {name: getattr(policy, name) for name in PolicyChangeForm.base_fields}


class ReviewForm(_Reviewed):
    """A changed policy has a new version, and says what changed."""

    reviewed = "on"

    on = DateParts(
        label="When was it reviewed?",
        future=False,
        error_messages={"required": "Enter the day of the review"},
    )
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=[(one.value, one.label) for one in (PolicyReview.Outcome.KEPT, PolicyReview.Outcome.CHANGED)],
        widget=Radios,
        error_messages={"required": "Choose what came of the review"},
    )
    version = _version("Which version is in force now?", required=False)
    reference = _reference(required=False)
    what_changed = Words(
        label="What changed?",
        help_text="In short, for those who knew the old version.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    has_support = _has_support()
    next_on = _next_on()

    helper = Helper(
        "on",
        Reveal("outcome", changed=["version", "reference", "what_changed"]),
        "has_support",
        "next_on",
    )

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, **kwargs)
        self.policy = policy
        self.fields["next_on"].past = False

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day < self.policy.reviewed_on:
            last = f"{self.policy.reviewed_on:%-d %B %Y}"
            raise forms.ValidationError(f"The last review was on {last}. Enter that day or a later one")
        return day

    def clean(self):
        found = super().clean()
        if found.get("outcome") != PolicyReview.Outcome.CHANGED:
            return found
        if not found.get("version"):
            self.add_error("version", "Enter the new version")
        elif found["version"] == self.policy.version:
            self.add_error(
                "version",
                "This is the version before the review. Enter the new one, or choose “Kept as it is”",
            )
        for name, words in [
            ("reference", "Say where the new version is found"),
            ("what_changed", "Say what changed"),
        ]:
            if not found.get(name) and name not in self.errors:
                self.add_error(name, words)
        return found


def _years_later(day: date) -> date:
    """29 February counts as the day before it."""
    return day.replace(year=day.year + YEARS, day=min(day.day, 28) if day.month == 2 else day.day)
