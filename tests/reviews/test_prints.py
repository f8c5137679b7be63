"""The agenda as a tagged PDF: for one reader, for one hour, and it asks nothing of any other place."""

import http.server
import re
import threading
from datetime import timedelta
from io import BytesIO

import page as pdfcheck
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from incidents.actions import Alleged
from people.models import Entry
from reviews import actions, jobs, printing
from reviews.models import Action, Panel, Print


@pytest.fixture
def printed(meeting):
    def make(by):
        copy = actions.ask_for_print(meeting, by=by)
        printing.make(copy.pk)
        copy.refresh_from_db()
        return copy

    return make


def pages_of(copy):
    """What a reader of each page sees."""
    return [one.extract_text() for one in PdfReader(BytesIO(bytes(copy.content))).pages]


def text_of(copy):
    return "\n".join(pages_of(copy))


def test_the_agenda_is_a_tagged_pdf_that_passes_pdf_ua(item, assign, written, trust, printed):
    actions.record_review(
        item,
        by=trust.cora,
        version=0,
        review=written(background_ticks=["weapons", "police"]),
        decision="keep_open",
    )
    for number in range(40):
        assign(what=f"Action {number} " + "with many words " * 10)

    copy = printed(trust.chi)

    report = pdfcheck.validate_pdf_bytes(bytes(copy.content))
    assert report.is_compliant, list(report.failures)
    assert bytes(copy.content).startswith(b"%PDF")


@pytest.mark.claim("C7")
def test_every_page_says_whose_copy_it_is_and_when(assign, trust, printed):
    for number in range(40):
        assign(what=f"Action {number} " + "with many words " * 10)

    pages = pages_of(printed(trust.chi))

    assert len(pages) > 1
    assert all("Copy of Chi Moreau" in one for one in pages)
    assert f"Page 1 of {len(pages)}" in pages[0]


@pytest.mark.claim("A2")
def test_each_copy_holds_what_its_reader_may_see(meeting, report, trust, printed):
    hidden = report(alleged=[Alleged("colleague", user=trust.milo)], what_happened="Canary")
    actions.refresh_agenda(meeting, by=trust.cora)

    milos, coras = text_of(printed(trust.milo)), text_of(printed(trust.cora))

    assert hidden.reference not in milos
    assert "Canary" not in milos
    assert "0 of 1 incident reviewed" in milos
    assert "Canary" in coras


@pytest.mark.claim("A5")
def test_printing_writes_the_trail_for_each_incident_in_it(item, trust, printed):
    printed(trust.chi)

    read = Entry.objects.filter(by=trust.chi, event="incident.read")
    assert [entry.subject_id for entry in read] == [str(item.incident_id)]
    assert Entry.objects.filter(by=trust.chi, event="agenda.printed").exists()


@pytest.mark.claim("C7")
def test_nobody_else_fetches_it_and_nobody_after_an_hour(meeting, trust, printed, signed_in):
    copy = printed(trust.chi)
    address = reverse("reviews:print-fetch", args=[meeting.pk, copy.pk])

    answers = {
        who: signed_in(getattr(trust, who)).get(address).status_code for who in ("milo", "viv", "ade", "maya")
    }
    mine = signed_in(trust.chi).get(address)
    Print.objects.update(expires_at=timezone.now())
    late = signed_in(trust.chi).get(address)

    assert set(answers.values()) == {404}
    assert (mine.status_code, mine["Content-Type"], mine["Cache-Control"]) == (
        200,
        "application/pdf",
        "no-store",
    )
    assert mine["Content-Disposition"].startswith("attachment; ")
    assert mine.content == bytes(copy.content)
    assert late.status_code == 404


@pytest.mark.claim("A8")
def test_who_has_left_the_panel_cannot_fetch_it(meeting, trust, printed, signed_in):
    copy = printed(trust.chi)
    trust.chi.roles.all().delete()

    assert (
        signed_in(trust.chi).get(reverse("reviews:print-fetch", args=[meeting.pk, copy.pk])).status_code
        == 404
    )


