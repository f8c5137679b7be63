"""A real worker and a real clock do an import, also when the broker was away as it was confirmed."""

import pytest

from people.importing import actions
from people.models import Entry, Import, User
from tests.imports.test_directory import directory, person
from tests.worker.conftest import house, wait_until  # noqa: F401 it is a fixture

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("worker")]


@pytest.mark.claim("I4")
def test_a_worker_reads_and_takes_over_and_the_clock_picks_up_what_was_left(house, trust):  # noqa: F811
    worker = house.start_worker()
    batch = actions.start(
        by=trust.ade, kind="directory", file_name="staff.csv", content=directory(*map(person, range(150)))
    )

    def stands(status):
        return Import.objects.filter(pk=batch.pk, status=status).exists()

    wait_until(lambda: stands("ready"), within=90)
    house.kill(worker)
    house.kill_broker()
    actions.confirm(batch, by=trust.ade)
    assert stands("running")
    house.start_broker()
    house.start_worker()
    house.start_beat()

    wait_until(lambda: stands("done"), within=120)
    assert User.objects.exclude(employee_number=None).count() == 150
    assert Entry.objects.filter(event="person.added", by=trust.ade).count() == 150
