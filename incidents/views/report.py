"""Reporting an incident: one question a page, check, send, and what happens next."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from incidents import actions, after, drafting, kinds, questions, reading
from incidents.drafting import Written
from incidents.forms.persons import OthersForm, PersonForm
from incidents.models import Draft, Incident
from incidents.questions import QUESTIONS


def start(request):
    """The first question. Its draft is made when it is sent; the id in the page makes one of however many copies."""
    question = QUESTIONS["kinds"]
    if request.method != "POST":
        mine = Draft.objects.visible_to(request.user).order_by("-changed_at")[:5]
        context = {
            "question": question,
            "form": question.form(writer=request.user),
            "key": uuid.uuid4(),
            "drafts": mine,
        }
        return render(request, "incidents/report_start.html", context)
    draft = actions.start_draft(_uuid(request.POST.get("key")), by=request.user)
    return ask(request, draft.pk, question.key)


def ask(request, draft, key):
    """One question of one draft. What is sent is kept before it is judged, so nothing typed is lost."""
    draft, question = _draft(request, draft), _question(key)
    if question is None or question not in questions.shown(draft.answers):
        raise Http404
    if request.method == "POST":
        typed = drafting.typed(question.form(writer=request.user), request.POST)
        draft = drafting.keep(draft.pk, by=request.user, change=lambda answers: answers.update({key: typed}))
    form = drafting.form_of(draft, question, request.user)
    if request.method == "POST" and form.is_valid():
        return _onward(request, draft)
    return render(request, "incidents/report_question.html", _page(draft, question, form))


def others(request, draft):
    """Who else was affected: the list so far, and whether to add another."""
    draft, question = _draft(request, draft), QUESTIONS["others"]
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


def person(request, draft):
    """Add one more person who was affected."""
    draft = _draft(request, draft)
    taken = [one["user"] for one in draft.answers.get("people", []) if one["user"]]
    form = PersonForm(request.POST or None, writer=request.user, taken=taken)
    if request.method == "POST" and form.is_valid():
        drafting.keep(
            draft.pk, by=request.user, change=lambda answers: drafting.add_person(answers, form.found())
        )
        return redirect("incidents:report-others", draft.pk)
    return render(request, "incidents/report_person.html", {"draft": draft, "form": form})


@require_POST
def remove_person(request, draft, person):
    draft = _draft(request, draft)
    drafting.keep(draft.pk, by=request.user, change=lambda answers: drafting.remove_person(answers, person))
    return redirect("incidents:report-others", draft.pk)


def check(request, draft):
    """Everything read back. Sending it twice, or twenty times at once, makes one incident (security.md D1)."""
    sent = Incident.objects.visible_to(request.user).filter(form_key=draft, reporter=request.user)
    found = Draft.objects.visible_to(request.user).filter(pk=draft).first()
    if found is None:
        get_object_or_404(sent)
        return redirect("incidents:report-sent", draft)
    written = Written(found, request.user)
    if mend := written.to_mend():
        return redirect(_address(found, mend) + "?mend=1")
    if request.method == "POST":
        actions.report(by=request.user, **written.arguments())
        return redirect("incidents:report-sent", draft)
    return render(
        request, "incidents/report_check.html", {"draft": found, "rows": _read_back(found, written)}
    )


def sent(request, draft):
    """The reference, and what happens next for each affected person (R47, R83)."""
    reported = get_object_or_404(
        Incident.objects.visible_to(request.user), form_key=draft, reporter=request.user
    )
    incident = reading.open_incident(request.user, reported.reference)
    context = {
        "incident": incident,
        "people": after.each_person(incident, request.user),
        "help": after.help_with(incident),
    }
    return render(request, "incidents/report_sent.html", context)


def discard(request, draft):
    """Throw a draft away, after asking once."""
    draft = _draft(request, draft)
    if request.method == "POST":
        actions.discard_draft(draft, by=request.user)
        return redirect("home")
    return render(request, "incidents/report_discard.html", {"draft": draft})


def _draft(request, key):
    return get_object_or_404(Draft.objects.visible_to(request.user), pk=key)


def _question(key):
    return QUESTIONS.get(key)


def _uuid(text):
    try:
        return uuid.UUID(text or "")
    except ValueError:
        raise Http404 from None


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
        "may_leave_at_once": question.sensitive or kinds.may_be_sealed(questions.kinds_in(draft.answers)),
        "number": [one.key for one in questions.shown(draft.answers)].index(question.key) + 1,
        "of": len(questions.shown(draft.answers)),
    }


def _read_back(draft, written):
    return [
        {
            "question": question,
            "href": _address(draft, question),
            "said": list(written.forms[question.key].said()) if question.key in written.forms else [],
            "people": written.people if question.key == "others" else [],
        }
        for question in questions.shown(draft.answers)
    ]
