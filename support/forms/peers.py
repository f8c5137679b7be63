"""The register of peer supporters, a supporter's own page, and asking somebody to come."""

from django import forms

from nhsuk.fields import DateParts
from nhsuk.forms import Helper
from nhsuk.widgets import Checkboxes, Radios
from people.models import Team, User
from support.models import Availability, LearntTopic, WellBeingCheck
from support.reading.peers import DAYS


class KeepForm(forms.Form):
    """What the register says about one supporter (R123)."""

    def __init__(self, *args, supporter=None, **kwargs):
        super().__init__(*args, **kwargs)
        parts = []
        if supporter is None:
            self.fields["user"] = forms.CharField(
                label="Who is it?",
                help_text="Their work email address",
                error_messages={"required": "Enter their email"},
            )
            parts.append("user")
        self.fields["at_once"] = forms.IntegerField(
            label="How many colleagues can they support at one time?",
            min_value=1,
            max_value=20,
            initial=supporter.at_once if supporter else 3,
            error_messages={
                "required": "Enter a number",
                "min_value": "Enter 1 or more",
                "max_value": "Enter 20 or fewer",
            },
        )
        parts.append("at_once")
        learnt = {one.topic: one.on for one in supporter.learnt.all()} if supporter else {}
        for topic, words in LearntTopic.Topic.choices:
            self.fields[f"topic_{topic}"] = DateParts(
                label=words,
                help_text="When did they learn it? Leave empty if not yet.",
                future=False,
                required=False,
                initial=learnt.get(topic),
            )
            parts.append(f"topic_{topic}")
        if supporter:
            self.fields["ended"] = forms.BooleanField(label="They no longer do this", required=False)
            parts.append("ended")
        self.helper = Helper(*parts)

    def clean_user(self):
        found = User.objects.filter(email__iexact=self.cleaned_data["user"].strip(), is_active=True).first()
        if found is None:
            raise forms.ValidationError("Nobody with this email address works here. Check it and try again")
        return found

    def said(self):
        data = self.cleaned_data
        learnt = {topic: data.get(f"topic_{topic}") for topic in LearntTopic.Topic.values}
        return {"at_once": data["at_once"], "learnt": learnt, "ended": data.get("ended", False)}


class WhenForm(forms.Form):
    """The shifts of every week, and one date that is different."""

    def __init__(self, *args, supporter, **kwargs):
        super().__init__(*args, **kwargs)
        self.shifts = list(supporter.shifts.all())
        weekly = [f"{one.weekday}-{one.part}" for one in self.shifts if one.on is None]
        self.fields["weekly"] = forms.MultipleChoiceField(
            label="In which shifts may colleagues ask for you?",
            help_text="A night belongs to the day it begins.",
            choices=[
                (f"{day}-{part}", f"{name}, {words.lower()}")
                for day, name in enumerate(DAYS)
                for part, words in Availability.Part.choices
            ],
            initial=weekly,
            required=False,
            widget=Checkboxes(),
        )
        self.fields["on"] = DateParts(label="One day that is different", past=False, required=False)
        self.fields["part"] = forms.ChoiceField(
            label="Which shift of it?",
            choices=Availability.Part.choices,
            widget=Radios(inline=True),
            required=False,
        )
        self.fields["is_on"] = forms.ChoiceField(
            label="Are you there?",
            choices=[("yes", "Yes"), ("no", "No")],
            widget=Radios(inline=True),
            required=False,
        )
        self.helper = Helper("weekly", "on", "part", "is_on")

    def clean(self):
        data = super().clean()
        if data.get("on"):
            for name, words in {"part": "Choose the shift", "is_on": "Choose whether you are there"}.items():
                if not data.get(name):
                    self.add_error(name, words)
        return data

    def said(self, today):
        data = self.cleaned_data
        weekly = {(int(day), part) for day, _, part in (one.partition("-") for one in data["weekly"])}
        dated = {(one.on, one.part): one.is_on for one in self.shifts if one.on and one.on >= today}
        if data.get("on"):
            dated[data["on"], data["part"]] = data["is_on"] == "yes"
        return {"weekly": weekly, "dated": dated}


class CheckForm(forms.Form):
    answer = forms.ChoiceField(
        label="How are you with supporting colleagues?",
        help_text="Only you can read your answer. With one of the last two, the violence prevention lead is told "
        "that you would like a word, and nothing else.",
        choices=WellBeingCheck.Answer.choices,
        widget=Radios(),
        error_messages={"required": "Choose an answer"},
    )


class RulesForm(forms.Form):
    """What a trust sets itself; none of it is the framework's."""

    group_at_most = forms.IntegerField(
        label="How many colleagues at most in a group?", min_value=2, max_value=20
    )
    ask_every_weeks = forms.IntegerField(
        label="After how many weeks are peer supporters asked how they are?", min_value=1, max_value=52
    )
    ask_after_sessions = forms.IntegerField(
        label="And after how many sessions that they led?", min_value=1, max_value=50
    )


class FindForm(forms.Form):
    """Which supporter is put in touch with a colleague."""

    supporter = forms.ChoiceField(
        label="Who is put in touch with them?",
        help_text="Trained, here, not at rest, with room for one more, and not part of what happened.",
        widget=Radios(),
        error_messages={"required": "Choose a peer supporter"},
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates = {str(one.pk): one for one in candidates}
        self.fields["supporter"].choices = [
            (pk, f"{one.user}, {one.user.team or 'no team'}: supports {one.load} of {one.at_once}")
            for pk, one in self.candidates.items()
        ]


class TeamForm(forms.Form):
    team = forms.ModelChoiceField(
        Team.objects.select_related("site"),
        label="Where is somebody needed?",
        empty_label="Choose a team",
        error_messages={"required": "Choose a team"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].label_from_instance = lambda team: f"{team}, {team.site}"
