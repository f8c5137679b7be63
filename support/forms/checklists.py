"""Ticking a checklist in a case, and wording one in the settings."""

from django import forms

from nhsuk.forms import Helper
from nhsuk.widgets import Checkboxes
from support.editing import checklists
from support.forms.seen import SeenForm

NEW = 3


class TicksForm(forms.Form):
    """Only what nothing in the case shows can be ticked. `before` is what was ticked when the page was opened."""

    before = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, rows, **kwargs):
        open_rows = [one for one in rows if not one.by_itself]
        ticked = [one.row.key for one in open_rows if one.tick]
        super().__init__(*args, initial={"before": ",".join(ticked), "done": ticked}, **kwargs)
        self.fields["done"] = forms.MultipleChoiceField(
            label="What have you seen to?",
            choices=[(one.row.key, one.row.words) for one in open_rows],
            widget=Checkboxes(
                hints={
                    one.row.key: f"Ticked by {one.tick.by}, {one.tick.at:%d %B %Y}"
                    for one in open_rows
                    if one.tick
                }
            ),
            required=False,
        )
        self.helper = Helper("before", "done")

    def said(self):
        before = set(filter(None, self.cleaned_data["before"].split(",")))
        done = set(self.cleaned_data["done"])
        return {"ticked": done - before, "unticked": before - done}


class ChecklistForm(SeenForm):
    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        for number, row in enumerate(rows, 1):
            self._row(f"row_{row.key}", f"Row {number}", row.words, "")
        for number in range(1, NEW + 1):
            if len(rows) + number <= checklists.MOST:
                self._row(f"new_{number}", "A new row", "", "")
        self.helper = Helper(*self.fields)

    def _row(self, name, label, words, hint):
        self.fields[name] = forms.CharField(
            label=label, initial=words, help_text=hint, max_length=checklists.LONGEST, required=False
        )

    def said(self) -> list[dict]:
        data = self.cleaned_data
        kept = [{"key": row.key, "words": data[f"row_{row.key}"]} for row in self.rows]
        new = [data.get(f"new_{number}", "") for number in range(1, NEW + 1)]
        return kept + [{"key": "", "words": words} for words in new]
