"""A worker whose clock is ten minutes wrong decides as any other: the database says what time it is."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as outbox

from people import clock
from people.models import Mailing, Notice
from people.notices import tell
from people.tasks import send_notices
from support.jobs import keep_promises
from support.models import Promise
from tests.factories import UserFactory

pytestmark = [pytest.mark.fault, pytest.mark.claim("E6")]
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("wrong_by", [-10 * MINUTE, 10 * MINUTE])
@pytest.mark.parametrize(("due_in", "chased"), [(-5 * MINUTE, True), (5 * MINUTE, False)])
def test_what_is_due_is_chased_and_sent_and_what_is_not_is_not(report, wrong_by, due_in, chased):
    report()
    now = clock.now()
    Notice.objects.all().delete()
    Promise.objects.exclude(key="stage.immediate").delete()
    Promise.objects.update(chase_at=now + due_in, due_at=now + due_in, chase=1)

    with time_machine.travel(now + wrong_by):
        keep_promises()
        send_notices()

    assert Notice.objects.exists() == chased
    assert len(outbox.outbox) == chased
    assert all(abs(mailing.sent_at - now) < MINUTE for mailing in Mailing.objects.all())


@pytest.mark.parametrize("wrong_by", [-10 * MINUTE, 10 * MINUTE])
def test_what_is_urgent_is_due_at_once(db, wrong_by):
    with time_machine.travel(clock.now() + wrong_by):
        tell(UserFactory(), key="k", line="Line", urgent=True)
        send_notices()

    assert len(outbox.outbox) == 1
