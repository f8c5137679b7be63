"""Who may open what a senior leader owes somebody (R69): that leader, whoever stands in for them, and those who look
after the case. The leader learns whom to write to, and nothing else of the case."""

from django.db.models import Q

from incidents.access import part_of_it
from people.access import covered_by
from people.models import User
from support.visits.visitor import account_of


def acknowledgement_visible_to(user: User, cases) -> Q:
    """`cases` are those that the user looks after."""
    if account_of(user) is None or not user.is_active:
        return Q(pk__in=[])
    theirs = Q(owner=user) | Q(owner__in=covered_by(user).values("user"))
    return (theirs & ~part_of_it(user, "case__person__incident__")) | Q(case__in=cases.values("pk"))


def can_send(user: User, acknowledgement) -> bool:
    """Whoever may open it may log that it was sent, but not for themselves: nobody acknowledges their own incident."""
    return type(acknowledgement).objects.visible_to(user).filter(pk=acknowledgement.pk).exists()
