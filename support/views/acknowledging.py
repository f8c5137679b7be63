"""A senior leader's word to somebody after a serious incident (R69): whom to write to, and that it was sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from people.trail import record
from support import actions
from support.forms.deciding import SentForm
from support.models import Acknowledgement
from support.views.cases import of_a_case
from support.workflow import CannotMove


def acknowledge(request, pk):
    """Opened by the leader who owes it, who sees nothing else of the case, and by those who look after it."""
    wanted = ("case__person__user", "case__person__incident", "case__team", "owner", "sent_by")
    found = Acknowledgement.objects.visible_to(request.user).select_related(*wanted)
    one = get_object_or_404(found, case=pk)
    record("acknowledgement.read", by=request.user, subject=one)
    form = SentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.send_acknowledgement(one, by=request.user, **form.cleaned_data)
        messages.success(
            request, "Thank you. Your colleague sees that you wrote, and nothing was kept of what you said."
        )
        return redirect("support:acknowledge", pk)
    return render(
        request, "support/acknowledge.html", {"one": one, "name": str(one.case.person), "form": form}
    )


@of_a_case
@require_POST
def ask(request, case):
    try:
        one = actions.ask_for_acknowledgement(case, by=request.user)
    except CannotMove:
        messages.error(request, "Support is not under way. Nothing was changed.")
    else:
        messages.success(request, f"{one.owner} has been asked")
    return redirect("support:case", case.pk)
