"""The pages of the confidential route: who wrote cannot be told from any other colleague, whatever is looked at."""

import time
from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents import jobs
from incidents.actions import confidential as writing
from incidents.actions import confidential_answers as answering
from incidents.actions.delivering import deliver
from incidents.confidential import codes, visits, waits
from incidents.models import ConfidentialParcel, ConfidentialReport, Duty
from incidents.reading import confidential as reading
from people.clock import now
from people.models import Notice
from people.tasks import send_notices
from tests.incidents.confiding import ROUTE, WORDS, by_pages, carried_on, code_in, confide, hidden, step
from tests.incidents.dump import sequences, snapshot


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch):
    monkeypatch.setattr(codes, "MEMORY", 64)
    monkeypatch.setattr(codes, "PASSES", 1)


def cookies(client):
    return {name: cookie.OutputString() for name, cookie in client.cookies.items()}


def changed(before, after):
    """Table to the rows that are new or gone."""
    return {table: rows ^ before[table] for table, rows in after.items() if rows != before[table]}


@pytest.mark.claim("B1")
@pytest.mark.claim("B2")
@pytest.mark.claim("B3")
@pytest.mark.claim("B6")
@pytest.mark.claim("B7")
@pytest.mark.claim("A11")
def test_from_database_logs_trail_backups_and_emails_a_writer_is_no_different_from_anybody(
    client, trust, caplog, mailoutbox, settings
):
    """Nneka is signed in, writes in that very browser, comes back, adds. What changed is on a list of what may change."""
    client.force_login(trust.nneka)
    client.get("/about/help/")
    jar, before, counted = cookies(client), snapshot(), sequences()
    caplog.clear()
    browser = {"HTTP_USER_AGENT": "canary-agent", "REMOTE_ADDR": "127.0.0.77"}
    client.defaults |= browser

    sent = by_pages(client, trust.sasha)
    code = code_in(sent)
    assert step(client, sent, "check", code=code).status_code == 200
    talk = step(client, step(client, client.get(ROUTE), "enter"), "read", code=code)
    step(client, talk, "add", text="canary-more")
    ended = step(client, talk, "finish")

    written = changed(before, snapshot())
    assert set(written) == {'"public"."incidents_confidentialparcel"'}
    assert sequences() == counted
    assert cookies(client) == jar
    client.defaults.clear()
    for page in (sent, talk, ended):
        assert not page.cookies
        assert page.headers["Cache-Control"] == "no-store"
        assert "Nneka" not in page.content.decode()

    ConfidentialParcel.objects.update(goes_at=now() - timedelta(minutes=1))
    jobs.deliver_in_confidence()
    Notice.objects.update(send_at=now())
    send_notices()

    written = changed(before, snapshot())
    may_change = {
        *("incidents_confidentialreport", "incidents_confidentialmessage", "incidents_duty"),
        *("people_entry", "people_notice", "people_mailing"),
    }
    assert {table.split('"')[3] for table in written} <= may_change
    everything = "\n".join(row for rows in written.values() for row in rows)
    everything += caplog.text + "".join(
        f"{mail.subject}{mail.body}{mail.to}{mail.extra_headers}" for mail in mailoutbox
    )
    session = client.session.session_key
    hints = (
        *("canary", "127.0.0.77", code, session, trust.nneka.email, "Nneka", "Obi", "Elm"),
        *(f"{ROUTE}\t", "sexual_harassment"),
    )
    assert [hint for hint in hints if hint in everything] == []
    named = {trust.nneka.pk, trust.will.pk}
    for table, rows in written.items():
        for row in rows:
            columns = row.split("\t")
            assert not {str(pk) for pk in named} & set(columns), f"{table}: {row}"
    (mail,) = mailoutbox
    assert mail.to == [trust.sasha.email]
    assert "canary" not in mail.body
    assert "ward" not in mail.body.lower()


@pytest.mark.claim("B5")
def test_the_code_is_shown_in_one_answer_and_asked_back(client, trust):
    sent = by_pages(client, trust.sasha)
    code = code_in(sent)
    assert sent.request["PATH_INFO"] == ROUTE
    assert code not in str(sent.headers)

    wrong = step(client, sent, "check", code="0000-0000-0000-0000")
    assert "This is not the code" in wrong.content.decode()
    assert code not in wrong.content.decode()
    assert ConfidentialParcel.objects.exists(), "the report is safe either way"
    assert code_in(step(client, wrong, "again")) == code

    kept = step(client, wrong, "check", code=code.lower().replace("-", " "))
    assert "You have your code" in kept.content.decode()
    assert code_in(step(client, wrong, "again")) == ""


