"""Noting where a recording is held, how long it is needed, and to whom it was given."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

from incidents.forms.words import Words
from incidents.models import Footage
from nhsuk.fields import DateParts, TimeText
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Radios
from people.deadlines import LONDON

USUALLY_KEPT = timedelta(days=30)


class FootageForm(forms.Form):
    kind = forms.ChoiceField(
        label="What kind of recording is it?",
        choices=Footage.Kind.choices,
        widget=Radios,
        error_messages={"required": "Choose the kind of recording"},
    )
    reference = Words(
        label="Which recording is it?",
        help_text="The number of the camera, or whatever it is found by. For example: camera 14, main entrance.",
        max_length=200,
        error_messages={"required": "Enter what the recording is found by"},
    )
    custodian = Words(
        label="Who keeps it?",
        help_text="The person or team to ask for it.",
        max_length=200,
        error_messages={"required": "Enter who keeps the recording"},
    )
    held_at = Words(label="Where is it held?", max_length=200, required=False)
    covers_on = DateParts(label="On which day was it recorded?", future=False, required=False)
    from_time = TimeText(label="From what time?", required=False)
    until_time = TimeText(label="Until what time?", required=False)
    kept_until = DateParts(
        label="Until which day is it kept?",
        help_text="CCTV is often deleted after about 30 days. If you do not know, leave this date as it is. "
        "Somebody is asked a week before whether it must be kept longer.",
        past=False,
        error_messages={"required": "Enter the last day on which it is kept"},
    )

    helper = Helper(
        "kind", "reference", "custodian", "held_at", "covers_on", "from_time", "until_time", "kept_until"
    )

    def __init__(self, *args, incident, **kwargs):
        kept = max(incident.occurred_on + USUALLY_KEPT, timezone.localdate())
        super().__init__(
            *args, initial={"covers_on": incident.occurred_on, "kept_until": kept, "kind": "cctv"}, **kwargs
        )

    def clean(self):
        found = super().clean()
        if (found.get("from_time") or found.get("until_time")) and not found.get("covers_on"):
            self.add_error("covers_on", "Enter the day on which it was recorded")
        return found

    def facts(self):
        """What note_footage takes. A recording that ends before it begins went on past midnight."""
        found = dict(self.cleaned_data)
        day, begins, ends = (found.pop(name) for name in ("covers_on", "from_time", "until_time"))
        past_midnight = timedelta(days=1 if begins and ends and ends < begins else 0)
        found["covers_from"] = datetime.combine(day, begins, LONDON) if day and begins else None
        found["covers_until"] = datetime.combine(day + past_midnight, ends, LONDON) if day and ends else None
        return found


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label="Must the recording be kept longer?",
        choices=Footage.Decision.choices,
        widget=Radios,
        error_messages={"required": "Choose what was decided"},
    )
    kept_until = DateParts(label="Until which day?", past=False, required=False)
    why = Words(label="Why?", max_length=300, error_messages={"required": "Say why"})

    helper = Helper(Reveal("decision", longer=["kept_until"]), "why")

    def clean(self):
        found = super().clean()
        if found.get("decision") != Footage.Decision.LONGER:
            found["kept_until"] = None
        elif not found.get("kept_until") and "kept_until" not in self.errors:
            self.add_error("kept_until", "Enter the day until which whoever keeps it has agreed to keep it")
        return found


class DiscloseForm(forms.Form):
    """What was handed over is logged; the recording itself changes hands elsewhere (R91)."""

    to = Words(
        label="Who was given it, or shown it?",
        help_text="For example: the police officer's name and number.",
        max_length=200,
        error_messages={"required": "Enter who was given the recording"},
    )
    on = DateParts(label="On which day?", future=False, error_messages={"required": "Enter the day"})
    why = Words(label="Why?", max_length=300, error_messages={"required": "Say why"})
