"""The case of a colleague, opened by somebody who looks after them or by themselves."""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from incidents.access import concerned
from incidents.models import Incident
from people.clock import now
from people.trail import record, record_all
from support import access
from support.models import Case
from support.timeline import OWN_SHOWN
from support.visits.visitor import account_of
from support.workflow import CaseStatus

OPENED = "sealed_cases_opened"
OWN_ON_A_PAGE = 10
# One row each, so that they come along with the case.
_WITH_OWN = (
    "preference__hear_from",
    "preference__on_leave_by",
    "acknowledgement__sent_by",
)


class ReasonNeeded(Exception):
    """The report is sealed: say why before it is opened."""

    def __init__(self, case):
        super().__init__(str(case.pk))
        self.case = case


def find_case(user, pk) -> Case:
    """The case, or 404 for one that does not exist and for one the user may not see alike. Writes nothing.

    One that they opened in an emergency is found here, for as long as that lasts, and on no list (security.md A6).
    """
    wanted = ("person__user", "person__incident", "team__site", "lead", "version")
    case = Case.objects.visible_to(user).select_related(*wanted).filter(pk=pk).first()
    if case is None and access.can_break_glass(user):
        opened = Case.objects.filter(access.open_in_emergency(user, now()), pk=pk)
        case = opened.select_related(*wanted).first()
    if case is None:
        raise Http404
    return case


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


class _FirstWithoutCount(Paginator):
    """Nearly everybody has one page of cases: the first is read with one row more, which says whether there is another."""

    def get_page(self, number):
        if number not in (None, "1"):
            return super().get_page(number)
        rows = list(self.object_list[: self.per_page + 1])
        self.count = len(rows)
        return self._get_page(rows[: self.per_page], 1, self)


def own_cases(user, page):
    """One page of the user's own cases: those under way, then the others, newest first. Reading one's own is
    noted too.

    `can_raise` says of each whether somebody with an account may raise a concern about its report.
    """
    by = account_of(user)
    raisable = Incident.objects.filter(concerned(by) if by else Q(pk__in=[]), pk=OuterRef("person__incident"))
    cases = (
        Case.objects.about(user)
        .select_related(
            "person__user", "person__incident", "lead", "version", "pulse_mark", "statement", *_WITH_OWN
        )
        .defer("statement__draft")
        .prefetch_related(*OWN_SHOWN)
        .annotate(is_open=Q(status=CaseStatus.OPEN), can_raise=Exists(raisable))
        .order_by("-is_open", "-opened_at", "id")
    )
    found = _FirstWithoutCount(cases, OWN_ON_A_PAGE).get_page(page)
    record_all("case.read_own", by=user, subjects=found)
    return found
