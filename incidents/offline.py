"""A report written without signal: sealed on the device for its writer alone, opened here, and sent once.

The device is given the writer's public key and nothing else. What it seals with it can be opened only here, and only
while that writer is signed in: not on the device, not by whoever finds it, not for a colleague who signs in there.
"""

import base64
import json
import logging
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import transaction
from django.utils.datastructures import MultiValueDict

from incidents import access, actions, drafting, kinds, notices, questions
from incidents.actions.reporting import first_with
from incidents.drafting import Written
from incidents.forms.offline import ASKED, OTHERS, OfflineForm
from incidents.forms.persons import PersonForm
from incidents.models import Draft, Incident, InvolvedPerson
from incidents.questions import QUESTIONS
from people.access import require
from people.encryption import keyed_hash
from people.lines import NobodyResponsible
from people.models import User

log = logging.getLogger(__name__)
Part, Consent = InvolvedPerson.Part, InvolvedPerson.Consent
CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PURPOSE = b"aftercare offline report"
POINT, NONCE = 65, 12


class Unreadable(Exception):
    """Not sealed for this writer, or not what left the device."""


@dataclass(frozen=True)
class Received:
    """What became of it: an incident, or a draft that its writer has to look at."""

    incident: Incident | None = None
    draft: Draft | None = None


def writer(user: User) -> str:
    """What a device seals this user's reports with: a public key, which says nothing about them."""
    point = _secret(user).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.b64encode(point).decode()


def opened(sealed: str, *, key: UUID, by: User) -> MultiValueDict:
    """The boxes of the form as they were typed. The form's own key is sealed in with them."""
    try:
        data = base64.b64decode(sealed, validate=True)
        point, nonce, rest = data[:POINT], data[POINT : POINT + NONCE], data[POINT + NONCE :]
        shared = _secret(by).exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point))
        secret = HKDF(hashes.SHA256(), 32, salt=point, info=PURPOSE).derive(shared)
        pairs = json.loads(AESGCM(secret).decrypt(nonce, rest, str(key).encode()))
        typed = MultiValueDict()
        for name, value in pairs:
            typed.appendlist(_whole(name), _whole(value))
    except (ValueError, TypeError, AttributeError, InvalidTag) as problem:
        raise Unreadable from problem
    return typed


@transaction.atomic
def receive(typed: MultiValueDict, *, key: UUID, by: User) -> Received:
    """Report it, or keep it as a draft when something has to be mended. However often it arrives, it is one report
    (security.md D1), and what its writer has mended since is not overwritten."""
    require(access.can_report(by))
    if earlier := first_with(key):
        require(earlier.reporter_id == by.pk)
        return Received(incident=earlier)
    actions.start_draft(key, by=by)
    draft = Draft.objects.filter(pk=key, by=by).first()
    require(draft is not None)
    if not draft.answers:
        answers = _answers(typed, by)
        draft = drafting.keep(key, by=by, change=lambda kept: kept.update(answers))
    written = Written(draft, by)
    if not written.to_mend():
        try:
            with transaction.atomic():
                return Received(incident=actions.report(by=by, **written.arguments()))
        except NobodyResponsible as missing:
            log.error("A report written without signal could not be sent: %s", missing)
    notices.to_be_finished(draft)
    return Received(draft=draft)


def _secret(user):
    number = int(keyed_hash("offline report", str(user.pk)), 16)
    return ec.derive_private_key(number % (ORDER - 1) + 1, CURVE)


def _whole(text):
    """Half a letter is no letter; it could be neither kept nor shown."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _answers(typed, by):
    """A draft's answers, from each question's own boxes and nothing else that came with them (security.md D11)."""
    answers = {key: drafting.typed(QUESTIONS[key].form(writer=by), typed) for key in ASKED}
    answers = {key: boxes for key, boxes in answers.items() if boxes}
    if kinds.may_be_sealed(questions.kinds_in(answers)) and (seal := _seal(typed.get("seal"), by)):
        answers["seal"] = {"seal": [seal]}
    people, all_known = _people(typed, by)
    answers["people"] = people
    if all_known:
        answers["others"] = {"more": ["no"]}
    return answers


def _seal(chosen, by):
    """The device knows no names: with one sexual safety lead it is that one, with several the writer is asked."""
    leads = list(access.sealed_recipients(by)[:2])
    if chosen == OfflineForm.LEAD and len(leads) == 1:
        return str(leads[0].pk)
    return chosen if chosen == OfflineForm.USUAL else None


def _people(typed, by):
    """The others affected, and whether each can be reached: an account, or a name with a way to reach them."""
    people, all_known = {"people": []}, True
    for prefix in OTHERS:
        boxes = {name: typed.get(f"{prefix}-{name}", "") for name in PersonForm.base_fields}
        if not (boxes["named"].strip() or boxes["contact"].strip()):
            continue
        taken = [one["user"] for one in people["people"] if one["user"]]
        form = PersonForm(boxes, writer=by, taken=taken)
        if form.is_valid():
            drafting.add_person(people, form.found())
            continue
        person = _as_typed(boxes)
        drafting.add_person(people, person)
        all_known = all_known and bool(person["contact"]) and not set(form.errors) - {"chosen"}
    return people["people"], all_known


def _as_typed(boxes):
    """Somebody we could not match. Nothing typed is lost; what cannot be kept in a row is cut."""
    longest = InvolvedPerson._meta.get_field("name").max_length
    name, contact = (boxes[box].replace("\x00", "").strip()[:longest] for box in ("named", "contact"))
    part, consent = boxes["part"], boxes["consent"]
    return {
        "user": None,
        "name": name or "Not named",
        "team": "no account here",
        "contact": contact,
        "part": part if part in Part.values else Part.HARMED.value,
        "consent": consent if consent in Consent.values else Consent.NOT_ASKED.value,
    }
