"""Looking after one colleague: their pathway, and one page to record each step."""

from functools import wraps

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from incidents.access import can_name_people
from people.clock import now
from support import actions, alongside, emergencies, employers, pathway, timeline
from support.contact import wished
from support.deadlines import london_day
from support.forms.cases import HandOverForm, StageForm, WhyForm
from support.leading import may_lead
from support.meeting import meetings
from support.practical import help_page
from support.reading import ReasonNeeded, open_case, unseal
from support.recording import CannotRecord
from support.steps import all_steps
from support.suggestions import SUGGESTIONS
from support.visits import doors_shown
from support.workflow import CannotMove, CaseStatus

# What else stands on the page of a case: functions of (case, user, at) that give the context of their own fragment.
PARTS = (
    emergencies.shown,
    wished.shown,
    help_page.shown,
    meetings.of_case,
    alongside.shown,
    employers.shown,
    doors_shown.shown,
    doors_shown.leaflets,
)


def of_a_case(view):
    """The case stands opened before the page runs; a sealed one asks for a reason first."""

    @wraps(view)
    def opened(request, pk, **kwargs):
        try:
            case = open_case(request, pk)
        except ReasonNeeded as needed:
            return ask_why(request, needed.case)
        return view(request, case, **kwargs)

    return opened


def ask_why(request, case):
    form = WhyForm(request.POST if "why" in request.POST else None)
    if form.is_valid():
        unseal(request, case, form.cleaned_data["why"])
        return redirect(request.get_full_path())
    return render(request, "support/why.html", {"form": form})


@of_a_case
def case(request, case):
    at = now()
    name = str(case.person)
    prefetch_related_objects([case], *timeline.SHOWN)
    owed = all_steps(case, name, request.user, at)
    context = {
        "case": case,
        "name": name,
        "step": owed[0] if owed else None,
        "to_do": [step for step in owed[1:] if step.to_do],
        "still_owed": [step for step in owed[1:] if not step.to_do],
        "points": timeline.points(case, at),
        "check_ins": timeline.check_ins(case, at),
        "is_open": case.status == CaseStatus.OPEN,
        "may_open_report": can_name_people(request.user, case.incident),
    }
    for part in PARTS:
        context |= part(case, request.user, at)
    return render(request, "support/case.html", context)


@of_a_case
def stage(request, case, key):
    """One form for every stage. When somebody else was quicker, nothing that was typed is lost."""
    at = now()
    stage, rule = case.stages.filter(key=key).first(), case.version.rules.filter(key=key).first()
    if stage is None:
        raise Http404
    moves = list(stage.moves.select_related("by"))
    made = {"rule": rule, "stage": stage, "leaders": may_lead(rule, case, london_day(at))}
    form = StageForm(request.POST or None, initial={"seen": len(moves)}, **made)
    context = {
        "case": case,
        "name": str(case.person),
        "stage": stage,
        "row": pathway.STAGES[key],
        "window": timeline.window_words(rule, stage),
        "until": timeline.until(stage),
        "moves": moves,
        "is_open": case.status == CaseStatus.OPEN,
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_stage(case, key, by=request.user, **form.said())
        except (actions.Changed, CannotMove):
            fresh = request.POST.copy()
            fresh["seen"] = stage.moves.count()
            stage.refresh_from_db()
            context |= {
                "moves": stage.moves.select_related("by"),
                "form": StageForm(fresh, **made),
                "conflict": True,
            }
            return render(request, "support/stage.html", context, status=409)
        except CannotRecord as missing:
            form.add_error(None, str(missing))
        else:
            messages.success(request, f"{pathway.STAGES[key].name}: recorded")
            return redirect("support:case", case.pk)
    return render(request, "support/stage.html", context | {"form": form})


@of_a_case
def hand_over(request, case):
    form = HandOverForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        actions.hand_over(case, form.cleaned_data["to"], form.cleaned_data["why"], by=request.user)
        messages.success(request, f"{form.cleaned_data['to']} looks after {case.person} now")
        return redirect("support:worklist")
    return render(request, "support/hand_over.html", {"case": case, "name": str(case.person), "form": form})


@of_a_case
@require_POST
def promises(request, case, key):
    """Take up what an answer suggests, or say that it is done."""
    if key not in SUGGESTIONS:
        raise Http404
    done = "done" in request.POST
    (actions.keep_promise if done else actions.promise)(case, key, by=request.user)
    messages.success(request, "Marked as done" if done else "Added to what is owed")
    return redirect("support:case", case.pk)


@of_a_case
@require_POST
def end(request, case):
    """End support, note that they want none for now, or start it again."""
    try:
        if "declined" in request.POST:
            actions.decline_support(case, by=request.user)
            messages.success(request, f"{case.person} will not be asked again for now")
        elif case.status == CaseStatus.OPEN:
            actions.close_case(case, by=request.user)
            messages.success(request, f"Support for {case.person} has ended. It can start again at any time.")
        else:
            actions.reopen_case(case, by=request.user)
            messages.success(request, f"Support for {case.person} has started again")
    except actions.StillOwed:
        messages.error(
            request,
            "Something is still owed: see Next, and what else is owed. Record each, or why it is not needed, and then end"
            " support.",
        )
    except CannotMove:
        messages.error(request, "Somebody else changed this a moment ago. Nothing was changed.")
    return redirect("support:case", case.pk)
