"""The one door through which a case is opened. Opening it writes the trail (security.md A5)."""

from django.shortcuts import get_object_or_404

from people.trail import record
from support.models import Case

OPENED = "sealed_cases_opened"


class ReasonNeeded(Exception):
    """The report is sealed: say why before it is opened."""

    def __init__(self, case):
        super().__init__(str(case.pk))
        self.case = case


def find_case(user, pk) -> Case:
    """The case, or 404 for one that does not exist and for one the user may not see alike. Writes nothing."""
    wanted = ("person__user", "person__incident", "team__site", "lead", "version")
    return get_object_or_404(Case.objects.visible_to(user).select_related(*wanted), pk=pk)


def open_case(request, pk) -> Case:
    """The case, noted in the trail; ReasonNeeded for a sealed one with no reason given this session."""
    case = find_case(request.user, pk)
    if case.incident.is_sealed and str(case.pk) not in request.session.get(OPENED, []):
        raise ReasonNeeded(case)
    record("case.read", by=request.user, subject=case)
    return case


def unseal(request, case, why: str) -> None:
    """Note why a sealed case is opened; it stays open to this session only."""
    record("case.unsealed", by=request.user, subject=case, why=why)
    request.session[OPENED] = [*request.session.get(OPENED, []), str(case.pk)]


def own_cases(user):
    """The user's own cases, newest incident first; reading one's own is noted too."""
    wanted = ("person__incident__team", "lead", "version", "team")
    cases = list(Case.objects.about(user).select_related(*wanted).order_by("-opened_at"))
    for case in cases:
        record("case.read_own", by=user, subject=case)
    return cases
