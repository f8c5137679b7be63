"""What we have told you, newest first; and the trail of who did and read what."""

from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from people import access, actions, hearing, own_acts
from people.access import require
from people.models import Entry, Notice, User

PAGE = 25


def inbox(request):
    notices, older = _page(Notice.objects.filter(to=request.user), request.GET.get("before", ""), {})
    notices = hearing.still_for(request.user, notices)
    return render(request, "people/inbox.html", {"notices": notices, "older": older})


@require_POST
def read_all(request):
    actions.read_notices(by=request.user)
    return redirect("people:inbox")


def trail(request):
    """Events, who and when, never what a record says. `about` is the id of a record, `by` an email address."""
    require(access.can_read_trail(request.user))
    about, by = request.GET.get("about", "").strip()[:40], request.GET.get("by", "").strip()[:254]
    entries = Entry.objects.select_related("by").exclude(subject_kind__in=own_acts.in_confidence())
    entries = entries.exclude(own_acts.about_what_they_are_said_to_have_done(request.user))
    if about:
        entries = entries.filter(subject_id=about)
    if by:
        people = list(User.objects.filter(email__iexact=by))
        entries = entries.filter(by__in=people).exclude(own_acts.of(people))
    entries, older = _page(entries, request.GET.get("before", ""), {"about": about, "by": by})
    context = {"entries": entries, "older": older, "own": own_acts.among(entries)}
    return render(request, "people/trail.html", context | _search(by, about))


def _search(by, about):
    labels = {
        "by_label": {"text": "Email address of who did it"},
        "about_label": {"text": "Id of the record"},
    }
    return labels | {"by": by, "about": about}


def _page(rows, before, filters):
    """25 rows before an id, newest first, and the address of the next page or nothing."""
    if before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=before)
    rows = list(rows.order_by("-pk")[: PAGE + 1])
    older = "?" + urlencode(filters | {"before": rows[PAGE - 1].pk}) if len(rows) > PAGE else ""
    return rows[:PAGE], older
