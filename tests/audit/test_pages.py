"""What the board, auditors and union representatives see, in every channel, and that nobody else does."""

import csv
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.measures import MEASURES
from audit.models import Publication, Release
from tests.audit.conftest import NOVEMBER, london

pytestmark = pytest.mark.django_db

BOARD = "/audit/board/"
PAGES = [
    BOARD,
    "/audit/",
    "/audit/measures/incidents/",
    "/audit/measures/contact/",
    "/audit/measures/incidents.csv",
    "/audit/measures/incidents/wide.svg",
]
READERS = ["bea", "al", "una", "viv"]
OTHERS = ["nneka", "maya", "ruth", "petra", "olive", "hana", "chi", "cora", "milo", "sasha", "gita", "ade"]
IN_OCTOBER = date(2026, 10, 9)


@pytest.fixture
def see(client, trust):
    """The body of a page as somebody sees it, without what is new in every response."""

    def look(who, path):
        client.force_login(getattr(trust, who))
        response = client.get(path)
        assert response.status_code == 200
        text = b"".join(response).decode()
        for changing in (
            r'nonce="[^"]+"',
            r'name="csrf-token" content="[^"]+"',
            r'name="csrfmiddlewaretoken" value="[^"]+"',
        ):
            text = re.sub(changing, "", text)
        return text

    return look


@pytest.fixture
def pictures(see):
    """Every drawing that a page shows: wide and narrow."""

    def look(page):
        return [see("bea", address) for address in re.findall(r'src(?:set)?="(/audit/[^"]+\.svg)"', page)]

    return look


def released(measure, *months):
    """Put figures out as they are: [{row: [counted, of]}, …] for the months before December 2026."""
    publication = Publication.objects.create(month=NOVEMBER, at=london(2026, 12, 1, 0, 30))
    for back, figures in enumerate(reversed(months)):
        month = 11 - back
        Release.objects.create(
            publication=publication,
            measure=measure,
            month=date(2026 if month > 0 else 2025, (month - 1) % 12 + 1, 1),
            figures=figures,
        )


@pytest.mark.framework("R70")
@pytest.mark.parametrize("path", PAGES)
def test_readers_of_figures_see_them_and_nobody_else_does(client, trust, incidents_in, published, path):
    incidents_in(IN_OCTOBER, 8)
    published()

    for name in READERS:
        client.force_login(getattr(trust, name))
        assert client.get(path).status_code == 200, name
    for name in OTHERS:
        client.force_login(getattr(trust, name))
        assert client.get(path).status_code == 403, name


def test_a_measure_that_does_not_exist_is_not_found(client, trust):
    client.force_login(trust.bea)

    assert client.get("/audit/measures/secrets/").status_code == 404
    assert client.get("/audit/measures/secrets.csv").status_code == 404


@pytest.mark.claim("C4")
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_the_same_to_the_byte_until_the_next_publication(
    see, incidents_in, hurt, trust, published, path
):
    incidents_in(IN_OCTOBER, 7)
    published()
    before = {name: see(name, path) for name in READERS}

    incidents_in(IN_OCTOBER, 1)
    hurt(date(2026, 11, 3), kinds=["sexual_assault"], sealed_to=trust.sasha)
    published()

    assert {name: see(name, path) for name in READERS} == before
    published(NOVEMBER)
    assert see("bea", path) != before["bea"]


@pytest.mark.claim("C5")
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_made_from_published_figures_alone(client, trust, incidents_in, published, path):
    """However a figure is shown, there is nothing true behind it to leak."""
    incidents_in(IN_OCTOBER, 11)
    published()
    client.force_login(trust.bea)

    with CaptureQueriesContext(connection) as queries:
        b"".join(client.get(path))

    asked = " ".join(query["sql"] for query in queries)
    assert "audit_" in asked or path == "/audit/"
    assert "incidents_" not in asked
    assert "support_" not in asked


