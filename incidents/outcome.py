"""What the page of one report shows of what followed it."""

from incidents import access
from incidents.models import Feedback, Incident, IncidentMove, Investigation, Merge, Series
from incidents.reading import following
from incidents.workflow import Status


def shown(incident: Incident, user) -> dict:
    """For the reporter a timeline in plain words; for those who look after it where each part stands and what is next."""
    merge = Merge.objects.filter(duplicate=incident).select_related("into").first()
    found = {
        "merge": merge,
        "kept": merge and Incident.objects.visible_to(user).filter(pk=following.kept_of(incident).pk).first(),
        "series": Series.objects.visible_to(user).filter(incidents=incident),
        "can_feed_back": access.can_feed_back(user, incident) and not merge,
        "feedback": [],
    }
    if user.pk == incident.reporter_id:
        found |= {
            "timeline": following.timeline(incident, user),
            "what_next": following.what_next(incident),
        }
    if found["can_feed_back"]:
        found["feedback"] = feedback_of(incident)
    if access.can_review(user, incident):
        found |= _looked_after(incident, user)
    return found


def feedback_of(incident) -> list[Feedback]:
    """Each answer once, however many it was said to."""
    rows = Feedback.objects.filter(incident=incident).select_related("by").order_by("at", "id")
    return list({(row.at, row.words): row for row in rows}.values())


def _looked_after(incident, user):
    return {
        "moves": IncidentMove.objects.filter(incident=incident).select_related("by"),
        "learnings": incident.learnings.select_related("by"),
        "investigation": Investigation.objects.filter(incident=incident).select_related("lead").first(),
        "doubles": Incident.objects.visible_to(user).filter(merge__into=incident),
        "is_over": incident.status in (Status.CLOSED, Status.MERGED),
    }
