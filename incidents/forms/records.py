"""Correcting a report."""

from django import forms
from django.utils import timezone

from incidents.deadlines import has_happened
from incidents.forms.needed import KindsForm
from incidents.forms.optional import PERCEIVED, BecauseForm, InjuryForm, SafetyForm, StoryForm
from incidents.forms.words import Words
from incidents.models import Incident
from nhsuk.fields import DateParts, TimeText
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Radios


class AmendForm(KindsForm, StoryForm, InjuryForm, SafetyForm, BecauseForm):
    """Every fact that can be corrected, on one page. `version` is what the writer was looking at
    (security.md D5)."""

    occurred_on = DateParts(label="The date it happened", future=False)
    occurred_time = TimeText(
        label="About what time?", required=False, help_text="Leave it empty if it is not known."
    )
    setting = forms.ChoiceField(
        label="What kind of place was it?", choices=Incident.Setting.choices, widget=Radios, required=False
    )
    place = Words(label="Exactly where?", max_length=200, required=False)
    version = forms.CharField(widget=forms.HiddenInput)

    helper = Helper(
        "kinds", "occurred_on", "occurred_time", "setting", "place", "what_happened", "what_was_said",
        "what_was_done", "harm", "injuries", "specified", "first_aid", "everyone_safe",
        Reveal("weapon", yes=["weapon_what"]), "restraint", "security",
        Reveal("police", yes=["police_reference"]),
        Reveal("hate_motive", yes=["perceived_by", "characteristics"]),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["harm"].choices = Incident.Harm.choices
        self.fields["perceived_by"].choices = list(PERCEIVED.items())

    def clean(self):
        found = super().clean()
        day, at = found.get("occurred_on"), found.get("occurred_time")
        if day and not has_happened(day, at, timezone.now()):
            self.add_error("occurred_time", f"{at:%H:%M} today has not come yet. Check the date and the time")
        return found

    def changes(self):
        """The facts as this form would have them; an answer taken away is "not known"."""
        found = {name: self.cleaned_data[name] for name in Incident.AMENDABLE}
        return found | {name: found[name] or "not_known" for name in Incident.NOT_KNOWN_WHEN_EMPTY}
