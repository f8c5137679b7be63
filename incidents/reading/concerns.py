"""How concerns are read: by the one who raised them and the one who answers. Each reading is noted (security.md A5)."""

from django.core.paginator import Page, Paginator
from django.shortcuts import get_object_or_404

from incidents import access
from incidents.models import Concern, Incident
from people.trail import record, record_all

ROWS = 25


def find_report(user, reference) -> Incident:
    """A report of this user's own, or one they were affected by: its reference and where it stands, nothing it says."""
    rows = Incident.objects.filter(access.concerned(user)).select_related("team").defer(*Incident.TOLD)
    return get_object_or_404(rows, reference=reference)


def can_be_raised(user, incident) -> bool:
    """Whether this user may raise one about the report."""
    return Incident.objects.filter(access.concerned(user), pk=incident.pk).exists()


def raised_about(user, incident) -> list[Concern]:
    """What this user raised about it, newest first."""
    found = list(_rows(user).filter(access.raised_by(user), incident=incident)[:ROWS])
    record_all("concern.read", by=None if access.has_no_account(user) else user, subjects=found)
    return found


def standing(raised, incidents) -> dict:
    """Report id to the newest concern about it, without its words: with whom it is, and by when it is answered.

    `raised` says by whom (access.raised_by).
    """
    rows = Concern.objects.filter(raised, incident__in=[one.pk for one in incidents])
    found = rows.select_related("to").defer("words", "answer").order_by("raised_at", "id")
    return {concern.incident_id: concern for concern in found}


def concerns(user, page) -> Page:
    """Those with this user and those they raised, without their words."""
    return Paginator(_rows(user).defer("words", "answer"), ROWS).get_page(page)


def open_concern(user, pk) -> Concern:
    concern = get_object_or_404(_rows(user), pk=pk)
    record("concern.read", by=user, subject=concern)
    return concern


def report_of(concern, user) -> Incident | None:
    """The report, for those who may open it anyway."""
    return Incident.objects.visible_to(user).defer(*Incident.TOLD).filter(pk=concern.incident_id).first()


def _rows(user):
    """Without what the report says, which is nobody's to read here."""
    told = [f"incident__{name}" for name in (*Incident.TOLD, "words", "near", "police_reference")]
    rows = Concern.objects.visible_to(user).select_related(
        "incident__team", "raised_by", "person__user", "to", "follows"
    )
    return rows.defer(*told)
