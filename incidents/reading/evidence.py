"""The doors through which a piece of evidence, a recording's note and a person's earlier incidents are read."""

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404

from incidents.models import AllegedPerpetrator, Evidence, Footage, Incident, Precaution
from incidents.reading.reports import open_incident
from people.trail import record

MOST = 50
COLLEAGUE = AllegedPerpetrator.Kind.COLLEAGUE


@transaction.atomic
def open_evidence(user, reference, pk) -> Evidence:
    """One file with its content. The entry is written with the reading, or there is none (security.md A5)."""
    incident = open_incident(user, reference)
    evidence = get_object_or_404(Evidence.objects.visible_to(user).kept(), incident=incident, pk=pk)
    record("evidence.read", by=user, subject=evidence)
    return evidence


def listed_evidence(user, incident) -> list[Evidence]:
    """Every file of the report, without its content; withdrawn ones say so. The report has been opened already."""
    found = Evidence.objects.visible_to(user).filter(incident=incident).defer("content")
    return list(found.select_related("added_by", "withdrawn_by"))


def one_of_evidence(user, incident, pk) -> Evidence:
    """A file that is still kept, without its content."""
    found = Evidence.objects.visible_to(user).kept().defer("content")
    return get_object_or_404(found, incident=incident, pk=pk)


def listed_footage(user, incident) -> list[Footage]:
    found = (
        Footage.objects.visible_to(user).filter(incident=incident).select_related("noted_by", "decided_by")
    )
    found = list(found)
    prefetch_related_objects(found, "disclosures__by")
    return found


def one_of_footage(user, incident, pk) -> Footage:
    return get_object_or_404(Footage.objects.visible_to(user), incident=incident, pk=pk)


def earlier(user, alleged) -> list[Incident]:
    """Other reports this user may see that name the same person, newest first. Never a colleague (R7)."""
    if not alleged.fingerprint or alleged.kind == COLLEAGUE:
        return []
    same = AllegedPerpetrator.objects.filter(fingerprint=alleged.fingerprint).exclude(kind=COLLEAGUE)
    found = Incident.objects.visible_to(user).filter(pk__in=same.values("incident"), merge=None)
    found = found.exclude(pk=alleged.incident_id).exclude(merged__duplicate=alleged.incident_id)
    return list(
        found.select_related("team__site")
        .defer("what_happened")
        .order_by("-occurred_on", "-reported_at")[:MOST]
    )


def precautions_about(user, alleged) -> list[Precaution]:
    """What was put in place about the same person, whatever report it came from; `is_whole` where its facts are this
    user's to read. The report has been opened, and the user plans safety for it."""
    if not alleged.fingerprint or alleged.kind == COLLEAGUE:
        return []
    own = Precaution.objects.filter(incident=alleged.incident_id, fingerprint=alleged.fingerprint)
    found = list(
        (own | Precaution.objects.about(alleged.fingerprint)).select_related(
            "incident__team", "set_by", "ended_by"
        )
    )
    whole = set(
        Precaution.objects.visible_to(user)
        .filter(pk__in=[one.pk for one in found])
        .values_list("pk", flat=True)
    )
    for one in found:
        one.is_whole = one.pk in whole
    return sorted(found, key=lambda one: (one.ended_at is not None, one.review_on))


def one_precaution(user, incident, pk) -> Precaution:
    return get_object_or_404(
        Precaution.objects.visible_to(user).filter(ended_at=None), incident=incident, pk=pk
    )
