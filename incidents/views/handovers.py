"""The handover's three questions, the review of a day, and marks that lack a report."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone

from incidents import shifts
from incidents.access import teams as access
from incidents.actions import days as day_actions
from incidents.actions import handovers as actions
from incidents.actions.merging import CannotMerge
from incidents.forms.handovers import HandoverForm, MatchForm, ReviewForm
from incidents.reading import cross as reading
from incidents.reading import marks as marked
from incidents.views.cross import PAGE, day_from
from people.access import require
from people.lines import NobodyResponsible


def handover(request, team):
    """The shift that whoever opens this means; another one can be chosen."""
    team, at = reading.open_team(request.user, team), timezone.now()
    require(access.can_hand_over(request.user, team))
    hours = reading.hours_of(team)
    answered = marked.answered(team, timezone.localdate(at) - 3 * shifts.ONE_DAY)
    found = shifts.to_hand_over(hours, answered, at)
    if found is None:
        messages.error(request, "Your team has no shift to hand over now. Choose a day.")
        return redirect("incidents:cross", team.pk)
    return redirect("incidents:handover-shift", team.pk, found[0].isoformat(), found[1].key)


def shift(request, team, day, shift):
    """Three questions; answered once, they are corrected here."""
    team, day, at = reading.open_team(request.user, team), day_from(day), timezone.now()
    require(access.can_hand_over(request.user, team))
    hours = reading.hours_of(team)
    one = marked.shift_of(hours, day, shift)
    check = marked.check_of(team, day, shift)
    form = HandoverForm(request.POST or None, initial=_now(check))
    answered = request.method == "POST" and form.is_valid() and _answer(request, form, team, day, shift)
    if answered:
        return answered
    return render(
        request,
        "incidents/cross_handover.html",
        {
            "team": team,
            "day": day,
            "shift": one,
            "check": check,
            "said": marked.in_words(check) if check else [],
            "form": form,
            "others": _others(hours, day, one, at),
        },
        status=409 if form.is_bound and form.non_field_errors() else 200,
    )


def _answer(request, form, team, day, shift):
    try:
        check = actions.hand_over(team, by=request.user, day=day, shift=shift, **form.said())
    except actions.CannotAnswer as problem:
        form.add_error(None, f"{problem}.")
    except actions.AnsweredMeanwhile:
        form.data = request.POST.copy()
        form.data["version"] = actions.version_of(marked.check_of(team, day, shift))
        form.add_error(
            None,
            "A colleague has answered for this shift meanwhile. Compare, then save yours again to put it in place of "
            "theirs, or leave this page to keep theirs",
        )
    except NobodyResponsible:
        form.add_error(
            None,
            "Nobody is set up to look after this team. Tell your manager now, then ask them to set it up.",
        )
    else:
        page = "incidents:handover-match" if check.all_reported == "yes" else "incidents:handover-done"
        return redirect(page, team.pk, day.isoformat(), shift)
    return None


def match(request, team, day, shift):
    """Which of the day's reports each mark is."""
    team, day = reading.open_team(request.user, team), day_from(day)
    require(access.can_hand_over(request.user, team))
    check = marked.open_check(team, day, shift)
    waiting = [one for one in marked.of_check(request.user, check) if not one.is_settled]
    if not waiting:
        return redirect("incidents:handover-done", team.pk, day.isoformat(), shift)
    reports = marked.reports_of(request.user, team, reading.hours_of(team), day)
    form = MatchForm(request.POST or None, marks=waiting, reports=reports)
    if request.method == "POST" and form.is_valid():
        actions.match(check, by=request.user, reports=form.matched())
        return redirect("incidents:handover-done", team.pk, day.isoformat(), shift)
    context = {"team": team, "day": day, "check": check, "form": form, "reports": reports}
    return render(request, "incidents/cross_match.html", context)


def done(request, team, day, shift):
    """What was recorded, and what to do now if somebody is not all right."""
    team, day = reading.open_team(request.user, team), day_from(day)
    require(access.can_hand_over(request.user, team))
    check = marked.open_check(team, day, shift)
    context = {
        "team": team,
        "day": day,
        "check": check,
        "shift": marked.shift_of(reading.hours_of(team), day, shift),
        "marks": marked.of_check(request.user, check),
    }
    return render(request, "incidents/cross_done.html", context)


def review(request, team, day):
    """The day after: each mark has its report, and everyone in it was seen to (R96)."""
    team, day = reading.open_team(request.user, team), day_from(day)
    require(access.can_look_after(request.user, team))
    reports = marked.reports_of(request.user, team, reading.hours_of(team), day)
    shown = marked.of_day(request.user, team, day)
    forms = [ReviewForm(request.POST or None, shown=one, reports=reports) for one in shown]
    if request.method == "POST" and not [form for form in forms if not form.is_valid()]:
        found = [day_actions.Found(**form.found()) for form in forms]
        try:
            is_done = day_actions.review_day(team, by=request.user, day=day, found=found)
        except CannotMerge as problem:
            messages.error(request, str(problem))
        else:
            says = (
                "The day is reviewed. Thank you."
                if is_done
                else "Saved. Something is still to do for this day."
            )
            messages.success(request, says)
            return redirect("incidents:cross-review", team.pk, day.isoformat())
    context = {"team": team, "day": day, "forms": forms, "asks": any(form.fields for form in forms)}
    return render(request, "incidents/cross_review.html", context)


def marks(request):
    """Marks that nobody has said the whole of, across the teams somebody looks after."""
    require(access.can_list_marks(request.user))
    page = Paginator(marked.without_a_report(request.user), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "incidents/cross_marks.html",
        {
            "marks": marked.shown_to(request.user, list(page)),
            "newer": f"?page={page.number - 1}" if page.has_previous() else "",
            "older": f"?page={page.number + 1}" if page.has_next() else "",
        },
    )


def _now(check):
    if check is None:
        return {}
    found = {
        "any_incidents": "yes" if check.had_incidents else "no",
        "all_reported": check.all_reported,
        "all_right": "yes" if check.all_right else "no",
        "version": actions.version_of(check),
    }
    return found | marked.counts(check)


def _others(hours, day, shift, at):
    """Links to the shifts around this one that have begun."""
    around = [
        (on, one)
        for on in (day - shifts.ONE_DAY, day, day + shifts.ONE_DAY)
        for one in shifts.shifts_on(on, hours)
    ]
    place = around.index((day, shift))
    near = around[max(0, place - 1) : place] + around[place + 1 : place + 2]
    return [(on, one) for on, one in near if shifts.starts_at(on, one) <= at]
