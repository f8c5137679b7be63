"""What a union representative says of the figures, the answer, and who gives it."""

from django import forms

from incidents.forms.words import Words

EVERYTHING = "All of the figures"


class CommentForm(forms.Form):
    measure = forms.ChoiceField(label="What is it about?", required=False)
    words = Words(
        label="Your comment",
        help_text="The board, the violence prevention lead and other union representatives read it, with your name. "
        "Name nobody who was hurt.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write your comment"},
    )

    def __init__(self, *args, measures, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", EVERYTHING), *((one.key, one.title) for one in measures)]


class AnswerForm(forms.Form):
    words = Words(
        label="Your answer",
        help_text="Say what you did or will do, and by when. Board and unions read it. It can be sent once.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write your answer"},
    )


class GiveForm(forms.Form):
    to = forms.ChoiceField(
        label="Who answers?",
        error_messages={"required": "Choose who answers", "invalid_choice": "Choose who answers"},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["to"].choices = [
            ("", "Choose somebody"),
            *((pk, str(one)) for pk, one in self.people.items()),
        ]

    def clean_to(self):
        return self.people[self.cleaned_data["to"]]
