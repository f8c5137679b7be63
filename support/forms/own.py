"""What somebody is asked on pages of their own."""

from django import forms

from nhsuk.widgets import Radios
from people.models import User
from support import access, pulse
from support.models import SomebodyElse

PANEL = "panel"


class SomebodyElseForm(forms.Form):
    why = forms.ChoiceField(
        label="Why would you like somebody else?",
        help_text="Only whoever answers you sees this. You need not give a reason.",
        choices=SomebodyElse.Why.choices,
        widget=Radios(),
        error_messages={"required": "Choose one. The last one is fine too"},
    )


class DecideForm(forms.Form):
    """Who looks after them from now on, or that nobody else can."""

    NOBODY = "nobody"

    to = forms.ChoiceField(
        label="Who looks after them from now on?",
        widget=Radios(),
        error_messages={"required": "Choose who looks after them"},
    )

    def __init__(self, *args, wish, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in access.takers(wish.case).exclude(pk=wish.about_id)}
        choices = [(pk, str(one)) for pk, one in sorted(self.people.items(), key=lambda pair: str(pair[1]))]
        self.fields["to"].choices = [*choices, (self.NOBODY, "Nobody else can just now")]

    @property
    def chosen(self) -> User | None:
        return self.people.get(self.cleaned_data["to"])


class StatementForm(forms.Form):
    words = forms.CharField(
        label="What it has meant for you",
        help_text="In your own words. For example: how you slept, worked and lived since then, and what you need.",
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=20_000,
        error_messages={
            "required": "Write something first",
            "max_length": "This is too long. Keep it under 20,000 letters",
        },
    )


class ShareForm(forms.Form):
    """Whom they let read it. With an account, any colleague can be named by their work address."""

    to = forms.ChoiceField(
        label="Who may read it?", widget=Radios(), error_messages={"required": "Choose who may read it"}
    )

    def __init__(self, *args, readers, panel, **kwargs):
        super().__init__(*args, **kwargs)
        self.readers = {str(one.pk): one for one, _ in readers}
        self.fields["to"].choices = [(str(one.pk), f"{one}, {what}") for one, what in readers]
        if panel:
            self.fields["to"].choices += [(PANEL, "The review panel of your team")]

    @property
    def chosen(self) -> User | None:
        return self.readers.get(self.cleaned_data["to"])


class PulseForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, question in pulse.QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=question,
                choices=list(pulse.SCALE.items()),
                coerce=int,
                empty_value=None,
                required=False,
                widget=Radios(),
            )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label="Your password",
        help_text="Asked once more, so that nobody takes this from a computer you left open.",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("This is not your password. Try again")
        return self.cleaned_data["password"]
