"""Pages behind somebody's own page: what they ask for, write, read and say. The same with an account and without."""

from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from incidents.access import concern_recipients
from incidents.actions import concerns
from incidents.forms.concerns import ConcernForm
from incidents.reading.concerns import raised_about
from incidents.workflow import CannotMove as CannotMoveConcern
from people import limits
from people.access import require
from people.clock import now
from support import access, actions
from support.forms.own import PANEL, PasswordForm, PulseForm, ShareForm, SomebodyElseForm, StatementForm
from support.models import Case, Leaflet
from support.own import readers
from support.own.leaflets import LEAFLETS
from support.pulse import is_asked
from support.reading.own import own_statement
from support.tracks.victims_code import VERSIONS
from support.visits import door
from support.visits.visitor import account_of
from support.workflow import CannotMove

STANDS_ALREADY = "This has changed already. The page shows how it stands now."


def of_my_case(view):
    """The case stands found first: nobody learns that somebody else has one. A door for one question opens none of it."""

    @wraps(view)
    def found(request, pk, **kwargs):
        cases = Case.objects.about(request.oneself).select_related(
            "lead", "person__user", "person__incident", "team"
        )
        case = get_object_or_404(cases, pk=pk)
        require(access.may_see_all(request.oneself))
        return view(request, case, **kwargs)

    return found


def _page(request, name, case, **context):
    context |= {"case": case, "layout": request.layout, "home": request.own_home}
    return render(request, f"support/my_{name}.html", context)


@of_my_case
def somebody_else(request, case):
    """Ask for somebody else, or take that back."""
    form = SomebodyElseForm(request.POST or None)
    try:
        if "take_back" in request.POST:
            actions.take_back_somebody_else(case, by=request.oneself)
            messages.success(request, f"{case.lead} goes on looking after you.")
            return redirect(request.own_home)
        if request.method == "POST" and form.is_valid():
            wish = actions.ask_for_somebody_else(case, by=request.oneself, why=form.cleaned_data["why"])
            messages.success(
                request,
                f"{wish.owner} will answer you by {wish.due_at:%A} {wish.due_at.day} {wish.due_at:%B}.",
            )
            return redirect(request.own_home)
    except CannotMove:
        messages.info(request, STANDS_ALREADY)
        return redirect(request.own_home)
    return _page(request, "somebody_else", case, form=form, asked=case.asked_for_another.open().first())


@of_my_case
def statement(request, case):
    """Writing it: a draft is kept, or a version that can be shared."""
    found = own_statement(request.oneself, case)
    form = StatementForm(request.POST or None, initial={"words": found.draft if found else ""})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if "keep" in request.POST:
            version = actions.keep_version(case, by=request.oneself, words=words)
            messages.success(request, f"Version {version.number} is kept. Nobody reads it unless you say so.")
        else:
            actions.write_statement(case, by=request.oneself, words=words)
            messages.success(request, "Your draft is saved. Nobody else can read it.")
        return redirect(request.path)
    versions = list(found.versions.all()) if found else []
    shares = (
        list(found.shares.open().select_related("to", "version").prefetch_related("readings__by"))
        if found
        else []
    )
    withdrawn = (
        found.shares.exclude(withdrawn_at=None).select_related("to").prefetch_related("readings__by")
        if found
        else []
    )
    share = _share_form(case, None)
    return _page(
        request, "statement", case, form=form, versions=versions, shares=shares, before=withdrawn, share=share
    )


@of_my_case
@require_POST
def share(request, case):
    own_statement(request.oneself, case)
    form = _share_form(case, request.POST)
    if not form.is_valid():
        messages.error(request, "Choose who may read it.")
        return redirect(_to_statement(request))
    given = actions.share_statement(
        case, by=request.oneself, to=None if form.cleaned_data["to"] == PANEL else form.chosen
    )
    messages.success(request, f"{given.to or 'The review panel'} may read version {given.version.number}.")
    return redirect(_to_statement(request))


@of_my_case
@require_POST
def unshare(request, case, share):
    own_statement(request.oneself, case)
    actions.withdraw_share(case, share, by=request.oneself)
    messages.success(request, "They can no longer read it.")
    return redirect(_to_statement(request))


@of_my_case
def destroy(request, case):
    """All of it goes, after one more question."""
    require(own_statement(request.oneself, case) is not None)
    if request.method == "POST":
        actions.destroy_statement(case, by=request.oneself)
        messages.success(request, "Your statement is gone, with all its versions.")
        return redirect(request.own_home)
    return _page(request, "statement_destroy", case)


@of_my_case
def leaflet(request, case, key):
    """What there is to read; sent to them, or marked as read, by a button."""
    row = LEAFLETS.get(key)
    if row is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("do") == "read":
            actions.say_read(case, key, by=request.oneself)
            messages.success(request, "Thank you. We have noted today's date.")
        elif actions.send_leaflet(case, key, by=request.oneself):
            messages.success(request, "A link to it is on its way to your email address.")
        else:
            messages.info(request, "No email address of yours is known here. You can print the page instead.")
        return redirect(request.path)
    shown: Leaflet = actions.show_leaflet(case, key, by=request.oneself)
    can_send = bool(case.person.user or door.address_of(case))
    return _page(request, "leaflet", case, row=row, shown=shown, can_send=can_send, code=VERSIONS[-1])


