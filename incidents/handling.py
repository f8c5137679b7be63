"""What stands beside a report for those who look after it: consent, the regulator, the cause, other processes."""

from incidents import access, causes, reading, riddor
from incidents.models import RiddorDecision


def shown(incident, user) -> dict:
    can_review = access.can_review(user, incident)
    decision = RiddorDecision.objects.filter(incident=incident).first()
    decides = decision is not None and access.can_decide_riddor(user, incident)
    return {
        "riddor": decision if can_review or decides else None,
        "decides_riddor": decides,
        "may_say_unable": can_review and bool(riddor.asks(incident)),
        "cause": causes.CAUSES.get(incident.cause),
        "can_set_cause": access.can_set_cause(user, incident),
        "trends": reading.trends_behind(incident),
        "processes": list(incident.processes.all()) if can_review else [],
        "may_protect_log": access.can_keep_prevention(user),
    }
