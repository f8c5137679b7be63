"""Who may see the answers of the screening questionnaire: the person, and occupational health by their consent.

Nobody else does, whatever role they hold: neither those who look after them, nor human resources, panels, auditors or
administrators. Somebody of occupational health who is also their manager, who looks after them or who is part of the
report does not see them either. While the questionnaire is switched off nobody sees anything (B13).
"""

from django.db.models import Q

from incidents.access import part_of_it
from people.access import can_administer, over
from people.models import User
from people.roles import MANAGERS, RoleKind


def own(user: User) -> Q:
    return Q(case__person__user=user) if user.is_active else Q(pk__in=[])


def shared_with(user: User) -> Q:
    if not user.is_active or not _is_on():
        return Q(pk__in=[])
    as_health = over(user, RoleKind.OCCUPATIONAL_HEALTH, team="case__team")
    looks_after = (
        Q(case__lead=user)
        | Q(case__person__user__manager=user)
        | over(user, *MANAGERS, RoleKind.CASE_LEAD, team="case__team")
    )
    return as_health & Q(case__in=_consented()) & ~looks_after & ~part_of_it(user, "case__person__incident__")


def can_set_licence(user: User) -> bool:
    """Administrators record the permission. They see no answers, and not whether there are any."""
    return can_administer(user)


def _consented():
    from support.models import ScreeningConsent

    return ScreeningConsent.objects.filter(withdrawn_at=None).values("case")


def _is_on():
    from support.models import ScreeningLicence

    return ScreeningLicence.objects.values_list("is_on", flat=True).first() or False
