"""Showing and sending a leaflet, and noting that somebody has read it by their own word (R17, R53)."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.notices import tell, tell_address
from people.trail import record
from support import access
from support.models import Case, Leaflet
from support.own.leaflets import LEAFLETS
from support.visits import door
from support.visits.visitor import Visitor

SENT = "Here is something to read that you asked for. It opens without signing in."


@transaction.atomic
def show_leaflet(case: Case, key: str, *, by: User | Visitor, at=None) -> Leaflet:
    """Noted once: when it was first on their screen."""
    require(access.can_answer_for_self(by, case))
    leaflet, is_new = Leaflet.objects.get_or_create(
        case=case, key=LEAFLETS[key].key, defaults={"shown_at": at or now()}
    )
    if is_new:
        record("leaflet.shown", by=by, subject=case, why=key, at=leaflet.shown_at)
    return leaflet


@transaction.atomic
def say_read(case: Case, key: str, *, by: User | Visitor, at=None) -> Leaflet:
    """They have read it: the date stays, however often they say so."""
    at = at or now()
    leaflet = show_leaflet(case, key, by=by, at=at)
    require(LEAFLETS[key].can_be_read)
    if leaflet.read_at is None:
        leaflet.read_at = at
        leaflet.save()
        record("leaflet.read", by=by, subject=case, why=key, at=at)
    return leaflet


@transaction.atomic
def send_leaflet(case: Case, key: str, *, by: User | Visitor, at=None) -> bool:
    """A link to it by email, to themselves; False when no address of theirs is known. Once a day at most."""
    at = at or now()
    leaflet = show_leaflet(case, key, by=by, at=at)
    words = {"key": f"leaflet.{leaflet.pk}.{at:%Y%m%d}", "line": SENT, "link": f"/support/leaflets/{key}/"}
    if case.person.user:
        tell(case.person.user, **words, soon=True, at=at)
    elif address := door.address_of(case):
        tell_address(address, **words, soon=True, at=at)
    else:
        return False
    leaflet.sent_at = at
    leaflet.save()
    record("leaflet.sent", by=by, subject=case, why=key, at=at)
    return True
