"""Practical help on a colleague's own page: ask for it, say yes or no, say what should be taken into account."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from people.access import require
from support import access, actions
from support.forms.help import HelpForm
from support.help import PERSON, TRACKS, Step, Track
from support.models import Case
from support.practical import help_page
from support.reading.help import helps_of, own_help
from support.recording import CannotRecord
from support.workflow import CannotMove, CaseStatus, HelpStatus, HelpStepStatus

ALONE = frozenset({PERSON})


@dataclass(frozen=True)
class Own:
    """The help of one case, and what may still be asked for."""

    helps: list[help_page.Page]
    may_ask: list[Track]


def own(cases: list[Case], oneself, at) -> dict:
    """Case id to its help, in the same number of queries for one case and for many."""
    cases = [case for case in cases if case.status != CaseStatus.MERGED]
    found: dict = {case.pk: [] for case in cases}
    for help in helps_of(cases):
        found[help.case_id].append(help_page.page(help, ALONE, at))
    return {pk: Own(sorted(helps, key=_order), _may_ask(helps)) for pk, helps in found.items()}


def _order(page):
    """What waits for their own answer first, what is settled last."""
    waits = page.asks or any(point.waits_for_person for point in page.points)
    return not page.is_open, not waits


def _may_ask(helps):
    under_way = {page.help.track for page in helps if page.is_open}
    return [track for key, track in TRACKS.items() if track.ask and (track.many or key not in under_way)]


@require_POST
def ask(request, pk):
    """Ask for one kind of help; asking opens support again where it had been declined."""
    case = get_object_or_404(Case.objects.about(request.oneself).select_related("lead"), pk=pk)
    require(access.can_answer_for_self(request.oneself, case))
    track = TRACKS.get(request.POST.get("track", ""))
    if track is None or not track.ask:
        messages.info(request, "Choose what you would like to ask for.")
        return redirect(request.own_home)
    try:
        actions.open_help(case, track.key, by=request.oneself)
    except CannotMove:
        messages.info(request, "This report goes on as one with another. Please ask there.")
    else:
        messages.success(request, f"Thank you for asking. {case.lead} has been told and will be in touch.")
    return redirect(request.own_home)


@require_POST
def answer(request, pk):
    """Yes or no to what was proposed, to passing it on, or to the help itself."""
    help = own_help(request.oneself, pk)
    said, key = request.POST.get("answer", ""), request.POST.get("step", "")
    by = request.oneself
    answers = {
        "agree": (
            lambda: actions.agree_help(help, key, by=by, yes=True),
            "Thank you. It counts from now on.",
        ),
        "refuse": (
            lambda: actions.agree_help(help, key, by=by, yes=False),
            "That is fine. You will be asked what would suit you.",
        ),
        "share": (lambda: actions.share_help(help, by=by, yes=True), "Thank you. It is passed on now."),
        "unshare": (
            lambda: actions.share_help(help, by=by, yes=False),
            "That is fine. It is not passed on any more.",
        ),
        "no": (
            lambda: actions.settle_help(help, by=by, status=HelpStatus.DECLINED),
            "That is fine. You can ask for it again at any time.",
        ),
        "again": (lambda: actions.reopen_help(help, by=by), "It is under way again."),
    }
    act, words = answers.get(said, (None, ""))
    known = not key or key in TRACKS[help.track].parts
    if act is None or not known or (said in ("agree", "refuse") and not key):
        messages.info(request, "Choose one of the answers.")
        return redirect(request.own_home)
    try:
        act()
    except CannotMove:
        messages.info(request, "This was answered already. The page below shows how it stands now.")
    else:
        messages.success(request, words)
    return redirect(request.own_home)


def step(request, pk, key):
    """What only they themselves may say. It is read while they share it, and can be taken back."""
    help = own_help(request.oneself, pk)
    part = TRACKS[help.track].parts.get(key)
    if not isinstance(part, Step) or part.owner != PERSON:
        raise Http404
    require(access.records_as(access.reads_as(request.oneself, help), help, key))
    names = frozenset(field.key for field in part.fields)
    form = HelpForm(
        request.POST if request.method == "POST" else None,
        part=part,
        names=names,
        answers=help.facts.get(key, {}),
        by_person=True,
    )
    if request.method == "POST" and form.is_valid():
        taken_back = "back" in request.POST
        outcome = HelpStepStatus.DECLINED if taken_back else HelpStepStatus.DONE
        said = {} if taken_back else form.said()
        try:
            actions.record_help(help, key, by=request.oneself, outcome=outcome, answers=said)
        except CannotRecord as missing:
            form.show(missing.faults)
        except CannotMove:
            messages.info(request, "This help is not under way any more.")
            return redirect(request.own_home)
        else:
            messages.success(
                request, "It is not shared any more." if taken_back else "Thank you. It is noted."
            )
            return redirect(request.own_home)
    context = {
        "help": help,
        "track": TRACKS[help.track],
        "part": part,
        "form": form,
        "shared": help.steps.get(key=key).status == HelpStepStatus.DONE,
        "readers": readers_of(help, part),
        "layout": request.layout,
    }
    return render(request, "support/my_help.html", context)


def readers_of(help, part) -> list[str]:
    """Who else reads what they say here."""
    track = TRACKS[help.track]
    return list(help_page.reader_words(help, track.readers_of(part) - {PERSON}))


PAGES = [
    ("<uuid:pk>/ask/", ask, "ask"),
    ("help/<uuid:pk>/", answer, "help"),
    ("help/<uuid:pk>/steps/<slug:key>/", step, "help-step"),
]
