"""Routes without an account know nothing of the browser: no cookie reaches them, and they set none (security.md B2).

It stands before the session. Whoever is signed in in that browser is nobody there, and their session is not read.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.shortcuts import redirect

# Whatever tells one browser from another. The address stays until the limits have counted it (people/limits.py).
HIDDEN = (
    *("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_ORIGIN"),
    *("HTTP_ACCEPT_LANGUAGE", "HTTP_DNT", "HTTP_SEC_GPC", "HTTP_SEC_CH_UA", "HTTP_SEC_CH_UA_PLATFORM"),
)
ROUTES = ("/report/confidential/", "/report/quick/")


def is_unmarked(path: str) -> bool:
    return path.startswith(ROUTES)


def unmarked(get_response):
    def middleware(request):
        if address := _other_host(request):
            return redirect(address)
        if not is_unmarked(request.path_info):
            return get_response(request)
        for name in HIDDEN:
            request.META.pop(name, None)
        vars(request).pop("COOKIES", None)
        response = get_response(request)
        response.cookies.clear()
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return middleware


def _other_host(request):
    """With CONFIDENTIAL_ADDRESS the confidential route lives there alone, and nothing else does."""
    own, path = settings.CONFIDENTIAL_ADDRESS, request.path_info
    if not own or path.startswith(("/static/", "/health/")):
        return ""
    is_there = request.get_host() == urlsplit(own).netloc
    belongs_there = path.startswith(ROUTES[0])
    if is_there == belongs_there:
        return ""
    return f"{own if belongs_there else settings.AFTERCARE_ADDRESS}{path}"
