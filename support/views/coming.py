"""Who can come now, for a ward at 3 a.m. (R123)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from people.access import require
from people.clock import now
from people.lines import NobodyResponsible, in_charge
from support import actions
from support.forms.peers import TeamForm
from support.meeting.peering import here_now
from support.models import Case, ComeNow
from support.opening import part_of
from support.reading.cases import find_case
from support.reading.peers import asked_lately, team_of


def who_can_come(request):
    """Open to everybody who is signed in: help at night must not wait for a role."""
    at = now()
    case = _case(request)
    team = case.team if case else _team(request)
    context = {"case": case, "team": team, "form": TeamForm(initial={"team": team})}
    if team:
        asked = list(asked_lately(request.user, team, at))
        context |= {
            "supporters": here_now(team, at, case=case, asked_by=request.user),
            "asked": asked,
            "asked_ids": {one.to_id for one in asked if not one.answer},
            "in_charge": _in_charge(team, case, request.user),
        }
    return render(request, "support/who_can_come.html", context)


@require_POST
def ask(request):
    """One tap."""
    case = _case(request)
    team = case.team if case else team_of(request.POST.get("team", ""))
    if team is None:
        messages.error(request, "Choose where somebody is needed.")
        return redirect("support:who-can-come")
    able = [one.user for one in here_now(team, now(), case=case, asked_by=request.user)]
    able.append(_in_charge(team, case, request.user))
    to = next((one for one in able if one and str(one.pk) == request.POST.get("to")), None)
    if to is None:
        messages.error(request, "They cannot be asked any more. Choose somebody else.")
    else:
        actions.ask_to_come(to, team, by=request.user)
        messages.success(request, f"{to} has been asked. You will be told when they answer.")
    query = {"case": case.pk} if case else {"team": team.pk}
    return redirect(f"{reverse('support:who-can-come')}?{urlencode(query)}")


def asked(request, pk):
    """Where to call, for whoever was asked; the answer, for whoever asked."""
    found = ComeNow.objects.visible_to(request.user).select_related("to", "asked_by", "team__site")
    one = get_object_or_404(found, pk=pk)
    if request.method == "POST":
        require(one.to_id == request.user.pk)
        if request.POST.get("answer") in ComeNow.Answer.values:
            actions.answer_come(one, by=request.user, answer=request.POST["answer"])
            messages.success(request, f"Thank you. {one.asked_by} is told.")
        else:
            messages.info(request, "Choose one of the answers.")
        return redirect("support:come-now", pk)
    context = {"one": one, "answers": ComeNow.Answer.choices, "is_mine": one.to_id == request.user.pk}
    return render(request, "support/come_now.html", context)


def _case(request) -> Case | None:
    """The case that it is asked from, when the reader may open it: then nobody who is part of it is shown."""
    pk = request.POST.get("case") or request.GET.get("case")
    return find_case(request.user, pk) if pk and len(pk) == 36 else None


def _team(request):
    return team_of(request.GET.get("team", "")) or request.user.team


def _in_charge(team, case, user):
    """The next of the line, when nobody is there in this shift."""
    without = {user} | (part_of(case.incident) if case else set())
    try:
        return in_charge(None, team, without=without)
    except NobodyResponsible:
        return None
