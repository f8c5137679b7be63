"""What leaders owe and whether they keep to it: words from senior leaders, check-ins, training of managers (R14).

True numbers over the whole organisation: they leave this room only hidden and rounded, with the month's publication.
No ward and no name is in them, for a league table would punish honest reporting.
"""

from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q

from audit.deadlines import month_after, span
from incidents.models import Incident
from people.models import Role, Training
from people.roles import MANAGERS, TrainingKind
from support.models import Acknowledgement, CheckIn, ContactTry
from support.workflow import CaseStatus, CheckInStatus

Numbers = dict[str, tuple[int, int | None]]


def words_in_time(month: date) -> Numbers:
    """R69. Whose support had ended before, who declined it or would rather not hear, is owed none by the clock, and nobody
    was late."""
    start, end = span(month)
    owed = Acknowledgement.objects.filter(due_at__gte=start, due_at__lt=end)
    owed = owed.exclude(case__status=CaseStatus.MERGED).exclude(how=Acknowledgement.How.NOT_WANTED)
    owed = owed.exclude(sent_at=None, case__status=CaseStatus.DECLINED)
    owed = owed.exclude(sent_at=None, case__closed_at__lte=F("due_at"))
    return _share(owed, Q(sent_at__lte=F("due_at")))


def asked_in_time(month: date) -> Numbers:
    """R80. Who answered in time was asked in time; so was who was tried in time and not reached."""
    start, end = span(month)
    due = CheckIn.objects.filter(due_at__gte=start, due_at__lt=end)
    due = due.exclude(status=CheckInStatus.NOT_WANTED).exclude(case__status=CaseStatus.MERGED)
    due = due.exclude(answered_at=None, case__status=CaseStatus.DECLINED)
    due = due.exclude(answered_at=None, case__closed_at__lte=F("due_at"))
    due = due.exclude(case__person__incident__channel=Incident.Channel.IMPORTED)
    tried = ContactTry.objects.filter(check_in=OuterRef("pk"), at__lte=OuterRef("due_at"))
    return _share(due, Q(answered_at__lte=F("due_at")) | Exists(tried))


def managers_trained(month: date) -> Numbers:
    """R29, R79. Managers and deputies on the last day of the month, each once, whatever they manage."""
    last = month_after(month) - timedelta(days=1)
    valid = Training.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=last),
        user=OuterRef("user"),
        kind=TrainingKind.POST_INCIDENT_SUPPORT,
        completed_on__lte=last,
    )
    managing = Role.objects.current(last).filter(kind__in=MANAGERS).annotate(is_trained=Exists(valid))
    found = managing.aggregate(
        counted=Count("user", filter=Q(is_trained=True), distinct=True), of=Count("user", distinct=True)
    )
    return {"all": (found["counted"], found["of"])}


def _share(rows, counted):
    found = rows.aggregate(counted=Count("pk", filter=counted), of=Count("pk"))
    return {"all": (found["counted"], found["of"])}
