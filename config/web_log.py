"""What the web server may write down: nothing about who came by a route that asks for no account (security.md B4)."""

from gunicorn.glogging import Logger

from config.unmarked import is_unmarked
from config.visitors import ROUTE as VISITORS

INVALID = "Invalid request from ip="


class WebLog(Logger):
    def access(self, resp, req, environ, request_time):
        """Static files are left out as well: the page that asks for them is known by them."""
        path = environ.get("PATH_INFO", "")
        if not is_unmarked(path) and not path.startswith(("/static/", VISITORS)):
            super().access(resp, req, environ, request_time)

    def warning(self, msg, *args, **kwargs):
        """Gunicorn's own words for a request that makes no sense begin with the address it came from."""
        if str(msg).startswith(INVALID):
            msg, args = "A request made no sense and was refused", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        """A fault says where in the program it was, which is all that helps to mend it."""
        super().exception("A request could not be handled" if args else msg, **kwargs)
