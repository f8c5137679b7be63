"""What people wrote cannot be read in the database, and is still found by its words."""

import importlib

import pgtrigger
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from incidents import reading, words
from incidents.models import Incident

STORY = "He threw a CANARYWORD kettle at the hippopotamus keeper"


def stored(table="incidents_incident"):
    """Every row of the table as a backup would have it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return str(cursor.fetchall())


@pytest.mark.claim("A9")
def test_neither_words_nor_place_can_be_read_in_the_database(report):
    report(what_happened=STORY, place="CANARYPLACE, flat 9")

    for table in ("incidents_incident", "incidents_historicalincident"):
        for canary in ("canary", "hippopotam", "kettl"):
            assert canary not in stored(table).casefold()
    assert Incident.objects.get().what_happened == STORY


@pytest.mark.parametrize("typed", ["threatened", "threatend", "threatenned", "thretaened", "treatened"])
def test_a_slip_of_one_letter_shares_a_hash_with_the_word(typed, db):
    _, near = words.words_of("He threatened us")

    assert any(set(words.slips(stem)) & set(near) for stem in words.stems(typed))


@pytest.mark.parametrize("typed", ["frightened", "tea", "he"])
def test_another_word_shares_none(typed, db):
    _, near = words.words_of("He threatened us")

    assert not any(set(words.slips(stem)) & set(near) for stem in words.stems(typed))


def test_without_the_key_a_hash_cannot_be_made_again(settings, db):
    ours, _ = words.words_of("kettle")
    settings.HASH_KEY = "another"

    assert words.words_of("kettle")[0] != ours


def test_a_correction_is_found_and_what_it_replaced_is_not(report, trust):
    from incidents import actions

    incident = report(what_happened="He threw a kettle")
    actions.amend(incident, by=trust.nneka, version=incident.version, what_happened="He threw a saucepan")

    assert reading.browse(trust.maya, wanted={"words": "saucepan"}).rows == [incident]
    assert reading.browse(trust.maya, wanted={"words": "kettle"}).rows == []


def test_old_rows_and_their_history_are_encrypted_by_the_migration(report, trust):
    incident = report(what_happened="x")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE incidents_incident SET what_happened = %s, place = %s, words = '{}'", [STORY, "Bay 9"]
        )
        with pgtrigger.ignore("incidents.HistoricalIncident:append_only"):
            cursor.execute("UPDATE incidents_historicalincident SET what_happened = %s, place = ''", [STORY])
    migration = importlib.import_module("incidents.migrations.0003_encrypt_what_was_written")

    with connection.schema_editor() as editor:
        migration.encrypt_what_was_written(apps, editor)

    incident.refresh_from_db()
    assert (incident.what_happened, incident.place) == (STORY, "Bay 9")
    assert incident.history.get().what_happened == STORY
    assert "kettle" not in stored() + stored("incidents_historicalincident")
    assert Incident.objects.filter(words__contains=words.exactly("hippopotamus")).exists()


def test_the_index_is_made_anew(report, trust, settings):
    """With another key nothing is found until it is; the reports themselves and their history stay as they are."""
    incident = report(what_happened="He threw a kettle")
    settings.HASH_KEY = "another"
    assert reading.browse(trust.maya, wanted={"words": "kettle"}).rows == []

    call_command("reindex", verbosity=0)

    assert reading.browse(trust.maya, wanted={"words": "kettle"}).rows == [incident]
    assert reading.browse(trust.maya, wanted={"words": "ketle"}).rows == [incident]
    assert incident.history.count() == 1
