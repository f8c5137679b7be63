"""Who needs which help, as somebody whose role gives it was told; and what the colleague said when asked."""

from django import forms

from nhsuk.forms import Helper
from nhsuk.widgets import Radios
from people.forms import ColleagueField
from support import access
from support.help import TRACKS
from support.models import HelpTold


class TellForm(forms.Form):
    colleague = ColleagueField(label="Which colleague?", error_messages={"required": "Enter who needs it"})
    track = forms.ChoiceField(
        label="What may they need?", widget=Radios, error_messages={"required": "Choose what they may need"}
    )
    source = forms.ChoiceField(
        label="How do you know?",
        choices=HelpTold.Source.choices,
        widget=Radios,
        error_messages={"required": "Choose how you know"},
    )
    helper = Helper()

    def __init__(self, *args, by, tracks, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["track"].choices = [(key, TRACKS[key].name) for key in tracks]

    def clean(self):
        """What is refused depends on who they are and where they work alone, and never on what is recorded of them."""
        data = super().clean()
        colleague, track = data.get("colleague"), data.get("track")
        if colleague == self.by:
            self.add_error("colleague", "This is you. Ask for it on the page “My support”")
        elif colleague and track and not access.can_tell_help(self.by, track, colleague):
            self.add_error("colleague", "You do not give this help where they work. Tell whoever does there")
        return data


class AskedForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What did they say?",
        choices=HelpTold.Outcome.choices,
        widget=Radios,
        error_messages={"required": "Choose what they said"},
    )
    helper = Helper()
