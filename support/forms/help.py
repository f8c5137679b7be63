"""Questions about practical help. The form of a step, and of an entry of a log, is made from its row."""

from django import forms
from django.core.validators import RegexValidator

from nhsuk.fields import DateParts
from nhsuk.forms import Helper
from nhsuk.widgets import Checkboxes, Radios
from people.models import User
from support import access
from support.help import PERSON, Log, Step
from support.reasons import HANDED_ON
from support.workflow import HelpStepStatus

DONE, NOT_NEEDED, DECLINED = HelpStepStatus.DONE, HelpStepStatus.NOT_NEEDED, HelpStepStatus.DECLINED
OUTCOMES = {
    DONE: "It is done",
    NOT_NEEDED: "It is not needed",
    DECLINED: "They would rather not",
}
IS_REFERENCE = RegexValidator(r"^[\w /.()-]+$", "Use letters, numbers, spaces, dots, dashes and slashes only")


class HelpForm(forms.Form):
    """The answers that may be read of one step. What must be said before it is recorded, the action says."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, part: Step | Log, names, answers=None, by_person=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.part = part
        self.asked = [field for field in part.fields if field.key in names]
        first = []
        if isinstance(part, Log):
            self.fields["on"] = DateParts(
                label=part.day,
                future=bool(part.ahead),
                error_messages={"required": "Enter the day that this is about"},
            )
            first = ["on"]
        for field in self.asked:
            self.fields[f"q_{field.key}"] = question(field, (answers or {}).get(field.key))
        last = []
        if isinstance(part, Step) and not (by_person or part.owner == PERSON):
            self.fields["outcome"] = forms.ChoiceField(
                label="Where does it stand?",
                choices=[(key, self._words(key)) for key in OUTCOMES],
                widget=Radios(hints={DECLINED: "That is fine. It can be taken back at any time."}),
                error_messages={"required": "Choose where it stands"},
            )
            last = ["outcome"]
        names = [f"q_{field.key}" for field in self.asked]
        self.helper = Helper(*first, *names, *last)
        self.helper.revealed |= {f"q_{field.key}" for field in self.asked if field.needed_for}

    def _words(self, outcome):
        return "Propose this to them" if outcome == DONE and self.part.both else OUTCOMES[outcome]

    def said(self) -> dict:
        """Answers by key, dates as ISO text."""
        found = {field.key: self.cleaned_data.get(f"q_{field.key}") for field in self.asked}
        return {
            key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in found.items()
        }

    def show(self, faults: dict[str, str]) -> None:
        for name, words in faults.items():
            self.add_error(f"q_{name}" if f"q_{name}" in self.fields else None, words)


def question(field, before):
    asked = {"label": field.words, "help_text": field.why, "required": False, "initial": before}
    match field.kind:
        case "yes_no":
            return forms.ChoiceField(choices=field.choices, widget=Radios(inline=True), **asked)
        case "choice":
            return forms.ChoiceField(choices=field.choices, widget=Radios(), **asked)
        case "choices":
            return forms.MultipleChoiceField(choices=field.choices, widget=Checkboxes(), **asked)
        case "date":
            return DateParts(**asked)
        case "reference":
            return forms.CharField(max_length=60, validators=[IS_REFERENCE], **asked)
        case _:
            return forms.CharField(max_length=200, **asked)


class OwnTextForm(forms.Form):
    words = forms.CharField(
        label="The text",
        help_text="Paste it word for word, and say at its end where it is from. Leave it empty if you do not have it.",
        widget=forms.Textarea({"rows": 8}),
        max_length=4000,
        required=False,
    )
    helper = Helper()


class HandOnForm(forms.Form):
    """Who sees to it from now on, and why in one of our words."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label="Who sees to it from now on?",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose who sees to it from now on"},
    )
    why = forms.ChoiceField(
        label="Why?",
        choices=list(HANDED_ON.items()),
        widget=Radios(),
        error_messages={"required": "Choose why"},
    )
    helper = Helper()

    def __init__(self, *args, help, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = access.who_could_own(help)
