"""A colleague's own page: what happens next, by whom, and what they may ask for."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from people.clock import now
from support import actions, timeline
from support.models import Case, CheckIn
from support.reading import own_cases
from support.workflow import CannotMove, CaseStatus, StageStatus


@dataclass(frozen=True)
class Own:
    """One case as the colleague it is about sees it."""

    case: Case
    points: list
    offered: list
    check_in: CheckIn | None
    next_at: datetime | None
    is_open: bool


def me(request):
    at = now()
    context = {
        "cases": [_own(case, at) for case in own_cases(request.user)],
        "feelings": CheckIn.Feeling.choices,
    }
    return render(request, "support/me.html", context)


def _own(case, at):
    points = timeline.points(case, at)
    asked = (
        case.check_ins.filter(status__in=timeline.ASKED, due_at__lte=at + timeline.CHECK_IN_SHOWN)
        .order_by("week")
        .first()
    )
    return Own(
        case=case,
        points=points,
        offered=[point for point in points if point.stage.status == StageStatus.OFFERED],
        check_in=asked,
        next_at=case.next_due_at if case.next_due_at and case.next_due_at > at else None,
        is_open=case.status == CaseStatus.OPEN,
    )


def checklist(request):
    """What a colleague may look to after an incident, on paper (B6)."""
    return render(request, "support/checklist_colleague.html")


@require_POST
def answer_support(request, pk):
    """Yes or no to support as a whole, or: please call me."""
    case = _own_case(request, pk)
    answers = {
        "yes": (actions.accept_support, "Thank you. Support goes on as shown below."),
        "no": (
            actions.decline_support,
            "You will not be asked again for now. You can change your mind here.",
        ),
        "call": (actions.ask_for_call, f"{case.lead} has been asked to call you."),
    }
    if request.POST.get("answer") not in answers:
        raise Http404
    action, words = answers[request.POST["answer"]]
    return _done(request, words, action, case)


@require_POST
def answer_stage(request, pk, key):
    case = _own_case(request, pk)
    if not case.stages.filter(key=key).exists():
        raise Http404
    if request.POST.get("answer") == "yes":
        return _done(request, "Thank you. You will be told when it is.", actions.accept_stage, case, key)
    return _done(
        request, "That is fine. You can change your mind here at any time.", actions.decline_stage, case, key
    )


@require_POST
def answer_check_in(request, pk, week):
    case, feeling = _own_case(request, pk), request.POST.get("feeling")
    if feeling not in CheckIn.Feeling.values or not case.check_ins.filter(week=week).exists():
        raise Http404
    return _done(request, "Thank you for telling us.", actions.answer_check_in, case, week, feeling=feeling)


def _own_case(request, pk):
    return get_object_or_404(Case.objects.about(request.user).select_related("lead"), pk=pk)


def _done(request, words, action, case, *args, **kwargs):
    """A second tap, or a tap on a page that has grown old, changes nothing and says so."""
    try:
        action(case, *args, by=request.user, **kwargs)
    except CannotMove:
        messages.info(request, "This was answered already. The page below shows how it stands now.")
    else:
        messages.success(request, words)
    return redirect("support:me")
