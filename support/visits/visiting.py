"""A visit: what a door opens, for half an hour without a press, in a cookie of its own that knows of no account.

The cookie is encrypted and says which door it came by; everything else is asked of the database at each request, so
that a visit is over the moment its door no longer stands.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.conf import settings

from people.encryption import decrypt, encrypt
from support.models import Door
from support.visits import door as doors
from support.visits.visitor import Visitor

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=4)
PURPOSE = "visit by a door"


@dataclass
class Visit:
    """`said` is what the next page tells them: [level, words] each."""

    door: Door
    said: list = field(default_factory=list)

    @property
    def visitor(self) -> Visitor:
        return doors.visitor_of(self.door)


def of(request, at: datetime) -> Visit | None:
    """The visit that this browser is on; None when there is none, it has been idle too long, or its door is shut."""
    try:
        said = json.loads(decrypt(request.COOKIES.get(settings.VISITOR_COOKIE_NAME, "").encode()))
        if said["for"] != PURPOSE or not timedelta(0) <= at - datetime.fromisoformat(said["at"]) <= IDLE:
            return None
        door = doors.find(said["door"])
        messages = said["said"]
    except (InvalidToken, ValueError, KeyError, TypeError):
        return None
    if door is None or door.used_at is None or at - door.used_at > LONGEST or not doors.is_good(door):
        return None
    return Visit(door, messages)


def carry(response, visit: Visit, at: datetime) -> None:
    """Half an hour more from now."""
    said = {"for": PURPOSE, "door": str(visit.door.pk), "at": at.isoformat(), "said": visit.said}
    response.set_cookie(
        settings.VISITOR_COOKIE_NAME,
        encrypt(json.dumps(said).encode()).decode(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def end(response, visit: Visit | None, at: datetime) -> None:
    """Over here and everywhere: what was copied from the browser opens nothing either."""
    if visit:
        Door.objects.filter(pk=visit.door.pk, closed_at=None).update(closed_at=at)
    response.delete_cookie(settings.VISITOR_COOKIE_NAME, samesite="Strict")
    response.headers["Clear-Site-Data"] = '"cache"'
