"""What the confidential route promises, claim by claim: the code, its hash, its waits, sizes, warnings and silence."""

import random
import statistics
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from django.db import connection

from incidents.actions import confidential as writing
from incidents.actions.delivering import deliver
from incidents.confidential import codes, prompts, waits
from incidents.confidential.slots import SLOTS, answer_due, next_slot
from incidents.models import ConfidentialMessage, ConfidentialParcel, ConfidentialReport
from incidents.reading import confidential as reading
from people import padding
from people.deadlines import LONDON
from people.models import Mailing, Notice
from tests.factories import UserFactory
from tests.incidents.confiding import MONDAY, carried_on, confide, later
from tests.incidents.dump import snapshot, whole_database


@pytest.fixture
def quick_hash(monkeypatch):
    monkeypatch.setattr(codes, "MEMORY", 64)
    monkeypatch.setattr(codes, "PASSES", 1)


@pytest.mark.claim("B5")
def test_the_code_is_long_random_readable_and_kept_only_as_a_slow_keyed_hash(trust, settings):
    made = {codes.code_for(str(number)) for number in range(2000)}
    assert len(made) == 2000
    assert all(set(code) <= set(codes.LETTERS + "-") and len(code) == 19 for code in made)
    assert set("".join(made)) >= set(codes.LETTERS), "80 bits: sixteen of thirty-two letters"
    code = confide(trust.sasha)
    assert code not in whole_database()
    assert codes.tidied(code) not in whole_database()
    assert codes.hashed(f" {code.lower().replace('-', ' ')} ") == codes.hashed(code), "however it is typed"

    began = time.perf_counter()
    slow = codes.hashed(code)
    assert time.perf_counter() - began > 0.02
    assert ConfidentialParcel.objects.get().receipt == slow
    settings.HASH_KEY = "another"
    assert codes.hashed(code) != slow, "worth nothing without the key"


@pytest.mark.claim("B5")
def test_ten_thousand_guesses_from_fifty_addresses_find_nothing_and_wait(trust, quick_hash):
    code = confide(trust.sasha)
    at, waited, hashed, found = datetime(2031, 6, 3, tzinfo=UTC), 0, 0, 0
    for guess in range(10_000):
        typed = codes.tidied(codes.code_for(f"guess {guess}"))
        if waits.held_back(waits.CODES, f"10.0.0.{guess % 50}", typed, at=at + timedelta(milliseconds=guess)):
            waited += 1
            continue
        hashed += 1
        found += reading.by_code(typed) is not None
    assert found == 0
    assert hashed == 50 * waits.CODES.free
    assert waited == 10_000 - hashed

    typed = codes.tidied(code)
    wait = waits.held_back(waits.CODES, "10.0.0.7", typed, at=at)
    assert 0 < wait.seconds <= waits.LONGEST_WAIT, "the writer shares the attacker's address and waits once"
    early = waits.held_back(waits.CODES, "10.0.0.7", typed, wait.ticket, at=at + timedelta(seconds=1))
    assert early.ticket == wait.ticket
    due = at + timedelta(seconds=wait.seconds)
    assert waits.held_back(waits.CODES, "10.0.0.7", typed, wait.ticket, at=due) is None
    assert reading.by_code(typed) is not None
    assert waits.held_back(waits.CODES, "10.0.0.7", "ANOTHERCODE", wait.ticket, at=due), "for this code alone"
    assert waits.held_back(waits.CODES, "10.9.9.9", typed, at=at) is None, "elsewhere nobody waits"


@pytest.mark.claim("B11")
def test_a_wrong_code_takes_as_long_as_one_that_was_withdrawn(trust, quick_hash):
    """Welch's t on five hundred, the slowest tenth of each left out, with a hash so quick that nothing hides behind it."""
    moved, never_moved = confide(trust.sasha), confide(trust.sasha, at=later(MONDAY, hours=9))
    carried_on(moved)
    for code in (moved, never_moved):
        writing.withdraw_confidential(reading.by_code(code), at=later(MONDAY, hours=9))
    took = {"wrong": [], "withdrawn": []}
    for number in range(500):
        for which in random.sample(list(took), 2):
            typed = codes.code_for(f"{number}") if which == "wrong" else (moved, never_moved)[number % 2]
            began = time.perf_counter()
            assert reading.by_code(typed) is None
            took[which].append(time.perf_counter() - began)
    wrong, withdrawn = (sorted(times)[:450] for times in took.values())
    apart = abs(statistics.mean(wrong) - statistics.mean(withdrawn))
    spread = (statistics.variance(wrong) / 450 + statistics.variance(withdrawn) / 450) ** 0.5
    assert apart / spread < 4 or apart < 0.0003, f"{apart * 1000:.3f} ms apart, t = {apart / spread:.1f}"