@pytest.mark.claim("C5")
def test_table_chart_words_and_download_give_the_same_numbers(see, pictures):
    released("contact", {"all": [4125, 5500]}, {"all": ["*", "*"]}, {"all": [1230, 2460]})

    page, table = see("bea", "/audit/measures/contact/"), see("bea", "/audit/measures/contact.csv")

    rows = list(csv.DictReader(table.lstrip("\ufeff").splitlines()))
    assert [list(row.values())[2:5] for row in rows] == [
        ["4125", "5500", "75"],
        ["*", "*", "*"],
        ["1230", "2460", "50"],
    ]
    cells = re.findall(r'nhsuk-table__cell--numeric">([^<]+)<', page)
    assert cells == ["1230", "2460", "50%", "*", "*", "*", "4125", "5500", "75%"], "newest first"
    assert (
        "In November 2026, 50% of affected colleagues heard from somebody in time (about 1230 of 2460)."
        in page
    )
    (alternative,) = re.findall(r'<img[^>]+alt="([^"]+)"', page)
    assert alternative.endswith("Sep 2026 75% (4125 of 5500); Oct 2026 *; Nov 2026 50% (1230 of 2460).")
    assert len(pictures(page)) == 2


@pytest.mark.claim("C1", "C5")
def test_three_and_six_people_look_the_same_everywhere(see, incidents_in, published, django_db_blocker):
    """Two trusts that differ only in a small number: all pages and downloads are the same."""
    from django.db import transaction

    def trust_with(number):
        with transaction.atomic():
            incidents_in(IN_OCTOBER, number, kinds=["sexual_harassment"])
            incidents_in(IN_OCTOBER, 20, kinds=["verbal"])
            published()
            seen = [see(name, path) for name in READERS for path in PAGES]
            transaction.set_rollback(True)
        return seen

    assert trust_with(3) == trust_with(6)
    assert trust_with(3) != trust_with(8), "eight are shown as ten"


def test_hidden_figures_are_starred_in_the_chart_and_explained_on_the_page(see, pictures):
    released("incidents", {key: ["*" if key == "online" else 20, None] for key in MEASURES["incidents"].rows})

    page = see("bea", "/audit/measures/incidents/")

    assert all(">*<" in picture for picture in pictures(page))
    assert "* stands for 1 to 7" in page


@pytest.mark.framework("R113")
def test_a_chart_has_limits_and_words_for_them_from_twelve_months_on(see, pictures):
    steady = [{"all": [counted, 100]} for counted in (80, 85) * 6]
    released("contact", *steady[:11])
    assert "Twelve months with figures are needed" in see("bea", "/audit/measures/contact/")
    Release.objects.create(
        publication=Publication.objects.get(),
        measure="contact",
        month=date(2025, 12, 1),
        figures={"all": [85, 100]},
    )

    page = see("bea", "/audit/measures/contact/")

    assert "so this month is within the usual up and down" in page
    assert all("Usual up and down" in picture for picture in pictures(page)), "the legend says it in words"


def test_a_month_far_from_the_usual_is_said_in_words_and_drawn_in_a_shape_of_its_own(see, pictures):
    released("contact", *[{"all": [counted, 100]} for counted in [80, 85] * 7 + [20]][-15:])

    page = see("bea", BOARD)

    assert "This month stands out: worse than usual." in page
    assert any("Worse than usual" in picture and "#e46c0a" in picture for picture in pictures(page))


def test_before_the_first_publication_the_page_says_what_will_come_and_when(see, time_machine):
    time_machine.move_to(london(2026, 12, 20, 12), tick=False)

    for path in (BOARD, "/audit/measures/contact/"):
        page = see("bea", path)
        assert "There are no figures yet. The first ones come out on 1 January 2027" in page
    assert "<img" not in page


def test_a_month_with_nothing_due_says_so(see):
    released("contact", {"all": [0, 0]})

    assert "There was nothing to count in November 2026." in see("bea", "/audit/measures/contact/")


def test_the_board_page_takes_few_queries_however_many_months_there_are(
    client, trust, django_assert_max_num_queries
):
    released("contact", *[{"all": [80, 100]}] * 12)
    client.force_login(trust.bea)
    client.get(BOARD)

    with django_assert_max_num_queries(8):
        response = client.get(BOARD)

    assert len(response.content) < 100_000


def test_the_home_page_leads_readers_to_the_newest_figures(trust, incidents_in, published):
    from audit import day

    incidents_in(IN_OCTOBER, 8)
    at = london(2026, 11, 5)
    (before,) = day.panels(trust.bea, at)
    published()
    (after,) = day.panels(trust.una, at)

    assert before["rows"] == []
    assert before["empty"] == "The first figures come out on 1 December 2026."
    assert [(row["text"], row["href"]) for row in after["rows"]] == [
        ("Figures for October 2026", reverse("audit:board"))
    ]
    assert day.panels(trust.maya, at) == []
