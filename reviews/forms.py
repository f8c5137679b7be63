"""Questions this room asks. A form only checks; the action changes."""

import uuid

from django import forms

from incidents.models import Conflict
from nhsuk.fields import DateParts, TimeText
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Checkboxes, Radios
from people.forms import ColleagueField
from people.models import Site
from reviews import sbar
from reviews.models import Panel
from reviews.workflow import MOVES, ActionStatus, Decision


class PanelForm(forms.Form):
    site = forms.ModelChoiceField(
        Site.objects.all(),
        label="Which site?",
        empty_label="Choose a site",
        error_messages={"required": "Choose a site"},
    )
    name = forms.CharField(
        label="What is the panel called?",
        max_length=120,
        error_messages={"required": "Enter a name, such as Emergency department panel"},
    )
    rhythm = forms.ChoiceField(
        label="When does it meet?",
        choices=Panel.Rhythm.choices,
        widget=Radios,
        error_messages={"required": "Choose when it meets"},
    )
    weekday = forms.TypedChoiceField(
        label="On which day?",
        choices=[("", "Choose a day"), *Panel.Weekday.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    starts_at = TimeText(label="At what time?", help_text="For example, 9:30am", required=False)
    hotspots_only = forms.TypedChoiceField(
        label="Which teams does it look at?",
        choices=[("", "Every team of the site"), ("yes", "Only teams that are hotspots")],
        coerce=bool,
        empty_value=False,
        widget=Radios,
        required=False,
    )

    helper = Helper("site", "name", Reveal("rhythm", weekly=["weekday", "starts_at"]), "hotspots_only")

    def clean(self):
        found = super().clean()
        if found.get("rhythm") == Panel.Rhythm.WEEKLY:
            if found.get("weekday") is None:
                self.add_error("weekday", "Choose a day")
            if found.get("starts_at") is None and "starts_at" not in self.errors:
                self.add_error("starts_at", "Enter a time, like 9:30am")
        else:
            found["weekday"] = found["starts_at"] = None
        same = Panel.objects.filter(site=found.get("site"), name=found.get("name", ""))
        if same.exists():
            self.add_error("name", "This site has a panel of this name. Choose another name")
        return found


class ReviewForm(forms.Form):
    """Made from the table in sbar.py. `parts` gives the template its sections."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(
        label="What has the panel decided?",
        choices=[("", "Not decided yet"), *Decision.choices],
        widget=Radios,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for part in sbar.PARTS:
            if part.ticks:
                self.fields[part.ticks_key] = forms.MultipleChoiceField(
                    label=part.ticks_label,
                    choices=[(row.key, row.text) for row in part.ticks],
                    widget=Checkboxes,
                    required=False,
                )
            self.fields[part.notes_key] = forms.CharField(
                label=part.notes_label, widget=forms.Textarea(attrs={"rows": 4}), required=False, strip=False
            )
        self.order_fields([name for name in self.fields if name != "decision"] + ["decision"])

    def clean(self):
        found = super().clean()
        found["version"] = found.get("version") or 0
        told = sbar.TOLD_REPORTER in found.get("recommendation_ticks", [])
        if found.get("decision") == Decision.CLOSE and not told:
            self.add_error(
                "decision",
                "Tell the person who reported it what came of it, and tick that you have. Then close it",
            )
        return found

    @property
    def parts(self):
        return [
            {
                "part": part,
                "ticks": self[part.ticks_key] if part.ticks else None,
                "notes": self[part.notes_key],
            }
            for part in sbar.PARTS
        ]

    @property
    def review(self):
        """What the action is given, once the form is valid."""
        return {key: self.cleaned_data[key] for key in sbar.empty()}


class AssignForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(
        label="What kind of action is it?",
        choices=[("", "Choose a kind"), *sbar.ActionKind.choices],
        error_messages={"required": "Choose a kind of action"},
    )
    what = forms.CharField(
        label="What is to be done?",
        help_text="The colleague reads this. Leave out names of patients and of anybody who was hurt.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Say what is to be done"},
    )
    owner = ColleagueField(
        label="Who will do it?",
        help_text="Their full name, email address or staff number",
        error_messages={"required": "Enter the colleague who will do it"},
    )
    due_on = DateParts(
        label="By when?",
        past=False,
        help_text="For example, 27 11 2026",
        error_messages={"required": "Enter the date it is to be done by"},
    )


class MoveForm(forms.Form):
    """Where an action can go from where it stands; nothing else is offered.

    The move itself is checked by the action, for the row may have moved while somebody was writing.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label="How far has it come?",
        choices=ActionStatus.choices,
        widget=Radios,
        error_messages={"required": "Choose how far it has come"},
    )
    evidence = forms.CharField(
        label="What shows that it is done?",
        help_text="For example, the new procedure is on the intranet since Monday",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    drop_reason = forms.CharField(
        label="Why is it dropped?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    helper = Helper(Reveal("status", done=["evidence"], dropped=["drop_reason"]))

    def __init__(self, *args, standing, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(standing)

    def offer(self, standing):
        words = dict(ActionStatus.choices)
        if standing in (ActionStatus.DONE, ActionStatus.DROPPED):
            words[ActionStatus.OPEN] = "Open it again"
        offered = [(status, words[status]) for status in ActionStatus if status in MOVES[standing]]
        self.fields["status"].widget.choices = offered

    def clean(self):
        found = super().clean()
        status = found.get("status")
        if status == ActionStatus.DONE and not found.get("evidence"):
            self.add_error("evidence", "Say what shows that it is done")
        if status == ActionStatus.DROPPED and not found.get("drop_reason"):
            self.add_error("drop_reason", "Say why it is dropped")
        return found


class ConflictForm(forms.Form):
    why = forms.ChoiceField(
        label="Why do you not take part?",
        help_text="Those who run the panel see that you do not take part, and not why.",
        choices=Conflict.Why.choices,
        widget=Radios(),
        error_messages={"required": "Choose why you do not take part"},
    )
