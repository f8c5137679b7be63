"""Equality answers are one's own: no page, no table and no backup says whose they are (R11)."""

import random
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from people import actions, jobs
from people.clock import now
from people.equality import keeping
from people.equality.characteristics import CHARACTERISTICS
from people.equality.tallying import how_many_answered, tally
from people.models import Entry, EqualityEnvelope, EqualityParcel, Notice, User
from support.own import held
from tests.factories import UserFactory
from tests.incidents.dump import rows_of, sequences, whole_database
from tests.incidents.test_confidential_linking import guessed_right, hidden_columns

SAID = {"religion": "sikh", "sex": "female", "orientation": "not_said"}
TABLES = ('"public"."people_equalityenvelope"', '"public"."people_equalityparcel"')


def night(nights=1):
    return keeping.put_away(now() + timedelta(days=nights))


def test_the_nine_characteristics_are_asked_and_none_has_to_be_answered(client, trust):
    client.force_login(trust.nneka)
    page = client.get("/equality/").content.decode()
    assert len(CHARACTERISTICS) == 9
    assert all(one.question in page for one in CHARACTERISTICS.values())
    assert page.count("I would rather not say") == 9
    assert "/equality/" in client.get("/support/me/").content.decode()
    assert "/equality/" in client.get(f"/settings/people/{trust.nneka.pk}/").content.decode()
    assert "/equality/" not in client.get("/report/", follow=True).content.decode()

    assert client.post("/equality/", {}).status_code == 302
    wrong = client.post("/equality/", {"sex": "female", "religion": "nonsense"}).content.decode()
    assert "Choose one of the answers, or leave it empty" in wrong
    assert 'value="female" checked' in wrong, "nothing chosen is lost"


@pytest.mark.framework("R11")
def test_what_is_said_counts_at_once_for_oneself_and_is_changed_or_deleted_at_any_time(client, trust):
    client.force_login(trust.nneka)
    client.post("/equality/", SAID)
    assert 'value="sikh" checked' in client.get("/equality/").content.decode()
    night()
    client.post("/equality/", {"religion": "none"})
    assert keeping.own_answers(trust.nneka) == {"religion": "none"}
    night()
    assert keeping.own_answers(trust.nneka) == {"religion": "none"}

    client.post("/equality/delete/")

    assert keeping.own_answers(trust.nneka) == {}
    assert how_many_answered([trust.nneka.pk]) == 0, "it stops counting at once"
    night()
    assert not any(one.content for one in EqualityEnvelope.objects.all())
    assert not EqualityParcel.objects.exists()


def test_only_numbers_come_out_and_what_left_the_table_counts_as_not_said(trust, monkeypatch):
    keeping.keep_answers(by=trust.nneka, answers=SAID)
    keeping.keep_answers(by=trust.will, answers={"sex": "male"})
    night()
    keeping.keep_answers(by=trust.will, answers={"sex": "female"})
    three = {trust.nneka.pk, trust.will.pk, trust.petra.pk}

    found = tally({"all": three, "one": {trust.will.pk}})

    assert found["sex"] == {
        "female": {"all": 2, "one": 1},
        "male": {"all": 0, "one": 0},
        "not_said": {"all": 1, "one": 0},
    }
    assert found["orientation"]["not_said"]["all"] == 3
    assert how_many_answered(three) == 2
    monkeypatch.delitem(CHARACTERISTICS["religion"].groups, "sikh")
    assert tally({"all": three})["religion"]["not_said"]["all"] == 3


@pytest.mark.claim("A9")
@pytest.mark.claim("A2")
def test_nobody_else_reads_them_and_nothing_of_them_is_in_the_trail_or_a_notice(client, trust):
    trails, notices = Entry.objects.count(), Notice.objects.count()
    keeping.keep_answers(by=trust.nneka, answers=SAID)
    night()
    for person in (trust.hana, trust.ade, trust.maya, trust.viv, trust.al):
        client.force_login(person)
        for address in (f"/equality/{trust.nneka.pk}/", f"/settings/people/{trust.nneka.pk}/equality/"):
            assert client.get(address).status_code == 404, (person, address)
        page = client.get(f"/equality/?person={trust.nneka.pk}&pk={trust.nneka.pk}").content.decode()
        assert "checked" not in page, person
        opened = client.get(f"/settings/people/{trust.nneka.pk}/").content.decode()
        assert "quality" not in opened, person
    assert (Entry.objects.count(), Notice.objects.count()) == (trails, notices)


@pytest.mark.claim("H5")
def test_they_are_in_the_copy_of_what_is_held_about_oneself_and_in_nobody_else_s(trust):
    keeping.keep_answers(by=trust.nneka, answers=SAID)
    mine = str(held.everything(trust.nneka, now()))
    theirs = str(held.everything(trust.maya, now()))
    assert "'What is your religion or belief?': 'Sikh'" in mine
    assert "I would rather not say" in mine
    assert "Sikh" not in theirs
    assert "religion" not in theirs


