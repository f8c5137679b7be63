"""Which reports may be of the same thing as this one: the likeliest first."""

from datetime import timedelta

from incidents import access
from incidents.models import Incident
from incidents.workflow import Status

NEAR, MOST = timedelta(days=2), 50


def likely(incident: Incident, user) -> list[Incident]:
    """Reports of the same team within two days that this user looks after, under the same seal and still open. More
    people and kinds in common, and nearer in time, come first."""
    rows = Incident.objects.looked_after_by(user).filter(
        team=incident.team_id,
        occurred_on__range=(incident.occurred_on - NEAR, incident.occurred_on + NEAR),
        is_sealed=incident.is_sealed,
        sealed_to=incident.sealed_to_id,
        status__in=(Status.HOLDING, Status.REVIEWING, Status.APPROVING),
    )
    rows = rows.exclude(pk=incident.pk).defer("what_happened").select_related("team__site")
    rows = rows.prefetch_related("involved")[:MOST]
    people = _people(incident)
    return sorted(rows, key=lambda other: _distance(incident, other, people))


def find(user, incident: Incident, reference: str) -> Incident | None:
    """One that can be merged with it, by its reference."""
    other = Incident.objects.looked_after_by(user).filter(reference=reference.strip().upper()).first()
    fits = other and other.pk != incident.pk and access.can_merge(user, incident, other)
    return other if fits else None


def _people(incident):
    return {person.user_id for person in incident.involved.all()} - {None}


def _distance(incident, other, people):
    return (
        -len(people & _people(other)),
        -len(set(incident.kinds) & set(other.kinds)),
        abs((incident.occurred_on - other.occurred_on).days),
        other.reported_at,
    )
