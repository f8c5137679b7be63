"""A real worker makes the agenda's PDF: at once, or after the broker comes back."""

import pytest

from reviews import actions
from reviews.models import Print
from tests.worker.conftest import wait_until

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("worker")]


def is_ready(copy):
    return Print.objects.filter(pk=copy.pk, status="ready", content__isnull=False).exists()


@pytest.mark.claim("E2")
def test_what_was_asked_while_the_broker_was_away_is_printed_when_it_is_back(house, trust, report):
    report()
    panel = actions.make_panel(by=trust.viv, site=trust.general, name="Panel", rhythm="ad_hoc")
    meeting = actions.open_meeting(panel, by=trust.chi)
    house.start_worker()
    first = actions.ask_for_print(meeting, by=trust.chi)
    wait_until(lambda: is_ready(first), within=180)

    house.kill_broker()
    second = actions.ask_for_print(meeting, by=trust.cora)
    house.start_broker()
    house.start_beat()

    wait_until(lambda: is_ready(second), within=180)
