"""What stands beside the pathway on the page of a case, and of it on somebody's own page."""

from support import access, reading, versions
from support.models import Case
from support.owed.apart import said_when_demobilising


def shown(case: Case, user, at) -> dict:
    """On the page of a case: keeping apart, who else was affected, and a version to move to."""
    plans = list(case.separations.select_related("made_by").prefetch_related("reviews__by"))
    in_force = versions.in_force(case.team.site_id)
    return {
        "apart": next((plan for plan in plans if plan.ended_at is None), None),
        "apart_ended": [plan for plan in plans if plan.ended_at],
        "apart_said": [] if plans else said_when_demobilising(case)[0],
        "newer_version": in_force if in_force.pk != case.version_id else None,
        "others_affected": reading.others_affected(case, user),
        "acknowledgement": getattr(case, "acknowledgement", None),
        "may_ask_senior": not (case.incident.is_sealed or access.is_protected(case.person)),
    }


def own_apart(cases, oneself, at) -> dict:
    """On somebody's own page: what was agreed to keep them apart, while it stands."""
    plans = reading.standing_plans(cases)
    return {case.pk: {"plan": plans[case.pk]} for case in cases if case.pk in plans}


def own_acknowledged(cases, oneself, at) -> dict:
    """On somebody's own page: which senior leader wrote to them, and when (R69)."""
    words = {case.pk: getattr(case, "acknowledgement", None) for case in cases}
    return {case: {"acknowledged": one} for case, one in words.items() if one and one.was_told}
