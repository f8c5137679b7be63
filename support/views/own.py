"""A colleague's own page: what happens next, by whom, and what they may ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial, wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from incidents.reading.following import News
from incidents.reading.following import news as news_of
from people.access import require
from people.clock import now
from support import actions, alongside, employers, timeline
from support.access import can_answer_for_self, can_take_all, may_see_all
from support.meeting import meetings
from support.models import Case, CheckIn
from support.own import own_things
from support.own.leaflets import LEAFLETS
from support.reading import own_cases
from support.views import directory, help_files, own_check_ins, own_help, own_justice, own_meetings, screening
from support.views import own_things as things
from support.workflow import CannotMove, CaseStatus, StageStatus


@dataclass(frozen=True)
class Part:
    """A fragment of the page, shown as support/me/_<name>.html with `one` (the case) and `part` (what `own` found).

    `own(cases, oneself, at)` answers for all cases of a page at once, {case id: context}; a case it does not name shows
    nothing. `is_first`: it waits for an answer and stands above the steps.
    """

    name: str
    own: Callable
    is_first: bool = False

    @property
    def template(self):
        return f"support/me/_{self.name}.html"


# What else stands on somebody's own page, in this order. The same for those with an account and those without.
OWN_PARTS = [
    Part("asked", own_things.asked_for_another, is_first=True),
    Part("how_we_did", own_things.asked_how_we_did, is_first=True),
    Part("meetings", meetings.own, is_first=True),
    Part("questions", screening.own, is_first=True),
    Part("preferences", own_check_ins.own),
    Part("peer", meetings.own_peer),
    Part("employer", employers.own),
    Part("acknowledged", alongside.own_acknowledged),
    Part("apart", alongside.own_apart),
    Part("help", own_help.own),
    Part("justice", own_justice.own),
    Part("things", own_things.own),
]


@dataclass(frozen=True)
class Own:
    """One case as the colleague it is about sees it. `first` and `parts` are (template, context) of OWN_PARTS.

    The first on the page stands there whole. Of the others stands what waits for an answer, and the rest folded up.
    """

    case: Case
    points: list
    offered: list
    check_in: CheckIn | None
    next_at: datetime | None
    is_open: bool
    news: News
    first: list
    parts: list

    @property
    def waits(self) -> bool:
        """Something waits for their answer. What they may answer whenever they like is not among it."""
        return bool(self.first or (self.is_open and (self.offered or self.check_in)))

    @property
    def line(self) -> str:
        """What stands in place of the whole while it is folded up."""
        if not self.is_open:
            return f"{self.case.get_status_display()}: see all of it"
        return f"{self.case.lead} looks after you: see all of it{'' if self.case.accepted_at else ', and say yes or no'}"


def me(request):
    at = now()
    require(may_see_all(request.oneself))
    page = own_cases(request.oneself, request.GET.get("page"))
    news = news_of(case.incident for case in page)
    found = [(part, part.own(list(page), request.oneself, at)) for part in OWN_PARTS]
    cases = [_own(case, news[case.incident.pk], found, at) for case in page]
    context = {
        "cases": sorted(cases, key=lambda one: (not one.is_open, not one.waits)),
        "newer": page.has_previous() and _link(page.number - 1, "Previous", "Newer reports"),
        "older": page.has_next() and _link(page.number + 1, "Next", "Earlier reports"),
        "feelings": CheckIn.Feeling.choices,
        "layout": request.layout,
        "leaflets": LEAFLETS.values(),
        "can_take_all": can_take_all(request.oneself),
    }
    return render(request, "support/me.html", context)


def _link(number, text, label):
    return {"href": f"?page={number}", "text": text, "label": label}


def _own(case, news, found, at):
    points = timeline.own_points(case, at)
    return Own(
        case=case,
        points=points,
        offered=[point for point in points if point.stage.status == StageStatus.OFFERED],
        check_in=timeline.asked_now(case, at),
        next_at=case.next_due_at if case.next_due_at and case.next_due_at > at else None,
        is_open=case.status == CaseStatus.OPEN,
        news=news,
        first=_shown(found, case, is_first=True),
        parts=_shown(found, case, is_first=False),
    )


def _shown(found, case, *, is_first):
    here = [(part, contexts[case.pk]) for part, contexts in found if case.pk in contexts]
    return [(part.template, context) for part, context in here if part.is_first == is_first]


def of_own_case(view):
    """The case stands found before anything else: nobody learns that somebody else has one."""

    @wraps(view)
    def found(request, pk, **kwargs):
        case = get_object_or_404(Case.objects.about(request.oneself).select_related("lead"), pk=pk)
        return require_POST(view)(request, case, **kwargs)

    return found


@of_own_case
def answer_support(request, case):
    """Yes or no to support as a whole, or: please call me."""
    answers = {
        "yes": (actions.accept_support, "Thank you. Support goes on as shown below."),
        "no": (
            actions.decline_support,
            "You will not be asked again for now. You can change your mind here.",
        ),
        "call": (actions.ask_for_call, f"{case.lead} has been asked to call you."),
    }
    return _do(request, answers, "answer", case)


@of_own_case
def answer_stage(request, case, key):
    get_object_or_404(case.stages, key=key)
    answers = {
        "yes": (actions.accept_stage, "Thank you. You will be told when it is."),
        "no": (actions.decline_stage, "That is fine. You can change your mind here at any time."),
    }
    return _do(request, answers, "answer", case, key)


def answer_check_in(request, pk, week):
    """A page of its own, so that a link in a message can lead to this one question."""
    case = get_object_or_404(Case.objects.about(request.oneself).select_related("lead"), pk=pk)
    check_in = get_object_or_404(case.check_ins, week=week)
    require(can_answer_for_self(request.oneself, case, f"check_in.{week}"))
    if request.method != "POST":
        waits = check_in.status in timeline.ASKED and case.status == CaseStatus.OPEN
        context = {"case": case, "check_in": check_in, "waits": waits, "feelings": CheckIn.Feeling.choices}
        return render(request, "support/my_check_in.html", context | {"layout": request.layout})
    answers = {
        feeling: (partial(actions.answer_check_in, feeling=feeling), "Thank you for telling us.")
        for feeling in CheckIn.Feeling.values
    }
    answers["not_now"] = (
        actions.skip_check_in,
        "That is fine. Somebody asks again another time, and you can ask for a call whenever you like.",
    )
    return _do(request, answers, "feeling", case, week)


def _do(request, answers, name, case, *args):
    """A second tap, or a tap on a page that has grown old, changes nothing and says so."""
    action, words = answers.get(request.POST.get(name), (None, ""))
    if action is None:
        messages.info(request, "Choose one of the answers.")
        return redirect(request.own_home)
    try:
        action(case, *args, by=request.oneself)
    except CannotMove:
        messages.info(request, "This was answered already. The page below shows how it stands now.")
    else:
        messages.success(request, words)
    return redirect(request.own_home)


# Every address of somebody's own, beneath /support/me/ and, for those without an account, /support/door/mine/: route,
# view, name. A view asks `request.oneself` who reads (User or Visitor), and a template `{% own_url "stage" ... %}`.
PAGES = [
    *own_meetings.PAGES,
    ("<uuid:pk>/", answer_support, "support"),
    ("<uuid:pk>/stages/<slug:key>/", answer_stage, "stage"),
    ("<uuid:pk>/check-ins/<int:week>/", answer_check_in, "check-in"),
    *own_help.PAGES,
    *help_files.OWN_PAGES,
    *own_justice.PAGES,
    *directory.OWN_PAGES,
    *own_check_ins.PAGES,
    *screening.PAGES,
    *things.PAGES,
]
