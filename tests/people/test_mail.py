"""From notices to emails: one digest a person a day, urgent ones at once, nothing at night, nothing twice."""

import smtplib
import socket
import time
from datetime import datetime, timedelta

import pytest
from django.conf import settings as base_settings
from django.core import mail as outbox
from django.core.mail.backends import locmem
from django.db import connection

from people import day, mail
from people.deadlines import LONDON
from people.models import Heartbeat, Mailing, Notice
from people.notices import tell, tell_all
from people.roles import RoleKind
from tests.factories import RoleFactory, UserFactory

# A Wednesday in November, eight in the morning in London: the digest leaves.
EIGHT = datetime(2026, 11, 18, 8, 0, tzinfo=LONDON)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def ada(db):
    return UserFactory(first_name="Ada", email="ada@trust.example")


@pytest.fixture
def ben(db):
    return UserFactory(first_name="Ben", email="ben@trust.example")


def send(at):
    while mail.gather(at):
        pass
    return mail.deliver_all(at)


class BrokenServer(locmem.EmailBackend):
    """`refuses` maps an address to what it raises; `away` is raised when a connection is made."""

    refuses, away, tried = {}, None, []

    def open(self):
        if self.away:
            raise self.away
        return True

    def send_messages(self, messages):
        for message in messages:
            self.tried.append(message.to[0])
            if message.to[0] in self.refuses:
                raise self.refuses[message.to[0]]
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    for name, value in {"refuses": {}, "away": None, "tried": []}.items():
        monkeypatch.setattr(BrokenServer, name, value)
    return BrokenServer


@pytest.mark.framework("R80")
def test_what_is_not_urgent_waits_for_one_digest_a_day(ada, ben):
    for n in range(3):
        tell(ada, key=f"a{n}", line=f"Line {n}", link=f"/{n}/", at=EIGHT - 5 * HOUR)
    tell(ben, key="b", line="For Ben", at=EIGHT - HOUR)

    assert send(EIGHT - MINUTE) == 0
    assert send(EIGHT) == 2
    assert send(EIGHT + HOUR) == 0

    first, second = sorted(outbox.outbox, key=lambda message: message.to)
    assert (first.to, second.to) == ([ada.email], [ben.email])
    assert all(f"Line {n}\n" in first.body and f"/{n}/\n" in first.body for n in range(3))
    assert "Ben" not in first.body
    assert "Line" not in second.body


def test_what_comes_after_the_digest_left_waits_for_tomorrows(ada):
    tell(ada, key="a", line="First", at=EIGHT - HOUR)
    assert send(EIGHT) == 1
    tell(ada, key="b", line="Second", at=EIGHT + HOUR)

    assert send(EIGHT + 2 * HOUR) == 0
    assert send(EIGHT + DAY) == 1
    assert "Second" in outbox.outbox[1].body
    assert "First" not in outbox.outbox[1].body


def test_what_is_gathered_late_goes_into_the_digest_that_has_not_left_yet(ada):
    """The clock stood still since yesterday: today's digest leaves at ten, still the only one today."""
    tell(ada, key="a", line="First", at=EIGHT - HOUR)
    tell(ada, key="b", line="Second", at=EIGHT - DAY)

    assert send(EIGHT + 2 * HOUR) == 1

    tell(ada, key="c", line="Third", at=EIGHT - HOUR)
    assert send(EIGHT + 3 * HOUR) == 0
    assert send(EIGHT + DAY) == 1


def test_a_digest_never_leaves_at_night(ada):
    tell(ada, key="a", line="First", at=EIGHT - HOUR)

    assert send(EIGHT + 14 * HOUR) == 0
    assert send(EIGHT + DAY - MINUTE) == 0
    assert send(EIGHT + DAY) == 1


def test_an_urgent_one_leaves_at_once_at_any_hour_and_alone(ada):
    night = EIGHT - 6 * HOUR
    tell(ada, key="a", line="Tomorrow", at=night)
    tell(ada, key="b", line="Now", urgent=True, at=night)

    assert send(night) == 1

    assert "Now" in outbox.outbox[0].body
    assert "Tomorrow" not in outbox.outbox[0].body
    assert outbox.outbox[0].subject == "Aftercare: please read today"


