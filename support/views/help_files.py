"""Proof of practical help: adding it, fetching it and taking it out; for those who help, and on somebody's own page."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from incidents.actions import NoRoom
from people.access import require
from support import access, actions
from support.forms.help_files import HelpFileForm
from support.help import TRACKS
from support.reading import help_files as reading
from support.reading.help import own_help
from support.views.help import of_help
from support.workflow import CannotMove, CaseStatus, HelpStatus


def as_reader(view):
    """For whoever opened the help: `who` is them, and `own` says that it is not theirs."""

    @of_help
    def opened(request, help, readers, **kwargs):
        return view(request, help, request.user, own=False, **kwargs)

    return opened


def as_oneself(view):
    @wraps(view)
    def opened(request, pk, **kwargs):
        return view(request, own_help(request.oneself, pk), request.oneself, own=True, **kwargs)

    return opened


def _files(request, help, who, *, own):
    """What was written beside the file stays in its box when the file is refused."""
    if not TRACKS[help.track].takes_files:
        raise Http404
    require(access.can_read_help_files(who, help))
    form = HelpFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            actions.add_help_file(help, form.cleaned_data["file"], by=who, shows=form.cleaned_data["shows"])
        except NoRoom:
            form.add_error("file", "This help holds as many files as it may. Take one out first")
        except CannotMove:
            form.add_error(
                "file", "This help is not under way, so nothing can be added. Take it up again first"
            )
        else:
            messages.success(request, "It is added, without anything that says where it was made or by whom.")
            return redirect(request.path)
    context = {
        "form": form,
        "help": help,
        "track": TRACKS[help.track],
        "name": str(help.case.person),
        "own": own,
        "layout": getattr(request, "layout", "base.html"),
        "files": [
            (one, access.can_withdraw_help_file(who, help, one)) for one in reading.listed(who, help) or []
        ],
        "is_open": help.status == HelpStatus.OPEN and help.case.status == CaseStatus.OPEN,
        "choose_again": form.is_bound and "file" not in form.errors,
    }
    return render(request, "support/help_files.html", context)


@require_safe
def _fetch(request, help, who, *, own, file):
    """Always handed over as a file to keep, never shown as a page of ours (security.md F2)."""
    found = reading.open_file(who, help, file)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.file_name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(bytes(found.content), content_type=found.type, headers=headers)


@require_POST
def _take_out(request, help, who, *, own, file):
    found = reading.one(who, help, file)
    actions.withdraw_help_file(found, by=who)
    messages.success(request, f"{found} is taken out. Nobody can open it any more.")
    return redirect(request.path.rsplit("/", 3)[0] + "/")


files, fetch, take_out = as_reader(_files), as_reader(_fetch), as_reader(_take_out)
OWN_PAGES = [
    ("help/<uuid:pk>/files/", as_oneself(_files), "help-files"),
    ("help/<uuid:pk>/files/<uuid:file>/", as_oneself(_fetch), "help-file"),
    ("help/<uuid:pk>/files/<uuid:file>/out/", as_oneself(_take_out), "help-file-out"),
]
