"""Reporting an incident: one question a page, check, send, and what happens next."""

import logging
import uuid
from functools import wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from incidents import actions, after, drafting, offline, questions, reading
from incidents.drafting import Written
from incidents.forms.persons import OthersForm, PersonForm
from incidents.models import Draft, Incident
from incidents.questions import QUESTIONS
from people.lines import NobodyResponsible

log = logging.getLogger(__name__)


def start(request):
    """The first question. Its draft is made when it is sent; the id in the page makes one of however many
    copies."""
    question = QUESTIONS["kinds"]
    if request.method != "POST":
        mine = Draft.objects.visible_to(request.user).order_by("-changed_at")[:5]
        context = {
            "question": question,
            "form": question.form(writer=request.user),
            "key": uuid.uuid4(),
            "drafts": mine,
            "policy_url": settings.AFTERCARE_POLICY_URL,
            "policy_version": settings.AFTERCARE_POLICY_VERSION,
            "offline_writer": offline.writer(request.user),
        }
        return render(request, "incidents/report_start.html", context)
    key = _key(request.POST.get("key"))
    if not _sent(request, key).exists():
        actions.start_draft(key, by=request.user)
    return ask(request, key, question.key)


def of_own_draft(view):
    """Gives the view its writer's draft: 404 for anybody else's, the confirmation for one that has been
    sent."""

    @wraps(view)
    def opened(request, draft, *args, **kwargs):
        try:
            return view(request, Draft.objects.visible_to(request.user).get(pk=draft), *args, **kwargs)
        except Draft.DoesNotExist:  # never there, or gone since: sent or deleted in another tab
            get_object_or_404(_sent(request, draft))
            return redirect("incidents:report-sent", draft)

    return opened


@of_own_draft
def ask(request, draft, key):
    """One question of one draft. What is sent is kept before it is judged, so nothing typed is lost."""
    question = QUESTIONS.get(key)
    if question is None or question not in questions.shown(draft.answers):
        raise Http404
    if request.method == "POST":
        typed = drafting.typed(question.form(writer=request.user), request.POST)
        draft = drafting.keep(draft.pk, by=request.user, change=lambda answers: answers.update({key: typed}))
    form = drafting.form_of(draft, question, request.user)
    if request.method == "POST" and form.is_valid():
        return _onward(request, draft)
    _say_what_to_mend(request, draft, question, form)
    return render(request, "incidents/report_question.html", _page(draft, question, form))


@of_own_draft
def others(request, draft):
    """Who else was affected: the list so far, and whether to add another."""
    question = QUESTIONS["others"]
    people = drafting.people_in(draft.answers)
    form = OthersForm(request.POST or None, others=people, writer=request.user)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["more"] == "yes":
            return redirect("incidents:report-person", draft.pk)
        if Written(draft, request.user).affects_nobody():
            form.add_error("more", "Choose yes and add the person who was affected")
        else:
            draft = drafting.keep(
                draft.pk, by=request.user, change=lambda a: a.update({"others": {"more": ["no"]}})
            )
            return _onward(request, draft)
    return render(request, "incidents/report_others.html", _page(draft, question, form) | {"people": people})


@of_own_draft
def person(request, draft):
    """Add one more person who was affected."""
    taken = [one["user"] for one in draft.answers.get("people", []) if one["user"]]
    back = reverse("incidents:report-others", args=[draft.pk])
    form = PersonForm(request.POST or None, writer=request.user, taken=taken)
    if request.method == "POST" and form.is_valid():
        drafting.keep(
            draft.pk, by=request.user, change=lambda answers: drafting.add_person(answers, form.found())
        )
        return redirect("incidents:report-others", draft.pk)
    return render(
        request, "incidents/report_person.html", _page(draft, QUESTIONS["others"], form) | {"back": back}
    )


@require_POST
@of_own_draft
def remove_person(request, draft, person):
    drafting.keep(draft.pk, by=request.user, change=lambda answers: drafting.remove_person(answers, person))
    return redirect("incidents:report-others", draft.pk)


@of_own_draft
def check(request, draft):
    """Everything read back. Sent twice, or twenty times at once, it makes one incident (security.md D1).

    When nobody is left to look after those affected, nothing is sent and the draft stays (R10).
    """
    written = Written(draft, request.user)
    if mend := written.to_mend():
        return redirect(f"{_address(draft, mend[0])}?mend=1")
    nobody = False
    if request.method == "POST":
        try:
            actions.report(by=request.user, **written.arguments())
        except NobodyResponsible as missing:
            log.error("A report could not be sent: %s", missing)
            nobody = True
        else:
            return redirect("incidents:report-sent", draft.pk)
    context = {
        "draft": draft,
        "nobody": nobody,
        "rows": _read_back(draft, written),
        "back": _address(draft, questions.shown(draft.answers)[-1]),
    }
    return render(request, "incidents/report_check.html", context, status=409 if nobody else 200)


def sent(request, draft):
    """The reference, and what happens next for each affected person (R47, R83)."""
    reported = get_object_or_404(_sent(request, draft))
    incident = reading.open_incident(request.user, reported.reference)
    context = {
        "incident": incident,
        "people": after.each_person(incident, request.user),
        "help": after.help_with(incident),
    }
    return render(request, "incidents/report_sent.html", context)


@of_own_draft
def discard(request, draft):
    """Throw a draft away, after asking once."""
    if request.method == "POST":
        actions.discard_draft(draft, by=request.user)
        return redirect("home")
    return render(request, "incidents/report_discard.html", {"draft": draft})


def _sent(request, key):
    """The report that this draft became."""
    return Incident.objects.visible_to(request.user).filter(form_key=key, reporter=request.user)


def _say_what_to_mend(request, draft, question, form):
    """On the way back from the check page: what it found, beside the question."""
    mend = Written(draft, request.user).to_mend() if "mend" in request.GET else None
    if mend and mend[0] == question and mend[1]:
        form.add_error(next(iter(form.fields)), mend[1])


def _key(text):
    """The form's own key; a form that has lost it is a new one, so that nothing typed is lost with it."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()


def _address(draft, question):
    if question.key == "others":
        return reverse("incidents:report-others", args=[draft.pk])
    return reverse("incidents:report-question", args=[draft.pk, question.key])


def _onward(request, draft):
    """The first page not sent yet; the check page when all have been, or when the reporter has had enough."""
    following = questions.first_unseen(draft.answers)
    if following is None or ("rest" in request.POST and not following.must):
        return redirect("incidents:report-check", draft.pk)
    return redirect(_address(draft, following))


def _page(draft, question, form):
    before = questions.before(question.key, draft.answers)
    return {
        "draft": draft,
        "question": question,
        "form": form,
        "back": _address(draft, before) if before else reverse("incidents:report"),
        "number": [one.key for one in questions.shown(draft.answers)].index(question.key) + 1,
        "of": len(questions.shown(draft.answers)),
    }


def _read_back(draft, written):
    return [
        {
            "question": question,
            "href": _address(draft, question),
            "said": written.said(question.key),
            "people": written.people if question.key == "others" else [],
        }
        for question in questions.shown(draft.answers)
    ]
