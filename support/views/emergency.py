"""Opening support in an emergency, and the list of those openings for information governance."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from people.access import require
from support import access, curiosity
from support.actions import emergency as actions
from support.forms.emergency import EmergencyForm, VerdictForm
from support.models import BreakGlass

ON_A_PAGE = 25


def opening(request):
    require(access.can_break_glass(request.user))
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = actions.break_glass(form.cleaned_data["who"], by=request.user, why=form.cleaned_data["why"])
        if case:
            messages.success(
                request, "It is open to you for one hour. Whoever looks after them has been told"
            )
            return redirect("support:case", case.pk)
        form.add_error("who", "Nothing can be opened for this colleague. Call the violence prevention lead")
    return render(request, "support/emergency.html", {"form": form})


def uses(request):
    """Those nobody has looked at first."""
    require(access.can_look_at_emergencies(request.user))
    rows = BreakGlass.objects.visible_to(request.user).select_related(
        "by", "case__lead", "case__team", "looked_by"
    )
    page = Paginator(rows.order_by("looked_at", "-opened_at", "id"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "rows": page.object_list,
        "many": curiosity.shown(request.user),
        "waiting": rows.filter(looked_at=None).count(),
        "newer": page.has_previous() and f"?page={page.number - 1}",
        "older": page.has_next() and f"?page={page.number + 1}",
    }
    return render(request, "support/emergency_uses.html", context)


def use(request, pk):
    if not access.can_look_at_emergencies(request.user):
        raise Http404
    rows = BreakGlass.objects.visible_to(request.user).select_related(
        "by__team", "case__lead", "case__team", "looked_by"
    )
    row = get_object_or_404(rows, pk=pk)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.look_at_emergency(row, by=request.user, verdict=form.cleaned_data["verdict"])
        messages.success(request, "Noted")
        return redirect("support:emergency-uses")
    return render(request, "support/emergency_use.html", {"row": row, "form": form})
