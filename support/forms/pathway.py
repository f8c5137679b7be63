"""Questions of the settings pages of the pathway: one stage, the check-ins and the policy, publishing and moving."""

import uuid

from django import forms

from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Checkboxes, Radios
from people.roles import RoleKind, TrainingKind
from support import pathway, reasons
from support.editing import drafting
from support.forms.seen import SeenForm

YES_NO = [list(pair) for pair in pathway.YES_NO]
LEADERS = [
    kind
    for kind in RoleKind
    if kind
    in (
        RoleKind.LINE_MANAGER,
        RoleKind.DEPUTY,
        RoleKind.CASE_LEAD,
        RoleKind.PEER_SUPPORTER,
        RoleKind.FACILITATOR,
        RoleKind.OCCUPATIONAL_HEALTH,
        RoleKind.PREVENTION_LEAD,
    )
]
SPAN = "A number and minutes, hours, shifts, days, working days or weeks: 3 days"


class StageDraftForm(SeenForm):
    """One stage of a draft. Its cleaned `rule` is the stage as it should stand in the draft."""

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.prompts = [*rule["prompts"], *rule["prompts_off"]]
        parts = ["seen"]
        if rule["key"] != drafting.ALWAYS_ON:
            parts += self._choice(
                "is_on", "Is this stage part of the pathway?", "on" if rule["is_on"] else "off"
            )
        if rule["closes_after"]:
            parts += self._text("opens_after", "It opens after", rule["opens_after"], SPAN, 24)
            parts += self._text("closes_after", "It closes after", rule["closes_after"], "", 24)
        if rule["key"] not in drafting.ONLY_TRAINED:
            parts += self._several("led_by", "Roles that may lead it", [(k.value, k.label) for k in LEADERS])
            parts += self._several(
                "trained_in", "Trainings that let somebody else lead it", TrainingKind.choices
            )
        for number, prompt in enumerate(self.prompts, 1):
            parts += self._text(f"words_{prompt['key']}", f"Question {number}", prompt["words"], "", 160)
        self._asked(parts)
        self._new(parts)
        self.helper = Helper(*parts)

    def _text(self, name, label, initial, hint, longest):
        self.fields[name] = forms.CharField(
            label=label,
            initial=initial,
            help_text=hint,
            max_length=longest,
            error_messages={"required": f"{label}: enter it, or leave it as it was"},
        )
        return [name]

    def _choice(self, name, label, initial):
        choices = [("on", "Yes, it is switched on"), ("off", "No, it is switched off")]
        self.fields[name] = forms.ChoiceField(label=label, initial=initial, choices=choices, widget=Radios())
        return [name]

    def _several(self, name, label, choices):
        self.fields[name] = forms.MultipleChoiceField(
            label=label, initial=self.rule[name], choices=choices, widget=Checkboxes(), required=False
        )
        return [name]

    def _asked(self, parts):
        free = [prompt for prompt in self.prompts if not drafting.is_guarding(prompt)]
        if not free:
            return
        self.fields["asked"] = forms.MultipleChoiceField(
            label="Which of them are asked?",
            help_text="A question that protects people is always asked and does not stand here.",
            choices=[(prompt["key"], prompt["words"]) for prompt in free],
            initial=[prompt["key"] for prompt in self.rule["prompts"]],
            widget=Checkboxes(),
            required=False,
        )
        parts.append("asked")

    def _new(self, parts):
        if sum(prompt["key"].startswith(drafting.OWN) for prompt in self.prompts) >= drafting.MOST_OWN:
            return
        self.fields["new_words"] = forms.CharField(
            label="A question of your own",
            help_text="Never ask for a story: answers are short, and none is a narrative.",
            max_length=160,
            required=False,
        )
        self.fields["new_kind"] = forms.ChoiceField(
            label="How is it answered?",
            choices=[("yes_no", "Yes or no"), ("date", "A day"), ("choice", "One of several answers")],
            initial="yes_no",
            widget=Radios(),
            required=False,
        )
        self.fields["new_choices"] = forms.CharField(
            label="The answers, one on each line", widget=forms.Textarea(attrs={"rows": 4}), required=False
        )
        parts += ["new_words", Reveal("new_kind", choice=["new_choices"])]

    def clean(self):
        data = super().clean()
        rule = self.rule | {"is_on": data.get("is_on", "on") != "off"}
        if "opens_after" in self.fields:
            rule |= {name: data.get(name, "").strip() for name in ("opens_after", "closes_after")}
            for name, words in drafting.span_faults(rule["opens_after"], rule["closes_after"]).items():
                self.add_error(name, words)
        if "led_by" in self.fields:
            rule |= {"led_by": data.get("led_by", []), "trained_in": data.get("trained_in", [])}
            if not (rule["led_by"] or rule["trained_in"]):
                self.add_error("led_by", "Choose who may lead it")
        worded = [prompt | {"words": data.get(f"words_{prompt['key']}", "")} for prompt in self.prompts]
        asked = data.get("asked", [])
        is_asked = [drafting.is_guarding(prompt) or prompt["key"] in asked for prompt in worded]
        rule["prompts"] = [prompt for prompt, on in zip(worded, is_asked, strict=True) if on]
        rule["prompts_off"] = [prompt for prompt, on in zip(worded, is_asked, strict=True) if not on]
        if data.get("new_words"):
            rule["prompts"].append(self._own(data))
        data["rule"] = rule
        return data

    def said(self):
        """As save_draft takes it."""
        return {"rule": self.cleaned_data["rule"]}

    def _own(self, data):
        kind = data.get("new_kind") or "yes_no"
        lines = [line.strip()[:80] for line in data.get("new_choices", "").splitlines() if line.strip()]
        if kind == "choice" and len(lines) < 2:
            self.add_error("new_choices", "Enter at least two answers, each on a line of its own")
        choices = {
            "yes_no": YES_NO,
            "date": [],
            "choice": [[f"a{n}", line] for n, line in enumerate(lines, 1)],
        }
        return {
            "key": f"{drafting.OWN}{uuid.uuid4().hex[:8]}",
            "words": data["new_words"].strip(),
            "kind": kind,
            "why": "Asked here in addition to the framework.",
            "rows": [],
            "choices": choices[kind],
            "suggests": {},
            "needed_for": [],
            "must_be": "",
        }