def test_whoever_leaves_takes_them_along(trust):
    for by in (trust.nneka, trust.will):
        keeping.keep_answers(by=by, answers=SAID)
    night()
    keeping.keep_answers(by=trust.nneka, answers={"sex": "female"})

    actions.end_account(trust.nneka, by=trust.ade)

    assert not EqualityEnvelope.objects.filter(key=keeping.key_of(trust.nneka.pk)).exists()
    assert not EqualityParcel.objects.exists()
    assert how_many_answered([trust.nneka.pk, trust.will.pk]) == 1
    User.objects.filter(pk=trust.will.pk).update(is_active=False)
    night(), night()
    assert EqualityEnvelope.objects.count() == User.objects.filter(is_active=True).count()
    assert how_many_answered([trust.will.pk]) == 0


@pytest.mark.claim("H2")
@pytest.mark.claim("A9")
def test_tables_without_the_keys_say_neither_what_nor_whose(trust, settings):
    """A backup of before and one of after: everybody has a row of one size, whether they answered or not."""
    keeping.keep_answers(by=trust.nneka, answers=SAID)
    waiting = rows_of(TABLES[1])
    night()
    keeping.keep_answers(by=trust.will, answers={"religion": "jewish"})
    before = dict(row.split("\t") for row in rows_of(TABLES[0]))
    night(2)
    after = dict(row.split("\t") for row in rows_of(TABLES[0]))

    assert len(before) == User.objects.filter(is_active=True).count()
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values()), (
        "all were sealed anew, not only the one that changed"
    )
    assert len({len(content) for content in [*before.values(), *after.values()]}) == 1
    dump = whole_database()
    assert not any(word in dump for word in ("sikh", "Sikh", "jewish", "religion"))
    here = [row for row in dump.splitlines() if keeping.key_of(trust.nneka.pk) in row]
    assert len(here) == 1, "the hash stands in no other table"
    assert keeping.key_of(trust.nneka.pk) not in str(waiting), "a parcel does not say whose envelope it fills"
    known = {keeping.key_of(trust.nneka.pk), keeping.waiting_key_of(trust.nneka.pk)}
    settings.HASH_KEY = "a guess"
    assert not known & {keeping.key_of(pk) for pk in range(1, 3000)}
    settings.ENCRYPTION_KEYS = [Fernet.generate_key()]
    with pytest.raises(InvalidToken):
        list(EqualityEnvelope.objects.all())
    keeping_nothing = night(3)
    assert (keeping_nothing, len(rows_of(TABLES[0]))) == (0, len(after)), "without its key nothing is lost"


@pytest.mark.claim("B3")
@pytest.mark.django_db(transaction=True)
def test_no_answer_can_be_told_by_the_order_of_rows():
    """The session of each of sixty among two hundred is touched a moment before they save (fact 5)."""
    before = sequences()
    staff = UserFactory.build_batch(200)
    User.objects.bulk_create(staff)
    sessions, truth, kept = {}, {}, {}
    for one in staff:
        sessions[one.pk] = SessionStore()
        sessions[one.pk].create()
    for one in random.sample(staff, 60):
        sessions[one.pk].save()
        keeping.keep_answers(by=one, answers={"sex": "male"})
        truth[keeping.key_of(one.pk)] = kept[keeping.waiting_key_of(one.pk)] = sessions[one.pk].session_key
    seen = hidden_columns("django_session", "session_key")
    waiting = guessed_right(hidden_columns("people_equalityparcel", "key"), seen, kept)
    assert waiting["nearest"] > 0.4 * 60, "the attack works on what waits, so this test can fail"

    right = {"nearest": 0, "order": 0}
    for day in range(1, 11):
        keeping.keep_answers(by=staff[0], answers={}, at=now() + timedelta(days=day - 1))
        assert night(day) == 200
        rows = hidden_columns("people_equalityenvelope", "key")
        assert len({xmin for xmin, _, _ in rows.values()}) == 1, (
            "one transaction, for those who said nothing too"
        )
        for how, number in guessed_right({key: rows[key] for key in truth}, seen, truth).items():
            right[how] += number
    assert max(right.values()) / (10 * 60) <= 0.02, right
    assert not [name for name, value in sequences().items() if "equality" in name or value != before.get(name)
                and "user" not in name]  # fmt: skip

    EqualityParcel.objects.update(goes_on=now().date())
    keeping.keep_answers(by=staff[1], answers={}, at=now() - timedelta(days=2))
    jobs.put_equality_away()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('people_equalityparcel')")
        assert cursor.fetchone()[0] == 0, "the emptied table is swept"
