"""Adding somebody else who was affected, found by name, email or staff number, or named with a way to reach
them."""

from django import forms

from incidents.forms.question import QuestionForm
from incidents.forms.words import Words
from incidents.models import InvolvedPerson
from nhsuk.forms import Helper
from nhsuk.widgets import Radios
from people import colleagues
from people.contractors.forms import ContractorField


class PersonForm(QuestionForm):
    """Asks which colleague is meant only when the words fit several. `found()` is the answer of a valid
    form."""

    NONE = "none"
    named = Words(
        label="Name, work email or staff number",
        max_length=160,
        error_messages={"required": "Enter a name, a work email or a staff number"},
    )
    chosen = forms.ChoiceField(
        label="Which colleague do you mean?",
        widget=Radios,
        error_messages={
            "required": "Choose which colleague you mean, or choose “None of these”",
            "invalid_choice": "Choose which colleague you mean",
        },
    )
    part = forms.ChoiceField(
        label="What was their part in it?",
        choices=InvolvedPerson.Part.choices,
        widget=Radios,
        error_messages={"required": "Choose their part in it", "invalid_choice": "Choose their part in it"},
    )
    contact = Words(
        label="Phone or email, if they have no account here",
        help_text="For example agency staff, students and volunteers. We use it only to offer them support.",
        max_length=160,
        required=False,
    )

    contractor = ContractorField(
        label="If they work for a contractor, which one?",
        empty_label="None of these, or I do not know",
        help_text="For those without an account. Whoever looks after them then knows what help their employer has. "
        "We do not tell their employer.",
        error_messages={"invalid_choice": "Choose from the contractors on this page"},
    )
    consent = forms.ChoiceField(
        label="Do they agree that this report names them?",
        help_text="Only those who look after them see their name. They are offered support whatever they say.",
        choices=[
            (InvolvedPerson.Consent.AGREED, "Yes"),
            (InvolvedPerson.Consent.NOT_ASKED, "They have not been asked yet"),
            (InvolvedPerson.Consent.UNNAMED, "No"),
        ],
        widget=Radios,
        required=False,
        error_messages={"invalid_choice": "Choose from the answers on this page"},
    )

    def __init__(self, *args, taken=(), **kwargs):
        """`taken` are the ids of the accounts already on the list."""
        super().__init__(*args, **kwargs)
        self.taken = taken
        self.account = None
        words = (self.data.get("named") or "").strip() if self.is_bound else ""
        self.exact = colleagues.exactly(words)
        self.near = [] if self.exact else colleagues.like(words)
        self.fields["chosen"].choices = [
            (str(one.pk), f"{one}, {one.team}" if one.team else str(one)) for one in self.near
        ] + [(self.NONE, "None of these")]
        order = ["named", "part", "consent", "contact", "contractor"]
        if self.near:
            order.insert(1, "chosen")
        self.fields["chosen"].required = bool(self.near)
        if not self.near:
            del self.fields["chosen"]
        if not self.fields["contractor"].queryset.exists():
            del self.fields["contractor"]
            order.remove("contractor")
        self.helper = Helper(*order)

    def clean(self):
        found = super().clean()
        chosen = found.get("chosen")
        self.account = self.exact or next((one for one in self.near if str(one.pk) == chosen), None)
        if "named" in self.errors:
            return found
        if self.account and self.account == self.writer:
            self.add_error("named", "This is you. Your own part is on the page before")
        elif self.account and self.account.pk in self.taken:
            self.add_error("named", f"{self.account} is on the list already")
        elif not self.account and not self.errors and not (found.get("contact") or self.employed_by):
            self.add_error(
                "contact",
                f"We found no account for {found['named']}. Check the spelling, or enter a phone number "
                "or email for them" + (", or choose who employs them" if "contractor" in self.fields else ""),
            )
        return found

    @property
    def employed_by(self):
        """Whom somebody without an account works for; the account says it of everybody else."""
        return None if self.account else self.cleaned_data.get("contractor")

    def found(self):
        """What a draft keeps of them; `user` is the account's id or None."""
        return {
            "user": self.account.pk if self.account else None,
            "name": str(self.account or self.cleaned_data["named"]),
            "team": str(self.account.team or "")
            if self.account
            else str(self.employed_by or "no account here"),
            "contact": "" if self.account else self.cleaned_data["contact"],
            "contractor": str(self.employed_by.pk) if self.employed_by else None,
            "part": self.cleaned_data["part"],
            "consent": self.cleaned_data["consent"] or InvolvedPerson.Consent.NOT_ASKED.value,
        }


class OthersForm(QuestionForm):
    more = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(inline=True),
        error_messages={
            "required": "Choose yes if somebody else was affected",
            "invalid_choice": "Choose yes or no",
        },
    )
    helper = Helper(heading=True)

    def __init__(self, *args, others=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["more"].label = (
            "Do you want to add another person?" if others else "Was anyone else affected?"
        )
