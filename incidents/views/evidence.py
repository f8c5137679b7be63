"""Adding a photo or document to a report, fetching it, and taking it out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from incidents import access, actions, reading
from incidents.forms.evidence import EvidenceForm, WithdrawForm
from people.access import require


def add(request, reference):
    """What was written beside the file stays in its box when the file is refused."""
    incident = reading.open_incident(request.user, reference)
    require(access.can_add_evidence(request.user, incident))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EvidenceForm(*sent)
    if form.is_valid():
        try:
            actions.add_evidence(
                incident, form.cleaned_data["file"], by=request.user, shows=form.cleaned_data["shows"]
            )
        except actions.NoRoom:
            form.add_error(
                "file",
                "This report holds as many files as it may. Take one out, or bring the file to a person",
            )
        else:
            messages.success(request, "It is added, without anything that says where it was made or by whom.")
            return redirect(
                "incidents:evidence-add" if "another" in request.POST else "incidents:detail", reference
            )
    context = {
        "incident": incident,
        "form": form,
        "evidence": reading.listed_evidence(request.user, incident),
        "choose_again": form.is_bound and "file" not in form.errors,
    }
    return render(request, "incidents/evidence_add.html", context)


@require_safe
def fetch(request, reference, evidence):
    """Always handed over as a file to keep, never shown as a page of ours (security.md F2)."""
    found = reading.open_evidence(request.user, reference, evidence)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.file_name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(bytes(found.content), content_type=found.type, headers=headers)


def withdraw(request, reference, evidence):
    incident = reading.open_incident(request.user, reference)
    found = reading.one_of_evidence(request.user, incident, evidence)
    require(access.can_withdraw_evidence(request.user, incident, found))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_evidence(found, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, f"{found} is taken out. Nobody can open it any more.")
        return redirect("incidents:detail", reference)
    return render(
        request, "incidents/evidence_withdraw.html", {"incident": incident, "one": found, "form": form}
    )
