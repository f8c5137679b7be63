"""Odd words and odd times: they come back as they were, or the page says what to do. Never an error page."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import escape

from incidents.deadlines import has_happened
from incidents.models import Draft, Incident
from tests.incidents.walking import answer, begin, ready, yesterday

pytestmark = pytest.mark.django_db

ODD = {
    "nul": "a\x00b",
    "rtl": "abc \u202e fdp.exe",
    "combining": "Z̸̢̛a̷lgo é",
    "emoji": "👩🏽‍⚕️ hurt 🏳️‍🌈",
    "apostrophe": "Siân O'Neill",
    "null": "Null",
    "none": "None",
    "welsh": "Llŷr Ŵyn Tŷ-ŵyn",
    "formula": '=HYPERLINK("http://x","y")',
    "script": "<script>alert('CANARY')</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "template": "{{ 7|add:7 }}{% csrf_token %}${7*7}",
    "megabyte": "x" * 1_000_000,
    "lines": "one\r\n\r\ntwo\ttabs",
    "spaces": " \u00a0\u200b ",
}
BOXES = {
    "place": ("where", "place"),
    "story": ("story", "what_happened"),
    "colleague": ("by", "colleague"),
    "named": ("person", "named"),
    "contact": ("person", "contact"),
}


@pytest.mark.claim("D9")
@pytest.mark.claim("F4")
@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
def test_odd_words_in_every_box_of_a_report(nneka, trust, box, words):
    page, name = BOXES[box]
    draft = ready(nneka, trust)
    data = {
        "where": {"team": trust.elm_ward.pk},
        "by": {"alleged": "colleague"},
        "person": {"named": "Jo Temp", "part": "witness", "contact": "07700 900123"},
    }.get(page, {}) | {name: words}

    response = nneka.post(f"/report/{draft.pk}/{page}/", data)

    if response.status_code == 200:
        assert "There is a problem" in response.content.decode()
        assert nneka.get(f"/report/{draft.pk}/{page}/").status_code == 200
        return
    assert response.status_code == 302
    if page == "person":
        answer(nneka, draft, "others", more="no")
    checked = nneka.get(f"/report/{draft.pk}/check/")
    assert "<script>alert(" not in checked.content.decode()
    assert "<img src=x" not in checked.content.decode()
    nneka.post(f"/report/{draft.pk}/check/")
    incident = Incident.objects.get()
    kept = {
        "place": incident.place,
        "story": incident.what_happened,
        "colleague": incident.alleged.first() and incident.alleged.first().identifier,
        "named": next((p.name for p in incident.involved.filter(user=None)), ""),
        "contact": next((p.contact for p in incident.involved.filter(user=None)), ""),
    }[box]
    assert kept == words.strip()
    for address in (f"/report/{draft.pk}/sent/", f"/incidents/{incident.reference}/"):
        shown = nneka.get(address)
        assert shown.status_code == 200
        assert "<script>alert(" not in shown.content.decode()
        assert "<img src=x" not in shown.content.decode()
    if box == "story":
        assert escape(words.split()[0] if words.strip() else "Not said") in shown.content.decode()


@pytest.mark.claim("D9")
@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
def test_odd_words_in_the_boxes_that_hold_choices(nneka, trust, words):
    draft = ready(nneka, trust)
    for page, name in [
        ("injury", "specified"),
        ("kinds", "kinds"),
        ("when", "day"),
        ("when", "occurred_time"),
        ("where", "team"),
        ("who", "my_part"),
        ("others", "more"),
        ("by", "alleged"),
        ("safety", "harm"),
        ("because", "characteristics"),
        ("because", "perceived_by"),
        ("where", "setting"),
        ("who", "reported_as"),
        ("protect", "protect"),
    ]:
        response = nneka.post(f"/report/{draft.pk}/{page}/", {name: words})
        assert response.status_code in (200, 302), (page, name)
    for name in ("date_day", "date_month", "date_year"):
        assert nneka.post(f"/report/{draft.pk}/when/", {"day": "other", name: words}).status_code == 200
    assert nneka.get(f"/report/{draft.pk}/check/").status_code == 302


@pytest.mark.claim("D9")
@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
def test_odd_words_in_the_filters_and_the_address(client, trust, report, words):
    report()
    client.force_login(trust.maya)
    for name in ("words", "kind", "team", "status", "since_day", "until_year", "after", "before"):
        assert client.get("/incidents/", {name: words[:5000]}).status_code == 200


@pytest.mark.claim("D9")
def test_a_letter_that_is_only_half_of_one_is_refused_in_words(nneka, trust):
    """A browser cannot send a lone surrogate; a hand-made request in another encoding can."""
    from django.test.client import BOUNDARY

    draft = ready(nneka, trust)
    body = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="what_happened"\r\n\r\n'
        f"\\ud800 half\r\n--{BOUNDARY}--\r\n"
    ).encode()
    kind = f"multipart/form-data; boundary={BOUNDARY}; charset=unicode_escape"
    response = nneka.generic("POST", f"/report/{draft.pk}/story/", body, content_type=kind)
    assert response.status_code in (200, 302, 400)
    for page in ("story", "check"):
        assert nneka.get(f"/report/{draft.pk}/{page}/").status_code in (200, 302)


# Times


@pytest.mark.claim("D10")
@pytest.mark.parametrize(
    ("on", "at", "now", "happened"),
    [
        # Autumn: 01:30 comes twice. Between the two passes it has happened once already.
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 45, tzinfo=UTC), True),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 15, tzinfo=UTC), False),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 1, 45, tzinfo=UTC), True),
        # Spring: 01:30 never comes, and half an hour later nobody should be told that it is still to come.
        (date(2026, 3, 29), time(1, 30), datetime(2026, 3, 29, 1, 10, tzinfo=UTC), True),
        (date(2026, 3, 29), time(1, 30), datetime(2026, 3, 29, 0, 10, tzinfo=UTC), False),
        # Today without a time, the coming hour, and tomorrow.
        (date(2026, 6, 1), None, datetime(2026, 6, 1, 0, 1, tzinfo=UTC), True),
        (date(2026, 6, 1), time(12), datetime(2026, 6, 1, 10, 59, tzinfo=UTC), False),
        (date(2026, 6, 1), time(12), datetime(2026, 6, 1, 11, 0, tzinfo=UTC), True),
        (date(2026, 6, 2), None, datetime(2026, 6, 1, 12, 0, tzinfo=UTC), False),
        # Just after midnight on a London summer clock it is still yesterday in UTC.
        (date(2026, 6, 2), None, datetime(2026, 6, 1, 23, 10, tzinfo=UTC), True),
    ],
)
def test_what_can_have_happened_by_now(on, at, now, happened):
    assert has_happened(on, at, now) is happened


@pytest.mark.claim("D10")
@pytest.mark.parametrize(
    "parts", [("25", "10", "2026"), ("29", "3", "2026"), ("29", "2", "2024"), ("1", "jan", "2026")]
)
def test_odd_nights_are_kept_as_the_clock_on_the_wall_showed_them(nneka, trust, parts):
    draft = ready(nneka, trust)
    day, month, year = parts
    answer(
        nneka,
        draft,
        "when",
        day="other",
        date_day=day,
        date_month=month,
        date_year=year,
        occurred_time="01:30",
    )
    nneka.post(f"/report/{draft.pk}/check/")

    incident = Incident.objects.get()
    assert incident.occurred_on == date(int(year), 1 if month == "jan" else int(month), int(day))
    assert incident.occurred_time == time(1, 30)
    assert "01:30" in nneka.get(f"/incidents/{incident.reference}/").content.decode()


@pytest.mark.claim("D10")
@pytest.mark.parametrize(
    "parts",
    [("29", "2", "2025"), ("31", "4", "2026"), ("0", "1", "2026"), ("1", "13", "2026"), ("1", "1", "0026")],
)
def test_days_that_never_were_are_refused(nneka, parts):
    draft = begin(nneka, "verbal")
    day, month, year = parts
    response = nneka.post(
        f"/report/{draft.pk}/when/", {"day": "other", "date_day": day, "date_month": month, "date_year": year}
    )
    assert "There is a problem" in response.content.decode()


@pytest.mark.claim("D10")
def test_the_future_is_refused_in_clear_words(nneka, trust):
    draft = begin(nneka, "verbal")
    tomorrow = timezone.localdate() + timedelta(days=1)
    for data in (
        {"day": tomorrow.isoformat()},
        {"day": "other", "date_day": tomorrow.day, "date_month": tomorrow.month, "date_year": tomorrow.year},
    ):
        response = nneka.post(f"/report/{draft.pk}/when/", data)
        assert "must be today or in the past" in response.content.decode()


@pytest.mark.claim("D10")
def test_last_night_after_midnight_is_explained(nneka, trust):
    with time_machine.travel(datetime(2026, 11, 24, 0, 30, tzinfo=UTC), tick=True):
        nneka.force_login(trust.nneka)
        draft = begin(nneka, "verbal")
        response = nneka.post(f"/report/{draft.pk}/when/", {"day": "2026-11-24", "occurred_time": "23:50"})
        assert "If it was last night, choose yesterday" in response.content.decode()
        answer(nneka, draft, "when", day="2026-11-23", occurred_time="23:50")


@pytest.mark.claim("D10")
def test_today_chosen_before_midnight_is_still_that_day_after_it(nneka, trust):
    draft = ready(nneka, trust)
    answer(nneka, draft, "when", day=yesterday())
    four_days_later = timezone.now() + timedelta(days=4)
    chosen = yesterday()
    with time_machine.travel(four_days_later, tick=True):
        nneka.force_login(trust.nneka)
        nneka.post(f"/report/{draft.pk}/check/")
    assert Incident.objects.get().occurred_on.isoformat() == chosen


def test_a_draft_survives_a_kind_that_is_no_longer_there(nneka, trust):
    draft = ready(nneka, trust)
    kept = Draft.objects.get()
    kept.answers["kinds"] = {"kinds": ["retired"]}
    kept.save()
    assert "/kinds/" in nneka.get(f"/report/{draft.pk}/check/").url
    assert nneka.get(f"/report/{draft.pk}/kinds/").status_code == 200