def test_urgent_ones_that_wait_together_leave_together(ada):
    tell_all([(ada, f"k{n}", f"Line {n}", "/") for n in range(60)], urgent=True, at=EIGHT)

    assert send(EIGHT) == 1

    assert outbox.outbox[0].body.count("Line ") == mail.MOST_LINES
    assert "There is more." in outbox.outbox[0].body


@pytest.mark.parametrize(
    ("told_at", "leaves_at"),
    [
        (EIGHT + 4 * HOUR, EIGHT + 4 * HOUR),
        (EIGHT + 12 * HOUR + 59 * MINUTE, EIGHT + 12 * HOUR + 59 * MINUTE),
        (EIGHT + 13 * HOUR, EIGHT + 23 * HOUR),
        (EIGHT - 7 * HOUR, EIGHT - HOUR),
        (EIGHT - HOUR, EIGHT - HOUR),
    ],
)
def test_what_is_sent_soon_is_kept_through_the_night(ada, told_at, leaves_at):
    tell(ada, key="a", line="Line", soon=True, at=told_at)

    assert send(leaves_at - timedelta(seconds=1)) == 0
    assert send(leaves_at) == 1


def test_the_same_key_tells_once_however_often(ada):
    for _ in range(3):
        tell(ada, key="same", line="Line", urgent=True, at=EIGHT)

    assert Notice.objects.count() == 1
    assert send(EIGHT) == 1


@pytest.mark.claim("E10")
def test_nobody_who_left_meanwhile_is_written_to(ada, ben, server):
    for user in (ada, ben):
        tell(user, key=user.first_name, line="Line", urgent=True, at=EIGHT)
    mail.gather(EIGHT)
    ada.is_active = False
    ada.save()

    assert mail.deliver_all(EIGHT) == 1

    assert server.tried == [ben.email]
    assert Mailing.objects.get(to=ada).gave_up_at == EIGHT
    assert list(mail.stuck(EIGHT)) == []


@pytest.mark.claim("E10")
def test_nobody_who_has_left_is_told(ada):
    ada.is_active = False
    ada.save()

    tell(ada, key="a", line="Line", urgent=True, at=EIGHT)

    assert not Notice.objects.exists()


@pytest.mark.claim("E9")
@pytest.mark.parametrize(
    "problem", [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected("gone")]
)
def test_while_the_mail_server_is_away_one_mailing_is_tried_and_all_leave_later(ada, ben, server, problem):
    for user in (ada, ben):
        tell(user, key=user.first_name, line="Line", urgent=True, at=EIGHT)
    server.away = problem

    assert send(EIGHT) == 0
    assert Mailing.objects.filter(attempts=1).count() == 1

    server.away = None
    assert send(EIGHT + mail.LEASE) == 2
    assert sorted(server.tried) == [ada.email, ben.email]


@pytest.mark.claim("E9")
@pytest.mark.parametrize("listens", [True, False])
def test_a_mail_server_that_hangs_or_is_not_there_costs_one_try_and_not_the_day(ada, ben, settings, listens):
    """A real socket: one that takes the call and never says a word, or one that is closed."""
    for user in (ada, ben):
        tell(user, key=user.first_name, line="Line", urgent=True, at=EIGHT)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.5
        if not listens:
            silent.close()
        started = time.monotonic()

        assert send(EIGHT) == 0

    assert time.monotonic() - started < 5
    assert sorted(Mailing.objects.values_list("attempts", flat=True)) == [0, 1]


def test_a_mail_server_is_not_waited_for_longer_than_a_lease_lasts():
    assert 0 < base_settings.EMAIL_TIMEOUT < mail.LEASE.total_seconds() / 2


@pytest.mark.claim("E9")
def test_one_address_that_is_refused_does_not_hold_up_the_others(ada, ben, server):
    for user in (ada, ben):
        tell(user, key=user.first_name, line="Line", urgent=True, at=EIGHT)
    server.refuses = {ada.email: smtplib.SMTPRecipientsRefused({ada.email: (550, b"no such user")})}

    assert send(EIGHT) == 1

    assert Mailing.objects.get(to=ada).problem == "SMTPRecipientsRefused"
    assert Mailing.objects.get(to=ben).sent_at == EIGHT


