"""What the page of one report shows of evidence, of recordings, and of those who are said to have done it."""

from incidents import access, reading
from incidents.models import AllegedPerpetrator

REPORTER = "the person who reported it"
COLLEAGUE = AllegedPerpetrator.Kind.COLLEAGUE


def evidence_shown(incident, user) -> dict:
    """Nothing at all for somebody whose it is not to see, a panel among them."""
    if not access.can_add_evidence(user, incident):
        return {"evidence": None, "footage": None}
    evidence = reading.listed_evidence(user, incident)
    hidden = None if access.can_know_reporter(user, incident) else incident.reporter_id
    for one in evidence:
        one.who = REPORTER if one.added_by_id == hidden else one.added_by
        one.out_by = REPORTER if one.withdrawn_by_id == hidden else one.withdrawn_by
        one.may_withdraw = one.withdrawn_at is None and access.can_withdraw_evidence(user, incident, one)
    return {
        "evidence": evidence,
        "footage": reading.listed_footage(user, incident),
        "can_decide_footage": access.can_decide_footage(user, incident),
    }


def safety_shown(incident, user) -> dict:
    """For those who plan safety: each person, how many other reports name them, and what is in place."""
    if not access.can_plan_safety(user, incident):
        return {"persons": None}
    can_name = access.can_name_alleged(user, incident)
    persons = [
        {
            "one": one,
            "earlier": len(reading.earlier(user, one)),
            "in_place": [step for step in reading.precautions_about(user, one) if step.ended_at is None],
        }
        for one in incident.alleged.select_related("user")
        if can_name or one.kind != COLLEAGUE
    ]
    return {"persons": persons, "can_name_alleged": can_name}
