"""A team's poster: its address, the square that a phone reads, and the page to print (R26, R27)."""

import io
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse

from incidents import access
from nhsuk import pdf
from people.models import Team

CONFIDENTIAL = "/report/confidential/"
INSIDE_A_HOSPITAL = (Team.Setting.WARD, Team.Setting.CLINIC)
ROWS = 50


def address_of(team: Team) -> str:
    """What the square holds. A new code makes a new address, and the old one opens nothing."""
    return settings.AFTERCARE_ADDRESS.rstrip("/") + reverse("incidents:quick", args=[team.poster_code])


def square(team: Team) -> bytes:
    """The QR code as an SVG picture: black on white, with the margin that it needs, readable with a torn corner."""
    picture = io.BytesIO()
    segno.make(address_of(team), error="q", micro=False).save(
        picture, kind="svg", border=4, scale=4, xmldecl=False, light="white", nl=False
    )
    return picture.getvalue()


def printed(team: Team) -> bytes:
    """One A4 page as a tagged PDF."""
    html = render_to_string("incidents/poster_print.html", {"team": team} | words_of(team))
    return pdf.render(html, css="poster.css", pictures={"square": ("image/svg+xml", square(team))})


def words_of(team: Team) -> dict:
    """What stands on the poster besides its own words."""
    home = urlsplit(settings.AFTERCARE_ADDRESS).netloc
    return {
        "service": settings.AFTERCARE_NAME,
        "organisation": settings.AFTERCARE_ORGANISATION,
        "typed": home + reverse("incidents:quick-start"),
        "letters": f"{team.poster_code[:4]} {team.poster_code[4:]}",
        "confidential": home + CONFIDENTIAL,
        "in_hospital": team.setting in INSIDE_A_HOSPITAL,
    }


def team_with(code: str) -> Team | None:
    """The team whose poster has these letters today, however they were typed."""
    code = code.replace("-", "").replace(" ", "").upper()[:12]
    return Team.objects.filter(poster_code=code).select_related("site").first()


def teams_of(user, words: str = "", after: int = 0):
    """One more than a page of the teams whose poster this user keeps, narrowed by words of the name, in order of name."""
    teams = Team.objects.filter(access.poster_teams(user)).select_related("site").order_by("name", "pk")
    for word in words.split()[:5]:
        teams = teams.filter(Q(name__icontains=word) | Q(site__name__icontains=word))
    mark = Team.objects.filter(pk=after).first() if after else None
    if mark:
        teams = teams.filter(Q(name__gt=mark.name) | Q(name=mark.name, pk__gt=mark.pk))
    return list(teams[: ROWS + 1])


def team_of(user, pk: int) -> Team:
    """The team, or 404 for one that does not exist and one whose poster is not theirs to keep."""
    return get_object_or_404(Team.objects.filter(access.poster_teams(user)).select_related("site"), pk=pk)
