"""A senior leader's word to somebody after a serious incident (R69): whom to write to, and that it was sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from people.trail import record
from support import actions
from support.access import can_run
from support.forms.deciding import SentForm
from support.models import Acknowledgement
from support.views.cases import of_a_case
from support.workflow import CannotMove

THANKS = "Thank you. Your colleague sees that you wrote, and nothing was kept of what you said."
NOTED = "Noted. Nothing more is owed about it."


def acknowledge(request, pk):
    """Opened by the leader who owes it, who sees nothing else of the case, and by those who look after it."""
    wanted = ("case__person__user", "case__person__incident", "case__team", "owner", "sent_by")
    found = Acknowledgement.objects.visible_to(request.user).select_related(*wanted)
    one = get_object_or_404(found, case=pk)
    record("acknowledgement.read", by=request.user, subject=one)
    looks_after = request.user != one.owner and can_run(request.user, one.case)
    form = SentForm(request.POST or None, for_owner=one.owner if looks_after else None)
    if request.method == "POST" and form.is_valid():
        actions.send_acknowledgement(one, by=request.user, **form.cleaned_data)
        messages.success(request, NOTED if looks_after else THANKS)
        return redirect("support:case", pk) if looks_after else redirect("support:acknowledge", pk)
    context = {"one": one, "name": str(one.case.person), "form": form, "looks_after": looks_after}
    return render(request, "support/acknowledge.html", context)


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