@pytest.mark.claim("E8")
def test_a_mailing_that_always_fails_is_tried_ever_later_then_shown_to_the_administrators(ada, server):
    tell(ada, key="a", line="Line", urgent=True, at=EIGHT)
    server.refuses = {ada.email: ValueError("nothing a mail server says")}
    at, gaps = EIGHT, []
    send(at)
    while (mailing := Mailing.objects.get()).gave_up_at is None:
        assert list(mail.stuck(at)) == []
        gaps.append((mailing.leased_until - at) // MINUTE)
        assert send(mailing.leased_until - timedelta(seconds=1)) == 0
        at = mailing.leased_until
        send(at)

    assert gaps == [5, 10, 20, 40, 80, 160, 320]
    assert len(server.tried) == mail.MOST_ATTEMPTS
    assert list(mail.stuck(at)) == [mailing]
    assert list(mail.stuck(at + mail.SHOWN_FOR + MINUTE)) == []
    administrator = RoleFactory(kind=RoleKind.ADMINISTRATOR).user
    Heartbeat.objects.create(name="worker", at=at)
    assert [ada.email in row["hint"] for panel in day.panels(administrator, at) for row in panel["rows"]] == [
        True
    ]
    assert day.panels(ada, at) == []
    assert "nothing a mail server says" not in mailing.problem
    assert send(at + DAY) == 0
    assert len(server.tried) == mail.MOST_ATTEMPTS


@pytest.mark.claim("E8")
def test_a_mailing_that_kills_its_worker_every_time_is_given_up_too(ada):
    tell(ada, key="a", line="Line", urgent=True, at=EIGHT)
    mail.gather(EIGHT)
    at = EIGHT
    while mail._claim(at):
        at += mail.LEASE

    assert mail.deliver_all(at) == 0
    assert [mailing.attempts for mailing in mail.stuck(at)] == [mail.MOST_ATTEMPTS]


@pytest.mark.claim("E1")
def test_a_mailing_on_lease_is_nobody_elses_until_the_lease_runs_out(ada):
    tell(ada, key="a", line="Line", urgent=True, at=EIGHT)
    mail.gather(EIGHT)
    mail._claim(EIGHT)

    assert mail.deliver_all(EIGHT + mail.LEASE - MINUTE) == 0
    assert mail.deliver_all(EIGHT + mail.LEASE) == 1
    assert outbox.outbox[0].extra_headers["Message-ID"] == f"<{Mailing.objects.get().pk}@aftercare>"


@pytest.mark.claim("E9")
@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_message_is_handed_over(monkeypatch):
    ada, open_then = UserFactory(), []
    tell(ada, key="a", line="Line", urgent=True, at=EIGHT)
    hand_over = locmem.EmailBackend.send_messages

    def look(self, messages):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            )
            open_then.append((connection.in_atomic_block, cursor.fetchone()[0]))
        return hand_over(self, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", look)
    send(EIGHT)

    assert open_then == [(False, 0)]


@pytest.mark.claim("F7")
@pytest.mark.parametrize("field", ["email", "first_name"])
def test_a_line_break_in_a_name_or_an_address_adds_no_header_and_no_line(ada, ben, field):
    type(ada).objects.filter(pk=ada.pk).update(
        **{field: "x@trust.example\r\nBcc: thief@evil.example\r\n\r\nHello"}
    )
    for user in (ada, ben):
        tell(user, key=str(user.pk), line="Line", urgent=True, at=EIGHT)

    send(EIGHT)

    for message in outbox.outbox:
        raw = message.message().as_string()
        assert "thief@evil.example" not in message.recipients()
        assert not any(line.startswith("Bcc") for line in raw.splitlines())
    assert any(message.to == [ben.email] for message in outbox.outbox)


def test_no_line_of_the_email_is_too_long_to_read(ada):
    tell(ada, key="a", line="word " * 40, urgent=True, at=EIGHT)

    send(EIGHT)

    assert max(len(line) for line in outbox.outbox[0].body.splitlines()) <= 78


def test_a_thousand_notices_are_gathered_in_few_queries(ada, ben, django_assert_max_num_queries):
    tell_all(
        [(user, f"{user.pk}.{n}", "Line", "/") for user in (ada, ben) for n in range(500)], at=EIGHT - HOUR
    )

    with django_assert_max_num_queries(14):
        assert mail.gather(EIGHT) == 1000

    assert Mailing.objects.count() == 2
