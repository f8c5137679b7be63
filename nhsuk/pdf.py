"""Turn a page into a tagged PDF (PDF/UA-1) that asks nothing of any other place."""

import functools
from collections.abc import Mapping

from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

PICTURE = "picture:"


class NoFetcher(URLFetcher):
    """Fetches nothing: no web address, no file, no data (security.md F5). The page goes on without it.

    `pictures` are those that the page brings itself: `<img src="picture:square" alt="…">` shows the one of that name.
    """

    def __init__(self, pictures: Mapping[str, tuple[str, bytes]] | None = None):
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._pictures = pictures or {}

    def fetch(self, url, headers=None):
        if url.startswith(PICTURE) and (found := self._pictures.get(url.removeprefix(PICTURE))):
            kind, content = found
            return URLFetcherResponse(url, content, {"Content-Type": kind})
        raise ValueError("Nothing is fetched for a PDF")


def render(html: str, *, css: str, pictures: Mapping[str, tuple[str, bytes]] | None = None) -> bytes:
    """The PDF of a whole HTML document, with one style sheet: `css` is its path in static/.

    `pictures` maps a name to its media type and content.
    """
    document = HTML(string=html, url_fetcher=NoFetcher(pictures), base_url=None)
    return document.write_pdf(
        stylesheets=[CSS(string=_sheet(css), url_fetcher=NoFetcher())],
        pdf_variant="pdf/ua-1",
        optimize_images=False,
    )


@functools.cache
def _sheet(path):
    return (settings.BASE_DIR / "static" / path).read_text()
