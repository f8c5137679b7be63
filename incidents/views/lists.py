"""The list of reports, what it is narrowed by, the ways of looking at it that somebody keeps, and the list as a file."""

import re

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from incidents import access, actions, exporting, reading
from incidents.forms.lists import ListForm, ViewForm, address, form_of, kept, tidied
from incidents.models import SavedView
from incidents.reading.exports import MOST
from people.access import require

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def listing(request):
    """Reports this user may see, 25 a page, narrowed by what stands in the address."""
    require(access.can_browse(request.user))
    views = list(SavedView.objects.visible_to(request.user))
    if not request.GET and views and views[0].is_first and tidied(views[0].query):
        return redirect(f"{request.path}?{tidied(views[0].query)}")
    form, wanted = _wanted(request)
    pairs = kept(request.GET)
    context = {
        "form": form,
        "chips": list(form.chips()) if form.is_bound else [],
        "views": _shown(views, pairs),
        "query": urlencode(pairs),
        "everything": address([]),
        "may_save": bool(pairs) and not form.errors,
        "most": f"{MOST:,}",
    }
    try:
        page = reading.browse(request.user, wanted=wanted, **_place(request))
    except reading.TookTooLong:
        return render(request, "incidents/list.html", context | {"took_too_long": True})
    turns = {
        "older": address([*pairs, ("after", page.older)]) if page.older else "",
        "newer": address([*pairs, ("before", page.newer)]) if page.newer else "",
        "like": address([*pairs, ("spelling", "like")]) if page.may_be_like else "",
    }
    return render(request, "incidents/list.html", context | turns | {"page_of": page})


def download(request, kind):
    """The list as a file, with the same filters and the same rights; who took which reports is in the trail."""
    if kind not in TYPES:
        raise Http404
    require(access.can_browse(request.user))
    _, wanted = _wanted(request)
    try:
        handed = reading.hand_out(request.user, wanted=wanted, kind=kind)
    except reading.TookTooLong:
        return redirect(f"{reverse('incidents:list')}{address(kept(request.GET))}")
    lines = exporting.rows(request.user, reading.batches(request.user, handed.keys))
    if kind == "csv":
        content = exporting.as_csv(lines, is_cut=handed.is_cut)
        response = StreamingHttpResponse(content, content_type=TYPES[kind])
    else:
        content = exporting.as_xlsx(lines, is_cut=handed.is_cut)
        response = HttpResponse(content, content_type=TYPES[kind])
    name = f"incidents-{timezone.localdate():%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def views(request):
    """The ways of looking at the list that I keep."""
    require(access.can_browse(request.user))
    mine = [(view, tidied(view.query)) for view in SavedView.objects.visible_to(request.user)]
    return render(request, "incidents/view_list.html", {"views": mine})


def view_save(request):
    """Give the filters in the address a name."""
    require(access.can_browse(request.user))
    query = tidied(request.META["QUERY_STRING"])
    form = ViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_view(by=request.user, query=query, **form.cleaned_data)
        except actions.TooManyViews:
            form.add_error(
                "name", "You keep 20 views already. Delete one first, or use the name of one of them"
            )
        else:
            messages.success(request, "The view is saved.")
            return redirect(f"{reverse('incidents:list')}?{query or 'order=reported'}")
    return render(
        request,
        "incidents/view_save.html",
        {"form": form, "query": query, "chips": list(form_of(query).chips())},
    )


def view_change(request, view):
    """Call a view something else, or open the list with it."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=view)
    form = ViewForm(request.POST or None, initial={"name": view.name, "is_first": view.is_first})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_view(view, by=request.user, **form.cleaned_data)
        except actions.NameTaken:
            form.add_error("name", "Another of your views has this name. Choose a different one")
        else:
            messages.success(request, "The view is changed.")
            return redirect("incidents:views")
    context = {"form": form, "view": view, "chips": list(form_of(view.query).chips())}
    return render(request, "incidents/view_change.html", context)


@require_POST
def view_delete(request, view):
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=view)
    actions.delete_view(view, by=request.user)
    messages.success(request, "The view is deleted.")
    return redirect("incidents:views")


def _wanted(request):
    """The filters as a form, and those of its answers that make sense."""
    form = ListForm(request.GET or None)
    form.full_clean()
    return form, form.cleaned_data if form.is_bound else {}


def _shown(views, pairs):
    """Each view with its address, and whether it is what is being looked at."""
    here = urlencode(pairs)
    return [
        {"name": view.name, "href": f"?{query or 'order=reported'}", "is_here": query == here}
        for view in views
        for query in [tidied(view.query)]
    ]


def _place(request):
    return {
        "older_than": _reference(request.GET.get("after")),
        "newer_than": _reference(request.GET.get("before")),
    }


def _reference(text):
    """What can be a reference, from an address that anybody may have typed."""
    return text if re.fullmatch(r"[A-Z0-9-]{1,20}", text or "") else ""
