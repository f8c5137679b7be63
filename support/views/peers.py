"""The register of peer supporters, a supporter's own page, and putting a colleague in touch with one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from people.access import require
from people.clock import now
from support import actions
from support.access import can_keep_register
from support.deadlines import london_day
from support.forms.peers import CheckForm, FindForm, KeepForm, RulesForm, WhenForm
from support.meeting.gathering import rules
from support.meeting.peering import candidates
from support.reading.peers import (
    cover_map,
    find_supporter,
    in_touch_with,
    own_place,
    register,
    site_of,
    sites,
    state_of,
)
from support.views.cases import of_a_case
from support.workflow import CannotMove


def peers(request):
    require(can_keep_register(request.user))
    page = register(request.GET.get("page"), now())
    site = site_of(request.GET.get("site", ""))
    context = {
        "page": page,
        "cover": cover_map(site),
        "site": site,
        "sites": sites(),
        "newer": page.has_previous() and f"?page={page.number - 1}",
        "older": page.has_next() and f"?page={page.number + 1}",
    }
    return render(request, "support/peers.html", context)


def add(request):
    require(can_keep_register(request.user))
    form = KeepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        supporter = actions.keep_supporter(form.cleaned_data["user"], by=request.user, **form.said())
        messages.success(request, f"{supporter} is on the register")
        return redirect("support:peers")
    return render(request, "support/peer_form.html", {"form": form, "heading": "Add a peer supporter"})


def keep(request, pk):
    require(can_keep_register(request.user))
    supporter = find_supporter(pk)
    form = KeepForm(request.POST or None, supporter=supporter)
    if request.method == "POST" and form.is_valid():
        actions.keep_supporter(supporter.user, by=request.user, **form.said())
        messages.success(request, "Saved")
        return redirect("support:peers")
    waits = [check for check in supporter.all_checks if check.needs_word or check.answered_at is None]
    context = {
        "form": form,
        "supporter": supporter,
        "state": state_of(supporter, now()),
        "check": next((check for check in waits if check.spoken_at is None), None),
    }
    return render(request, "support/peer.html", context)


@require_POST
def had_word(request, pk):
    require(can_keep_register(request.user))
    supporter = find_supporter(pk)
    for check in supporter.all_checks:
        if check.spoken_at is None and (check.needs_word or check.answered_at is None):
            actions.had_word(check, by=request.user)
    messages.success(request, "Noted. What was said is not kept")
    return redirect("support:peer", pk)


def set_rules(request):
    require(can_keep_register(request.user))
    names = ("group_at_most", "ask_every_weeks", "ask_after_sessions")
    form = RulesForm(request.POST or None, initial={name: getattr(rules(), name) for name in names})
    if request.method == "POST" and form.is_valid():
        actions.set_session_rules(by=request.user, **form.cleaned_data)
        messages.success(request, "Saved")
        return redirect("support:peers")
    return render(
        request, "support/peer_form.html", {"form": form, "heading": "Groups, and looking after supporters"}
    )


def mine(request):
    """A supporter's own page: whom they are in touch with, when they are there, and how they are."""
    supporter = own_place(request.user)
    today = london_day(now())
    checks = list(supporter.checks.all())
    what = request.POST.get("what") if request.method == "POST" else None
    when = WhenForm(request.POST if what == "when" else None, supporter=supporter)
    check = CheckForm(request.POST if what == "check" else None)
    if what in ("rest", "back"):
        actions.pause(supporter, by=request.user, paused=what == "rest")
        return _saved(request, "You will not be asked for now" if what == "rest" else "Welcome back")
    if what == "when" and when.is_valid():
        actions.say_when(supporter, by=request.user, **when.said(today))
        return _saved(request, "Saved")
    open_check = next((one for one in checks if one.answered_at is None), None)
    if what == "check" and open_check and check.is_valid():
        actions.answer_check(open_check, by=request.user, answer=check.cleaned_data["answer"])
        return _saved(request, "Thank you for telling us")
    context = {
        "supporter": supporter,
        "matches": in_touch_with(supporter),
        "form": check if what == "check" else when,
        "when": when,
        "check": check if open_check else None,
        "answered": [one for one in checks if one.answered_at],
        "dated": [one for one in when.shifts if one.on and one.on >= today],
    }
    return render(request, "support/peer_mine.html", context)


def _saved(request, words):
    messages.success(request, words)
    return redirect("support:peer-mine")


@require_POST
def end_mine(request, pk):
    """A supporter and a colleague are done for now."""
    match = get_object_or_404(
        own_place(request.user).matches.filter(ended_at=None).select_related("case"), pk=pk
    )
    actions.end_match(match, by=request.user)
    return _saved(request, "Noted")


@of_a_case
def find(request, case):
    at = now()
    match = case.matches.filter(ended_at=None).first()
    found = candidates(case, at, other_team=bool(match and match.other_team))
    form = FindForm(request.POST or None, candidates=found)
    if request.method == "POST" and form.is_valid():
        supporter = form.candidates[form.cleaned_data["supporter"]]
        try:
            actions.put_in_touch(case, supporter, by=request.user, at=at)
        except CannotMove:
            messages.error(request, "Support is not under way. Start it again first.")
        else:
            messages.success(request, f"{supporter} is told and gets in touch with {case.person}")
        return redirect("support:case", case.pk)
    context = {"case": case, "name": str(case.person), "form": form, "found": found, "match": match}
    return render(request, "support/peer_find.html", context)


@of_a_case
@require_POST
def end(request, case):
    match = get_object_or_404(case.matches, ended_at=None)
    actions.end_match(match, by=request.user)
    messages.success(request, "Noted. Another one can be asked for at any time")
    return redirect("support:case", case.pk)
