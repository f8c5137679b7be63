"""What was sent in confidence, for those it was sent to: the list, why it is opened, the talk, and what comes of it."""

from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from incidents import access
from incidents.actions import confidential_answers as actions
from incidents.forms.confidential import AnotherForm, AnswerForm, CloseForm, OpenSealedForm, ReasonForm
from incidents.reading import confidential as reading
from incidents.workflow import CannotMove
from people.access import require

# A reason holds for so long, then it is asked again.
REASON_HOLDS = timedelta(minutes=30)
OPENED = "opened in confidence"
MOVED = "It has changed meanwhile: it was withdrawn, closed or given to somebody else. Look again."


def inbox(request):
    page = request.GET.get("page", "1")
    page = int(page) if page.isdigit() and len(page) < 5 else 1
    rows, more = reading.confidential_inbox(request.user, page=page)
    context = {
        "rows": rows,
        "newer": f"?page={page - 1}" if page > 1 else "",
        "older": f"?page={page + 1}" if more else "",
    }
    return render(request, "incidents/confidential_inbox.html", context)


def with_reason(view):
    """Gives the view the reason that was said for opening this one; asks for it when there is none, or an old one."""

    @wraps(view)
    def opened(request, pk, **kwargs):
        row = reading.look_at_confidential(request.user, pk)
        why = _reason(request, pk)
        if why:
            return view(request, pk, why, **kwargs)
        form = ReasonForm(request.POST if "why" in request.POST else None)
        if form.is_valid():
            request.session[OPENED] = request.session.get(OPENED, {}) | {
                str(pk): [form.cleaned_data["why"], timezone.now().isoformat()]
            }
            return redirect("incidents:confidential-report", pk)
        return render(request, "incidents/confidential_gate.html", {"row": row, "form": form})

    return opened


@with_reason
def report(request, pk, why):
    return _show(request, pk, why)


@with_reason
def answer(request, pk, why):
    row = reading.look_at_confidential(request.user, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(request, pk, "Your answer waits for them.", actions.answer, row, **form.cleaned_data)
    return _show(request, pk, why, answer_form=form)


@with_reason
def close(request, pk, why):
    row = reading.look_at_confidential(request.user, pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        closing = {"outcome": found["outcome"], "text": found["closing"]}
        return _done(request, pk, "It is closed.", actions.close_confidential, row, **closing)
    return _show(request, pk, why, close_form=form)


@with_reason
def let_in(request, pk, why):
    row = reading.open_confidential(request.user, pk, why=why)
    require(access.can_hand_on(request.user, row))
    people = [
        one for one in access.may_be_handed_to(row, timezone.now()) if one.kind == row.content.get("role")
    ]
    return _choose(request, pk, row, people, "let_in")


@with_reason
def hand_on(request, pk, why):
    row = reading.open_confidential(request.user, pk, why=why)
    require(access.can_hand_on(request.user, row))
    return _choose(request, pk, row, access.may_be_handed_to(row, timezone.now()), "hand_on")


@with_reason
def count(request, pk, why):
    row = reading.look_at_confidential(request.user, pk)
    require(access.can_count_as_ftsu(request.user))
    if request.method == "POST":
        is_case = request.POST.get("is_case") == "yes"
        return _done(request, pk, "Noted.", actions.count_as_ftsu, row, is_case=is_case)
    return redirect("incidents:confidential-report", pk)


@with_reason
def open_sealed(request, pk, why):
    """A sealed report for a writer who said who they are and agreed."""
    row = reading.open_confidential(request.user, pk, why=why)
    require(access.can_hand_on(request.user, row))
    who = actions.said_who(row)
    if not who or not who["may_open"] or row.content.get("incident"):
        raise Http404
    form = OpenSealedForm(request.POST or None, initial={"team": row.content.get("team")})
    if request.method == "POST" and form.is_valid():
        incident = actions.open_sealed(row, by=request.user, kinds=row.content["kinds"], **form.cleaned_data)
        messages.success(request, "The report is open, and support for them has started.")
        return redirect("incidents:detail", incident.reference)
    return render(request, "incidents/confidential_open.html", {"row": row, "form": form, "who": who})


@with_reason
def file(request, pk, why, file):
    """Never shown inside a page: it is saved, and opened by whatever the reader trusts."""
    found = reading.open_confidential_file(request.user, pk, file, why=why)
    response = HttpResponse(found.content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="file-{found.number}{found.suffix}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _reason(request, pk):
    why, at = request.session.get(OPENED, {}).get(str(pk), ("", ""))
    said = parse_datetime(at) if at else None
    return why if said and timezone.now() - said < REASON_HOLDS else ""


def _show(request, pk, why, **forms):
    row = reading.open_confidential(request.user, pk, why=why)
    mine = access.can_hand_on(request.user, row)
    who = actions.said_who(row)
    context = {
        "row": row,
        "said": reading.facts(row.content),
        "lines": reading.lines_of(row),
        "answer_form": forms.get("answer_form") or AnswerForm(),
        "close_form": forms.get("close_form") or CloseForm(),
        "form": forms.get("answer_form") or forms.get("close_form"),
        "is_mine": mine,
        "can_count": access.can_count_as_ftsu(request.user),
        "may_open": mine and who and who["may_open"] and not row.content.get("incident"),
        "helping": row.let_in.all(),
        "readers": reading.readers_of(row),
    }
    return render(request, "incidents/confidential_report.html", context)


def _choose(request, pk, row, people, verb):
    form = AnotherForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        colleague = form.chosen.user
        if verb == "let_in":
            return _done(
                request, pk, f"{colleague} can read it now.", actions.let_in, row, colleague=colleague
            )
        actions.hand_on(row, by=request.user, to=colleague)
        messages.success(request, f"{colleague} has it now, and you can no longer open it.")
        return redirect("incidents:confidential-inbox")
    context = {"row": row, "form": form, "letting_in": verb == "let_in"}
    return render(request, "incidents/confidential_hand_on.html", context)


def _done(request, pk, words, verb, row, **facts):
    try:
        verb(row, by=request.user, **facts)
    except CannotMove:
        messages.error(request, MOVED)
    else:
        messages.success(request, words)
    return redirect("incidents:confidential-report", pk)
