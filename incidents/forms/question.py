"""What every page of a report is, and how its answers are read back."""

from django import forms

from nhsuk.fields import TimeText


class QuestionForm(forms.Form):
    """One page. `writer` is who reports, whose team and colleagues some questions start from."""

    def __init__(self, *args, writer=None, **kwargs):
        self.writer = writer
        super().__init__(*args, **kwargs)

    def said(self):
        """A valid form's answers as (question, words) pairs, for reading back."""
        for name, field in self.fields.items():
            words = in_words(field, self.cleaned_data.get(name))
            if words:
                yield field.label, words


def in_words(field, value) -> str:
    """One answer as people read it; nothing for an empty one."""
    if value in (None, "", []):
        return ""
    if isinstance(field, TeamChoice):
        return field.label_from_instance(value)
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): label for key, label in field.choices}
        return ", ".join(str(labels[str(one)]) for one in (value if isinstance(value, list) else [value]))
    if isinstance(field, TimeText):
        return f"{value:%H:%M}"
    return str(value)


class TeamChoice(forms.ModelChoiceField):
    def label_from_instance(self, team):
        return f"{team.name}, {team.site.name}"
