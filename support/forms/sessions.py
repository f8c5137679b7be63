"""Planning a session, changing it and recording who came."""

from datetime import datetime, time

from django import forms

from nhsuk.fields import DateParts, TimeText
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Checkboxes, Radios
from support.deadlines import LONDON
from support.meeting.gathering import faults, kinds_for, leaders, rules
from support.models import Session, Stage

ONE, GROUP = "one", "group"
YES, NO = "yes", "no"
# What the pathway asks about each person that suggests something more (pathway.py).
ASKED = {"demobilising": "now", "defusing": "more", "debriefing": "ongoing"}
NEXT = [choice for choice in Stage.NextStep.choices if choice[0] != Stage.NextStep.REPEAT]


class WhoForm(forms.Form):
    """The first page: who is invited, and to what."""

    def __init__(self, *args, cases, **kwargs):
        super().__init__(*args, **kwargs)
        self.cases = {str(case.pk): case for case in cases}
        self.fields["case"] = forms.MultipleChoiceField(
            label="Who is invited?",
            help_text=f"One colleague, or a small group: {rules().group_at_most} at most. "
            "They may come from different reports.",
            choices=[(pk, _described(case)) for pk, case in self.cases.items()],
            widget=Checkboxes(),
            error_messages={"required": "Choose who is invited"},
        )
        self.fields["kind"] = forms.ChoiceField(
            label="To what?",
            choices=Session.Kind.choices,
            widget=Radios(),
            error_messages={"required": "Choose what it is"},
        )
        self.helper = Helper("case", "kind")

    def clean(self):
        data = super().clean()
        chosen = [self.cases[pk] for pk in data.get("case", [])]
        if chosen and data.get("kind") and data["kind"] not in dict(kinds_for(chosen)):
            self.add_error(
                "kind", "The pathway of somebody you chose does not have this stage. Choose another"
            )
        return data


class _When(forms.Form):
    """When, where and by whom: for planning and for changing."""

    def _add(self, kind, cases, *, starts_at=None):
        local = starts_at.astimezone(LONDON) if starts_at else None
        self.fields["starts_on"] = DateParts(
            label="Which day?", initial=local and local.date(), error_messages={"required": "Enter the day"}
        )
        self.fields["starts_time"] = TimeText(
            label="At what time?",
            help_text="For example, 14:30",
            initial=local.time() if local else None,
            error_messages={"required": "Enter the time"},
        )
        self.fields["minutes"] = forms.IntegerField(
            label="How many minutes?",
            min_value=5,
            max_value=240,
            error_messages={
                "required": "Enter how many minutes it takes",
                "min_value": "Enter 5 minutes or more",
                "max_value": "Enter 240 minutes or fewer",
            },
        )
        self.fields["where"] = forms.ChoiceField(
            label="Where?",
            choices=[("here", "In a room"), ("online", "Online")],
            widget=Radios(inline=True),
            error_messages={"required": "Choose where it is"},
        )
        self.fields["place"] = forms.CharField(
            label="Which room, or which link?",
            help_text="It stands in calendars that others may see. Give no hint of what it is about.",
            max_length=200,
            error_messages={"required": "Enter the room or the link"},
        )
        self.fields["leader"] = forms.ModelChoiceField(
            leaders(kind, cases, datetime.now(LONDON).date(), also_away=True),
            label="Who leads it?",
            help_text="Those with the role or the training for it who are not part of what happened.",
            empty_label="Choose a colleague",
            error_messages={"required": "Choose who leads it"},
        )

    def starts_at(self):
        on, clock = self.cleaned_data.get("starts_on"), self.cleaned_data.get("starts_time")
        return datetime.combine(on, clock or time(12), LONDON) if on else None

    def facts(self):
        data = self.cleaned_data
        return {
            "leader": data["leader"],
            "starts_at": self.starts_at(),
            "minutes": data["minutes"],
            "is_online": data["where"] == "online",
            "place": data["place"],
        }

    def show(self, found):
        for name, words in found.items():
            self.add_error(name if name in self.fields else None, words)


