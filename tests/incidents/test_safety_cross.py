"""The safety cross: what a day looks like, what a handover makes of its three answers, and what nobody can read from it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidents import cross, mornings, shifts
from incidents.actions import Alleged, days, handovers
from incidents.models import Duty, HandoverCheck, Incident, Mark, SafetyCross, ShiftPattern
from incidents.reading import cross as reading
from incidents.reading import marks as marked
from incidents.reading import patterns as counting
from people.deadlines import LONDON
from people.models import Entry, Notice, Role

pytestmark = pytest.mark.django_db

USUAL = shifts.hours_of([])
DAY = date(2026, 11, 10)  # a Tuesday
ALL = {"early", "late", "night"}
NOON_AFTER = datetime(2026, 11, 11, 12, tzinfo=LONDON)


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), LONDON)


@pytest.mark.framework("R95")
@pytest.mark.parametrize(
    ("answered", "incidents", "when", "look"),
    [
        (ALL, [], NOON_AFTER, "none"),
        (ALL, [["verbal"]], NOON_AFTER, "verbal"),
        (ALL, [["online"]], NOON_AFTER, "verbal"),
        (ALL, [["verbal"], ["physical"]], NOON_AFTER, "physical"),
        (ALL, [["sexual_assault"]], NOON_AFTER, "physical"),
        (ALL, [["sexual_harassment"]], NOON_AFTER, "verbal"),
        (set(), [], NOON_AFTER, "missing"),
        ({"early"}, [], NOON_AFTER, "part"),
        ({"early", "late"}, [], NOON_AFTER, "part"),
        ({"early", "late"}, [], at(DAY, 23), "none"),
        ({"early"}, [], at(DAY, 23), "part"),
        (set(), [["verbal"]], NOON_AFTER, "verbal"),
        (set(), [], at(DAY, 13), "waiting"),
        ({"early"}, [], at(DAY, 13), "waiting"),
        (set(), [], at(DAY - timedelta(days=1), 12), "future"),
        ({"long_day"}, [], NOON_AFTER, "missing"),
    ],
)
def test_what_a_day_looks_like(answered, incidents, when, look):
    assert cross.day(DAY, hours=USUAL, answered=answered, incidents=incidents, at=when).look.key == look


def test_a_team_without_a_shift_at_weekends_is_closed_then_and_never_green():
    hours = shifts.hours_of([(date(2020, 1, 1), "weekday")])
    sunday = date(2026, 11, 8)
    assert cross.day(sunday, hours=hours, answered=set(), incidents=[], at=NOON_AFTER).look.key == "closed"


@pytest.mark.claim("D10")
@pytest.mark.parametrize(
    ("on", "hour", "day", "shift"),
    [
        (DAY, time(7), DAY, "early"),
        (DAY, time(13, 59), DAY, "early"),
        (DAY, time(23, 59), DAY, "night"),
        (DAY, time(0), DAY - timedelta(days=1), "night"),
        (DAY, time(6, 59), DAY - timedelta(days=1), "night"),
        (date(2026, 10, 25), time(1, 30), date(2026, 10, 24), "night"),
        (date(2026, 3, 29), time(1, 30), date(2026, 3, 28), "night"),
        (date(2028, 2, 29), time(3), date(2028, 2, 28), "night"),
        (date(2028, 3, 1), time(3), date(2028, 2, 29), "night"),
        (DAY, None, DAY, None),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(on, hour, day, shift):
    found_day, found = shifts.belongs_to(on, hour, USUAL)
    assert (found_day, found and found.key) == (day, shift)


@pytest.mark.claim("D10")
def test_a_night_is_as_long_as_the_clocks_make_it():
    night = shifts.NIGHT
    hours = {
        day: (shifts.ends_at(day, night) - shifts.starts_at(day, night)).total_seconds() / 3600
        for day in (DAY, date(2026, 10, 24), date(2026, 3, 28))
    }
    assert list(hours.values()) == [10, 11, 9]
    assert shifts.ends_at(date(2026, 10, 24), night) == datetime(2026, 10, 25, 7, tzinfo=UTC)


def test_a_change_of_shifts_leaves_the_days_before_it_alone():
    hours = shifts.hours_of([(DAY, "long")])
    assert hours(DAY - timedelta(days=1)).key == "three"
    assert hours(DAY).key == "long"
    assert shifts.belongs_to(DAY, time(6), hours)[1].key == "night"
    assert shifts.belongs_to(DAY + timedelta(days=1), time(7, 15), hours)[1].key == "long_night"


def test_the_page_opens_on_the_shift_that_just_ended_until_it_is_answered():
    morning = at(DAY, 7, 10)
    assert shifts.to_hand_over(USUAL, set(), morning) == (DAY - timedelta(days=1), shifts.NIGHT)
    answered = {(DAY - timedelta(days=1), "night")}
    assert shifts.to_hand_over(USUAL, answered, morning)[1].key == "early"


# From here on: what happens on Elm Ward. "Today" is a Wednesday noon, and everybody has held their role for long.
TODAY = NOON_AFTER.date()


@pytest.fixture
def trust(trust):
    Role.objects.update(starts_on=date(2020, 1, 1))
    return trust


@pytest.fixture
def answer(trust):
    """answer("late", physical=1, reported=False) is what Nneka says of a shift of yesterday."""

    def said(
        shift, *, by=None, day=DAY, all_right=True, reported=None, version=None, when=NOON_AFTER, **counts
    ):
        check = marked.check_of(trust.elm_ward, day, shift)
        return handovers.hand_over(
            trust.elm_ward,
            by=by or trust.nneka,
            day=day,
            shift=shift,
            counts=counts,
            all_right=all_right,
            all_reported=reported,
            version=handovers.version_of(check) if version is None else version,
            at=when,
        )

    return said


def look(team, day=DAY, when=NOON_AFTER):
    return reading.days(team, reading.hours_of(team), day, day, at=when)[0].look.key


@pytest.mark.framework("R94")
@pytest.mark.framework("R95")
def test_a_day_is_green_when_every_handover_said_so(answer, trust):
    for shift, shown in (("early", "part"), ("late", "part"), ("night", "none")):
        answer(shift)
        assert look(trust.elm_ward) == shown
    assert not Duty.objects.exists()
    assert not Notice.objects.exists()


@pytest.mark.framework("R92")
@pytest.mark.framework("R96")
def test_a_mark_makes_a_report_of_a_few_taps_and_a_review_for_whoever_is_in_charge(answer, trust):
    answer("late", physical=1, verbal=2, reported=False)
    answer("late", physical=1, verbal=2, reported=False, version="")

    stubs = Incident.objects.filter(channel="cross", completed_at=None, team=trust.elm_ward, occurred_on=DAY)
    assert sorted(kind for stub in stubs for kind in stub.kinds) == ["physical", "verbal", "verbal"]
    assert Mark.objects.filter(incident__in=stubs).count() == Mark.objects.count() == 3
    duty = Duty.objects.get(key="day_review")
    assert (duty.owner, duty.team, duty.due_at) == (
        trust.maya,
        trust.elm_ward,
        at(TODAY + timedelta(days=2), 0),
    )
    assert look(trust.elm_ward) == "physical"
    assert reading.since_last(trust.elm_ward, USUAL, at=NOON_AFTER).days == 1


def test_the_review_is_due_at_the_end_of_the_next_calendar_day():
    assert handovers.review_due(DAY, at(DAY, 21, 30)) == at(DAY + timedelta(days=2), 0)
    autumn = date(2026, 10, 24)
    assert handovers.review_due(autumn, at(autumn, 21)) == datetime(2026, 10, 26, tzinfo=UTC)


def test_a_correction_keeps_what_was_said_and_takes_back_what_was_too_much(answer, trust):
    check = answer("late", verbal=2, reported=False)
    answer("late", by=trust.will, verbal=1, reported=False)

    assert [row.by for row in check.history.order_by("history_id")] == [trust.nneka, trust.will]
    assert Mark.objects.standing().count() == 1
    assert Incident.objects.count() == 2  # what was begun is closed with a reason, never lost

    with pytest.raises(handovers.AnsweredMeanwhile):
        answer("late", version="")
    assert HandoverCheck.objects.get().had_incidents


def test_two_colleagues_who_answer_at_once_see_each_others_answers(client, trust):
    client.force_login(trust.nneka)
    day = timezone.localdate() - timedelta(days=2)
    page = reverse("incidents:handover-shift", args=[trust.elm_ward.pk, day.isoformat(), "late"])
    quiet = {"any_incidents": "no", "all_right": "yes", "version": ""}
    loud = {"any_incidents": "yes", "verbal": "1", "all_reported": "no", "all_right": "yes", "version": ""}
    assert client.post(page, quiet).status_code == 302
    assert client.post(page, quiet).status_code == 302

    met = client.post(page, loud)
    assert met.status_code == 409
    assert "A colleague has answered" in met.content.decode()
    assert "<li>No incidents</li>" in met.content.decode()
    assert not Mark.objects.exists()
    again = loud | {"version": met.context["form"]["version"].value()}
    assert client.post(page, again).status_code == 302
    assert Mark.objects.count() == Incident.objects.count() == 1
    assert HandoverCheck.history.count() == 2


@pytest.mark.claim("D1")
@pytest.mark.django_db(transaction=True)
def test_a_handover_sent_eight_times_at_once_is_one(trust):
    said = {"counts": {"verbal": 2}, "all_reported": False, "all_right": True, "at": NOON_AFTER}

    def send(_):
        try:
            return handovers.hand_over(trust.elm_ward, by=trust.nneka, day=DAY, shift="late", **said).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as many:
        assert len(set(many.map(send, range(8)))) == 1
    assert Mark.objects.count() == Incident.objects.count() == 2


@pytest.mark.framework("R94")
def test_somebody_who_is_not_all_right_is_told_of_at_once_and_only_once(answer, trust):
    answer("late", all_right=False)
    answer("late", all_right=False)
    told = Notice.objects.filter(key__startswith="not-all-right")
    assert [(str(one.to), one.is_urgent) for one in told] == [("Maya Lindqvist", True)]
    assert "physical" not in told[0].line


def test_only_the_team_answers_and_only_for_its_own_shifts(answer, trust):
    for stranger in (trust.omar, trust.owen, trust.chi, trust.ade, trust.hana):
        with pytest.raises(PermissionDenied):
            answer("late", by=stranger)
    for shift, day in (
        ("long_day", DAY),
        ("late", TODAY + timedelta(days=1)),
        ("late", DAY - timedelta(days=60)),
    ):
        with pytest.raises(handovers.CannotAnswer):
            answer(shift, day=day)
    assert not HandoverCheck.objects.exists()
    assert not Entry.objects.filter(event="handover.answered").exists()


def test_reported_already_means_matched_to_a_report_the_writer_may_see(answer, trust, report):
    mine = report(occurred_on=DAY, occurred_time=time(15))
    hers = report(by=trust.will, occurred_on=DAY)
    check = answer("late", physical=1, reported=True)
    mark = Mark.objects.get()
    assert mark.incident is None
    assert marked.reports_of(trust.nneka, trust.elm_ward, USUAL, DAY) == [mine]

    with pytest.raises(PermissionDenied):
        handovers.match(check, by=trust.nneka, reports={mark: hers})
    handovers.match(check, by=trust.nneka, reports={mark: mine})
    mark.refresh_from_db()
    assert mark.incident == mine
    assert marked.reports_of(trust.nneka, trust.elm_ward, USUAL, DAY) == []
    assert not marked.without_a_report(trust.maya).exists()


@pytest.mark.framework("R96")
def test_the_manager_reviews_the_day_and_nothing_more_is_owed(answer, trust, report):
    answer("late", physical=1, reported=False)
    answer("night", verbal=1, reported=True)
    full = report(by=trust.will, occurred_on=DAY)
    bare, open_one = Mark.objects.get(kind="physical"), Mark.objects.get(kind="verbal")
    taps = bare.incident
    assert set(marked.without_a_report(trust.maya)) == {bare, open_one}
    assert not marked.without_a_report(trust.owen).exists()

    found = [days.Found(bare, report=full, is_checked=True), days.Found(open_one)]
    assert not days.review_day(trust.elm_ward, by=trust.maya, day=DAY, found=found, at=NOON_AFTER)
    taps.refresh_from_db()
    assert taps.merge.into == full
    assert Duty.objects.open().filter(key="day_review").exists()

    found = [days.Found(open_one, is_elsewhere=True, is_checked=True)]
    assert days.review_day(trust.elm_ward, by=trust.maya, day=DAY, found=found, at=NOON_AFTER)
    assert not Duty.objects.open().filter(key="day_review").exists()
    assert not marked.without_a_report(trust.maya).exists()
    with pytest.raises(PermissionDenied):
        days.review_day(trust.elm_ward, by=trust.nneka, day=DAY, found=[], at=NOON_AFTER)


@pytest.mark.framework("R96")
def test_whoever_is_asked_in_the_managers_place_may_review(answer, trust):
    answer("late", verbal=1, reported=True)
    Duty.objects.filter(key="day_review").update(owner=trust.hana)
    mark = Mark.objects.get()
    found = [days.Found(mark, is_elsewhere=True, is_checked=True)]
    assert days.review_day(trust.elm_ward, by=trust.hana, day=DAY, found=found, at=NOON_AFTER)


@pytest.mark.framework("R98")
def test_days_since_the_last_incident_say_how_many_are_not_recorded(answer, trust, report):
    assert reading.since_last(trust.elm_ward, USUAL, at=NOON_AFTER) == reading.Since(None)
    report(occurred_on=DAY - timedelta(days=2), occurred_time=time(2))
    for shift in ("early", "late", "night"):
        answer(shift)
    since = reading.since_last(trust.elm_ward, USUAL, at=NOON_AFTER)
    assert (since.days, since.not_recorded) == (4, 2)


@pytest.mark.framework("R99")
@pytest.mark.framework("R94")
def test_managers_hear_in_the_mornings_digest_once(answer, trust):
    answer("late", verbal=3, reported=True, when=at(DAY, 21))
    Notice.objects.all().delete()
    mornings.tell_of_yesterday(at(TODAY, 7))
    assert not Notice.objects.exists()
    for hour in (8, 9, 12):
        mornings.tell_of_yesterday(at(TODAY, hour))
    marks = Notice.objects.filter(key__startswith="cross:")
    assert sorted(str(one.to) for one in marks) == ["Dev Chandra", "Maya Lindqvist"]
    missing = Notice.objects.filter(key__startswith="handovers:")
    assert [str(one.to) for one in missing] == ["Maya Lindqvist"]
    assert not any(one.is_urgent for one in Notice.objects.all())

    SafetyCross.objects.update(reminds=False)
    mornings.tell_of_yesterday(at(TODAY + timedelta(days=1), 8))
    assert Notice.objects.count() == 3


@pytest.mark.claim("I3")
@pytest.mark.claim("A3")
def test_a_sealed_report_or_one_about_a_colleague_changes_nothing_that_anybody_sees(
    client, trust, answer, report
):
    """The twin: every page of the cross before and after."""
    for shift in ("early", "late", "night"):
        answer(shift)
    team = [trust.elm_ward.pk]
    code = days.make_wall(trust.elm_ward, by=trust.maya)
    pages = [
        reverse("incidents:cross", args=team) + f"?month={DAY:%Y-%m}",
        reverse("incidents:cross-day", args=[*team, DAY.isoformat()]),
        reverse("incidents:cross-wall-code", args=[code]),
        reverse("incidents:cross-patterns", args=team) + "?months=12",
    ]

    def seen():
        found = []
        for who in (trust.will, trust.petra, trust.karl, trust.chi):
            client.force_login(who)
            found += [context_of(client.get(page)) for page in pages]
        return found

    from tests.factories import RoleFactory, UserFactory

    trust.karl = UserFactory(first_name="Karl", last_name="Accused", team=trust.elm_ward)
    RoleFactory(user=trust.karl, kind="line_manager", team=trust.elm_ward)
    before = seen()
    report(occurred_on=DAY, kinds=["sexual_assault"], sealed_to=trust.sasha)
    assert seen() == before
    report(occurred_on=DAY, alleged=[Alleged("colleague", user=trust.karl)])
    client.force_login(trust.karl)
    assert [context_of(client.get(page)) for page in pages] == before[8:12]
    client.force_login(trust.will)
    assert [context_of(client.get(page)) for page in pages] == before[0:4]
    report(occurred_on=DAY)
    assert seen() != before


def context_of(response):
    """What the page says, without what is made anew for each request."""
    if response.status_code != 200:
        return response.status_code
    text = response.content.decode()
    return text[text.index("<main") : text.index("</main>")].split("As it stood at")[0]


@pytest.mark.framework("R98")
def test_patterns_by_weekday_shift_place_kind_and_person(trust, report):
    patient = [Alleged("patient", identifier="999 000 0001")]
    for day, hour, place in ((10, 15, "Bay 3"), (3, 2, "bay  3"), (17, 15, "Day room")):
        report(occurred_on=date(2026, 11, day), occurred_time=time(hour), place=place, alleged=patient)
    report(occurred_on=DAY, sealed_to=trust.sasha, kinds=["sexual_harassment"])
    span = {"since": date(2026, 9, 1), "until": date(2026, 11, 30)}

    found = counting.patterns(trust.maya, trust.elm_ward, USUAL, **span)
    bars = {table.key: {bar.name: bar.count for bar in table.bars if bar.count} for table in found.tables}
    assert found.total == 3
    assert bars["weekday"] == {"Tuesday": 2, "Monday": 1}
    assert bars["shift"] == {"Late": 2, "Night": 1}
    assert bars["place"] == {"Bay 3": 2, "Day room": 1} or bars["place"] == {"bay 3": 2, "Day room": 1}
    assert bars["kind"] == {"Physical violence": 3}
    assert [(person.identifier, len(person.reports)) for person in found.persons] == [("999 000 0001", 3)]
    assert counting.patterns(trust.chi, trust.elm_ward, USUAL, **span).persons[0].identifier == ""


def test_the_wall_address_opens_one_page_and_a_new_one_takes_its_place(client, trust):
    old = days.make_wall(trust.elm_ward, by=trust.maya)
    new = days.make_wall(trust.elm_ward, by=trust.maya)
    assert client.get(reverse("incidents:cross-wall-code", args=[old])).status_code == 404
    page = client.get(reverse("incidents:cross-wall-code", args=[new]))
    assert "Elm Ward" in page.content.decode()
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert "session" not in client.cookies
    assert client.get(reverse("incidents:cross-wall", args=[trust.elm_ward.pk])).status_code == 302
    assert new not in str(SafetyCross.objects.values())
    days.end_wall(trust.elm_ward, by=trust.maya)
    assert client.get(reverse("incidents:cross-wall-code", args=[new])).status_code == 404
    with pytest.raises(PermissionDenied):
        days.make_wall(trust.elm_ward, by=trust.nneka)


def test_a_manager_changes_the_shifts_from_tomorrow(client, trust):
    client.force_login(trust.maya)
    page = reverse("incidents:cross-set-up", args=[trust.elm_ward.pk])
    assert client.post(page, {"pattern": "long", "reminds": "no"}).status_code == 302
    row = ShiftPattern.objects.get()
    assert (row.pattern, row.starts_on) == ("long", timezone.localdate() + timedelta(days=1))
    assert not SafetyCross.objects.get().reminds
    client.force_login(trust.nneka)
    assert client.get(page).status_code == 403


def test_pages_take_as_many_queries_for_a_full_month_as_for_a_quiet_one(client, trust, report):
    client.force_login(trust.maya)
    day = timezone.localdate() - timedelta(days=1)
    team = trust.elm_ward
    pages = [
        reverse("incidents:cross", args=[team.pk]),
        reverse("incidents:cross-day", args=[team.pk, day.isoformat()]),
        reverse("incidents:cross-marks"),
        reverse("incidents:cross-patterns", args=[team.pk]),
        reverse("incidents:cross-review", args=[team.pk, day.isoformat()]),
    ]

    def many(number):
        """Marks and reports in bulk, for counting queries only."""
        now = timezone.now()
        check, _ = HandoverCheck.objects.get_or_create(
            team=team, day=day, shift="late",
            defaults={"had_incidents": True, "all_reported": "no", "all_right": True, "by": trust.nneka, "at": now},
        )  # fmt: skip
        rows = [
            Incident(kinds=["verbal"], occurred_on=day, team=team, reporter=trust.nneka, channel="cross")
            for _ in range(number)
        ]
        Incident.objects.bulk_create(rows)
        Mark.objects.bulk_create(
            [
                Mark(check_of=check, team=team, day=day, kind="verbal", incident=row, made_at=now)
                for row in rows
            ]
        )
        Incident.objects.bulk_create(
            [Incident(kinds=["verbal"], occurred_on=day, team=team, completed_at=now)]
        )

    def queries(page):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page).status_code == 200
        return len(caught)

    many(3)
    queries(pages[0])  # signing in is noted once
    few = [queries(page) for page in pages]
    many(300)
    assert [queries(page) for page in pages] == few
