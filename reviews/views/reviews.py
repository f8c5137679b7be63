"""One incident on the agenda: its facts, what the panel writes and decides, and the actions it assigns."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from people.access import require
from reviews import access, actions, conflicts, sbar
from reviews.agenda import with_lateness
from reviews.forms import AssignForm, ReviewForm
from reviews.models import Action, Meeting
from reviews.reading import earlier_incidents, facts, open_item, statements, support_given


def item(request, meeting, pk):
    item = _open(request, meeting, pk)
    may_run = access.can_run(request.user, item.panel)
    if request.method == "POST":
        require(may_run)
        form = ReviewForm(request.POST)
        if form.is_valid() and _record(request, item, form):
            onward = "assign" if "then_assign" in request.POST else "meeting"
            return redirect(f"reviews:{onward}", *([meeting, pk] if onward == "assign" else [meeting]))
    else:
        form = ReviewForm(initial=item.review | {"decision": item.decision, "version": item.version})
    return render(request, "reviews/item.html", _page(request, item, form, may_run))


def _record(request, item, form):
    """True once saved. Otherwise the form says why, and still holds every word."""
    try:
        actions.record_review(
            item,
            by=request.user,
            version=form.cleaned_data["version"],
            review=form.review,
            decision=form.cleaned_data["decision"],
        )
        return True
    except actions.MeetingClosed:
        form.add_error(None, "The meeting was closed meanwhile. Open it again in another tab, then save here")
    except actions.ChangedMeanwhile as changed:
        (now,) = changed.args
        form.add_error(
            None,
            f"{now.recorded_by} saved this at {timezone.localtime(now.recorded_at):%H:%M} while you were "
            "writing. Where their words differ they stand under yours. Put the two together, then save again",
        )
        form.saved = now
        form.data = form.data.copy()
        form.data["version"] = now.version
    return False


def _page(request, item, form, may_run):
    of_this = Action.objects.visible_to(request.user).filter(panel=item.panel, incident=item.incident)
    saved = getattr(form, "saved", None)
    parts = form.parts
    for one in parts:
        one["read_notes"] = item.review.get(one["part"].notes_key, "")
        one["read_ticks"] = sbar.ticked(one["part"], item.review)
        if saved:
            one |= _theirs(one["part"], saved.review, form)
    return {
        "item": item,
        "incident": item.incident,
        "facts": facts(item.incident),
        "support": support_given(item.incident),
        "statements": statements(request.user, item),
        "earlier": earlier_incidents(request.user, item.incident),
        "form": form,
        "parts": parts,
        "saved": saved,
        "actions": with_lateness(
            of_this.select_related("owner", "incident").most_urgent_first(), timezone.localdate()
        ),
        "conflicts": conflicts.standing(item.incident),
        "may_lift": may_run,
        "may_record": may_run and (item.meeting.is_open or form.is_bound),
    }


def _theirs(part, review, form):
    """What somebody else saved meanwhile, where it is not what the writer has."""
    mine = form.cleaned_data
    notes, ticks = review.get(part.notes_key, ""), review.get(part.ticks_key, [])
    return {
        "saved_notes": notes if notes != mine.get(part.notes_key, "") else "",
        "saved_ticks": sbar.ticked(part, review) if set(ticks) != set(mine.get(part.ticks_key, [])) else [],
    }


def assign(request, meeting, pk):
    item = _open(request, meeting, pk)
    require(access.can_run(request.user, item.panel))
    form = AssignForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _assign(request, item, form):
        messages.success(request, "The action has been assigned and the colleague will be told")
        return redirect("reviews:item", meeting, pk)
    return render(request, "reviews/assign.html", {"item": item, "form": form})


def _assign(request, item, form):
    try:
        return actions.assign(item, by=request.user, **form.cleaned_data)
    except actions.MayNotOwn:
        form.add_error("owner", "Choose somebody who is not part of the incident")
    except actions.MeetingClosed:
        form.add_error(None, "The meeting was closed meanwhile. Open it again, then assign the action")


def _open(request, meeting, pk):
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=meeting)
    return open_item(request.user, meeting, pk)
