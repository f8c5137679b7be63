"""The safety cross: the teams, a month, a day, the screen on the wall, patterns, and setting it up."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents import cross, shifts
from incidents.access import teams as access
from incidents.actions import days as actions
from incidents.forms.handovers import SetUpForm
from incidents.reading import cross as reading
from incidents.reading import marks as marked
from incidents.reading import patterns as counting
from people.access import require

PAGE = 25
WALL_REFRESH_SECONDS = 300


def crosses(request):
    """The teams whose cross somebody may open; whoever has only one is there at once."""
    page = Paginator(reading.teams(request.user), PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    if len(rows) == 1 and not page.has_other_pages():
        return redirect("incidents:cross", rows[0].pk)
    return render(
        request,
        "incidents/cross_teams.html",
        {
            "teams": rows,
            "newer": f"?page={page.number - 1}" if page.has_previous() else "",
            "older": f"?page={page.number + 1}" if page.has_next() else "",
            "may_list_marks": access.can_list_marks(request.user),
        },
    )


def month(request, team):
    team, at = reading.open_team(request.user, team), timezone.now()
    hours = reading.hours_of(team)
    first = _month(request.GET.get("month"), cross.month_of(shifts.day_of(at, hours)))
    context = _month_of(team, hours, first, at) | {
        "before": cross.month_before(first),
        "after": cross.month_after(first) if cross.month_after(first) <= timezone.localdate(at) else None,
        "may_hand_over": access.can_hand_over(request.user, team),
        "may_look_after": access.can_look_after(request.user, team),
        "may_see_patterns": access.can_see_patterns(request.user, team),
        "may_set_up": access.can_set_up(request.user, team),
    }
    return render(request, "incidents/cross_month.html", context)


def day(request, team, day):
    """The shifts of one day and what was marked. No names."""
    team, at, day = reading.open_team(request.user, team), timezone.now(), day_from(day)
    hours = reading.hours_of(team)
    rows, rest = reading.shifts_of_day(team, hours, day, at=at)
    return render(
        request,
        "incidents/cross_day.html",
        {
            "team": team,
            "day": day,
            "look": reading.days(team, hours, day, day, at=at)[0],
            "shifts": [(row, shifts.starts_at(day, row.shift) <= at) for row in rows],
            "rest": rest,
            "reports": marked.reports_of(request.user, team, hours, day),
            "may_hand_over": access.can_hand_over(request.user, team),
            "may_look_after": access.can_look_after(request.user, team),
            "back": f"{reverse('incidents:cross', args=[team.pk])}?month={day:%Y-%m}",
        },
    )


def wall(request, team):
    """The screen on the wall, for somebody who is signed in."""
    return _wall(request, reading.open_team(request.user, team))


@login_not_required
def wall_by_code(request, code):
    """The same by its secret address: no account, no session, and nothing else opens with it."""
    return _wall(request, reading.team_of_wall(code))


def _wall(request, team):
    at, hours = timezone.now(), reading.hours_of(team)
    first = cross.month_of(shifts.day_of(at, hours))
    context = _month_of(team, hours, first, at) | {"at": at, "refresh_seconds": WALL_REFRESH_SECONDS}
    return render(request, "incidents/cross_wall.html", context)


def patterns(request, team):
    team, at = reading.open_team(request.user, team), timezone.now()
    require(access.can_see_patterns(request.user, team))
    chosen = request.GET.get("months", "")
    months = int(chosen) if chosen in map(str, counting.MONTHS) else counting.MONTHS[0]
    until = timezone.localdate(at)
    since = cross.month_of(until)
    for _ in range(months - 1):
        since = cross.month_before(since)
    found = counting.patterns(request.user, team, reading.hours_of(team), since=since, until=until)
    return render(
        request,
        "incidents/cross_patterns.html",
        {
            "team": team,
            "found": found,
            "since": since,
            "until": until,
            "most": counting.MOST,
            "periods": [(number, number == months) for number in counting.MONTHS],
        },
    )


def set_up(request, team):
    """The team's shifts, reminders, and the address for the screen on its wall."""
    team = reading.open_team(request.user, team)
    require(access.can_set_up(request.user, team))
    kept = reading.kept(team)
    tomorrow = timezone.localdate() + shifts.ONE_DAY
    now = {
        "pattern": reading.hours_of(team)(tomorrow).key,
        "reminds": "yes" if kept is None or kept.reminds else "no",
    }
    form = SetUpForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.set_shifts(team, by=request.user, pattern=said["pattern"], reminds=said["reminds"] == "yes")
        messages.success(request, "Saved.")
        return redirect("incidents:cross-set-up", team.pk)
    return render(request, "incidents/cross_set_up.html", {"team": team, "form": form, "kept": kept})


@require_POST
def wall_make(request, team):
    """A new address, shown this once."""
    team = reading.open_team(request.user, team)
    require(access.can_set_up(request.user, team))
    code = actions.make_wall(team, by=request.user)
    address = request.build_absolute_uri(reverse("incidents:cross-wall-code", args=[code]))
    return render(request, "incidents/cross_wall_made.html", {"team": team, "address": address})


@require_POST
def wall_end(request, team):
    team = reading.open_team(request.user, team)
    require(access.can_set_up(request.user, team))
    actions.end_wall(team, by=request.user)
    messages.success(request, "The address of the wall screen opens nothing any more.")
    return redirect("incidents:cross-set-up", team.pk)


def day_from(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _month(text, otherwise):
    """The month in the address; this month for anything else."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return otherwise
    return found if date(2000, 1, 1) <= found <= otherwise else otherwise


def _month_of(team, hours, first, at):
    days = reading.month(team, hours, first, at=at)
    return {
        "team": team,
        "first": first,
        "days": days,
        "today": shifts.day_of(at, hours),
        "since": reading.since_last(team, hours, at=at),
        "looks": [look for look in cross.LOOKS.values() if look.sign],
    }
