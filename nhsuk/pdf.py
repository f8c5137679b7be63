"""Turn a page into a tagged PDF (PDF/UA-1) that asks nothing of any other place."""

import functools

from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher


class NoFetcher(URLFetcher):
    """Fetches nothing: no web address, no file, no data (security.md F5). The page goes on without it."""

    def __init__(self):
        super().__init__(allowed_protocols=(), allow_redirects=False)

    def fetch(self, url, headers=None):
        raise ValueError("Nothing is fetched for a PDF")


def render(html: str, *, css: str) -> bytes:
    """The PDF of a whole HTML document, with one style sheet: `css` is its path in static/."""
    document = HTML(string=html, url_fetcher=NoFetcher(), base_url=None)
    return document.write_pdf(
        stylesheets=[CSS(string=_sheet(css), url_fetcher=NoFetcher())],
        pdf_variant="pdf/ua-1",
        optimize_images=False,
    )


@functools.cache
def _sheet(path):
    return (settings.BASE_DIR / "static" / path).read_text()
