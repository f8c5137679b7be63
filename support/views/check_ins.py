"""Asking a colleague how they are: their wishes, the check-in, the team's own, and signs that came late."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from people.clock import now
from support import actions
from support.contact import watching
from support.contact.avoided import names
from support.contact.wished import wishes_of
from support.forms.check_ins import CheckInForm, PreferenceForm, TeamCheckInForm, WatchForm
from support.recording import CannotRecord
from support.views.cases import of_a_case
from support.workflow import CannotMove, CaseStatus


@of_a_case
def check_in(request, case, week):
    asked = case.check_ins.filter(week=week).first()
    if asked is None:
        raise Http404
    tries = list(asked.tries.select_related("by"))
    made = {"signs": watching.is_asked(asked), "tried": tries[-1].how if tries else ""}
    form = CheckInForm(request.POST or None, **made)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_check_in(case, week, by=request.user, **form.cleaned_data)
        except CannotMove:
            messages.error(request, "This check-in was recorded already. Nothing was changed.")
            return redirect("support:case", case.pk)
        except CannotRecord as missing:
            form.add_error("how", missing.faults["how"])
        else:
            messages.success(request, f"Week {week}: recorded")
            return redirect("support:case", case.pk)
    context = {
        "case": case,
        "name": str(case.person),
        "asked": asked,
        "form": form,
        "tries": tries,
        "signs": case.version.signs if made["signs"] else (),
        "wishes": wishes_of(case, request.user, now()),
    }
    return render(request, "support/check_in.html", context)


@of_a_case
def team_check_in(request, case, week):
    asked = case.team_check_ins.filter(week=week).first()
    if asked is None:
        raise Http404
    wish = getattr(case, "preference", None)
    form = TeamCheckInForm(request.POST or None, with_rep=bool(wish and wish.rep_may_be_asked))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_team_check_in(case, week, by=request.user, **form.cleaned_data)
        except CannotMove:
            messages.error(request, "This was recorded already. Nothing was changed.")
        else:
            messages.success(request, f"The team, week {week}: recorded")
        return redirect("support:case", case.pk)
    is_open = case.status == CaseStatus.OPEN and asked.status == asked.Status.AHEAD
    return render(
        request,
        "support/team_check_in.html",
        {"case": case, "asked": asked, "form": form, "is_open": is_open},
    )


@of_a_case
def watch(request, case):
    """Signs that came late: what they are, and what was decided."""
    waiting = case.watches.filter(decided_at=None).first()
    form = WatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_watch(case, by=request.user, **form.cleaned_data)
        except CannotMove:
            messages.error(request, "This was decided already. Nothing was changed.")
        else:
            messages.success(request, "Decided, and recorded")
        return redirect("support:case", case.pk)
    context = {
        "case": case,
        "name": str(case.person),
        "waiting": waiting if case.status == CaseStatus.OPEN else None,
        "decided": case.watches.exclude(decided_at=None).select_related("decided_by"),
        "signs": case.version.signs,
        "form": form,
    }
    return render(request, "support/watch.html", context)


@of_a_case
@require_POST
def notice_sign(request, case):
    try:
        actions.notice_sign(case, by=request.user)
    except CannotMove:
        messages.error(request, f"{case.person} said no to support for now. They can come back at any time.")
        return redirect("support:case", case.pk)
    messages.success(request, "Noted. Decide together what would help now.")
    return redirect("support:watch", case.pk)


@of_a_case
@require_POST
def more(request, case):
    try:
        added = actions.add_check_in(case, by=request.user)
    except CannotMove:
        messages.error(request, "Support is not under way. Start it again first.")
    else:
        messages.success(request, f"Week {added.week} was added")
    return redirect("support:case", case.pk)


@of_a_case
def preferences(request, case):
    """Noted for them by whoever looks after them."""
    wish = getattr(case, "preference", None)
    name = str(case.person)
    never = names(wish)
    # Nobody reads here that it is them, or undoes it by saving the page.
    unread = [one for one in never if one == request.user]
    never = [one for one in never if one != request.user]
    form = PreferenceForm(request.POST or None, wish=wish, never=never, about=name)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        said["never_from"] = list(dict.fromkeys([*said["never_from"], *unread]))
        actions.set_preferences(case, by=request.user, **said)
        messages.success(request, "Noted. What is sent to them keeps to it.")
        return redirect("support:case", case.pk)
    return render(request, "support/preferences.html", {"case": case, "name": name, "form": form})
