"""How marks are read: those of a day with their reports, the reports they may be, and all that still lack one."""

from collections import Counter
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from incidents import cross, shifts
from incidents.access import teams as access
from incidents.models import HandoverCheck, Incident, Mark
from people.models import Team

MOST = 50


@dataclass(frozen=True)
class Shown:
    """A mark as one reader may see it. A report that is not for the reader looks like one made elsewhere."""

    mark: Mark
    report: Incident | None
    is_settled: bool

    @property
    def name(self) -> str:
        """What was marked; in the words of the cross where the report is not for this reader."""
        if self.mark.incident_id and not self.report:
            return cross.LOOKS[cross.worst_of([[self.mark.kind]])].short
        return self.mark.kind_name

    @property
    def is_bare(self) -> bool:
        return self.report is not None and self.report.is_stub


def open_check(team, day, shift) -> HandoverCheck:
    return get_object_or_404(
        HandoverCheck.objects.select_related("team__site"), team=team, day=day, shift=shift
    )


def check_of(team, day, shift) -> HandoverCheck | None:
    return HandoverCheck.objects.filter(team=team, day=day, shift=shift).first()


def counts(check) -> Counter:
    """How many of each kind stand marked."""
    return Counter(check.marks.standing().values_list("kind", flat=True))


def in_words(check) -> list[str]:
    """What was said of a shift, as sentences."""
    of_kinds = [
        f"{name}: {number}"
        for name, number in sorted(Counter(cross.kinds.names(counts(check).elements())).items())
    ]
    reported = {"yes": ["All of it was reported"], "no": ["Not all of it was reported"], "": []}[
        check.all_reported
    ]
    right = "Everyone is all right" if check.all_right else "Somebody is not all right"
    return [*(of_kinds or ["No incidents"]), *reported, right]


def answered(team, since) -> set:
    """(day, shift) of the handovers recorded since a day."""
    return set(HandoverCheck.objects.filter(team=team, day__gte=since).values_list("day", "shift"))


def shift_of(hours, day, key) -> shifts.Shift:
    found = next((shift for shift in shifts.shifts_on(day, hours) if shift.key == key), None)
    if found is None:
        raise Http404
    return found


def of_day(user, team, day) -> list[Shown]:
    return _shown(user, Mark.objects.standing().filter(team=team, day=day))


def of_check(user, check) -> list[Shown]:
    return _shown(user, check.marks.standing())


def _shown(user, marks):
    marks = list(marks.select_related("check_of", "team__site", "incident__merge__into")[:200])
    reports = {mark.pk: _going_on(mark.incident) for mark in marks if mark.incident}
    mine = Incident.objects.visible_to(user).filter(pk__in=[one.pk for one in reports.values()])
    mine = set(mine.values_list("pk", flat=True))
    found = []
    for mark in marks:
        report = reports.get(mark.pk)
        found.append(
            Shown(mark, report if report and report.pk in mine else None, bool(report or mark.is_elsewhere))
        )
    return found


def _going_on(incident):
    """The report itself, or the one that it was a double of."""
    merge = getattr(incident, "merge", None)
    return merge.into if merge else incident


def reports_of(user, team, hours, day) -> list[Incident]:
    """Reports of that day which this user may see and which no mark stands for yet."""
    rows = Incident.objects.visible_to(user).filter(
        team=team, is_sealed=False, merge=None, occurred_on__range=(day, day + shifts.ONE_DAY)
    )
    taken = Mark.objects.standing().filter(team=team, incident__isnull=False).values("incident")
    rows = (
        rows.exclude(pk__in=taken)
        .defer("what_happened", "place")
        .order_by("occurred_on", "occurred_time", "pk")
    )
    return [
        row
        for row in rows.distinct()[:MOST]
        if shifts.belongs_to(row.occurred_on, row.occurred_time, hours)[0] == day
    ]


def without_a_report(user):
    """Marks that nobody has said the whole of, in every team this user looks after, the oldest first (R96)."""
    mine = Team.objects.filter(access.looked_after_teams(user)).values("pk")
    rows = Mark.objects.without_a_report().filter(team__in=mine)
    return rows.select_related("team__site", "incident").order_by("day", "made_at", "pk")


def shown_to(user, marks) -> list[Shown]:
    """A page of that list."""
    return _shown(
        user, Mark.objects.filter(pk__in=[mark.pk for mark in marks]).order_by("day", "made_at", "pk")
    )
