"""Nothing is ever owned by nobody: every room says which rows need somebody, and which of them have nobody (R10, G8).

What is found goes to administrators and violence prevention leads once a day until it is mended, and the health page
says that there is something. An hourly job looks, for the health page is asked often and by anybody.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from people.deadlines import LONDON
from people.models import Heartbeat, Role, User
from people.notices import tell_all
from people.roles import RoleKind

SEEN = "owned by nobody"
_rows: dict[str, Callable[[], QuerySet]] = {}


def register(what: str, of_nobody: Callable[[], QuerySet]) -> None:
    """`of_nobody` finds rows of this kind that are still open and whose owner has left or must not have them."""
    _rows[what] = of_nobody


def by_nobody() -> dict[str, int]:
    """How many of each kind; the kinds of which there is none are left out."""
    counts = {what: of_nobody().count() for what, of_nobody in _rows.items()}
    return {what: count for what, count in counts.items() if count}


def kinds() -> tuple[str, ...]:
    return tuple(_rows)


def was_seen() -> bool:
    """Whether the last look found something."""
    return Heartbeat.objects.filter(name=SEEN).exists()


def report(at: datetime) -> int:
    """Look, and tell those who can give roles and stand at the end of every line. No line says what it is."""
    found = sum(by_nobody().values())
    if not found:
        Heartbeat.objects.filter(name=SEEN).delete()
        return 0
    Heartbeat.objects.update_or_create(name=SEEN, defaults={"at": at})
    kinds = (RoleKind.ADMINISTRATOR, RoleKind.PREVENTION_LEAD)
    held = Role.objects.current(at.astimezone(LONDON).date()).filter(kind__in=kinds).values("user")
    line = "Some work here has nobody to see to it. Please check that every role is held by somebody."
    day = f"{at.astimezone(LONDON):%Y%m%d}"
    to = User.objects.filter(pk__in=held, is_active=True)
    tell_all([(one, f"owned-by-nobody.{day}.{one.pk}", line, "") for one in to], urgent=True, at=at)
    return found
