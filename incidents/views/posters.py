"""The posters of teams: which there are, one of them, its page to print, and new letters for it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from incidents import access, actions, posters
from people.access import require


def listing(request):
    """Teams by name, fifty a page."""
    require(access.can_keep_posters(request.user))
    words, after = request.GET.get("q", "").replace("\x00", "").strip()[:80], request.GET.get("after", "")
    after = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    teams = posters.teams_of(request.user, words, after)
    shown = teams[: posters.ROWS]
    more = len(teams) > posters.ROWS
    context = {
        "teams": shown,
        "q": words,
        "older": f"?{urlencode({'q': words, 'after': shown[-1].pk})}" if more else "",
        "search_label": {"text": "Part of the name of a team or site"},
    }
    return render(request, "incidents/posters.html", context)


def poster(request, team):
    require(access.can_keep_posters(request.user))
    team = posters.team_of(request.user, team)
    context = {"team": team, "address": posters.address_of(team)} | posters.words_of(team)
    return render(request, "incidents/poster.html", context)


@require_GET
def pdf(request, team):
    require(access.can_keep_posters(request.user))
    team = posters.team_of(request.user, team)
    response = HttpResponse(posters.printed(team), content_type="application/pdf")
    name = slugify(f"poster {team.name}") or "poster"
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@require_POST
def replace(request, team):
    require(access.can_keep_posters(request.user))
    team = posters.team_of(request.user, team)
    actions.replace_poster(team, by=request.user)
    messages.success(request, "The poster has new letters. Print it, and take the old one down.")
    return redirect("incidents:poster", team.pk)
