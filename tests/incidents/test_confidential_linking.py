"""The attack by PostgreSQL's hidden columns on two hundred colleagues: who wrote cannot be told by when (security.md B3)."""

import random
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from incidents.actions.delivering import deliver
from incidents.confidential import codes
from incidents.confidential.codes import id_for
from incidents.confidential.slots import SLOTS, next_slot
from incidents.models import ConfidentialMessage, ConfidentialParcel, ConfidentialReport
from people.deadlines import LONDON
from tests.incidents.confiding import MONDAY, confide
from tests.incidents.dump import sequences

pytestmark = pytest.mark.django_db(transaction=True)
STAFF, WRITERS, DAYS = 200, 60, 6


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch):
    monkeypatch.setattr(codes, "MEMORY", 64)
    monkeypatch.setattr(codes, "PASSES", 1)


def hidden_columns(table, key):
    """Each row's key with the transaction that wrote it and its place on the disk."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}::text, xmin::text::bigint, (ctid::text::point)[0], (ctid::text::point)[1] FROM {table}"
        )
        return {row: (xmin, place, line) for row, xmin, place, line in cursor.fetchall()}


def guessed_right(reports, sessions, truth):
    """The best share of right guesses of two attackers: by the nearest transaction before, and by order on the disk."""
    by_time = sorted((columns[0], who) for who, columns in sessions.items())
    guesses = {"nearest": {}, "order": {}}
    for report, (xmin, _, _) in reports.items():
        before = [who for at, who in by_time if at <= xmin]
        guesses["nearest"][report] = before[-1] if before else None
    ordered = sorted(reports, key=lambda report: reports[report][1:])
    for place, report in enumerate(ordered):
        guesses["order"][report] = by_time[place * len(by_time) // len(ordered)][1]
    return {how: sum(truth[one] == who for one, who in guess.items()) for how, guess in guesses.items()}


@pytest.mark.claim("B3")
def test_no_one_of_two_hundred_colleagues_can_be_told_by_the_order_of_rows(trust):
    """Each writer's session is touched a moment before. Left where they were written the rows give most of them away."""
    waiting, moved, total = 0, {"nearest": 0, "order": 0}, 0
    before = sequences()
    staff = [SessionStore() for _ in range(STAFF)]
    for session in staff:
        session.create()
    for day in range(DAYS):
        at = MONDAY + timedelta(days=day)
        writers, truth = set(random.sample(range(STAFF), WRITERS)), {}
        for colleague in random.sample(range(STAFF), STAFF):
            staff[colleague]["seen_at"] = at.isoformat()
            staff[colleague].save()
            if colleague in writers:
                key = f"{day} {colleague}"
                confide(trust.sasha, at=at, key=key)
                truth[str(id_for(key))] = staff[colleague].session_key
        sessions = hidden_columns("django_session", "session_key")
        waiting += guessed_right(hidden_columns("incidents_confidentialparcel", "id"), sessions, truth)[
            "nearest"
        ]

        deliver(at=next_slot(at))

        found = hidden_columns("incidents_confidentialreport", "id")
        reports = {pk: columns for pk, columns in found.items() if pk in truth}
        assert len(reports) == WRITERS
        assert len({xmin for xmin, _, _ in reports.values()}) == 1, "one transaction for all of them"
        for how, right in guessed_right(reports, sessions, truth).items():
            moved[how] += right
        total += WRITERS

    assert waiting / total > 0.4, "the attack works on rows that have not moved, so this test can fail"
    assert max(moved.values()) / total <= 0.02, moved
    assert not ConfidentialParcel.objects.exists()
    counted = {name for name, value in sequences().items() if value != before.get(name)}
    assert not [name for name in counted if "confidential" in name], "no number says in which order they came"


@pytest.mark.claim("B3")
def test_the_database_notes_no_times_and_ids_hold_none(trust):
    with connection.cursor() as cursor:
        cursor.execute("SHOW track_commit_timestamp")
        assert cursor.fetchone()[0] == "off"
    for model in (ConfidentialParcel, ConfidentialReport, ConfidentialMessage):
        assert model._meta.pk.default().version == 4
    assert id_for("k").version == 4
    times = {
        f"{model.__name__}.{field.name}"
        for model in (ConfidentialParcel, ConfidentialReport, ConfidentialMessage)
        for field in model._meta.fields
        if field.get_internal_type() == "DateTimeField"
    }
    assert times == {"ConfidentialParcel.goes_at"}
    assert next_slot(MONDAY).astimezone(LONDON).time() in SLOTS


@pytest.mark.claim("B3")
def test_the_emptied_table_is_swept(trust):
    """A row that was deleted stays on the disk until its place is swept."""
    from incidents import jobs

    confide(trust.sasha, at=MONDAY.replace(year=2020))
    jobs.deliver_in_confidence()

    assert ConfidentialReport.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('incidents_confidentialparcel')")
        assert cursor.fetchone()[0] == 0
