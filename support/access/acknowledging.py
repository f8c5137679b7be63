"""Who may open what a senior leader owes somebody (R69): that leader, whoever stands in for them, and those who look
after the case. The leader learns whom to write to, and nothing else of the case."""

from django.db.models import Q
from django.utils import timezone

from incidents.access import part_of_it
from people.models import Cover, User
from support.visits.visitor import account_of


def acknowledgement_visible_to(user: User, cases) -> Q:
    """`cases` are those that the user looks after."""
    if account_of(user) is None or not user.is_active:
        return Q(pk__in=[])
    today = timezone.localdate()
    covered = Cover.objects.filter(covered_by=user, starts_on__lte=today, ends_on__gte=today)
    theirs = Q(owner=user) | Q(owner__in=covered.values("user"))
    return (theirs & ~part_of_it(user, "case__person__incident__")) | Q(case__in=cases.values("pk"))


def can_send(user: User, acknowledgement) -> bool:
    """Whoever may open it may log that it was sent, but not for themselves: nobody acknowledges their own incident."""
    return type(acknowledgement).objects.visible_to(user).filter(pk=acknowledgement.pk).exists()
