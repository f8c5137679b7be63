"""A report being written: what was sent from each page is kept as it was typed, and read again through its
form."""

import uuid
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.forms import MultiWidget
from django.utils.datastructures import MultiValueDict

from incidents import questions
from incidents.actions import Affected, Alleged
from incidents.forms.needed import WhoForm
from incidents.models import AllegedPerpetrator, Draft, InvolvedPerson
from incidents.questions import QUESTIONS
from people.models import Contractor, User

Part = InvolvedPerson.Part


@transaction.atomic
def keep(draft_id, *, by, change) -> Draft:
    """Change a draft's answers under a lock, so that two tabs lose nothing of each other's. `change` takes
    the answers."""
    draft = Draft.objects.select_for_update().get(pk=draft_id, by=by)
    change(draft.answers)
    draft.save()
    return draft


def typed(form, data) -> dict[str, list[str]]:
    """What was sent for this form's own boxes, and nothing else that came with it (security.md D11)."""
    names = []
    for name, field in form.fields.items():
        widget = field.widget
        names += [name + end for end in widget.widgets_names] if isinstance(widget, MultiWidget) else [name]
    return {name: data.getlist(name) for name in names if name in data}


def form_of(draft, question, writer):
    """The question's form: empty when it has not been sent yet, else with what was typed, judged again."""
    if question.key not in draft.answers:
        return question.form(writer=writer)
    return question.form(MultiValueDict(draft.answers[question.key]), writer=writer)


def people_in(answers) -> list[dict]:
    """The others on the list, with their part in words."""
    return [one | {"part_words": Part(one["part"]).label} for one in answers.get("people", [])]


def add_person(answers, person) -> None:
    answers.setdefault("people", []).append({"key": uuid.uuid4().hex[:12]} | person)
    answers.pop("others", None)


def remove_person(answers, key) -> None:
    answers["people"] = [person for person in answers.get("people", []) if person["key"] != key]


@dataclass
class Written:
    """A draft read through its forms: what the check page shows and what `report` is given."""

    draft: Draft
    writer: User

    @cached_property
    def answers(self):
        return self.draft.answers

    @cached_property
    def forms(self):
        return {
            question.key: form_of(self.draft, question, self.writer)
            for question in questions.shown(self.answers)
            if question.key in self.answers
        }

    @cached_property
    def cleaned(self):
        return {key: form.cleaned_data for key, form in self.forms.items() if form.is_valid()}

    @property
    def people(self):
        return people_in(self.answers)

    def said(self, key):
        """One question's answers in words, for reading back; nothing for one not asked yet."""
        return list(self.forms[key].said()) if key in self.forms and key != "others" else []

    def to_mend(self):
        """The first question that stops the report from being sent, and what to say there; None when
        nothing does."""
        for question in questions.shown(self.answers):
            asked = question.key in self.answers
            if (asked and question.key not in self.cleaned) or (question.must and not asked):
                return question, ""
        if self.affects_nobody():
            return QUESTIONS["others"], "Choose yes and add the person who was affected"
        if self._sealed_to and self._sealed_to == self._accused:
            return QUESTIONS["seal"], f"Choose somebody else. You also say that {self._accused} did it"
        if self._protected_to and self._protected_to == self._accused:
            return QUESTIONS["protect"], f"Choose somebody else. You also say that {self._accused} did it"
        if self._protected_to and self._protected_to.pk in {person["user"] for person in self.people}:
            return QUESTIONS["protect"], f"Choose somebody else. {self._protected_to} was affected too"
        return None

    def affects_nobody(self):
        return self._my_part is None and not self.people

    @property
    def _my_part(self):
        part = self.cleaned.get("who", {}).get("my_part")
        return None if part == WhoForm.NOBODY else part

    @property
    def _accused(self):
        return self.cleaned.get("by", {}).get("colleague_account")

    @property
    def _sealed_to(self):
        return self.cleaned.get("seal", {}).get("sealed_to")

    @property
    def _protected_to(self):
        return self.cleaned.get("protect", {}).get("protected_to")

    def arguments(self) -> dict:
        """What `actions.report` takes, from a draft with nothing to mend."""
        everything = {name: value for data in self.cleaned.values() for name, value in data.items()}
        facts = {
            name: everything[name] for name in questions.FACTS if everything.get(name) not in (None, "", [])
        }
        return facts | {
            "affected": self._affected(),
            "alleged": self._alleged(),
            "sealed_to": self._sealed_to,
            "form_key": self.draft.pk,
        }

    def _affected(self):
        accounts = User.objects.in_bulk([person["user"] for person in self.people if person["user"]])
        chosen = [person["contractor"] for person in self.people if person.get("contractor")]
        contractors = {str(pk): one for pk, one in Contractor.objects.in_bulk(chosen).items()}
        mine = [Affected(self._my_part, user=self.writer)] if self._my_part else []
        return mine + [
            Affected(
                person["part"],
                user=accounts.get(person["user"]),
                name=person["name"],
                contact=person["contact"],
                consent=person.get("consent", ""),
                contractor=contractors.get(person.get("contractor")),
            )
            for person in self.people
        ]

    def _alleged(self):
        data = self.cleaned.get("by", {})
        colleague = {"user": data.get("colleague_account"), "identifier": data.get("colleague", "")}
        return [
            Alleged(kind, **(colleague if kind == AllegedPerpetrator.Kind.COLLEAGUE else {}))
            for kind in data.get("alleged", [])
        ]
