"""The questions of a report, in order. Adding a question is one row here and one form."""

from collections.abc import Callable
from dataclasses import dataclass

from incidents import kinds
from incidents.forms import identity, needed, optional, persons
from incidents.forms.question import QuestionForm
from incidents.models import Incident


def _always(answers):
    return True


def _may_be_sealed(answers):
    return kinds.may_be_sealed(kinds_in(answers))


def _somebody_hurt(answers):
    """Asked of what can hurt a body, and once somebody is said to have been hurt."""
    physical = any(kinds.KINDS[key].is_physical for key in kinds_in(answers))
    return physical or answers.get("safety", {}).get("harm", [""])[-1:] in (["low"], ["moderate"], ["severe"])


def _seen_by_many(answers):
    """A report that one person opens needs no other protection."""
    return not _may_be_sealed(answers) or answers.get("seal", {}).get("seal") in (
        None,
        [needed.SealForm.USUAL],
    )


@dataclass(frozen=True)
class Question:
    """A page. `why` says why something sensitive is asked."""

    key: str
    heading: str
    form: type[QuestionForm]
    must: bool = False
    why: str = ""
    shown_if: Callable[[dict], bool] = _always


QUESTIONS = {
    question.key: question
    for question in [
        Question("kinds", "What happened", needed.KindsForm, must=True),
        Question(
            "seal",
            "Who may see this report",
            needed.SealForm,
            must=True,
            shown_if=_may_be_sealed,
            why="What you chose is private for many people, so you decide who may open this report. "
            "Everybody affected "
            "is offered support either way.",
        ),
        Question("when", "When it happened", needed.WhenForm, must=True),
        Question("where", "Where it happened", needed.WhereForm, must=True),
        Question("who", "Your part in it", needed.WhoForm, must=True),
        Question("others", "Others affected", persons.OthersForm, must=True),
        Question("story", "In your own words", optional.StoryForm),
        Question(
            "by",
            "Who did it",
            optional.ByForm,
            why="We ask so that we can keep you apart from them and help prevent it next time. What "
            "happened was not your fault.",
        ),
        Question("safety", "Harm, safety and help", optional.SafetyForm),
        Question(
            "injury",
            "Injuries and first aid",
            optional.InjuryForm,
            shown_if=_somebody_hurt,
            why="We ask so that injuries are cared for, and because some must be told to the safety regulator. A "
            "trained person decides that, not you.",
        ),
        Question(
            "because",
            "Because of who somebody is",
            optional.BecauseForm,
            why="We ask because hatred and harassment of this kind can be a crime, hurts more, and needs "
            "support that fits. "
            "You do not have to answer.",
        ),
        Question(
            "protect",
            "Who may know your name",
            identity.ProtectForm,
            shown_if=_seen_by_many,
            why="Nobody may treat you worse for reporting. If you would still rather not be named, choose one person "
            "who learns your name. Look at your own words too: they may show who you are. If that person is away "
            "for long, they may ask another of these people to take over, and tell you first.",
        ),
    ]
}

# Fields of an incident that the answers give as they are.
FACTS = (*Incident.AMENDABLE, "team", "reported_as", "protected_to")


def kinds_in(answers) -> list[str]:
    """The kinds chosen so far, of those that there are."""
    return [key for key in answers.get("kinds", {}).get("kinds", []) if key in kinds.KINDS]


def shown(answers) -> list[Question]:
    return [question for question in QUESTIONS.values() if question.shown_if(answers)]


def before(key, answers) -> Question | None:
    """The page that the back link goes to."""
    keys = [question.key for question in shown(answers)]
    place = keys.index(key) if key in keys else 0
    return QUESTIONS[keys[place - 1]] if place else None


def first_unseen(answers) -> Question | None:
    """The next page to ask: the first that has not been sent yet; None when all have."""
    return next((question for question in shown(answers) if question.key not in answers), None)
