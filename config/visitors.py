"""The pages behind a door know nothing of who is signed in on that computer, and leave no trace in their session.

It stands before the session: of all cookies, those pages see and set only the visitor's own and the one against forged
forms.
"""

from django.conf import settings

ROUTE = "/support/door/"


def visitors(get_response):
    def middleware(request):
        if not request.path_info.startswith(ROUTE):
            return get_response(request)
        own = {settings.VISITOR_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
        theirs = {name: value for name, value in request.COOKIES.items() if name in own}
        request.COOKIES = theirs
        request.META["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in theirs.items())
        response = get_response(request)
        for name in set(response.cookies) - own:
            del response.cookies[name]
        return response

    return middleware