class WeeksForm(SeenForm):
    """The check-ins, the signs that may come late, and the policy that the pathway goes with."""

    weeks = forms.CharField(
        label="In which weeks does somebody ask how they are?",
        help_text="Weeks after the incident, for example 1, 2, 4, 8, 12",
        max_length=120,
        error_messages={"required": "Enter at least one week"},
    )
    team = forms.CharField(
        label="In which weeks is the team asked, and those who supported somebody?",
        help_text="Weeks after the incident, for example 2, 8. Leave it empty if no team is asked.",
        max_length=120,
        required=False,
    )
    signs = forms.CharField(
        label="Which signs may show weeks later?",
        help_text="One on each line. Whoever asks how somebody is reads them, and says only whether any was noticed.",
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Enter at least one sign"},
    )
    policy = forms.CharField(
        label="Which of your policies does the pathway go with?",
        help_text="Its name and version, for example Violence at work, version 4",
        max_length=120,
        required=False,
    )

    def clean_weeks(self):
        return self._weeks("weeks")

    def clean_team(self):
        return self._weeks("team", needed=False)

    def clean_signs(self):
        lines = (" ".join(line.split()) for line in self.cleaned_data["signs"].splitlines())
        signs = [line for line in lines if line]
        if words := drafting.sign_faults(signs):
            raise forms.ValidationError(words)
        return signs

    def _weeks(self, name, needed=True):
        try:
            weeks = [int(part) for part in self.cleaned_data[name].replace(",", " ").split()]
        except ValueError:
            raise forms.ValidationError("Enter whole numbers, with commas between them") from None
        if words := drafting.week_faults(weeks, needed=needed):
            raise forms.ValidationError(words)
        return weeks

    def said(self):
        """As save_draft takes it."""
        data = self.cleaned_data
        return {
            "check_in_weeks": data["weeks"],
            "team_weeks": data["team"],
            "signs": data["signs"],
            "policy": data["policy"],
        }


class PublishForm(SeenForm):
    why = forms.CharField(
        label="Why is it changed?",
        help_text="Kept with the version and shown in its history. Name nobody here.",
        min_length=10,
        max_length=200,
        error_messages={
            "required": "Say why it is changed",
            "min_length": "Say a little more: at least 10 letters",
        },
    )


class MoveForm(forms.Form):
    why = forms.ChoiceField(
        label="Why?",
        choices=list(reasons.MOVING.items()),
        widget=Radios(),
        error_messages={"required": "Choose why"},
    )