@pytest.mark.claim("B11")
def test_what_is_stored_has_one_of_a_few_lengths(trust, quick_hash):
    assert [padding.unpad(padding.pad(b"x" * size)) for size in (0, 1, 4092, 4093)] == [
        b"x" * size for size in (0, 1, 4092, 4093)
    ]
    for words in ("a", "a" * 50, "a" * 1500, "a" * 9000):
        carried_on(confide(trust.sasha, what_happened=words))
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT length(content) FROM incidents_confidentialreport ORDER BY 1")
        lengths = [length for (length,) in cursor.fetchall()]
    assert len(lengths) == 2, "three of four are the same"


@pytest.mark.claim("B1")
def test_nothing_stored_tells_the_time_that_it_was_written(trust, quick_hash):
    """A Fernet token begins with the second in which it was made; these begin with none."""
    from base64 import urlsafe_b64decode

    row, at = carried_on(confide(trust.sasha))
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM incidents_confidentialreport")
        token = bytes(cursor.fetchone()[0])
    assert urlsafe_b64decode(token[:16])[1:9] == bytes(8)
    assert row.received_on == at.date()


@pytest.mark.claim("B6")
def test_coming_back_changes_nothing_at_all(trust, quick_hash):
    code = confide(trust.sasha)
    carried_on(code)
    before = snapshot()
    for _ in range(3):
        assert reading.by_code(code)
    assert snapshot() == before


@pytest.mark.claim("B7")
def test_notices_leave_at_a_slot_and_say_nothing(trust, quick_hash):
    moments = [MONDAY + timedelta(minutes=37 * number) for number in range(100)]
    slots = {next_slot(at) for at in moments}
    assert {slot.astimezone(LONDON).time() for slot in slots} <= set(SLOTS)
    assert all(next_slot(at) - at >= timedelta(hours=1) for at in moments)
    confide(trust.sasha, at=moments[0], team=trust.elm_ward.pk)
    confide(trust.sasha, at=moments[1])
    assert not Notice.objects.exists()

    slot = next_slot(moments[1])
    deliver(at=slot)

    (notice,) = Notice.objects.all()
    assert (notice.to, notice.send_at) == (trust.sasha, slot), "one however many there are"
    assert notice.line == "Something was sent to you in confidence"
    assert notice.link == "/confidential/"
    assert not Mailing.objects.filter(to=trust.nneka).exists()


@pytest.mark.framework("R33")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        (datetime(2026, 4, 2, 13, tzinfo=LONDON), datetime(2026, 4, 8, 17, tzinfo=LONDON)),  # before Easter
        (datetime(2026, 12, 24, 18, tzinfo=LONDON), datetime(2026, 12, 30, 17, tzinfo=LONDON)),
        (datetime(2026, 6, 5, 8, tzinfo=LONDON), datetime(2026, 6, 9, 17, tzinfo=LONDON)),  # a Friday
    ],
)
def test_the_first_answer_is_due_after_two_working_days(received, due):
    assert answer_due(received) == due


@pytest.mark.claim("B12")
def test_words_that_may_tell_who_are_pointed_out(trust):
    UserFactory(first_name="Mary Jane", last_name="O'Hara", employee_number="23456789")
    text = (
        "My name is Nneka. Will  Tanner saw it, and mary jane o’hara. Write to n.obi@nhs.net or ring 07700 900123, "
        "staff no. 4711, or 23456789. He said “stop” 3 times on 12 May at 10:30."
    )
    found = {(prompt.what, prompt.words) for prompt in prompts.look_through(text)}
    assert ("An email address", "n.obi@nhs.net") in found
    assert ("A phone number", "07700 900123") in found
    assert ("The name of a colleague", "Will Tanner") in found
    assert ("The name of a colleague", "Mary Jane O'Hara") in found
    assert ("A staff number", "23456789") in found
    assert any(what == "It may say who you are" for what, _ in found)
    assert ("A staff number", "staff no. 4711") in found
    assert prompts.look_through("He pushed me in bay 3 on 12 May 2026 at 10:30, twice.") == []


@pytest.mark.claim("A9")
def test_no_word_of_it_is_in_the_database_in_clear(trust, quick_hash):
    code = confide(trust.sasha, what_happened="canary-one Elm")
    row, at = carried_on(code)
    writing.add_to_confidential(reading.by_code(code), key="a", text="canary-two", at=at)
    writing.say_who(
        reading.by_code(code), key="b", name="canary-three", contact="canary-four", account=trust.nneka, at=at
    )
    deliver(at=later(at, days=1))
    assert "canary" not in whole_database()
    assert ConfidentialMessage.objects.count() == 2
    assert ConfidentialReport.objects.get().content["what_happened"] == "canary-one Elm"


@pytest.mark.claim("E8")
def test_one_that_cannot_be_read_holds_up_no_other(trust, quick_hash, settings, caplog):
    keys = settings.ENCRYPTION_KEYS
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    confide(trust.sasha)
    settings.ENCRYPTION_KEYS = keys
    carried_on(confide(trust.sasha))

    assert ConfidentialReport.objects.count() == 1
    assert ConfidentialParcel.objects.count() == 1, "it waits for its key"
    assert "Is a key missing" in caplog.text
