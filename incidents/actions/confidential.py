"""What a reporter does on the confidential route. Each act is a parcel: nobody is asked who they are (R32, R33).

`incidents/actions/delivering.py` carries the parcels on. Until then only the reporter finds them, by their code.
"""

import uuid
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from incidents.cleaning import Clean
from incidents.confidential.codes import code_for, hashed, id_for
from incidents.confidential.slots import next_slot
from incidents.models import ConfidentialParcel, ConfidentialReport
from people import clock
from people.models import User

REPORT, MESSAGE, WHO, FILE, SEND_TO, WITHDRAW = "report", "message", "who", "file", "send_to", "withdraw"


@transaction.atomic
def confide(
    key: str,
    *,
    recipient: User,
    role: str,
    not_to: Sequence[User] = (),
    files: Sequence[Clean] = (),
    at: datetime | None = None,
    **said,
) -> str | None:
    """Somebody says something in confidence; gives back their code.

    One key makes one report, however often its form is sent. None when it was sent before and its writer has the code.
    """
    at, pk, code = at or clock.now(), id_for(key), code_for(key)
    parcel = ConfidentialParcel.objects.filter(pk=pk).first()
    if parcel:
        return None if parcel.content["is_kept"] else code
    if ConfidentialReport.objects.filter(pk=pk).exists():
        return None
    content = said | {"role": role, "not_to": [user.pk for user in not_to]}
    receipt = hashed(code)
    _put(receipt, at, REPORT, pk=pk, number=0, recipient=recipient.pk, is_kept=False, content=content)
    for number, file in enumerate(files, 1):
        _put_file(receipt, at, file, pk=id_for(key, f"file {number}"), report=pk, number=number)
    return code


def code_again(key: str) -> str | None:
    """The code, for as long as its writer has not shown that they have it and nobody has been given the report."""
    parcel = ConfidentialParcel.objects.filter(pk=id_for(key)).first()
    return code_for(key) if parcel and not parcel.content["is_kept"] else None


@transaction.atomic
def keep_code(key: str) -> None:
    """Its writer has shown that they have the code. It is not shown again."""
    parcel = ConfidentialParcel.objects.select_for_update().filter(pk=id_for(key)).first()
    if parcel and not parcel.content["is_kept"]:
        parcel.content |= {"is_kept": True}
        parcel.save()


@transaction.atomic
def add_to_confidential(
    talk, *, key: str, text: str = "", wants_support: bool = False, files: Sequence[Clean] = (), at=None
) -> None:
    """The reporter adds words, files, or a wish to be offered support."""
    at = at or clock.now()
    if text or wants_support:
        said = {"text": text, "wants_support": wants_support}
        _put(
            talk.receipt,
            at,
            MESSAGE,
            pk=id_for(key, "message"),
            report=talk.pk,
            number=talk.next,
            content=said,
        )
    for number, file in enumerate(files, 1):
        pk = id_for(key, f"file {number}")
        _put_file(talk.receipt, at, file, pk=pk, report=talk.pk, number=talk.next + number)


@transaction.atomic
def say_who(
    talk, *, key: str, name: str, contact: str, account: User | None = None, may_open: bool = False, at=None
):
    """The reporter says who they are, to the recipient alone, and whether a sealed report may be opened for them."""
    said = {
        "name": name,
        "contact": contact,
        "account": account.pk if account else None,
        "may_open": may_open,
    }
    pk = id_for(key, "who")
    _put(talk.receipt, at or clock.now(), WHO, pk=pk, report=talk.pk, number=talk.next, content=said)


@transaction.atomic
def send_to_another(talk, *, key: str, recipient: User, role: str, at=None) -> None:
    """The reporter would rather that somebody else had it."""
    _put(
        talk.receipt,
        at or clock.now(),
        SEND_TO,
        pk=id_for(key, "send to"),
        report=talk.pk,
        number=talk.next,
        recipient=recipient.pk,
        content={"role": role},
    )


@transaction.atomic
def withdraw_confidential(talk, *, at=None) -> None:
    """The reporter takes everything back. From now on the code opens nothing."""
    pk = id_for(talk.receipt, WITHDRAW)
    _put(talk.receipt, at or clock.now(), WITHDRAW, pk=pk, report=talk.pk, number=talk.next, content={})


def _put_file(receipt, at, file, *, pk, report, number):
    content = {"suffix": file.suffix, "data": b64encode(file.content).decode()}
    _put(receipt, at, FILE, pk=pk, report=report, number=number, content=content)


def _put(receipt, at, what, *, pk: uuid.UUID, report: uuid.UUID | None = None, **about):
    """Sent again, or twice at once, it is there once."""
    about |= {"what": what, "report": str(report or pk)}
    parcel = ConfidentialParcel(pk=pk, receipt=receipt, goes_at=next_slot(at), content=about)
    ConfidentialParcel.objects.bulk_create([parcel], ignore_conflicts=True)
