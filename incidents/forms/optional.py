"""The questions that may be left empty and answered later. A field bears the name of the fact it becomes."""

from django import forms
from django.core.exceptions import ValidationError

from incidents.forms.question import QuestionForm
from incidents.forms.words import Words, story
from incidents.models import AllegedPerpetrator, Incident
from incidents.riddor import SPECIFIED_CHOICES
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Checkboxes, Radios
from people import colleagues

ANSWERS = Incident.Answer.choices
# Who thinks that it was because of who somebody is, as others than the reporter read it.
PERCEIVED = dict(Incident.Perceived.choices) | {"reporter": "The person who reported it thinks so"}


class StoryForm(QuestionForm):
    what_happened = story(
        label="What happened, in your own words?",
        help_text="A few lines are enough. Write only what you saw and heard. Please leave out patients' "
        "names.",
        required=False,
    )
    what_was_said = story(
        label="What was said?",
        help_text="The words themselves, if you remember them. It is all right to write rude or hateful words here.",
        rows=4,
        required=False,
    )
    what_was_done = story(
        label="What did you do?",
        help_text="For example, moved away, called for help, talked to them. Whatever you did, you are not to blame.",
        rows=4,
        required=False,
    )


class ByForm(QuestionForm):
    """A colleague who is matched to an account is shut out of the report, whatever their role (security.md
    A3)."""

    alleged = forms.MultipleChoiceField(
        label="It was",
        help_text="Choose all that fit, or leave it empty.",
        choices=AllegedPerpetrator.Kind.choices,
        widget=Checkboxes(exclusive=AllegedPerpetrator.Kind.UNKNOWN),
        required=False,
        error_messages={"invalid_choice": "Choose from the answers on this page"},
    )
    colleague = Words(
        label="Who is the colleague?",
        help_text="Their work email or staff number is best. A full name will do. They are not told, and "
        "once we "
        "have matched them to an account they cannot see this report.",
        max_length=200,
        required=False,
    )
    helper = Helper(Reveal("alleged", colleague=["colleague"]))

    def clean_alleged(self):
        alleged = self.cleaned_data["alleged"]
        if AllegedPerpetrator.Kind.UNKNOWN in alleged and len(alleged) > 1:
            raise ValidationError("Choose who did it, or choose “I do not know”")
        return alleged

    def clean(self):
        found = super().clean()
        kinds, named = found.get("alleged", []), found.get("colleague", "")
        if named and not kinds:
            kinds = [AllegedPerpetrator.Kind.COLLEAGUE]
        if kinds and AllegedPerpetrator.Kind.COLLEAGUE not in kinds:
            named = ""
            self.errors.pop("colleague", None)
        account = colleagues.exactly(named) if named else None
        if account and account == self.writer:
            self.add_error("colleague", "This is you. Name the colleague who did it, or leave this empty")
        return found | {"alleged": kinds, "colleague": named, "colleague_account": account}

    def said(self):
        yield from super().said()
        if account := self.cleaned_data["colleague_account"]:
            yield "Kept from", f"{account}. They are not told, and cannot see this report"
        elif self.cleaned_data["colleague"]:
            yield (
                "Not matched",
                "We found no account, so we cannot yet keep the report from them. A work email or staff "
                "number helps",
            )


class SafetyForm(QuestionForm):
    harm = forms.ChoiceField(
        label="Was anyone hurt, in body or mind?",
        choices=[
            (Incident.Harm.NONE, "No"),
            (Incident.Harm.LOW, "Yes, a little"),
            (Incident.Harm.MODERATE, "Yes, they needed treatment or could not carry on"),
            (Incident.Harm.SEVERE, "Yes, badly"),
            (Incident.Harm.NOT_KNOWN, "I do not know"),
        ],
        widget=Radios,
        required=False,
    )
    everyone_safe = forms.ChoiceField(
        label="Is everyone safe now?", choices=ANSWERS, widget=Radios(inline=True), required=False
    )
    weapon = forms.ChoiceField(
        label="Was there a weapon, or something used as one?",
        choices=ANSWERS,
        widget=Radios(inline=True),
        required=False,
    )
    weapon_what = Words(label="What was it?", max_length=200, required=False)
    restraint = forms.ChoiceField(
        label="Was anyone held or restrained?",
        choices=ANSWERS,
        widget=Radios(inline=True),
        required=False,
    )
    security = forms.ChoiceField(
        label="Was security called?", choices=ANSWERS, widget=Radios(inline=True), required=False
    )
    police = forms.ChoiceField(
        label="Were the police told?", choices=ANSWERS, widget=Radios(inline=True), required=False
    )
    police_reference = Words(
        label="Police reference or crime number",
        help_text="If you have one. It can be added later.",
        max_length=60,
        required=False,
    )
    helper = Helper(
        "harm", "everyone_safe", Reveal("weapon", yes=["weapon_what"]), "restraint", "security",
        Reveal("police", yes=["police_reference"]),
    )  # fmt: skip

    def clean(self):
        return _revealed(super().clean(), self.errors, weapon="weapon_what", police="police_reference")


class InjuryForm(QuestionForm):
    """What decides whether a competent person is asked about the safety regulator (R40, incidents/riddor.py)."""

    injuries = story(
        label="What injuries were there?",
        help_text="For example, a bruised arm or a bite. Write who had which, by their part and not by name.",
        rows=3,
        required=False,
    )
    specified = forms.MultipleChoiceField(
        label="Was any of these among them?",
        help_text="The law asks about these. Leave it empty if none was, or if you do not know.",
        choices=SPECIFIED_CHOICES,
        widget=Checkboxes,
        required=False,
        error_messages={"invalid_choice": "Choose from the answers on this page"},
    )
    first_aid = forms.ChoiceField(
        label="Was first aid given?", choices=ANSWERS, widget=Radios(inline=True), required=False
    )


class BecauseForm(QuestionForm):
    """By anyone's perception, with no proof asked (R24); the seven characteristics of R23."""

    hate_motive = forms.ChoiceField(
        label="Does anyone think it was because of who somebody is?",
        help_text="Or because of who they were taken to be. It is enough that you, the person it happened to, or "
        "anyone else thinks so. You do not need proof.",
        choices=ANSWERS,
        widget=Radios,
        required=False,
    )
    perceived_by = forms.MultipleChoiceField(
        label="Who thinks so?",
        choices=Incident.Perceived.choices,
        widget=Checkboxes,
        required=False,
        error_messages={"invalid_choice": "Choose from the answers on this page"},
    )
    characteristics = forms.MultipleChoiceField(
        label="What was it about?",
        help_text="Choose all that fit.",
        choices=Incident.Characteristic.choices,
        widget=Checkboxes,
        required=False,
        error_messages={"invalid_choice": "Choose from the answers on this page"},
    )
    helper = Helper(Reveal("hate_motive", yes=["perceived_by", "characteristics"]))

    def clean(self):
        found = super().clean()
        if (found.get("characteristics") or found.get("perceived_by")) and not found.get("hate_motive"):
            found["hate_motive"] = Incident.Answer.YES
        if found.get("hate_motive") != Incident.Answer.YES:
            found["characteristics"] = found["perceived_by"] = []
        return found


def _revealed(found, errors, **under):
    """What stands under a "yes" goes with it: said without an answer it is one, and hidden again it is nothing."""
    for asked, detail in under.items():
        if (found.get(detail) or detail in errors) and not found.get(asked):
            found[asked] = Incident.Answer.YES
        if found.get(asked) != Incident.Answer.YES:
            found[detail] = ""
            errors.pop(detail, None)
    return found
