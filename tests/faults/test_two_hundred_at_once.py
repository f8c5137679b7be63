"""Two hundred reports in one moment, each sent twice and some cut off on the way: none is lost and none made twice."""

import os

import pytest
from django.db import connection

from tests.bench.serving import server
from tests.load.filing import count, file_all, full_filers, quick_filers

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("worker")]
FULL, QUICK = 150, 50


@pytest.mark.claim("D1")
@pytest.mark.framework("R46")
@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_reports_at_once_none_is_lost_and_none_doubled():
    filers = full_filers(FULL, reading=10) + quick_filers(QUICK)
    url = os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + connection.settings_dict["NAME"]

    with server("config.wsgi", threads=4, DATABASE_URL=url) as port:
        file_all(filers, port)

    counted = count(filers)
    assert (counted.stored, counted.lost, counted.doubled) == (FULL + QUICK, 0, 0)
    assert (counted.unanswered, counted.wrong) == (0, 0)
    assert (counted.cases, counted.entries) == (FULL + QUICK, FULL + QUICK)
