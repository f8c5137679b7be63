"""The database loses power again and again while people report: what was acknowledged is there afterwards."""

import random
import threading
import time

import psycopg
import pytest
from django.db import Error, connection
from django.utils import timezone

from incidents.actions import Affected, report
from people.models import User
from tests.faults import forking
from tests.faults.conftest import seed
from tests.worker.conftest import wait_until

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("worker")]
ROUNDS, POSTERS = 10, 4


def post_all(heard):
    threads = [threading.Thread(target=post, args=[heard]) for _ in range(POSTERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def post(heard):
    """Report, say which reference was given, and try again after an error as a person would."""
    nneka = None
    while True:
        try:
            nneka = nneka or User.objects.select_related("team").get(first_name="Nneka")
            incident = report(
                by=nneka,
                affected=[Affected("harmed", user=nneka)],
                kinds=["physical"],
                occurred_on=timezone.localdate(),
                team=nneka.team,
                everyone_safe="yes",
            )
        except Error:
            connection.close()
            time.sleep(0.05)
            continue
        with heard.open("a") as out:
            out.write(f"{incident.reference}\n")


@pytest.mark.claim("D3")
def test_every_report_that_was_acknowledged_outlives_ten_power_cuts(database, tmp_path, pytestconfig):
    url, heard = database.url, tmp_path / "heard"
    forking.run(pytestconfig, seed, url=url)
    heard.touch()
    posters = forking.start(pytestconfig, post_all, heard, url=url)
    try:
        for _ in range(ROUNDS):
            before = len(acknowledged(heard))
            wait_until(lambda before=before: len(acknowledged(heard)) > before + POSTERS, within=60)
            time.sleep(random.random() / 5)
            database.cut_power()
            so_far = acknowledged(heard)
            database.start()
            assert so_far - stored(url) == set()
    finally:
        posters.kill()
        posters.join()

    assert len(acknowledged(heard)) > ROUNDS * POSTERS


def acknowledged(heard):
    return set(heard.read_text().split())


def stored(url):
    """References whose incident came back with its case and its entry in the trail."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT reference FROM incidents_incident incident"
            " JOIN incidents_involvedperson person ON person.incident_id = incident.id"
            " JOIN support_case found ON found.person_id = person.id"
            " JOIN people_entry entry ON entry.subject_id = incident.id::text AND event = 'incident.reported'"
        )
        return {reference for (reference,) in rows}
