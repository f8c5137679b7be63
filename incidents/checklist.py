"""What must be done before a report is closed (R9, R100, R129): the one list for the page and for the rule."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from incidents import access, signals
from incidents.models import Feedback, Incident, IncidentMove, Investigation
from incidents.reading.following import again_since, group_of
from incidents.workflow import Status
from people.models import User


@dataclass(frozen=True)
class Need:
    """One line: `missing` in plain sentences, none when it is done; `page` is where it is done."""

    key: str
    says: str
    missing: list[str] = field(default_factory=list)
    page: str = ""

    @property
    def is_met(self) -> bool:
        return not self.missing


def needs(incident: Incident, reader: User | None = None) -> list[Need]:
    """In the words for this reader: a protected name is not told."""
    return [
        Need("contact", "Everybody affected was contacted, or said no to it", _contact(incident, reader)),
        Need("learning", "What was learnt is written down", _learning(incident), _page("learning", incident)),
        Need(
            "feedback",
            "Whoever reported it knows what came of it",
            _feedback(incident),
            _page("feedback", incident),
        ),
        Need(
            "investigation",
            "No investigation is under way",
            _investigation(incident),
            _page("investigation", incident),
        ),
        Need("approval", "It was sent for approval", _approval(incident)),
    ]


def missing(incident: Incident) -> list[Need]:
    return [need for need in needs(incident) if not need.is_met]


def sent_by(incident: Incident) -> int | None:
    """Who sent it for approval the last time; None when it is not waiting for approval."""
    if incident.status != Status.APPROVING:
        return None
    moves = IncidentMove.objects.filter(incident=incident, moved_to=Status.APPROVING).order_by("-at", "-id")
    return moves.values_list("by", flat=True).first()


def _contact(incident, reader):
    """Asked of whoever looks after them. Silence is never taken for an answer."""
    said: dict = {}
    for _, answer in signals.asked_what_is_missing.send(sender=Incident, incident=incident):
        for person, sentence in (answer or {}).items():
            said[person] = said.get(person, "") or sentence
    people: Iterable = incident.involved.select_related("user")
    answers = [
        (person, said.get(person.pk, "may not have been contacted: nobody can say.")) for person in people
    ]
    return [f"{_name(person, reader)} {lacks}" for person, lacks in answers if lacks]


def _name(person, reader):
    return str(person) if reader and access.can_name(reader, person) else "A colleague"


def _learning(incident):
    return (
        []
        if incident.learnings.exists()
        else ["Write down what was learnt, also if it is that nothing could be."]
    )


def _feedback(incident):
    """Each person who reported it, also as a double; opened again, they hear what came of that too."""
    reports = group_of(incident)
    rows = Feedback.objects.filter(incident__in=reports)
    since = again_since(incident)
    rows = list(rows.filter(at__gte=since) if since else rows)
    told = {row.to_id for row in rows}
    ways = {row.way for row in rows}
    known = {one.reporter for one in reports if one.reporter and one.reporter.is_active}
    by_channel = any(one.reporter is None and one.channel == Incident.Channel.CONFIDENTIAL for one in reports)
    if any(user.pk not in told for user in known):
        return ["Tell the person who reported it what came of it."]
    if by_channel and Feedback.Way.CONFIDENTIAL not in ways:
        return ["Answer through the confidential channel."]
    if not known and not by_channel and Feedback.Way.NOBODY not in ways:
        return ["Nobody is known who reported it. Note that there is nobody to answer."]
    return []


def _investigation(incident):
    under_way = Investigation.objects.open().filter(incident=incident).exists()
    return ["End the investigation first."] if under_way else []


def _approval(incident):
    return [] if sent_by(incident) else ["Send it for approval. Somebody else then closes it."]


def _page(name, incident):
    return reverse(f"incidents:{name}", args=[incident.reference])