class PlanForm(_When):
    """The second page: the rest, for those who were chosen on the first."""

    def __init__(self, *args, kind, cases, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.cases, self.at = kind, cases, at
        self.fields["how"] = forms.ChoiceField(
            label="One to one, or a group?",
            choices=[(ONE, "One to one"), (GROUP, "A small group")],
            initial=GROUP if len(cases) > 1 else ONE,
            widget=Radios(inline=True),
            error_messages={"required": "Choose one to one or a group"},
        )
        self._add(kind, cases)
        self.fields["minutes"].initial = 10 if kind == Session.Kind.DEMOBILISING else 60
        parts = ["how", "starts_on", "starts_time", "minutes", "where", "place", "leader"]
        if kind == Session.Kind.DEBRIEFING:
            self.fields["voluntary"] = forms.MultipleChoiceField(
                label="Who knows that they may say no, and stop at any time?",
                help_text="A debriefing can do harm when people feel they must. Ask each of them first.",
                choices=[(str(case.pk), case.listed_as) for case in cases],
                widget=Checkboxes(),
                required=False,
            )
            parts.insert(0, "voluntary")
        self.helper = Helper(*parts)
        self.helper.revealed |= {"voluntary"}

    def clean(self):
        data = super().clean()
        if not self.errors:
            said = {name: self.said()[name] for name in ("leader", "starts_at", "is_group", "voluntary")}
            self.show(faults(self.kind, self.cases, at=self.at, **said))
        return data

    def said(self):
        ticked = set(self.cleaned_data.get("voluntary", []))
        voluntary = {case.pk for case in self.cases if str(case.pk) in ticked}
        return self.facts() | {"is_group": self.cleaned_data["how"] == GROUP, "voluntary": voluntary}


class InviteForm(forms.Form):
    """Others for a group that is planned already."""

    def __init__(self, *args, session, cases, coming, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.session, self.coming, self.at = session, coming, at
        self.cases = {str(case.pk): case for case in cases}
        self.fields["case"] = forms.MultipleChoiceField(
            label="Who else is invited?",
            choices=[(pk, _described(case)) for pk, case in self.cases.items()],
            widget=Checkboxes(),
            error_messages={"required": "Choose who else is invited"},
        )
        parts = ["case"]
        if session.kind == Session.Kind.DEBRIEFING:
            self.fields["know"] = forms.BooleanField(
                label="They know that they may say no, and stop at any time",
                error_messages={"required": "Tell each of them first, then tick this"},
            )
            parts.append("know")
        self.helper = Helper(*parts)

    def chosen(self):
        return [self.cases[pk] for pk in self.cleaned_data["case"]]

    def clean(self):
        data = super().clean()
        if not self.errors:
            said = {"leader": self.session.leader, "starts_at": self.session.starts_at, "at": self.at}
            cases = self.chosen()
            voluntary = {case.pk for case in cases}
            found = faults(
                self.session.kind, cases, **said, is_group=True, voluntary=voluntary, coming=self.coming
            )
            for words in found.values():
                self.add_error("case", words)
        return data


class ChangeForm(_When):
    def __init__(self, *args, session, cases, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.session, self.cases, self.at = session, cases, at
        self._add(session.kind, cases, starts_at=session.starts_at)
        self.fields["minutes"].initial = session.minutes
        self.fields["where"].initial = "online" if session.is_online else "here"
        self.fields["place"].initial = session.place
        self.fields["leader"].initial = session.leader_id
        self.helper = Helper("starts_on", "starts_time", "minutes", "where", "place", "leader")

    def clean(self):
        data = super().clean()
        if not self.errors:
            said = {
                "leader": data["leader"],
                "starts_at": self.starts_at(),
                "is_group": self.session.is_group,
            }
            self.show(faults(self.session.kind, [], at=self.at, coming=self.cases, **said))
        return data


class RecordForm(forms.Form):
    """Who came, and what comes next for each. There is no room for what was said.

    A colleague who comes about two reports is asked about once; what is said holds for both.
    """

    def __init__(self, *args, session, coming, **kwargs):
        super().__init__(*args, **kwargs)
        self.first, parts = {}, []
        for one in coming:
            self.first.setdefault(one.case.person.somebody, one)
        self.all, self.coming = coming, list(self.first.values())
        for one in self.coming:
            parts.append(self._ask(session, one, str(one.case.person)))
        self.helper = Helper(*parts)

    def _ask(self, session, one, name):
        came, step, more = f"came_{one.pk}", f"next_{one.pk}", f"more_{one.pk}"
        self.fields[came] = forms.ChoiceField(
            label=f"Did {name} come?",
            choices=[(YES, "Yes"), (NO, "No")],
            widget=Radios(),
            error_messages={"required": f"Choose whether {name} came"},
        )
        asked = []
        prompt = _prompt(session.kind, one.case)
        if prompt:
            many = prompt["kind"] == "choices"
            field = forms.MultipleChoiceField if many else forms.ChoiceField
            self.fields[more] = field(
                label=prompt["words"],
                help_text=prompt["why"],
                choices=prompt["choices"],
                widget=Checkboxes() if many else Radios(),
                required=False,
            )
            asked.append(more)
        self.fields[step] = forms.ChoiceField(
            label=f"What comes next for {name}?", choices=NEXT, widget=Radios(), required=False
        )
        return Reveal(came, {YES: [*asked, step]})

    def clean(self):
        data = super().clean()
        for one in self.coming:
            if data.get(f"came_{one.pk}") == YES and not data.get(f"next_{one.pk}"):
                self.add_error(f"next_{one.pk}", f"Choose what comes next for {one.case.person}")
        return data

    def said(self):
        return {one.pk: self._said(self.first[one.case.person.somebody]) for one in self.all}

    def _said(self, one):
        data, answers = self.cleaned_data, {}
        if more := data.get(f"more_{one.pk}"):
            answers = {ASKED[one.session.kind]: more}
        return {
            "came": data[f"came_{one.pk}"] == YES,
            "next_step": data.get(f"next_{one.pk}", ""),
            "answers": answers,
        }


def _prompt(kind, case):
    """The question of this stage that suggests something more, as it stood when the case was opened."""
    rule = next((rule for rule in case.version.rules.all() if rule.key == kind), None)
    prompts = rule.prompts if rule else []
    return next((prompt for prompt in prompts if prompt["key"] == ASKED.get(kind)), None)


def _described(case):
    reference = "" if case.listed_as != str(case.person) else f", report {case.incident.reference}"
    return f"{case.listed_as}{reference}"
