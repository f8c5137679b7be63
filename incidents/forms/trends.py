"""Wider trends: one more on the list, and those that lie behind a report."""

from django import forms
from django.db.models import Q

from incidents.forms.words import Words
from incidents.models import Trend
from nhsuk.widgets import Checkboxes


class TrendForm(forms.Form):
    name = Words(
        label="What is the trend?",
        help_text="Something in the news or online that goes beyond one ward. Name nobody.",
        max_length=80,
        error_messages={"required": "Enter a few words for the trend"},
    )


class TrendsForm(forms.Form):
    trends = forms.ModelMultipleChoiceField(
        label="Which wider trends were behind it, if any?",
        help_text="This is a reviewer’s view and can change. It changes nothing about anybody’s support.",
        queryset=Trend.objects.none(),
        widget=Checkboxes,
        required=False,
        error_messages={
            "invalid_choice": "Choose from the list, or leave it empty",
            "invalid_pk_value": "Choose from the list, or leave it empty",
        },
    )

    def __init__(self, *args, had=(), **kwargs):
        """One that was retired is offered only where it stands already."""
        super().__init__(*args, **kwargs)
        self.fields["trends"].queryset = Trend.objects.filter(Q(retired_at=None) | Q(pk__in=had))
        self.initial["trends"] = list(had)
