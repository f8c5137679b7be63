"""The pages of a poster: three answers, and what may be added to them."""

from django import forms

from incidents.forms.words import Words, story
from incidents.models import QuickReport
from incidents.quick import SAFE, WHAT, WHOM, tidy
from nhsuk.fields import TimeText

REACH = {
    "label": "Your name, or how to reach you",
    "help_text": "Only those who look after you and your team see it.",
    "max_length": 160,
    "required": False,
}


class QuickForm(forms.Form):
    """The three answers and what may come with them. Each answer is a button, so one at a time may be there."""

    what = forms.ChoiceField(choices=[(what.key, what.words) for what in WHAT.values()])
    whom = forms.ChoiceField(choices=WHOM)
    sentence = Words(
        label="One sentence about what happened",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reach = Words(**REACH)
    safe = forms.ChoiceField(choices=SAFE)
    ASKED = ("what", "whom", "safe")

    def answers(self):
        """The buttons pressed so far, in order, up to the first that is missing."""
        self.is_valid()
        found = {}
        for name in self.ASKED:
            if name not in self.cleaned_data:
                break
            found[name] = self.cleaned_data[name]
        return found


class CodeForm(forms.Form):
    code = forms.CharField(
        label="The code you were given",
        help_text="16 letters and numbers, like ABCD-EFGH-JKMN-PQRS.",
        max_length=40,
        error_messages={"required": "Enter the code that stood on the page when you sent it"},
    )

    def clean_code(self):
        code = tidy(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                "Check the code: it has 16 letters and numbers, and no I, L, O, U, 0 or 1"
            )
        return code


class AddForm(forms.Form):
    """What whoever sent it can add with their code. `waiting` is how many people are not named yet."""

    what_happened = story(label="What happened, in your own words?", required=False)
    occurred_time = TimeText(label="About what time?", required=False)
    place = Words(label="Exactly where?", max_length=200, required=False)
    reach = Words(**REACH)

    def __init__(self, *args, waiting=0, whom="", **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        if waiting and whom == QuickReport.Whom.ME:
            del self.fields["reach"]
        for number in range(waiting):
            who = "Who was affected" if waiting == 1 else f"Person {number + 1} who was affected"
            if number == 0 and whom == QuickReport.Whom.ME:
                who = "You"
            self.fields[f"name_{number}"] = Words(label=f"{who}: name", max_length=160, required=False)
            self.fields[f"contact_{number}"] = Words(
                label=f"{who}: phone or email", max_length=160, required=False
            )

    def clean(self):
        found = super().clean()
        if not self.errors and not any(found.values()):
            self.add_error("what_happened", "Write what you want to add")
        return found

    def people(self):
        return [
            (self.cleaned_data[f"name_{number}"], self.cleaned_data[f"contact_{number}"])
            for number in range(self.waiting)
        ]


class LettersForm(forms.Form):
    letters = forms.CharField(
        label="The eight letters and numbers on the poster",
        max_length=20,
        error_messages={"required": "Enter the letters and numbers on the poster"},
    )
