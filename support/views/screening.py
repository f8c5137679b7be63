"""The screening questionnaire: on somebody's own page, for occupational health by consent, and its licence."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from people.access import require
from people.clock import now
from support import access, actions
from support.access import screening as may
from support.contact import screening
from support.forms.screening import AnswersForm, LicenceForm
from support.models import Case, Screening
from support.reading.screening import open_screening
from support.recording import CannotRecord

ON_A_PAGE = 25


def own(cases: list[Case], oneself, at) -> dict:
    return screening.own(cases, oneself, at)


def answer(request, pk):
    """While it is switched off, or before its day, there is no such page."""
    case, licence = _own_case(request, pk)
    if "decline" in request.POST:
        actions.decline_screening(case, by=request.oneself)
        messages.success(request, "That is fine. The questions stay here if you ever want them.")
        return redirect(request.own_home)
    form = AnswersForm(request.POST or None, licence=licence)
    if request.method == "POST" and form.is_valid():
        actions.answer_screening(case, by=request.oneself, answers=form.answers)
        messages.success(request, "Thank you. What your answers say stands below. Only you see it.")
        return redirect(request.own_home)
    context = {"case": case, "form": form, "licence": licence, "layout": request.layout}
    return render(request, "support/my_screening.html", context)


@require_POST
def share(request, pk):
    case, _ = _own_case(request, pk)
    if "withdraw" in request.POST:
        actions.withdraw_screening(case, by=request.oneself)
        messages.success(request, "Nobody else can read your answers any more.")
    else:
        actions.share_screening(case, by=request.oneself)
        messages.success(request, "Occupational health can read your answers now. You can take this back.")
    return redirect(request.own_home)


def _own_case(request, pk):
    wanted = ("lead", "person__user", "person__incident")
    case = get_object_or_404(Case.objects.about(request.oneself).select_related(*wanted), pk=pk)
    require(access.can_answer_for_self(request.oneself, case))
    licence = screening.in_force()
    if (
        licence is None
        or not screening.is_offered(case, licence, now())
        or getattr(request.oneself, "by_hand", False)
    ):
        raise Http404
    return case, licence


def shared(request):
    """For occupational health: what colleagues have shared with them, the newest first."""
    rows = (
        Screening.objects.visible_to(request.user)
        .select_related("case__person__user", "case__team__site")
        .order_by("-answered_at", "-id")
    )
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "answered": page.object_list,
        "newer": page.has_previous() and f"?page={page.number - 1}",
        "older": page.has_next() and f"?page={page.number + 1}",
    }
    return render(request, "support/shared.html", context)


def shared_one(request, pk):
    """Opening it writes the trail; the colleague sees who has read it, and when."""
    found = open_screening(request.user, pk)
    return render(request, "support/shared_one.html", {"answered": screening.Answered(found)})


def licence(request):
    """Administrators record the permission here. The page says nothing of who answered, or whether anybody did."""
    require(may.can_set_licence(request.user))
    last = screening.latest()
    form = LicenceForm(request.POST or None, licence=last)
    if request.method == "POST" and "off" in request.POST:
        actions.switch_off_screening(by=request.user)
        messages.success(request, "The questionnaire is switched off. Nothing of it shows anywhere.")
        return redirect("support:screening-licence")
    if request.method == "POST" and form.is_valid():
        is_on = "on" in request.POST
        try:
            actions.set_screening_licence(by=request.user, is_on=is_on, **form.said())
        except CannotRecord as missing:
            form.show(missing.faults)
        else:
            messages.success(
                request, "The questionnaire is switched on." if is_on else "Saved. It is switched off."
            )
            return redirect("support:screening-licence")
    return render(request, "support/screening_licence.html", {"form": form, "last": last})


PAGES = [
    ("<uuid:pk>/questions/", answer, "questions"),
    ("<uuid:pk>/questions/share/", share, "questions-share"),
]
