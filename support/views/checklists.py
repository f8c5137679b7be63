"""The two checklists: to read, to print, to tick in a case, and to word in the settings (B6, R29, R140)."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from nhsuk import pdf
from people.access import require
from support import access, actions
from support.editing import checklists
from support.forms.checklists import ChecklistForm, TicksForm
from support.models import ChecklistVersion
from support.recording import CannotRecord
from support.views.cases import of_a_case

MANAGER, COLLEAGUE = ChecklistVersion.Kind.MANAGER, ChecklistVersion.Kind.COLLEAGUE
TITLES = {
    MANAGER: "When a colleague has been hurt or shaken",
    COLLEAGUE: "If something happens to you at work",
}


def manager(request):
    context = _listed(MANAGER) | {"back": reverse("support:worklist")}
    return render(request, "support/checklist.html", context)


def colleague(request):
    context = _listed(COLLEAGUE) | {"back": reverse("support:me")}
    return render(request, "support/checklist.html", context)


def printed(request, kind):
    """As a tagged PDF, for the wall and the folder."""
    if kind not in ChecklistVersion.Kind.values:
        raise Http404
    html = render_to_string("support/checklist_print.html", _listed(kind))
    headers = {"Content-Disposition": f'attachment; filename="checklist-{kind}.pdf"'}
    return HttpResponse(pdf.render(html, css="print.css"), content_type="application/pdf", headers=headers)


@of_a_case
def in_case(request, case):
    """What this case already shows stands as done; the rest can be ticked, and a tick taken back."""
    prefetch_related_objects([case], "stages", "check_ins", "helps", "separations", "ticks__by")
    rows = checklists.shown(case)
    form = TicksForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        actions.tick_checklist(case, by=request.user, **form.said())
        messages.success(request, "Saved")
        return redirect("support:case-checklist", case.pk)
    context = {"case": case, "name": str(case.person), "rows": rows, "form": form}
    return render(request, "support/case_checklist.html", context)


def settings(request):
    require(access.can_set_pathway(request.user, None))
    kinds = [(kind, TITLES[kind], checklists.latest(kind)) for kind in (MANAGER, COLLEAGUE)]
    return render(request, "support/pathway/checklists.html", {"kinds": kinds})


def word(request, kind):
    """Each row in words of the trust's own; an empty one goes."""
    require(access.can_set_pathway(request.user, None))
    if kind not in ChecklistVersion.Kind.values:
        raise Http404
    latest, rows = checklists.latest(kind), checklists.rows(kind)
    number = latest.number if latest else 0
    form = ChecklistForm(request.POST or None, rows=rows, initial={"seen": number})
    context = {"title": TITLES[kind], "latest": latest, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.word_checklist(kind, form.said(), by=request.user, seen=form.cleaned_data["seen"])
        except actions.Changed:
            form.show_again(number)
            return render(request, "support/pathway/checklist.html", context | {"conflict": True}, status=409)
        except CannotRecord as missing:
            form.add_error(None, missing.faults["rows"])
        else:
            messages.success(request, "The checklist is published")
            return redirect("pathway:checklists")
    return render(request, "support/pathway/checklist.html", context)


def _listed(kind):
    latest = checklists.latest(kind)
    return {
        "kind": kind,
        "title": TITLES[kind],
        "rows": checklists.rows(kind),
        "latest": latest,
        "is_ours": latest is None,
    }
