"""Where to get help: the directory everybody reads, and the pages of those who keep it."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from people.access import require
from people.clock import now
from support import access, actions
from support.directory.needs import NEEDS
from support.directory.organisations import ORGANISATIONS
from support.forms.directory import FindForm, MeasureForm, ServiceForm, found_by
from support.reading import directory as reading


def directory(request):
    """Narrowed by what stands in the address; at first by the site where the reader works."""
    team = _team(request)
    asked = {"need": request.GET.get("need", ""), "site": request.GET.get("site", "")}
    if "site" not in request.GET and team:
        asked["site"] = team.site_id
    need, site = found_by(asked)
    page = reading.find_help(need=need, site=site, page=request.GET.get("page"), at=now())
    context = {
        "form": FindForm(asked),
        "need": NEEDS.get(need),
        "site": site,
        "own_team": team if team and team.recovery_space else None,
        "places": reading.places(site) if need in ("", "space") else [],
        "may_keep": access.can_keep_directory(request.user),
        "layout": getattr(request, "layout", "base.html"),
    }
    return render(request, "support/directory.html", context | _turns(page, need=need, site=asked["site"]))


def _team(request):
    """Where the reader works; for somebody without an account, where it happened to them."""
    oneself = getattr(request, "oneself", request.user)
    return oneself.case.team if getattr(oneself, "is_visitor", False) else oneself.team


# The same list on the pages of somebody without an account.
OWN_PAGES = [("directory/", directory, "directory")]


def keep(request):
    require(access.can_keep_directory(request.user))
    page = reading.kept(request.user, page=request.GET.get("page"), at=now())
    return render(
        request,
        "support/directory_keep.html",
        _turns(page) | {"organisations": ORGANISATIONS.values()},
    )


def add(request):
    require(access.can_keep_directory(request.user))
    start = ORGANISATIONS.get(request.GET.get("from", ""))
    begin = {name: getattr(start, name) for name in ("name", "what_for", "tier", "needs")} if start else {}
    form = ServiceForm(request.POST or None, initial=begin | {"keeper": request.user})
    if request.method == "POST" and form.is_valid():
        service = actions.add_service(by=request.user, **form.cleaned_data)
        messages.success(request, "Added to the directory")
        return redirect("support:directory-entry", service.pk)
    return _form(request, form, "Add an entry", reverse("support:directory-keep"))


def of_an_entry(view):
    """The entry stands found before the page runs; whoever reads the directory and does not keep it is refused."""

    @wraps(view)
    def found(request, pk):
        service = reading.entry(request.user, pk)
        require(access.can_keep_directory(request.user))
        return view(request, service)

    return found


@of_an_entry
def entry(request, service):
    context = {
        "service": service,
        "is_stale": service.is_stale(now()),
        "needs": [NEEDS[key].words for key in service.needs if key in NEEDS],
    }
    return render(request, "support/directory_entry.html", context)


@of_an_entry
def change(request, service):
    form = ServiceForm(request.POST or None, initial=ServiceForm.initial_of(service))
    if request.method == "POST" and form.is_valid():
        actions.change_service(service, by=request.user, **form.cleaned_data)
        messages.success(request, "The entry is changed")
        return redirect("support:directory-entry", service.pk)
    return _form(request, form, "Change the entry", reverse("support:directory-entry", args=[service.pk]))


@of_an_entry
def measure(request, service):
    begin = {"capacity": service.capacity, "wait_days": service.wait_days}
    form = MeasureForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        actions.measure_service(service, by=request.user, **form.cleaned_data)
        messages.success(request, "Thank you. The board sees it beside how much is needed.")
        return redirect("support:directory-entry", service.pk)
    return _form(
        request, form, "Room and waiting time", reverse("support:directory-entry", args=[service.pk])
    )


@require_POST
@of_an_entry
def act(request, service):
    """Checked, retired, or back again."""
    verbs = {
        "verify": (actions.verify_service, "Thank you. It is noted as checked today."),
        "retire": (actions.retire_service, "Nobody finds it any more. You can bring it back."),
        "restore": (actions.restore_service, "It is back. Check it, and people will find it again."),
    }
    action, words = verbs.get(request.POST.get("do"), (None, ""))
    if action:
        action(service, by=request.user)
        messages.success(request, words)
    return redirect("support:directory-entry", service.pk)


def _form(request, form, heading, back):
    return render(request, "incidents/one_form.html", {"form": form, "heading": heading, "back": back})


def _turns(page, **asked):
    def to(number):
        return "?" + urlencode(asked | {"page": number})

    return {
        "page_of": page,
        "newer": to(page.previous_page_number()) if page.has_previous() else "",
        "older": to(page.next_page_number()) if page.has_next() else "",
    }
