"""The quick route: a poster's three questions, the page that says thank you, and what the code on it is good for.

Nobody is signed in here, whoever holds the phone: config/unmarked.py takes the cookies away before anything reads them.
That is why the forms carry no token against forged ones: another site that sends one here does so with nobody's rights,
as it could from its own server.
"""

import logging

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from incidents import actions, after, flood, posters, quick
from incidents.forms.quick import AddForm, CodeForm, LettersForm, QuickForm
from people.lines import NobodyResponsible

log = logging.getLogger(__name__)
HEADINGS = {
    "what": "What happened?",
    "whom": "Who did it happen to?",
    "safe": "Is everybody safe now?",
}


@login_not_required
@require_GET
def start(request):
    """For those who cannot scan: the letters on the poster."""
    form = LettersForm(request.GET or None)
    if form.is_valid():
        team = posters.team_with(form.cleaned_data["letters"])
        if team:
            return redirect("incidents:quick", team.poster_code)
        form.add_error("letters", "No poster has these letters now. Check them, or look for a newer poster")
    return render(request, "incidents/quick_start.html", {"form": form})


@login_not_required
@csrf_exempt
def ask(request, code):
    """One question a page, each answer a button. The third sends; nothing is kept anywhere before that."""
    team = posters.team_with(code)
    if team is None:
        return render(request, "incidents/quick_gone.html", status=404)
    form = QuickForm(request.POST if request.method == "POST" else {})
    answers = form.answers()
    if len(answers) == len(QuickForm.ASKED) and form.is_valid():
        return _send(request, team, form)
    asked = QuickForm.ASKED[min(len(answers), 2)]
    typed = {name: request.POST.get(name, "") for name in ("sentence", "reach")}
    context = {
        "team": team,
        "name": asked,
        "heading": HEADINGS[asked],
        "choices": form.fields[asked].choices,
        "carried": [(name, answers[name]) for name in QuickForm.ASKED if name in answers and name != asked],
        "said": [
            {"words": dict(form.fields[name].choices)[answers[name]], "before": list(answers.items())[:place]}
            for place, name in enumerate(answers)
            if name != asked
        ],
        "is_sexual": quick.WHAT[answers["what"]].is_sexual if "what" in answers else False,
        "code": quick.tidy(request.POST.get("code", "")) or quick.make_code(),
        "confidential": posters.CONFIDENTIAL,
    }
    if asked == "safe":
        too_much = any(name in form.errors for name in typed)
        context["extra"] = form if too_much else QuickForm(initial=typed)
        context["is_wrong"] = too_much
        context["form"] = form if too_much else None
    return render(request, "incidents/quick_ask.html", context)


@login_not_required
@csrf_exempt
def finish(request):
    """What the code is good for: it was a mistake, not everybody is safe, or there is more to say."""
    if request.method != "POST":
        return render(request, "incidents/quick_code.html", {"form": CodeForm()})
    if flood.guesses_too_much(request):
        return render(request, "incidents/quick_wait.html", {"guessing": True}, status=429)
    given = CodeForm(request.POST)
    incident = quick.with_code(given.cleaned_data["code"]) if given.is_valid() else None
    if incident is None:
        if given.is_valid():
            given.add_error("code", "No report has this code. Check each letter")
        return render(request, "incidents/quick_code.html", {"form": given})
    context = {"incident": incident, "code": given.cleaned_data["code"]}
    does = {"mistake": _mistake, "unsafe": _unsafe, "add": _add}.get(request.POST.get("do"))
    try:
        return (
            does(request, context) if does else render(request, "incidents/quick_more.html", _more(context))
        )
    except actions.TooLate:
        return render(request, "incidents/quick_more.html", context | {"too_late": True})


def _send(request, team, form):
    """The confirmation comes as the answer itself, not at an address of its own: it holds the code."""
    given = form.cleaned_data
    code = quick.tidy(request.POST.get("code", "")) or quick.make_code()
    if quick.with_code(code) is None:
        verdict = flood.judge(request, team, code, request.POST.get("token", ""))
        if not verdict.may_go:
            context = {"team": team, "given": given, "code": code, "verdict": verdict}
            return render(
                request, "incidents/quick_wait.html", context, status=429 if verdict.is_refused else 200
            )
    try:
        incident = actions.report_quick(team=team, code=code, **given)
    except NobodyResponsible as missing:
        log.error("A quick report could not be sent: %s", missing)
        context = {"team": team, "given": given, "code": code, "nobody": True}
        return render(request, "incidents/quick_wait.html", context, status=409)
    return render(request, "incidents/quick_sent.html", _sent(incident, code))


def _sent(incident, code, **more):
    return {
        "incident": incident,
        "code": code,
        "unsafe": incident.everyone_safe == incident.Answer.NO,
        "help": after.help_with(incident),
        "form": AddForm(),
        **more,
    }


def _mistake(request, context):
    actions.take_back(context["incident"])
    return render(request, "incidents/quick_more.html", context | {"taken_back": True})


def _unsafe(request, context):
    incident = actions.not_safe(context["incident"])
    return render(request, "incidents/quick_sent.html", _sent(incident, context["code"]))


def _more(context, data=None):
    incident = context["incident"]
    waiting = incident.involved.filter(is_named=False).count()
    return context | {"form": AddForm(data, waiting=waiting, whom=incident.quick.whom)}


def _add(request, context):
    context = _more(context, request.POST)
    form = context["form"]
    if not form.is_valid():
        return render(request, "incidents/quick_more.html", context)
    given = {
        name: form.cleaned_data.get(name) for name in ("what_happened", "place", "occurred_time", "reach")
    }
    actions.add_to_quick(context["incident"], people=form.people(), **given)
    return render(request, "incidents/quick_more.html", context | {"form": None, "added": True})
