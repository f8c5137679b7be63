"""How colleagues of the invented trust want to be asked how they are, who was not reached, and who finds it harder again."""

from datetime import timedelta

from support import actions
from support.models import Case

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def check_ins(story) -> None:
    """The screening questionnaire stays off here too: no permission to use it is made up."""
    not_reached(story, _case(story, "Sunita"))
    on_sick_leave(story, _case(story, "Joe"))
    harder_again(story, _case(story, "Carys"))


def not_reached(story, case):
    """Afternoons only, from two colleagues never, and the phone was not answered: another way is owed."""
    actions.set_preferences(
        case,
        by=case.person.user,
        how="phone",
        best_times=["afternoon"],
        needs="Please ring twice: I am often with a patient.",
        never_from=[story.people["Ayo"], story.people["Hugh"]],
        at=story.now - 8 * DAY,
    )
    actions.record_check_in(case, 1, by=case.lead, status="no_answer", how="phone", at=story.now - DAY)


def on_sick_leave(story, case):
    until = (story.now + 20 * DAY).date()
    actions.set_preferences(
        case,
        by=case.person.user,
        how="email",
        not_on=[5, 6],
        on_leave="email",
        on_leave_until=until,
        rep_may_be_asked=True,
        at=story.now - 10 * DAY,
    )
    actions.answer_check_in(case, 1, by=case.person.user, feeling="same", at=story.now - 5 * DAY)
    actions.add_check_in(case, by=case.person.user, at=story.now - 5 * DAY)


def harder_again(story, case):
    """Better after a week, harder after two: somebody has to decide what would help now."""
    actions.answer_check_in(case, 1, by=case.person.user, feeling="better", at=story.now - 7 * DAY)
    actions.answer_check_in(case, 2, by=case.person.user, feeling="worse", at=story.now - 2 * HOUR)


def _case(story, name):
    return Case.objects.filter(person__user=story.people[name]).order_by("-opened_at").first()