@pytest.mark.claim("B10")
def test_what_the_browser_sends_again_after_the_end_shows_nothing(client, trust):
    """Back and "send the form again" on a shared computer: the words and the code do not come up."""
    write = step(client, client.get(ROUTE), "write")
    carried = {name: hidden(write, name) for name in ("visit", "key")}
    typed = {
        "do": "send",
        "kinds": ["verbal"],
        "what_happened": WORDS,
        "recipient": trust.sasha.pk,
        "when": "not_said",
    }
    sent = client.post(ROUTE, carried | typed)
    code = code_in(sent)
    talk = step(client, step(client, sent, "enter"), "read", code=code)
    read_again = {"visit": hidden(talk, "visit"), "do": "read", "code": code}
    ended = step(client, talk, "finish")
    assert ended.headers["Clear-Site-Data"] == '"cache"'

    for form in (carried | typed, read_again, {"visit": hidden(talk, "visit"), "do": "back"}):
        again = client.post(ROUTE, form).content.decode()
        assert "canary" not in again
        assert code not in again
    assert ConfidentialParcel.objects.count() == 1


@pytest.mark.claim("G4")
def test_the_form_is_still_good_a_day_later_and_nothing_was_kept_before(client, trust, monkeypatch):
    before = snapshot()
    write = step(client, client.get(ROUTE), "write")
    assert snapshot() == before

    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(visits.timezone, "now", lambda: tomorrow)
    typed = {"kinds": ["verbal"], "what_happened": "x", "recipient": trust.sasha.pk, "when": "this_week"}
    assert code_in(step(client, write, "send", **typed))


def test_a_visit_is_over_after_half_an_hour_and_the_code_is_asked_again(client, trust, monkeypatch):
    code = confide(trust.sasha, at=timezone.now())
    talk = step(client, step(client, client.get(ROUTE), "enter"), "read", code=code)
    assert "canary" in talk.content.decode()
    soon = timezone.now() + timedelta(minutes=31)
    monkeypatch.setattr(visits.timezone, "now", lambda: soon)

    page = step(client, talk, "back").content.decode()
    assert "canary" not in page
    assert "Type your code again" in page


@pytest.mark.claim("B12")
def test_names_and_numbers_are_asked_about_once_and_can_be_kept(client, trust):
    words = "Will Tanner did it. My email is n@x.example."
    write = step(client, client.get(ROUTE), "write")
    typed = {"kinds": ["verbal"], "what_happened": words, "recipient": trust.sasha.pk, "when": "not_said"}
    asked = step(client, write, "send", **typed)
    said = asked.content.decode()
    assert "Look at this before you send it" in said
    assert "n@x.example" in said
    assert words in said

    assert not ConfidentialParcel.objects.exists()
    other = step(client, asked, "send", **typed | {"what_happened": f"{words} Petra Vale saw it."})
    assert "Petra Vale" in other.content.decode(), "what is new is asked about as well"

    sent = step(client, asked, "send", **typed)
    assert reading.by_code(code_in(sent)).said["what_happened"] == words


@pytest.mark.claim("B5")
@pytest.mark.claim("B11")
def test_wrong_and_withdrawn_say_the_same_and_a_right_code_works_while_somebody_guesses(
    client, trust, monkeypatch
):
    monkeypatch.setattr(waits, "FIRST_WAIT", 1)
    right, gone = (confide(trust.sasha, at=timezone.now()) for _ in range(2))
    writing.withdraw_confidential(reading.by_code(gone), at=timezone.now())
    enter = step(client, client.get(ROUTE), "enter")

    def shown(code):
        page = step(client, enter, "read", code=code).content.decode()
        return [
            line
            for line in page.splitlines()
            if 'name="visit"' not in line and "nonce" not in line and code not in line
        ]

    assert shown(gone) == shown("0000-1111-2222-3333")
    for number in range(waits.CODES.free):
        step(client, enter, "read", code=codes.code_for(str(number)))
    wait = step(client, enter, "read", code=right)
    assert "Yours still works" in wait.content.decode()
    time.sleep(1.1)
    assert "canary" in step(client, wait, "read", code=codes.tidied(right)).content.decode()


@pytest.mark.claim("B8")
def test_in_a_flood_a_report_waits_a_moment_and_loses_nothing(client, trust, monkeypatch):
    monkeypatch.setattr(
        waits, "REPORTS", waits.Gate("confidential report", free=0, window=timedelta(hours=1))
    )
    monkeypatch.setattr(waits, "FIRST_WAIT", 0)
    wait = by_pages(client, trust.sasha)
    assert WORDS in wait.content.decode()
    assert not ConfidentialParcel.objects.exists()

    typed = {"kinds": ["verbal"], "what_happened": WORDS, "recipient": trust.sasha.pk, "when": "not_said"}
    assert code_in(step(client, wait, "send", **typed))


