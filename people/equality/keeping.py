"""Keeping equality answers: said, changed and deleted by oneself, and read by oneself alone (R11).

Nothing of this is written to the trail, for an entry would say who has answered and when.
"""

import logging
from datetime import datetime, timedelta
from random import SystemRandom

from cryptography.fernet import InvalidToken
from django.db import transaction

from people.access import require
from people.clock import now
from people.deadlines import LONDON
from people.encryption import keyed_hash
from people.equality.characteristics import CHARACTERISTICS, NOT_SAID
from people.models import EqualityEnvelope, EqualityParcel, User

log = logging.getLogger(__name__)
AT_ONCE = 500


def key_of(user_pk: int) -> str:
    return keyed_hash("equality", str(user_pk))


def waiting_key_of(user_pk: int) -> str:
    """Another one, so that a parcel does not say whose envelope it goes into."""
    return keyed_hash("equality waiting", str(user_pk))


def own_answers(oneself: User) -> dict[str, str]:
    """Characteristic to group, as they last said it. For themselves: no page shows them to anybody else."""
    parcel = EqualityParcel.objects.filter(key=waiting_key_of(oneself.pk)).first()
    if parcel:
        return parcel.content
    envelope = EqualityEnvelope.objects.filter(key=key_of(oneself.pk)).first()
    return envelope.content if envelope else {}


def own_answers_in_words(oneself: User) -> dict[str, str]:
    """Question to answer, for their copy of everything held about them."""
    answers = own_answers(oneself)
    return {
        one.question: dict(one.choices)[answers[key]]
        for key, one in CHARACTERISTICS.items()
        if answers.get(key) in dict(one.choices)
    }


@transaction.atomic
def keep_answers(*, by: User, answers: dict[str, str], at: datetime | None = None) -> None:
    """Their answers, in place of all they gave before; none at all takes everything back."""
    require(by.is_active)
    given = {
        key: answers[key]
        for key, one in CHARACTERISTICS.items()
        if answers.get(key) in one.groups or answers.get(key) == NOT_SAID
    }
    tomorrow = (at or now()).astimezone(LONDON).date() + timedelta(days=1)
    EqualityParcel.objects.update_or_create(
        key=waiting_key_of(by.pk), defaults={"content": given, "goes_on": tomorrow}
    )


@transaction.atomic
def put_away(at: datetime) -> int:
    """Seal every envelope anew with what waited until today; returns how many there are, 0 when nothing waits.

    Those of people who have left are not made again. Nothing is lost where a key is missing: then nothing is moved.
    """
    today = at.astimezone(LONDON).date()
    parcels = EqualityParcel.objects.select_for_update(skip_locked=True).filter(goes_on__lte=today)
    try:
        waiting = {one.key: one.content for one in parcels}
        kept = dict(EqualityEnvelope.objects.values_list("key", "content"))
    except InvalidToken:
        log.error("Equality answers cannot be read. Is a key missing from ENCRYPTION_KEYS?")
        return 0
    here = User.objects.filter(is_active=True).order_by().values_list("pk", flat=True)
    keys = {key_of(pk): waiting_key_of(pk) for pk in here}
    if not waiting and kept.keys() <= keys.keys():
        return 0
    sealed = [
        EqualityEnvelope(key=key, content=waiting.get(waits, kept.get(key, {})))
        for key, waits in keys.items()
    ]
    SystemRandom().shuffle(sealed)
    EqualityEnvelope.objects.all().delete()
    EqualityEnvelope.objects.bulk_create(sealed, batch_size=AT_ONCE)
    EqualityParcel.objects.filter(key__in=waiting).delete()
    return len(sealed)


def when_left(sender, user, **kwargs) -> None:
    """Whoever has left takes their answers with them."""
    EqualityParcel.objects.filter(key=waiting_key_of(user.pk)).delete()
    EqualityEnvelope.objects.filter(key=key_of(user.pk)).delete()
