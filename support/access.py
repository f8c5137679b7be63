"""Who may see and do what with a case. Nothing else decides this (design §5).

The affected person sees their own case on their own page. The lead sees the cases they lead. Managers and deputies see
the open pathway of their team, except where they are said to have done it or the report is sealed; a sealed case is
seen by its lead and by the one the reporter chose.
"""

from django.db.models import Q

from people.access import over
from people.models import User
from people.roles import MANAGERS, RoleKind


def about(user: User) -> Q:
    return Q(person__user=user) if user.is_active else Q(pk__in=[])


def visible_to(user: User) -> Q:
    """Cases the user may open to look after somebody. Their own case is not among them: see `about`."""
    if not user.is_active:
        return Q(pk__in=[])
    leads = Q(lead=user) | Q(person__incident__sealed_to=user)
    by_role = over(user, *MANAGERS, RoleKind.CASE_LEAD, RoleKind.PREVENTION_LEAD)
    return (leads | (by_role & Q(person__incident__is_sealed=False))) & ~Q(person__user=user) & ~_accused(user)


def _accused(user: User) -> Q:
    return Q(person__incident__alleged__user=user)


def can_run(user: User, case) -> bool:
    """Record stages and check-ins: whoever may open the case, for cover must never wait for a hand-over."""
    return type(case).objects.visible_to(user).filter(pk=case.pk).exists()


def can_answer_for_self(user: User, case) -> bool:
    """Accept, decline, change their mind, answer a check-in: the person themselves."""
    return user.is_active and case.person.user_id == user.pk