@login_not_required
def open_leaflet(request, key):
    """For a link in a message and for printing: nothing about anybody stands in it."""
    row = LEAFLETS.get(key)
    if row is None:
        raise Http404
    return render(request, "support/leaflet.html", {"row": row, "code": VERSIONS[-1]})


@of_my_case
def pulse(request, case):
    """How did we do. What is answered leads to nobody."""
    if not is_asked(case, now()):
        messages.info(request, "There is nothing to answer here now.")
        return redirect(request.own_home)
    form = PulseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = {} if "rather_not" in request.POST else form.cleaned_data
            actions.answer_pulse(case, by=request.oneself, answers=given)
        except CannotMove:
            messages.info(request, "There is nothing to answer here now.")
        else:
            messages.success(request, "Thank you. You will not be asked again.")
        return redirect(request.own_home)
    return _page(request, "pulse", case, form=form)


@of_my_case
@require_POST
def consent(request, case):
    if request.POST.get("named") not in ("yes", "no"):
        messages.info(request, "Choose one of the answers.")
        return redirect(request.own_home)
    agrees = request.POST["named"] == "yes"
    actions.say_consent(case, by=request.oneself, agrees=agrees)
    messages.success(
        request, "The report may name you." if agrees else "The report does not name you from now on."
    )
    return redirect(request.own_home)


def _share_form(case, data):
    return ShareForm(data, readers=readers.offered(case, now()), panel=not case.incident.is_sealed)


def _to_statement(request):
    return request.path.partition("/statement/")[0] + "/statement/"


@of_my_case
def concern(request, case):
    """For somebody without an account, what incidents/<ref>/concern/ is for others. One that is late goes to another."""
    if account_of(request.oneself):
        return redirect("incidents:concern", case.incident.reference)
    require(access.can_take_all(request.oneself))
    person, at = case.person, now()
    raised = raised_about(person, case.incident)
    open_one = next((one for one in raised if one.is_open), None)
    late = open_one if open_one and open_one.can_move_on(at) else None
    people = concern_recipients(case.incident, person, at, without=late.to if late else None)
    form = ConcernForm(request.POST or None, people=people, initial={"words": late.words if late else ""})
    if request.method == "POST" and form.is_valid():
        try:
            if late:
                concerns.move_concern(late, by=person, **form.cleaned_data)
            else:
                concerns.raise_concern(case.incident, by=person, **form.cleaned_data)
        except CannotMoveConcern:
            messages.info(request, STANDS_ALREADY)
        else:
            messages.success(
                request, "It is sent. You see below with whom it is and when you should have an answer."
            )
        return redirect(request.path)
    waits = open_one is not None and late is None
    for one in raised:
        one.is_mine, one.is_late, one.may_move_on = True, one.is_open and one.due_at <= at, False
    return _page(request, "concern", case, form=form, concerns=raised, waits=waits, late=late)


def download(request):
    """Everything held about them, once more behind their password or a link they have just used."""
    oneself, at = request.oneself, now()
    require(access.can_take_all(oneself))
    user = account_of(oneself)
    stale = user is None and at - request.visit.door.used_at > FRESH
    form = PasswordForm(request.POST or None, user=user) if user else None
    tries = (
        limits.asked("download", f"account {user.pk}", window=FRESH)
        if user and request.method == "POST"
        else 0
    )
    if tries > MOST_TRIES:
        messages.error(request, "That was too often. Wait half an hour, and try again.")
        return redirect(request.own_home)
    if request.method == "POST" and not stale and (form is None or form.is_valid()):
        response = HttpResponse(actions.take_all(by=oneself, at=at), content_type="application/zip")
        response["Content-Disposition"] = 'attachment; filename="about-me.zip"'
        return response
    context = {"form": form, "stale": stale, "layout": request.layout, "home": request.own_home}
    return render(request, "support/my_download.html", context)


FRESH, MOST_TRIES = timedelta(minutes=30), 5

PAGES = [
    ("download/", download, "download"),
    ("<uuid:pk>/concern/", concern, "concern"),
    ("<uuid:pk>/somebody-else/", somebody_else, "somebody-else"),
    ("<uuid:pk>/statement/", statement, "statement"),
    ("<uuid:pk>/statement/share/", share, "statement-share"),
    ("<uuid:pk>/statement/shares/<uuid:share>/", unshare, "statement-unshare"),
    ("<uuid:pk>/statement/destroy/", destroy, "statement-destroy"),
    ("<uuid:pk>/read/<slug:key>/", leaflet, "leaflet"),
    ("<uuid:pk>/how-did-we-do/", pulse, "pulse"),
    ("<uuid:pk>/consent/", consent, "consent"),
]
