"""Practical help for a colleague: its queue, one track, one form for every step, and what can be opened."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from people.access import require
from people.clock import now
from people.roles import RoleKind
from support import access, actions
from support.forms.help import HandOnForm, HelpForm, OwnTextForm
from support.help import LEAD, TRACKS, TRUST_TEXTS, Log
from support.practical import help_page, help_queue
from support.reading import ReasonNeeded, justice
from support.reading.help import open_help, own_text, own_texts
from support.recording import CannotRecord
from support.views.cases import ask_why, of_a_case
from support.workflow import CannotMove, CaseStatus, HelpStatus, HelpStepStatus


def queue(request):
    """Open to everybody: its rows are those that the reader may see."""
    shown = request.GET.get("show", "mine")
    shown = shown if shown in help_queue.SHOWN else "mine"
    page = Paginator(help_queue.rows(request.user, shown), help_queue.PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": help_queue.with_steps(page.object_list, now()),
        "newer": f"?show={shown}&page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?show={shown}&page={page.next_page_number()}" if page.has_next() else "",
        "may_keep_texts": access.can_keep_texts(request.user),
        "may_tell": bool(access.tracks_to_tell(request.user)),
        "shown": shown,
        "filters": [(f"?show={key}", words, key == shown) for key, words in help_queue.SHOWN.items()],
    }
    return render(request, "support/help_queue.html", context)


def of_help(view):
    """The help stands opened before the page runs; one of a sealed case asks its reader for a reason first."""

    @wraps(view)
    def opened(request, pk, **kwargs):
        try:
            help, readers = open_help(request, pk)
        except ReasonNeeded as needed:
            return ask_why(request, needed.case)
        return view(request, help, readers, **kwargs)

    return opened


@of_help
def track(request, help, readers):
    shown = help_page.page(help, readers, now())
    may_take_up = LEAD in readers and shown.is_open and help.case.status == CaseStatus.OPEN
    context = {
        "shown": shown,
        "suggestions": help_page.suggested_now(shown) if may_take_up else [],
        "name": str(help.case.person),
        "case": help.case,
        "may_open_case": LEAD in readers,
        "may_settle": access.can_settle(request.user, help) and help.case.status == CaseStatus.OPEN,
        "may_read_files": TRACKS[help.track].takes_files and access.can_read_help_files(request.user, help),
        "may_hand_on": shown.is_open
        and help.case.status == CaseStatus.OPEN
        and access.can_hand_on(request.user, help),
        "may_let_see": access.can_let_role_see(request.user, help) and help.case.status == CaseStatus.OPEN,
        "asked_by": dict(RoleKind.choices).get(TRACKS[help.track].owner, ""),
        "told": help_page.told(help) if help.status == HelpStatus.OPEN else [],
        "beside": justice.beside_help(help, request.user, readers),
    }
    return render(request, "support/help.html", context)


@of_help
def step(request, help, readers, key):
    """One form for every step and every log."""
    if key not in TRACKS[help.track].parts:
        raise Http404
    part = TRACKS[help.track].worded(key, help.wording)
    require(access.records_as(readers, help, key))
    names = access.fields_for(readers, help)[key]
    made = {"part": part, "names": names, "answers": {} if isinstance(part, Log) else help.facts.get(key, {})}
    seen = help.entries.filter(key=key).count()
    form = HelpForm(request.POST if request.method == "POST" else None, initial={"seen": seen}, **made)
    is_open = help.status == HelpStatus.OPEN and help.case.status == CaseStatus.OPEN
    context = {
        "help": help,
        "name": str(help.case.person),
        "track": TRACKS[help.track],
        "part": part,
        "is_log": isinstance(part, Log),
        "point": _point(help, readers, key),
        "own_text": own_text(getattr(part, "trust_text", "")),
        "is_open": is_open,
    }
    if request.method == "POST" and "seen_to" in request.POST:
        return _seen_to(request, help, key)
    if request.method == "POST" and form.is_valid():
        try:
            _record(help, part, form, request.user)
        except CannotRecord as missing:
            form.show(missing.faults)
        except CannotMove:
            fresh = request.POST.copy()
            fresh["seen"] = help.entries.filter(key=key).count()
            context |= {"conflict": True, "form": HelpForm(fresh, **made)}
            return render(request, "support/help_step.html", context, status=409)
        else:
            messages.success(request, f"{part.name}: recorded")
            return redirect("support:help", help.pk)
    return render(request, "support/help_step.html", context | {"form": form})


def _record(help, part, form, by):
    data = form.cleaned_data
    if isinstance(part, Log):
        actions.add_entry(help, part.key, by=by, on=data["on"], answers=form.said())
    else:
        actions.record_help(
            help, part.key, by=by, outcome=data["outcome"], answers=form.said(), seen=data["seen"]
        )


def _seen_to(request, help, key):
    """The reminder of a date has done its work."""
    try:
        actions.record_help(help, key, by=request.user, outcome=HelpStepStatus.DONE)
    except CannotMove:
        messages.error(request, "This is not under way. Nothing was changed.")
    else:
        messages.success(request, "Marked as seen to")
    return redirect("support:help", help.pk)


def _point(help, readers, key):
    return next(one for one in help_page.page(help, readers, now()).points if one.part.key == key)


@of_help
@require_POST
def settle(request, help, readers):
    """Finish it, note that it is not wanted, or take it up again."""
    try:
        if "again" in request.POST:
            actions.reopen_help(help, by=request.user)
            messages.success(request, "It is under way again")
        else:
            status = HelpStatus.DECLINED if "declined" in request.POST else HelpStatus.CLOSED
            actions.settle_help(help, by=request.user, status=status)
            messages.success(request, "Nothing more is owed for it. It can be taken up again at any time.")
    except CannotMove:
        messages.error(request, "Somebody else changed this a moment ago. Nothing was changed.")
    return redirect("support:help", help.pk)


@of_help
def hand_on(request, help, readers):
    """To another who holds the role, with a reason from the list."""
    require(access.can_hand_on(request.user, help))
    form = HandOnForm(request.POST or None, help=help)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_on_help(help, by=request.user, **form.cleaned_data)
            messages.success(
                request, f"{form.cleaned_data['to']} sees to it from now on. Both of you are told."
            )
        except CannotMove:
            messages.error(request, "It cannot go to them now. Nothing was changed.")
        return redirect("support:help", help.pk)
    context = {"form": form, "help": help, "name": str(help.case.person), "track": TRACKS[help.track]}
    return render(request, "support/help_hand_on.html", context)


@of_help
@require_POST
def let_role_see(request, help, readers):
    """The role that asked for it may know of it now."""
    try:
        actions.let_role_see(help, by=request.user)
        messages.success(request, "Passed on. It is theirs to see to from now on.")
    except CannotMove:
        messages.error(request, "This is not under way. Nothing was changed.")
    return redirect("support:help", help.pk)


@of_a_case
def open_track(request, case):
    """What can be opened for a colleague, and when it helps."""
    key = request.POST.get("track")
    if request.method == "POST" and key in TRACKS:
        try:
            opened = actions.open_help(case, key, by=request.user)
        except CannotMove:
            messages.error(
                request, "Support is not under way, so nothing can be opened. Start support again first."
            )
            return redirect("support:case", case.pk)
        messages.success(request, f"{TRACKS[key].name}: opened")
        return redirect("support:help", opened.pk)
    taken = {help.track for help in case.helps.all() if help.status == HelpStatus.OPEN}
    context = {
        "case": case,
        "name": str(case.person),
        "tracks": [(track, key in taken and not track.many) for key, track in TRACKS.items()],
        "is_open": case.status == CaseStatus.OPEN,
    }
    return render(request, "support/help_open.html", context)


def wording(request):
    """Texts that are the trust's own. What nobody has given us stands empty and is never invented."""
    require(access.can_keep_texts(request.user))
    return render(request, "support/help_wording.html", {"texts": own_texts()})


def word(request, key):
    require(access.can_keep_texts(request.user))
    if key not in TRUST_TEXTS:
        raise Http404
    text = own_text(key)
    form = OwnTextForm(request.POST or None, initial={"words": text.words})
    if request.method == "POST" and form.is_valid():
        actions.write_text(key, form.cleaned_data["words"], by=request.user)
        messages.success(request, f"{text.row.name}: saved")
        return redirect("support:help-wording")
    return render(request, "support/help_word.html", {"text": text, "form": form})
