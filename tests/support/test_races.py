"""Many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from support.models import Case, StageMove

AT_ONCE = 20


@pytest.mark.claim("D4", "D5")
@pytest.mark.django_db(transaction=True)
def test_twenty_record_the_same_stage_at_once_and_one_succeeds(trust, report):
    """The others get a page that says who was first and still holds what they filled in."""
    case = report().involved.get().case
    address = f"/support/cases/{case.pk}/stages/defusing/"
    day = timezone.localdate() + timedelta(days=4)
    said = {
        "seen": 0,
        "outcome": "booked",
        "q_more": "referral",
        "booked_time": "14:30",
        "booked_on_day": day.day,
        "booked_on_month": day.month,
        "booked_on_year": day.year,
    }
    clients = []
    for number in range(AT_ONCE):
        client = Client()
        client.force_login([trust.maya, trust.dev][number % 2])
        clients.append(client)
    gate = Barrier(AT_ONCE)

    def send(client):
        gate.wait()
        try:
            return client.post(address, said)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, clients))

    assert sorted(answer.status_code for answer in answers) == [302] + [409] * (AT_ONCE - 1)
    for answer in answers:
        if answer.status_code == 409:
            html = answer.content.decode()
            assert "Somebody else recorded this a moment ago" in html
            assert 'value="referral" checked' in html
            assert 'value="14:30"' in html
    assert StageMove.objects.filter(stage__case=case).count() == 1
    assert Case.objects.get(pk=case.pk).promises.open().filter(key="stage.defusing").count() == 1
