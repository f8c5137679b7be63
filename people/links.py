"""Links that open something for whoever holds them. What the database holds opens nothing: the rest is a signature,
made when the email is made.

A room says which of its paths are such links, and how to tell whether one still opens.
"""

from collections.abc import Callable
from datetime import datetime

from django.core.signing import BadSignature, Signer

_beneath: dict[str, Callable[[str, datetime], bool]] = {}


def sign_beneath(path: str, *, opens: Callable[[str, datetime], bool]) -> None:
    """`opens(name, at)` says whether the link "`path``name`/" is still good for anything."""
    _beneath[path] = opens


def as_sent(link: str) -> str:
    """The link as it stands in the email. Making it twice gives the same: a message that is sent again is the same."""
    path, name = _parts(link)
    return f"{path}{_signer(path).sign(name)}/" if path else link


def still_opens(link: str, at: datetime) -> bool:
    """Whether it is worth sending (security.md E10). Links that ask for a sign-in always are."""
    path, name = _parts(link)
    return _beneath[path](name, at) if path else True


def read(path: str, token: str) -> str | None:
    """The name that was signed; None for a token that was not made here, for this path."""
    try:
        return _signer(path).unsign(token)
    except BadSignature:
        return None


def _parts(link):
    for path in _beneath:
        if link.startswith(path) and link != path:
            return path, link.removeprefix(path).strip("/")
    return "", ""


def _signer(path):
    return Signer(salt=f"link beneath {path}", sep=".")
