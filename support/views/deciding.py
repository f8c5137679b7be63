"""What a person decides about one case: suggestions, a settled stage taken up again, its version, keeping apart."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render

from people.clock import now
from support import actions, pathway, versions
from support.deadlines import london_day
from support.editing import following
from support.editing.previewing import lines
from support.forms.deciding import AgainForm, ApartForm, ApartReviewForm, NotTakenForm
from support.forms.pathway import MoveForm
from support.owed.apart import said_when_demobilising
from support.recording import CannotRecord
from support.suggestions import SUGGESTIONS
from support.views.cases import of_a_case
from support.workflow import SETTLED, CannotMove, CaseStatus

CHANGED = "Somebody else recorded something here a moment ago. What you filled in is still here and is not saved yet."


@of_a_case
def not_taken(request, case, key):
    """Why something that the answers suggest is not taken up."""
    if key not in SUGGESTIONS:
        raise Http404
    form = NotTakenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_suggestion(case, key, by=request.user, is_taken=False, **form.cleaned_data)
        except CannotMove:
            messages.error(request, "Support is not under way. Nothing was changed.")
        else:
            messages.success(request, "Decided, and kept with the reason")
        return redirect("support:case", case.pk)
    words = SUGGESTIONS[key].words.format(name=case.person)
    return _page(request, case, form, f"Not now: {_lower(words)}", "Record", "")


@of_a_case
def again(request, case, key):
    """A settled stage is opened again, offered again or done again."""
    stage = case.stages.filter(key=key).first()
    if stage is None or key not in pathway.STAGES:
        raise Http404
    name, may = pathway.STAGES[key].name, stage.status in SETTLED and case.status == CaseStatus.OPEN
    form = AgainForm(request.POST or None, initial={"seen": stage.moves.count()})
    if not may and request.method != "POST":
        messages.info(request, f"{name} is not settled, so there is nothing to take up again.")
        return redirect("support:case", case.pk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_up_again(case, key, by=request.user, **form.said())
        except (actions.Changed, CannotMove):
            form.show_again(stage.moves.count())
            return _page(request, case, form, f"Take up again: {name.lower()}", "Record", CHANGED, status=409)
        messages.success(request, f"{name}: recorded")
        return redirect("support:case", case.pk)
    return _page(
        request, case, form, f"Take up again: {name.lower()}", "Record", "Recovery is not a straight line."
    )


@of_a_case
def version(request, case):
    """Follow the version of the pathway in force at its site, on purpose."""
    in_force = versions.in_force(case.team.site_id)
    form = MoveForm(request.POST or None)
    if in_force.pk == case.version_id or case.status != CaseStatus.OPEN:
        messages.info(request, "This support follows the version in force already.")
        return redirect("support:case", case.pk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_case(case, by=request.user, why=form.cleaned_data["why"])
        except CannotMove:
            messages.error(
                request, "The version in force does not have all stages of this case. Nothing was changed."
            )
        else:
            messages.success(request, f"This support follows version {in_force.number} now")
        return redirect("support:case", case.pk)
    prefetch_related_objects([case], *following.READ)
    at, rules = now(), list(in_force.rules.all())
    context = {
        "case": case,
        "name": str(case.person),
        "version": in_force,
        "lines": lines(rules, [following.changes(case, rules, at)]),
        "weeks": following.weeks_to_add(case, in_force.check_in_weeks, at),
        "team_weeks": following.team_weeks_to_add(case, in_force.team_weeks, at),
        "form": form,
    }
    return render(request, "support/version.html", context)


@of_a_case
def apart(request, case):
    """How they are kept apart from the person who did it: made, or changed."""
    standing = case.separations.filter(ended_at=None).first()
    form = ApartForm(request.POST or None, initial=_apart_so_far(case, standing))
    context = {"case": case, "name": str(case.person), "plan": standing, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_apart(case, by=request.user, **form.said())
        except actions.Changed:
            fresh = case.separations.filter(ended_at=None).first()
            form.show_again(fresh.revision if fresh else None)
            context |= {"plan": fresh, "conflict": CHANGED}
            return render(request, "support/apart.html", context, status=409)
        except CannotRecord as missing:
            for field, words in missing.faults.items():
                form.add_error(field, words)
        except CannotMove:
            form.add_error(None, "Support is not under way. Start it again first.")
        else:
            messages.success(request, "Kept, with the day on which you look at it again")
            return redirect("support:case", case.pk)
    return render(request, "support/apart.html", context)


@of_a_case
def apart_review(request, case):
    standing = case.separations.filter(ended_at=None).first()
    if standing is None:
        return redirect("support:apart", case.pk)
    form = ApartReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_apart(standing, by=request.user, **form.said())
        except CannotRecord as missing:
            for field, words in missing.faults.items():
                form.add_error(field, words)
        except (actions.Changed, CannotMove):
            form.add_error(None, "Somebody else changed this a moment ago. Look at the plan again first.")
        else:
            messages.success(request, "Recorded")
            return redirect("support:case", case.pk)
    words = f"Look again at how {case.person} is kept apart"
    return _page(request, case, form, words, "Record", standing.ways_in_words)


def _apart_so_far(case, standing):
    if standing is None:
        ways, due_at = said_when_demobilising(case)
        return {"ways": ways, "review_on": london_day(due_at) if due_at else None, "seen": None}
    names = ("ways", "area", "rota", "visits", "does_not_want", "risks")
    so_far = {name: getattr(standing, name) for name in names}
    return so_far | {
        "is_agreed": "yes" if standing.is_agreed else "no",
        "review_on": london_day(standing.review_due_at),
        "seen": standing.revision,
    }


def _lower(words):
    return words[:1].lower() + words[1:]


def _page(request, case, form, heading, button, lead, status=200):
    context = {"case": case, "name": str(case.person), "form": form, "heading": heading, "button": button}
    return render(request, "support/one_question.html", context | {"lead": lead}, status=status)
