"""Who may know the reporter's name (R32, R46)."""

from django import forms

from incidents import access
from incidents.forms.question import QuestionForm
from nhsuk.widgets import Radios


class ProtectForm(QuestionForm):
    """Between being named to all who deal with a report and saying nothing of oneself: named to one person only."""

    USUAL = "usual"
    protect = forms.ChoiceField(
        label="My name is shown to",
        help_text="With one person, everybody else reads the report without your name. If you were affected too, that "
        "person looks after you, and your manager is not told that you were.",
        widget=Radios,
        required=False,
        error_messages={"invalid_choice": "Choose one of the people on this page"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in access.identity_recipients(self.writer)}
        self.fields["protect"].choices = [(self.USUAL, "The people who deal with the report")] + [
            (key, f"Only {one}, {one.job}") for key, one in self.people.items()
        ]
        self.fields["protect"].widget.hints = {
            self.USUAL: "The team’s manager and deputy, and the violence prevention lead."
        }

    def clean(self):
        found = super().clean()
        return found | {"protected_to": self.people.get(found.get("protect"))}

    def said(self):
        chosen = self.cleaned_data["protected_to"]
        yield "My name is shown to", f"Only {chosen}" if chosen else "The people who deal with the report"
