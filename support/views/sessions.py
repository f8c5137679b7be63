"""Sessions: planning one, leading it, recording who came; and the guide for each kind."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from people.access import require
from people.clock import now
from support import actions
from support.access import can_change_session, can_plan_sessions
from support.forms.sessions import ChangeForm, InviteForm, PlanForm, RecordForm, WhoForm
from support.meeting import calendars, guides
from support.models import Session
from support.reading.peers import is_on_register
from support.reading.sessions import SHOWN, cases_to_invite, open_session, sessions
from support.recording import CannotRecord
from support.workflow import CannotMove, SessionStatus

FIND = {
    "label": {"text": "Find a colleague by name"},
    "hint": {"text": "Among those whose support you may see. Whom you have ticked stays ticked."},
}


def session_list(request):
    """Open to everybody: its rows are those that the reader leads or may know of, and for most there are none."""
    shown = request.GET.get("show", "upcoming")
    shown = shown if shown in SHOWN else "upcoming"
    page = sessions(request.user, shown, request.GET.get("page"), now())
    context = {
        "page": page,
        "shown": shown,
        "filters": [(f"?show={key}", words, key == shown) for key, words in SHOWN.items()],
        "newer": page.has_previous() and f"?show={shown}&page={page.number - 1}",
        "older": page.has_next() and f"?show={shown}&page={page.number + 1}",
        "kinds": Session.Kind.choices,
        "is_peer": is_on_register(request.user),
        "can_plan": can_plan_sessions(request.user),
    }
    return render(request, "support/session_list.html", context)


def plan(request):
    """Two pages at one address: who is invited to what, then when, where and by whom."""
    require(can_plan_sessions(request.user))
    chosen, words = [pk for pk in request.GET.getlist("case") if _is_id(pk)], request.GET.get("q", "")[:80]
    found = list(cases_to_invite(request.user, chosen, None, words))
    wanted_by = next((case for case in found if str(case.pk) in chosen), None)
    if wanted_by and not words:
        found = list(cases_to_invite(request.user, chosen, wanted_by))
    said = request.GET if "kind" in request.GET and "find" not in request.GET else None
    who = WhoForm(said, cases=found, initial={"case": chosen, "kind": request.GET.get("kind")})
    if said is None or not who.is_valid():
        return render(
            request, "support/session_who.html", {"form": who, "found": found, "q": words, "find": FIND}
        )
    cases, kind = [who.cases[pk] for pk in who.cleaned_data["case"]], who.cleaned_data["kind"]
    form = PlanForm(request.POST or None, kind=kind, cases=cases, at=now())
    if request.method == "POST" and form.is_valid():
        try:
            session = actions.plan_session(cases, by=request.user, kind=kind, **form.said())
        except (CannotRecord, CannotMove) as refused:
            form.show(
                getattr(refused, "faults", {"": "Somebody else changed this a moment ago. Start again"})
            )
        else:
            messages.success(request, "It is planned, and everybody is invited")
            return redirect("support:session", session.pk)
    query = urlencode([("case", case.pk) for case in cases])
    context = {
        "form": form,
        "cases": cases,
        "words": Session.Kind(kind).label,
        "back": f"{reverse('support:session-plan')}?{query}",
    }
    return render(request, "support/session_plan.html", context)


def session(request, pk):
    at = now()
    found = open_session(request, pk)
    planned = found.status == SessionStatus.PLANNED
    may_change = can_change_session(request.user, found)
    context = {
        "session": found,
        "guide": guides.guide(found.kind),
        "planned": planned,
        "may_change": planned and may_change,
        "may_invite": planned and found.is_group and can_plan_sessions(request.user),
        "may_record": planned and may_change and found.starts_at <= at and not found.seeks_leader,
        "reports": {one.case_id for one in found.shown} if not found.is_led else set(),
    }
    return render(request, "support/session.html", context)


def record(request, pk):
    found = open_session(request, pk)
    require(can_change_session(request.user, found))
    coming = [one for one in found.invited if one.is_coming]
    form = RecordForm(request.POST or None, session=found, coming=coming)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_session(found, by=request.user, said=form.said())
        except CannotMove:
            messages.error(request, "Somebody else recorded this a moment ago. Nothing was changed.")
            return redirect("support:session", pk)
        except CannotRecord as missing:
            form.add_error(None, str(missing))
        else:
            messages.success(request, "Recorded. Thank you")
            return redirect("support:session", pk)
    context = {"session": found, "form": form, "begun": found.starts_at <= now(), "coming": coming}
    return render(request, "support/session_record.html", context)


def change(request, pk):
    found = open_session(request, pk)
    require(can_change_session(request.user, found))
    if found.status != SessionStatus.PLANNED:
        return redirect("support:session", pk)
    cases = [one.case for one in found.invited if one.is_coming]
    form = ChangeForm(request.POST or None, session=found, cases=cases, at=now())
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_session(found, by=request.user, **form.facts())
        except (CannotRecord, CannotMove) as refused:
            form.show(
                getattr(refused, "faults", {"": "Somebody else changed this a moment ago. Look at it anew"})
            )
        else:
            messages.success(request, "Changed. Everybody who is invited is told")
            return redirect("support:session", pk)
    return render(request, "support/session_change.html", {"session": found, "form": form})


def invite(request, pk):
    """Whoever looks after others may invite them to a group that is planned; its leader cannot, who sees no case."""
    found = open_session(request, pk)
    require(can_plan_sessions(request.user))
    if found.status != SessionStatus.PLANNED or not found.is_group:
        return redirect("support:session", pk)
    coming = [one.case for one in found.invited if one.is_coming]
    known = {case.pk for case in coming}
    near, words = (
        next((one.case for one in found.shown if not found.is_led), None),
        request.GET.get("q", "")[:80],
    )
    cases = [case for case in cases_to_invite(request.user, [], near, words) if case.pk not in known]
    form = InviteForm(request.POST or None, session=found, cases=cases, coming=coming, at=now())
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        try:
            actions.invite_more(found, chosen, by=request.user, voluntary={case.pk for case in chosen})
        except (CannotRecord, CannotMove):
            messages.error(request, "Somebody else changed this a moment ago. Nothing was changed.")
        else:
            messages.success(request, "They are invited")
        return redirect("support:session", pk)
    context = {"session": found, "form": form, "cases": cases, "q": words}
    return render(request, "support/session_invite.html", context | {"find": {"label": FIND["label"]}})


@require_POST
def cancel(request, pk):
    found = open_session(request, pk)
    require(can_change_session(request.user, found))
    try:
        actions.cancel_session(found, by=request.user)
    except CannotMove:
        messages.error(request, "Somebody else changed this a moment ago. Nothing was changed.")
    else:
        messages.success(request, "It is called off. Everybody who was invited is told")
    return redirect("support:session", pk)


@require_safe
def calendar(request, pk):
    """The leader's calendar file."""
    found = open_session(request, pk)
    require(found.is_led)
    return as_file(calendars.for_leader(found))


def as_file(attachment) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{attachment.name}"'}
    return HttpResponse(attachment.content, content_type=f"{attachment.kind}; charset=utf-8", headers=headers)


def guide(request, kind):
    """What to do in such a talk, on screen or on paper (R56, R57)."""
    if kind not in Session.Kind.values:
        raise Http404
    return render(request, "support/session_guide.html", {"guide": guides.guide(kind)})


def _is_id(text):
    return len(text) == 36 and text.count("-") == 4
