"""The figures in a real browser: on a wide screen and a phone, with nothing sticking out."""

import os
from datetime import date

import pytest
from playwright.sync_api import expect

from audit.deadlines import months_until
from audit.measures import MEASURES
from audit.models import Publication, Release
from audit.suppression import suppress
from tests.audit.conftest import NOVEMBER, london
from tests.browser.conftest import check_page, open_as  # noqa: F401 they are fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two_years(trust):
    """Every measure with twenty-four months, some of them small."""
    publication = Publication.objects.create(month=NOVEMBER, at=london(2026, 12, 1, 0, 30))
    months = months_until(date(2024, 12, 1), NOVEMBER)
    for i, month in enumerate(months):
        for measure in MEASURES.values():
            figures = {}
            for at, key in enumerate(measure.rows):
                of = 40 + 7 * ((i * (at + 3)) % 5)
                counted = of - (i * 5 + at * 7) % 19 - (20 if i == 20 else 0)
                share = suppress(counted, of) if measure.is_share else suppress((i * (at + 2)) % 23)
                figures[key] = [share.counted, share.of]
            Release.objects.create(publication=publication, measure=measure.key, month=month, figures=figures)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    "path", ["/audit/", "/audit/board/", "/audit/measures/contact/", "/audit/measures/incidents/"]
)
def test_figures_read_well_on_any_screen(
    open_as,  # noqa: F811
    check_page,  # noqa: F811
    two_years,
    trust,
    client,
    live_server,
    path,
    width,
):
    client.force_login(trust.bea)
    page = open_as(width=width)
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": live_server.url}
            for name, cookie in client.cookies.items()
        ]
    )

    assert len(page.goto(path).body()) < 100_000

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for picture in page.get_by_role("img").all():
        assert picture.evaluate("img => img.complete && img.naturalWidth > 0")
    for summary in page.locator("summary").all():
        summary.click()
    check_page(page)
    if os.environ.get("SHOTS"):
        page.screenshot(
            path=f"{os.environ['SHOTS']}/{path.strip('/').replace('/', '-')}-{width}.png", full_page=True
        )
