"""What stands beside a case: who else was affected, and how somebody is kept apart."""

from support.models import Case, SeparationPlan


def others_affected(case: Case, user) -> list[Case]:
    """The others of the same incident whose support the user may see too: who, their part, and where it stands (R87).

    Somebody without an account is among them; what was recorded for them is not read here.
    """
    others = (
        Case.objects.visible_to(user).filter(person__incident=case.person.incident_id).exclude(pk=case.pk)
    )
    return list(others.select_related("person__user", "person__incident").order_by("opened_at", "id")[:50])


def standing_plans(cases) -> dict:
    """Case id to the plan that stands, for the pages of those they are about."""
    plans = SeparationPlan.objects.filter(case__in=[case.pk for case in cases], ended_at=None)
    return {plan.case_id: plan for plan in plans}
