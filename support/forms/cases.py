"""Questions this room asks. The form of a stage is made from its rule, as it was when the case was opened."""

from datetime import datetime, time

from django import forms

from nhsuk.fields import DateParts, TimeText
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Checkboxes, Radios
from people.models import User
from support import access, reasons
from support.deadlines import LONDON
from support.models import Stage
from support.recording import faults
from support.workflow import MOVES, SETTLED, StageStatus

HELD, OFFERED, BOOKED, DECLINED, NOT_NEEDED, DEFERRED = (
    StageStatus.HELD,
    StageStatus.OFFERED,
    StageStatus.BOOKED,
    StageStatus.DECLINED,
    StageStatus.NOT_NEEDED,
    StageStatus.DEFERRED,
)
OUTCOMES = {
    HELD: "It took place",
    OFFERED: "It was offered",
    BOOKED: "It is booked",
    DECLINED: "They said no",
    NOT_NEEDED: "It is not needed",
    DEFERRED: "Not now, look at it again later",
}
HINTS = {
    OFFERED: "They can answer on their own page.",
    DECLINED: "A good outcome. They can change their mind at any time.",
}


class StageForm(forms.Form):
    """Its cleaned `answers` are the prompts', as they are stored: dates as ISO text, people as ids."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, rule, stage, leaders, **kwargs):
        super().__init__(*args, **kwargs)
        self.rule, self.leaders = rule, leaders
        settled = stage.status in SETTLED
        self.offered = [
            outcome
            for outcome in OUTCOMES
            if outcome in MOVES[stage.status] and not (settled and outcome in (OFFERED, BOOKED))
        ]
        for prompt in rule.prompts:
            self.fields[f"q_{prompt['key']}"] = _question(prompt, stage.answers.get(prompt["key"]), leaders)
        self.fields["outcome"] = forms.ChoiceField(
            label="What came of it?",
            choices=[(outcome, OUTCOMES[outcome]) for outcome in self.offered],
            widget=Radios(hints=HINTS),
            error_messages={"required": "Choose what came of it"},
        )
        reveal = {outcome: self._asked(outcome) for outcome in self.offered}
        self.fields["next_step"] = forms.ChoiceField(
            label="What comes next?",
            help_text="The pages suggest, you and your colleague decide. Not every stage is needed.",
            choices=Stage.NextStep.choices,
            widget=Radios(),
            required=False,
        )
        self._when("again", "Which day will you do it again?")
        reveal_next = Reveal("next_step", {Stage.NextStep.REPEAT: ["again_on", "again_time"]})
        prompts = [f"q_{prompt['key']}" for prompt in rule.prompts]
        answered_as_known = {*prompts, "next_step"}
        self.helper = Helper(*prompts, Reveal("outcome", {k: v for k, v in reveal.items() if v}), reveal_next)
        self.helper.revealed |= answered_as_known  # the page says what may stay empty

    def _asked(self, outcome):
        """The questions under one outcome."""
        if outcome == HELD:
            self.fields["led_by"] = forms.ModelChoiceField(
                self.leaders,
                label="Who led it?",
                help_text="Only those with the role or the training for it, and nobody who is part of the "
                "incident.",
                required=False,
                empty_label="Choose a colleague",
            )
            return ["led_by"]
        if outcome == BOOKED:
            return self._when("booked", "Which day is it booked for?", past=False)
        if outcome not in reasons.NEEDS_REASON:
            return []
        self.fields[f"reason_{outcome}"] = forms.ChoiceField(
            label="Why?", choices=reasons.choices(outcome), widget=Radios(), required=False
        )
        again = (
            self._when("look", "Which day will you look at it again?", past=False)
            if outcome == DEFERRED
            else []
        )
        return [f"reason_{outcome}", *again]

    def _when(self, name, label, *, past=True):
        self.fields[f"{name}_on"] = DateParts(label=label, past=past, required=False)
        self.fields[f"{name}_time"] = TimeText(
            label="At what time?", help_text="For example, 14:30", required=False
        )
        return [f"{name}_on", f"{name}_time"]

    def clean(self):
        data = super().clean()
        outcome = data.get("outcome")
        data["answers"] = {
            prompt["key"]: _stored(data[f"q_{prompt['key']}"])
            for prompt in self.rule.prompts
            if data.get(f"q_{prompt['key']}")
        }
        data["reason"] = data.get(f"reason_{outcome}") or ""
        data["next_step"] = data.get("next_step", "") if outcome in SETTLED else ""
        name = {BOOKED: "booked", DEFERRED: "look"}.get(
            outcome, "again" if data["next_step"] == Stage.NextStep.REPEAT else ""
        )
        data["booked_for"] = self._moment(name)
        if outcome and not self.errors:
            self._show(outcome, name)
        return data

    def _moment(self, name):
        on = self.cleaned_data.get(f"{name}_on")
        return datetime.combine(on, self.cleaned_data.get(f"{name}_time") or time(12), LONDON) if on else None

    def _show(self, outcome, when):
        data = self.cleaned_data
        said = {name: data[name] for name in ("reason", "next_step", "answers", "booked_for")}
        found = faults(self.rule, outcome=outcome, led_by=data.get("led_by"), leaders=self.leaders, **said)
        for name, words in found.items():
            field = {"reason": f"reason_{outcome}", "booked_for": f"{when}_on"}.get(name, name)
            self.add_error(field if field in self.fields else f"q_{name}", words)

    def said(self) -> dict:
        """What the action wants."""
        names = ("outcome", "reason", "next_step", "answers", "booked_for", "seen")
        return {name: self.cleaned_data[name] for name in names} | {"led_by": self.cleaned_data.get("led_by")}


def _question(prompt, before, leaders):
    """One prompt as a field; what was answered before stands in it."""
    asked = {"label": prompt["words"], "help_text": prompt["why"], "required": False, "initial": before}
    match prompt["kind"]:
        case "yes_no":
            return forms.ChoiceField(choices=prompt["choices"], widget=Radios(inline=True), **asked)
        case "choice":
            return forms.ChoiceField(choices=prompt["choices"], widget=Radios(), **asked)
        case "choices":
            return forms.MultipleChoiceField(choices=prompt["choices"], widget=Checkboxes(), **asked)
        case "date":
            return DateParts(**asked)
        case "person":
            return forms.ModelChoiceField(leaders, empty_label="Choose a colleague", **asked)
        case _:
            return forms.CharField(max_length=120, **asked)


def _stored(value):
    if isinstance(value, User):
        return value.pk
    return value.isoformat() if hasattr(value, "isoformat") else value


class HandOverForm(forms.Form):
    """Who takes over, and why in one of our words: it is shown to the colleague."""

    WHY = (
        "They know each other better",
        "The one before is away",
        "Your colleague asked for it",
        "It is shared out anew",
    )

    to = forms.ModelChoiceField(
        User.objects.none(),
        label="Who takes over?",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose who takes over"},
    )
    why = forms.ChoiceField(
        label="Why?",
        help_text="Your colleague sees this on their own page.",
        choices=[(words, words) for words in WHY],
        widget=Radios(),
        error_messages={"required": "Choose why"},
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = access.takers(case).exclude(pk=case.lead_id)


class WhyForm(forms.Form):
    """Why a sealed case is opened."""

    why = forms.CharField(
        label="Why do you need to open it?",
        help_text="The colleague who reported it chose who may read it. What you write is kept, with your "
        "name.",
        min_length=10,
        max_length=200,
        error_messages={
            "required": "Say why you need to open it",
            "min_length": "Say a little more: at least 10 letters",
        },
    )
