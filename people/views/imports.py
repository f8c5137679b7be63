"""Bringing a trust's own files in: choose, check what would happen, watch it happen, fetch what failed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode

from people.access import require
from people.importing import actions, registry
from people.importing import rejected as rejected_rows
from people.importing.forms import UploadForm
from people.models import Import, ImportRow
from people.trail import record

PAGE = 25
Status, Verdict = Import.Status, ImportRow.Verdict

# What the page calls a verdict before and after the import.
WORDS = {
    Verdict.ADD: ("Will add", "Added"),
    Verdict.CHANGE: ("Will change", "Changed"),
    Verdict.REJECTED: ("Cannot read", "Not imported: cannot be read"),
    Verdict.SAME: ("Already here", "Already here"),
    Verdict.DUPLICATE: ("Skip: there twice", "Skipped: there twice"),
    Verdict.OUT_OF_SCOPE: ("Skip: not violence or abuse", "Skipped: not violence or abuse"),
}
COLOURS = {Verdict.ADD: "green", Verdict.CHANGE: "blue", Verdict.REJECTED: "red"}


def imports(request):
    importers = registry.allowed_to(request.user)
    require(importers)
    mine = Import.objects.visible_to(request.user).defer("content").order_by("-created_at", "-id")
    mine = mine.annotate(
        added=Count("rows", Q(rows__done_at__isnull=False)),
        refused=Count("rows", Q(rows__verdict=Verdict.REJECTED)),
    )
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    titles = {importer.key: importer.title for importer in importers}
    for batch in page:
        batch.title = titles[batch.kind]
    return render(
        request, "people/import_list.html", {"importers": importers, "page_of": page, **_pages(page, {})}
    )


def start(request, kind):
    importer = next((one for one in registry.importers() if one.key == kind), None)
    if importer is None:
        raise Http404
    require(importer.allowed(request.user))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, importer=importer)
    if form.is_valid():
        file_name, content = form.cleaned_data["file"]
        batch = actions.start(by=request.user, kind=kind, file_name=file_name, content=content)
        return redirect("people:import", batch.pk)
    return render(request, "people/import_new.html", {"importer": importer, "form": form})


def one(request, pk):
    batch = _mine(request, pk)
    if request.method == "POST":
        return _decide(request, batch)
    counts = dict(batch.rows.values_list("verdict").annotate(Count("pk")).order_by())
    context = {
        "batch": batch,
        "importer": registry.importer(batch.kind),
        "is_working": batch.status in (Status.READING, Status.RUNNING),
        "rejected_count": counts.get(Verdict.REJECTED, 0),
    }
    if batch.status == Status.RUNNING:
        to_do = counts.get(Verdict.ADD, 0) + counts.get(Verdict.CHANGE, 0)
        done = batch.rows.filter(done_at__isnull=False).count()
        context |= {"done": done, "to_do": to_do, "percent": 100 * done // (to_do or 1)}
    if batch.status in (Status.READY, Status.DONE):
        context |= _rows(request, batch, counts)
    return render(request, "people/import.html", context)


def rejected(request, pk):
    """The rows that could not be read, as CSV. Fetching it is an act."""
    batch = _mine(request, pk)
    content = rejected_rows.report(batch)
    record("import.rejected_rows_fetched", by=request.user, subject=batch)
    headers = {
        "Content-Disposition": f'attachment; filename="not-imported-{batch.kind.replace("_", "-")}.csv"'
    }
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _mine(request, pk):
    return get_object_or_404(Import.objects.visible_to(request.user).defer("content"), pk=pk)


def _decide(request, batch):
    if request.POST.get("do") == "import":
        actions.confirm(batch, by=request.user)
        return redirect("people:import", batch.pk)
    if request.POST.get("do") == "leave":
        actions.abandon(batch, by=request.user)
        messages.success(request, "The file is forgotten. Nothing was changed")
    return redirect("people:imports")


def _rows(request, batch, counts):
    """One page of the rows with the chosen verdict, and how many there are of each."""
    is_done = batch.status == Status.DONE
    remarked = batch.rows.filter(has_remarks=True).count()
    shown = request.GET.get("show", "")
    chosen = batch.rows.order_by("sheet", "number")
    total = sum(counts.values())
    if shown == "remarks":
        chosen, total = chosen.filter(has_remarks=True), remarked
    elif shown in counts:
        chosen, total = chosen.filter(verdict=shown), counts[shown]
    else:
        shown = ""
    views = [("", "All rows", sum(counts.values()))]
    views += [
        (verdict, words[is_done], counts[verdict]) for verdict, words in WORDS.items() if verdict in counts
    ]
    views += [("remarks", "With something to know", remarked)] if remarked else []
    paginator = Paginator(chosen, PAGE)
    paginator.count = total
    page = paginator.get_page(request.GET.get("page"))
    label = registry.importer(batch.kind).label
    for row in page:
        row.label, row.words = label(row.source), WORDS[row.verdict][is_done]
        row.colour = COLOURS.get(row.verdict, "grey")
    return {
        "views": [
            {"key": key, "words": words, "count": count, "is_shown": key == shown}
            for key, words, count in views
        ],
        "rows": page,
        "to_do": counts.get(Verdict.ADD, 0) + counts.get(Verdict.CHANGE, 0),
        **_pages(page, {"show": shown} if shown else {}),
    }


def _pages(page, filters):
    """Addresses of the pages before and after this one, for the pagination component."""
    before = page.has_previous() and {
        "href": "?" + urlencode(filters | {"page": page.number - 1}),
        "text": "Previous",
    }
    after = page.has_next() and {"href": "?" + urlencode(filters | {"page": page.number + 1}), "text": "Next"}
    return {"before": before or None, "after": after or None}