@pytest.mark.claim("B9")
def test_a_photo_is_added_without_where_it_was_taken(client, trust):
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    picture = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "canary-exif"
    Image.new("RGB", (8, 8)).save(picture, "jpeg", exif=exif)
    assert b"canary-exif" in picture.getvalue()
    photo = SimpleUploadedFile("canary-name.jpg", picture.getvalue(), "image/jpeg")
    sent = by_pages(client, trust.sasha, files=photo)
    code = code_in(sent)
    row, _ = carried_on(code, at=timezone.now())

    staff = Client()
    staff.force_login(trust.sasha)
    address = reverse("incidents:confidential-report", args=[row.pk])
    opened = staff.post(address, {"why": "new"}, follow=True).content.decode()
    assert "File 1 (.jpg)" in opened
    file = row.files.get()
    saved = staff.get(reverse("incidents:confidential-file", args=[row.pk, file.pk]))
    assert b"canary" not in saved.content
    assert saved.headers["Content-Disposition"] == 'attachment; filename="file-1.jpg"'
    assert "sandbox" in saved.headers["Content-Security-Policy"]


@pytest.mark.claim("A3")
@pytest.mark.claim("A9")
@pytest.mark.claim("I3")
def test_nobody_else_can_tell_that_there_is_one(client, trust):
    """Every page that an outsider can reach is the same with it and without."""
    addresses = ["/", "/incidents/mine/", "/trail/", "/notices/", "/audit/", "/settings/people/", "/support/"]
    outsiders = [trust.ade, trust.al, trust.maya, trust.viv, trust.gita, trust.una]

    def everything():
        seen = {}
        for user in outsiders:
            client.force_login(user)
            for address in addresses:
                page = client.get(address)
                seen[user.pk, address] = (page.status_code, len(page.content.decode().split()))
            client.cookies = SimpleCookie()
        return seen

    before = everything()
    row, at = carried_on(confide(trust.sasha, at=timezone.now()), at=timezone.now())
    reading.open_confidential(trust.sasha, row.pk, why="new")
    answering.answer(row, by=trust.sasha, text="x", at=at)
    assert everything() == before
    for user in outsiders:
        client.force_login(user)
        for name in ("report", "answer", "close", "let-in", "hand-on", "count", "open"):
            assert client.get(reverse(f"incidents:confidential-{name}", args=[row.pk])).status_code == 404
    client.force_login(trust.ade)
    assert client.get("/confidential/").status_code == 404
    assert str(row.pk) not in client.get("/trail/", {"about": str(row.pk)}).content.decode().replace(
        f'value="{row.pk}"', ""
    )


def test_the_inbox_asks_as_much_for_three_as_for_thirty(client, trust, django_assert_max_num_queries):
    client.force_login(trust.sasha)
    for _ in range(3):
        confide(trust.sasha)
    deliver(at=timezone.now() + timedelta(days=3000))
    with django_assert_max_num_queries(12) as few:
        client.get("/confidential/")
    for _ in range(27):
        confide(trust.sasha)
    deliver(at=timezone.now() + timedelta(days=3000))
    with django_assert_max_num_queries(len(few)):
        page = client.get("/confidential/").content.decode()
    assert "?page=2" in page
    assert ConfidentialReport.objects.count() == 30


def test_a_recipient_says_why_reads_answers_and_closes(client, trust):
    row, at = carried_on(confide(trust.gita, role="ftsu_guardian", at=timezone.now()), at=timezone.now())
    client.force_login(trust.gita)
    address = reverse("incidents:confidential-report", args=[row.pk])
    gate = client.get(address).content.decode()
    assert "canary" not in gate
    assert "Choose why" in client.post(address, {"why": ""}).content.decode()
    opened = client.post(address, {"why": "new"}, follow=True).content.decode()
    assert "canary-confided" in opened

    client.post(f"{address}answer/", {"text": "I hear you", "offers_support": "on"})
    client.post(f"{address}count/", {"is_case": "yes"})
    client.post(f"{address}close/", {"outcome": "advice", "closing": "All done"})
    row.refresh_from_db()
    assert (row.status, row.outcome, row.is_ftsu_case) == ("closed", "advice", True)
    assert not Duty.objects.open().exists()
    assert "canary" not in str(client.session.items())
