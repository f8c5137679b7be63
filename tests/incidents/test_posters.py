"""A team's poster: who prints it, what its square holds, and that old letters open nothing."""

import io
import re

import page as pdfcheck
import pikepdf
import pytest
import segno
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from incidents import actions, posters
from people.models import Entry, Team
from people.posters import LETTERS

pytestmark = pytest.mark.django_db


def squares_in(svg):
    """The dark squares of an SVG made of horizontal lines, as a QR matrix: what a camera would see."""
    path = re.findall(r'class="qrline"[^>]*d="([^"]+)"|d="([^"]+)"[^>]*class="qrline"', svg.decode())[0]
    x, y, dark = 0.0, 0.0, set()
    for move, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[0] or path[1]):
        numbers = [float(one) for one in re.findall(r"-?\d*\.?\d+", numbers)]
        if move == "M":
            x, y = numbers
        elif move == "m":
            x, y = x + numbers[0], y + numbers[1]
        else:
            dark |= {(int(x) + step, int(y)) for step in range(int(numbers[0]))}
            x += numbers[0]
    return dark


@pytest.mark.framework("R27")
def test_the_square_holds_the_address_of_this_team(trust, settings):
    settings.AFTERCARE_ADDRESS = "https://aftercare.example"
    expected = f"https://aftercare.example/report/quick/{trust.elm_ward.poster_code}/"
    assert posters.address_of(trust.elm_ward) == expected
    code = segno.make(expected, error="q", micro=False)
    border = 4
    matrix = {
        (column + border, row + border)
        for row, line in enumerate(code.matrix)
        for column, is_dark in enumerate(line)
        if is_dark
    }
    assert squares_in(posters.square(trust.elm_ward)) == matrix
    assert posters.square(trust.elm_ward) != posters.square(trust.oak_ward)


@pytest.mark.framework("R26", "R27")
@pytest.mark.claim("F5")
def test_it_prints_on_one_page_that_everybody_can_read(trust, client):
    Team.objects.filter(pk=trust.elm_ward.pk).update(name="Elm <img src='file:///etc/passwd'>")
    client.force_login(trust.maya)
    answer = client.get(reverse("incidents:poster-pdf", args=[trust.elm_ward.pk]))

    assert answer["Content-Type"] == "application/pdf"
    report = pdfcheck.validate_pdf_bytes(answer.content)
    assert report.is_compliant, list(report.failures)
    made = pikepdf.open(io.BytesIO(answer.content))
    assert len(made.pages) == 1
    assert b"/URI" not in answer.content
    assert b"/EmbeddedFile" not in answer.content


def test_only_pictures_that_the_page_brings_are_shown(trust):
    from nhsuk.pdf import NoFetcher

    fetcher = NoFetcher({"square": ("image/svg+xml", b"<svg/>")})
    assert fetcher.fetch("picture:square").read() == b"<svg/>"
    for address in (
        "picture:other",
        "data:image/svg+xml,<svg/>",
        "file:///etc/passwd",
        "https://nhs.uk/",
        "picture:",
    ):
        with pytest.raises(ValueError, match="Nothing is fetched"):
            fetcher.fetch(address)


def test_old_letters_open_nothing_and_the_change_is_on_the_trail(trust, client):
    old = trust.elm_ward.poster_code
    with pytest.raises(PermissionDenied):
        actions.replace_poster(trust.elm_ward, by=trust.nneka)
    with pytest.raises(PermissionDenied):
        actions.replace_poster(trust.elm_ward, by=trust.owen)

    client.force_login(trust.maya)
    client.post(reverse("incidents:poster-replace", args=[trust.elm_ward.pk]))

    team = Team.objects.get(pk=trust.elm_ward.pk)
    assert team.poster_code != old
    assert client.get(reverse("incidents:quick", args=[old])).status_code == 404
    assert client.get(reverse("incidents:quick", args=[team.poster_code])).status_code == 200
    assert Entry.objects.filter(event="team.poster_replaced", by=trust.maya).count() == 1


def test_every_team_has_letters_of_its_own(trust):
    codes = list(Team.objects.values_list("poster_code", flat=True))
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 8 and set(code) <= set(LETTERS) for code in codes)


def test_the_list_is_found_by_words_and_asks_the_same_of_the_database_however_long(
    trust, client, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories import TeamFactory

    client.force_login(trust.viv)
    client.get("/posters/")
    with CaptureQueriesContext(connection) as few:
        assert "Elm Ward" in client.get("/posters/").content.decode()
    for number in range(60):
        TeamFactory(site=trust.general, name=f"Ward {number:03}")
    with django_assert_num_queries(len(few)):
        page = client.get("/posters/").content.decode()
    assert "Older" in page
    assert "Oak Ward" not in client.get("/posters/?q=elm").content.decode()
    assert client.get("/posters/?after=99999999999999999999&q=%00").status_code == 200