def test_what_was_printed_is_encrypted_and_cleared_away(trust, printed):
    from django.db import connection

    copy = printed(trust.chi)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM reviews_print")
        assert b"%PDF" not in bytes(cursor.fetchone()[0])

    Print.objects.filter(pk=copy.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    jobs.print_waiting()

    assert not Print.objects.exists()


@pytest.mark.claim("E2")
def test_with_the_broker_away_it_waits_and_the_clock_makes_it(
    meeting, trust, signed_in, settings, django_capture_on_commit_callbacks, monkeypatch
):
    from reviews.tasks import make_print

    def away(*args, **kwargs):
        raise make_print.OperationalError("gone")

    monkeypatch.setattr(make_print, "delay", away)
    browser = signed_in(trust.chi)
    address = reverse("reviews:print", args=[meeting.pk])

    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(address)
    page = browser.get(address).content.decode()
    assert answer.status_code == 302
    assert "Waiting to be made" in page
    assert "data-refresh-seconds" in page

    jobs.print_waiting()

    page = browser.get(address).content.decode()
    assert "Fetch the PDF" in page
    assert "data-refresh-seconds" not in page


def test_only_one_worker_makes_it_and_a_dead_one_is_replaced(meeting, trust):
    at = timezone.now()
    copy = actions.ask_for_print(meeting, by=trust.chi, at=at)

    claims = [printing.claim(copy.pk, at) for _ in range(3)]
    after = printing.claim(copy.pk, at + printing.LEASE + timedelta(seconds=1))

    assert claims == [True, False, False]
    assert after is True


@pytest.mark.claim("E8")
def test_one_that_cannot_be_made_says_so_and_stops_nothing_else(meeting, trust, monkeypatch, signed_in):
    broken = actions.ask_for_print(meeting, by=trust.chi)
    well = actions.ask_for_print(meeting, by=trust.cora)
    render = printing.render
    monkeypatch.setattr(
        printing, "render", lambda copy, at: 1 / 0 if copy.pk == broken.pk else render(copy, at)
    )

    for _ in range(4):
        jobs.print_waiting()

    broken.refresh_from_db()
    well.refresh_from_db()
    assert (broken.status, broken.attempts, well.status) == ("failed", 3, "ready")
    page = signed_in(trust.chi).get(reverse("reviews:print", args=[meeting.pk])).content.decode()
    assert "could not be made" in page


def test_one_that_kills_its_worker_is_given_up(meeting, trust):
    at = timezone.now()
    copy = actions.ask_for_print(meeting, by=trust.chi, at=at)
    for number in range(printing.ATTEMPTS):
        assert printing.claim(copy.pk, at + number * 2 * printing.LEASE)

    printing.make(copy.pk, at + printing.ATTEMPTS * 2 * printing.LEASE)

    copy.refresh_from_db()
    assert copy.status == "failed"


def test_asking_twice_makes_one(meeting, trust):
    first, second = (actions.ask_for_print(meeting, by=trust.chi) for _ in range(2))

    assert first.pk == second.pk


@pytest.mark.claim("F5", "F6")
def test_hostile_words_ask_for_nothing_and_attach_nothing(item, assign, trust, written, canary, tmp_path):
    """Every channel by which a PDF engine has been made to fetch, in every field that somebody writes."""
    secret = tmp_path / "secret.txt"
    secret.write_text("file canary")
    for payload in channels(canary.url, secret.as_uri()):
        words = payload[:110]
        type(trust.will).objects.filter(pk=trust.chi.pk).update(
            first_name=payload[:80], last_name=payload[:80]
        )
        Panel.objects.filter(pk=item.panel_id).update(name=words)
        item.panel.site.name = words
        item.panel.site.save()
        item.incident.what_happened, item.incident.place = payload, payload[:200]
        item.incident.save()
        item.incident.team.name = words
        item.incident.team.save()
        type(item).objects.filter(pk=item.pk).update(
            review=written(**{f"{part}_notes": payload for part in ("situation", "background", "assessment")})
        )
        Action.objects.all().update(
            what=payload, owner_name=payload[:160], owner=None, due_words=payload[:60]
        )
        if not Action.objects.exists():
            assign(what=payload)
        copy = actions.ask_for_print(item.meeting, by=trust.chi)
        printing.make(copy.pk)
        copy.refresh_from_db()
        assert copy.status == "ready", payload
        for sign in (b"/EmbeddedFile", b"/Filespec", b"/JavaScript", b"/Launch", b"/URI"):
            assert sign not in bytes(copy.content), payload
        assert "file canary" not in text_of(copy)
        copy.delete()

    assert canary.hits == []


def test_the_engine_itself_fetches_nothing_even_for_markup_that_got_through(canary, tmp_path):
    """The same channels with no escaping at all: the fetcher refuses, whatever the page says."""
    from nhsuk import pdf

    secret = tmp_path / "secret.txt"
    secret.write_text("file canary")
    for payload in channels(canary.url, secret.as_uri()):
        html = f'<html lang="en"><head><title>T</title>{payload}</head><body>{payload}</body></html>'
        content = pdf.render(html, css="print.css")
        assert b"/EmbeddedFile" not in content, payload

    assert canary.hits == []


def channels(web, file):
    for address in (web, file, f"{web}/redirect"):
        yield f'<img src="{address}">'
        yield f'<link rel=stylesheet href="{address}">'
        yield f'<link rel=attachment href="{address}">'
        yield f'<a rel=attachment href="{address}">x</a>'
        yield f"<style>@import url({address});</style>"
        yield f"<style>@font-face{{font-family:x;src:url({address})}}*{{font-family:x}}</style>"
        yield f"<p style=\"background:url('{address}')\">x</p>"
        yield f'<object data="{address}"></object>'
        yield f'<embed src="{address}">'
        yield f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}" width="9" height="9"/></svg>'
        yield f'<svg><use href="{address}#x"/></svg>'
        yield f'<meta http-equiv=refresh content="0;url={address}">'
        yield f'<base href="{address}"><img src="x">'
    yield "{{ secret }} {% debug %} %s {0.__class__}"


@pytest.fixture
def canary():
    """A web server that notes whatever is asked of it."""

    class Handler(http.server.BaseHTTPRequestHandler):
        hits: list[str] = []

        def do_GET(self):
            self.hits.append(self.path)
            self.send_response(302 if "redirect" in self.path else 200)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Handler.hits.clear()
    yield type("Canary", (), {"url": f"http://127.0.0.1:{server.server_port}", "hits": Handler.hits})
    server.shutdown()


def test_the_canary_would_sing(canary):
    from weasyprint import HTML

    HTML(string=f'<img src="{canary.url}/x">').write_pdf()

    assert canary.hits == ["/x"]


def test_the_page_has_no_sequential_number(meeting):
    assert re.fullmatch(r"/reviews/meetings/[0-9a-f-]{36}/pdf/", reverse("reviews:print", args=[meeting.pk]))
