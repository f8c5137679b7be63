"""The door for somebody without an account: a link that opens their own case, once, for one purpose.

The row of a door opens nothing. The link is its id and a signature: made when the email is made, or when somebody is
shown it to hand it over. A door is used up by pressing a button, not by looking, so that a mail scanner does not use it
up. It dies after seven days, when a newer one for the same purpose is made, when the address that is held changes, when
the person has an account, and when the case goes on in another report.
"""

from datetime import datetime, timedelta

import segno
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from people import links
from people.notices import address_key, tell_address
from people.trail import record
from support.models import Case, Door
from support.visits.visitor import Visitor, account_of
from support.workflow import CaseStatus

PATH = "/support/door/"
OWN = "own"
OPENS_FOR = timedelta(days=7)
INVITED = "Support is there for you. See what happens next, and say what you would like."

__all__ = ["Visitor", "account_of", "address_of", "invite", "open_for", "send", "still_opens"]


def address_of(case: Case, purpose: str = OWN) -> str:
    """The one email address in the contact that is held; "" for somebody with an account or without an address.

    How they are is asked of everybody, and where they would rather be written to (R12).
    """
    user = case.person.user
    if not asks_only(purpose):
        return _held(case)
    if user and not user.is_active:
        return ""
    wished = _email_in(case.preference.contact) if hasattr(case, "preference") else ""
    return wished or (user.email.casefold() if user else _held(case))


def asks_only(purpose: str) -> bool:
    """Whether such a door opens one question and shows nothing: then somebody with an account may come by it too."""
    return purpose.startswith("check_in.")


def _may_write(case):
    in_confidence = case.incident.is_sealed and not case.person.user_id
    return not in_confidence or case.doors.exclude(address="").exists()


def _held(case):
    return "" if case.person.user_id else _email_in(case.person.contact)


def _email_in(contact):
    words = contact.replace(",", " ").replace(";", " ").split()
    found = {word.strip("<>()").casefold() for word in words if _is_email(word.strip("<>()"))}
    return found.pop() if len(found) == 1 else ""


def open_for(case: Case, purpose: str = OWN, *, at: datetime, made_by=None) -> Door:
    """A door that waits to be used; one for the same purpose that was not used yet dies. `made_by` hands it over."""
    case.doors.unused(at).filter(purpose=purpose).update(closed_at=at)
    return Door.objects.create(
        case=case,
        purpose=purpose,
        address="" if made_by else address_key(address_of(case, purpose)),
        made_by=made_by,
        made_at=at,
        expires_at=at + OPENS_FOR,
    )


def send(
    case: Case,
    purpose: str,
    line: str,
    *,
    at: datetime,
    urgent: bool = False,
    soon: bool = True,
    is_asked_for: bool = False,
):
    """Email a link to the address that is held; None, and nothing is sent, when there is none.

    In confidence the first one leaves only when somebody asked for it: the person, or whoever looks after them and has
    spoken with them. An address was often typed by somebody else, and mailboxes are shared.
    """
    address = address_of(case, purpose)
    if not address or case.status == CaseStatus.MERGED or not (is_asked_for or _may_write(case)):
        return None
    door = open_for(case, purpose, at=at)
    tell_address(
        address,
        key=f"door.{door.pk}",
        line=line,
        link=f"{PATH}{door.pk}/",
        urgent=urgent,
        soon=soon,
        at=at,
    )
    return door


def invite(case: Case, at: datetime):
    """The first link, when support begins."""
    if case.incident.is_imported or not case.person.is_named:
        return None
    return send(case, OWN, INVITED, at=at)


def link_of(door: Door) -> str:
    """The link itself, to be shown once to whoever hands it over."""
    return links.as_sent(f"{PATH}{door.pk}/")


def picture_of(link: str) -> str:
    """The link as a square that a phone reads, as the address of a picture."""
    return segno.make(link, error="m", micro=False).svg_data_uri(scale=5, border=4, light="white")


def is_good(door: Door) -> bool:
    """Whether what it was made for still stands. Whether it is used, and when it runs out, is asked beside this."""
    case = door.case
    if door.closed_at or case.status == CaseStatus.MERGED:
        return False
    if case.person.user_id and not asks_only(door.purpose):
        return False
    return bool(door.made_by_id) or door.address == address_key(address_of(case, door.purpose))


def visitor_of(door: Door) -> Visitor:
    return Visitor(door.case, door.purpose, by_hand=bool(door.made_by_id), address=door.address)


def find(pk) -> Door | None:
    wanted = ("case__person__user", "case__person__incident", "case__lead", "case__version")
    try:
        return Door.objects.select_related(*wanted).filter(pk=pk).first()
    except (ValidationError, ValueError):
        return None


def waiting(token: str, at: datetime) -> Door | None:
    """The door that a link opens, if it still does. All that is wrong with a link looks alike."""
    name = links.read(PATH, token)
    door = find(name) if name else None
    return door if door and _is_unused(door, at) else None


def still_opens(name: str, at: datetime) -> bool:
    door = find(name)
    return bool(door and _is_unused(door, at))


def use_up(door: Door, at: datetime) -> bool:
    """True for the one press that opens it, however many come at once."""
    mine = Door.objects.unused(at).filter(pk=door.pk).update(used_at=at) == 1
    if mine:
        record("door.used", by=None, subject=door.case, why=door.purpose, at=at)
    return mine


def _is_unused(door, at):
    return door.used_at is None and door.expires_at > at and is_good(door)


def _is_email(word):
    try:
        validate_email(word)
    except ValidationError:
        return False
    return True


links.sign_beneath(PATH, opens=still_opens)
