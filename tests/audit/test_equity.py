"""Whether support reaches every group alike: once a year, frozen, and nobody to be worked out (R11, C1 to C6)."""

import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.actions import publish_month
from audit.deadlines import span_of_year, year_of, year_over_by
from audit.equity import counting, hiding
from audit.equity.reading import year_from, years
from audit.measures import MEASURES
from audit.models import Release
from audit.suppression import HIDDEN, Figure, suppress
from incidents.actions import Affected
from people.deadlines import LONDON
from people.equality.keeping import keep_answers
from support import actions
from support.models import Case
from tests.factories import UserFactory

YEAR, MARCH = date(2025, 4, 1), date(2026, 3, 1)
AT = datetime(2026, 1, 12, 10, tzinfo=LONDON)
ADDRESS = "/audit/equity/"


@pytest.fixture
def hurt(report, trust):
    """hurt(12, sex="female"): so many colleagues hurt together in January, who say so of themselves."""

    def make(number, *, at=AT, again=None, **said):
        staff = again or [UserFactory(team=trust.elm_ward, manager=trust.maya) for _ in range(number)]
        report(affected=[Affected("harmed", user=one) for one in staff], occurred_on=at.date(), at=at)
        for one in staff if said else ():
            keep_answers(by=one, answers=said)
        return staff

    return make


def cases_of(staff):
    return list(Case.objects.filter(person__user__in=staff).order_by("opened_at"))


def contact(cases, trust):
    for case in cases:
        actions.record_stage(
            case, "immediate", by=trust.maya, outcome="held", next_step="go_on", at=AT + timedelta(minutes=5)
        )


def bring_out(month=MARCH):
    return publish_month(month, at=datetime(month.year, month.month + 1, 1, 6, tzinfo=LONDON))


def group(characteristic, name):
    found = {one.name: one for one in year_from(YEAR).parts[characteristic].groups}
    return found[name]


def what_is_shown(parts):
    """What anybody sees of the groups, beside the whole, which they may know exactly."""
    away = hiding.hidden(parts)
    return (
        sum(parts.values()),
        *((HIDDEN if key in away else suppress(one).counted) for key, one in parts.items()),
    )


@pytest.mark.claim("C1")
@pytest.mark.claim("C2")
@pytest.mark.parametrize(("groups", "most"), [(2, 40), (3, 36), (4, 24)])
def test_no_hidden_group_can_be_worked_out_by_whoever_knows_the_whole(groups, most):
    """Every table there is of so many people: whatever is seen, each hidden group may still be any of three numbers."""
    possible = defaultdict(lambda: [set() for _ in range(groups)])
    for numbers in product(range(most + 1), repeat=groups - 1):
        for whole in range(max(8, sum(numbers)), most + 1):
            table = (*numbers, whole - sum(numbers))
            seen = what_is_shown(dict(zip("abcd", table, strict=False)))
            for place, number in enumerate(table):
                assert not 0 < number < 8 or seen[place + 1] == HIDDEN
                possible[seen][place].add(number)
    few = [
        seen
        for seen, places in possible.items()
        for shown, values in zip(seen[1:], places, strict=True)
        if shown == HIDDEN and len(values) < 3
    ]
    assert not few, few[:5]
    alone = {"a": 12, "b": 7}
    assert (suppress(12).counted, suppress(7).counted) == (10, HIDDEN), "19 less 10 would be 7 or so"
    assert hiding.hidden(alone) == {"a", "b"}


def test_a_year_runs_from_april_in_london():
    assert (year_of(date(2026, 3, 31)), year_of(date(2026, 4, 1))) == (YEAR, date(2026, 4, 1))
    assert [year_over_by(date(2026, month, 1)) for month in (2, 3, 4)] == [date(2024, 4, 1), YEAR, YEAR]
    assert span_of_year(YEAR)[0].utcoffset() == timedelta(hours=1)


@pytest.mark.framework("R11", "R110", "R111")
def test_a_colleague_counts_once_and_only_when_it_held_each_time(hurt, trust):
    first, second, third = hurt(3, sex="female")
    hurt(0, again=[second], at=AT + timedelta(days=3))
    contact([*cases_of([first]), cases_of([second])[0]], trust)
    one, *_ = cases_of([first])
    (other,) = cases_of([third])
    for case in (one, other):
        actions.promise(case, "peer", by=trust.maya, at=AT)
    actions.keep_promise(one, "peer", by=trust.maya, at=AT + timedelta(days=2))

    affected, answered, numbers = counting.count(YEAR)

    assert (affected, answered) == (3, 3)
    female = numbers["sex"]["female"]
    assert (female["affected"], female["contact of"]) == (3, 3)
    assert female["contact"] == 1, "contacted once in two times is not in time"
    assert (female["given"], female["given of"]) == (1, 2), "a need was noted for two and seen to for one"
    assert numbers["sex"]["not_said"]["affected"] == 0
    assert MEASURES["arranged"].count(date(2026, 1, 1))["talk"] == (1, 2)
    assert "R111" in MEASURES["arranged"].framework
    assert counting.count(date(2024, 4, 1))[0] == 0


@pytest.mark.framework("R11")
@pytest.mark.claim("C1")
@pytest.mark.claim("C5")
def test_seven_people_are_hidden_in_every_channel_and_with_them_what_would_give_them_away(
    hurt, trust, client
):
    asian, white = hurt(7, race="asian", sex="female"), hurt(9, race="white", sex="female")
    mixed = hurt(13, race="mixed", sex="male")
    contact(cases_of(asian + white + mixed[:11]), trust)
    bring_out()

    kept = Release.objects.get(measure="equity").figures
    assert kept["race.asian.affected"] == kept["race.white.affected"] == [HIDDEN, None]
    assert kept["race.asian.contact"] == kept["race.white.contact"] == [HIDDEN, HIDDEN]
    assert kept["race.mixed.contact"] == [10, 15]
    assert kept["race.black.affected"] == [0, None]
    assert (kept["sex.female.contact"], kept["sex.male.contact"]) == ([15, 15], [10, 15])
    assert (kept["all"], kept["answered"]) == ([30, None], [30, 30])
    client.force_login(trust.una)
    page = client.get(ADDRESS).content.decode()
    assert "About 30 colleagues with an account were affected. 100% of them answered" in page
    assert "100% of “Female” were contacted in time, and" not in page
    assert "67% of “Male” were contacted in time, and 100% of “Female”" in page
    assert page.count("67% (10 of 15)") >= 2
    sheet = b"".join(client.get("/audit/equity/2025.csv")).decode()
    rows = {tuple(row.split(",")[1:3]): row.split(",")[3:] for row in sheet.splitlines()}
    assert rows["Race", "Mixed or multiple ethnic groups"][:4] == ["15", "10", "15", "67"]
    assert rows["Race", "White"][:4] == [HIDDEN] * 4
    picture = client.get("/audit/equity/2025/sex/wide.svg").content.decode()
    assert "67%" in picture
    assert "100%" in picture
    for channel in (page, sheet, picture):
        assert not any(f"{number} of {number}" in channel for number in (7, 9, 13))
    assert client.get("/audit/equity/2025/race/wide.svg").status_code == 404, "only one group is shown"
    assert client.get("/audit/equity/2024/race/wide.svg").status_code == 404
    assert client.get("/audit/equity/9999.csv").status_code == 404


@pytest.mark.claim("C3")
@pytest.mark.claim("C4")
@pytest.mark.claim("C6")
def test_a_published_year_never_changes_and_nothing_narrows_it(hurt, trust, client):
    client.force_login(trust.bea)
    assert "There are no figures yet" in client.get(ADDRESS).content.decode()
    staff = hurt(12, sex="female")
    bring_out(date(2026, 2, 1))
    assert years() == [], "the year is not over"
    bring_out()
    assert group("sex", "Female").affected == Figure(10)
    page = client.get(ADDRESS).content

    keep_answers(by=staff[0], answers={"sex": "male"})
    hurt(9, sex="female")
    contact(cases_of(staff), trust)
    bring_out(date(2026, 4, 1))

    assert Release.objects.filter(measure="equity").count() == 1
    plain = client.get(ADDRESS).content
    for asked in (
        f"?team={trust.elm_ward.pk}",
        f"?site={trust.general.pk}",
        "?year=2024",
        "?sex=female&race=white",
    ):
        assert without_nonce(client.get(ADDRESS + asked).content) == without_nonce(plain), asked
    assert without_nonce(plain) == without_nonce(page)


def without_nonce(content):
    return re.sub(rb'nonce="[^"]*"|value="[^"]{64}"|content="[^"]{64}"', b"", content)


def test_who_reads_it_and_that_many_colleagues_cost_no_more_than_few(hurt, trust, client):
    hurt(3, sex="female")
    with CaptureQueriesContext(connection) as few:
        counting.count(YEAR)
    hurt(9, sex="male", race="asian")
    with CaptureQueriesContext(connection) as many:
        counting.count(YEAR)
    assert len(many) == len(few)
    bring_out()
    for person, status in {
        "bea": 200,
        "al": 200,
        "una": 200,
        "viv": 200,
        "maya": 403,
        "hana": 403,
        "ade": 403,
    }.items():
        client.force_login(getattr(trust, person))
        assert client.get(ADDRESS).status_code == status, person
        assert client.get("/audit/equity/2025.csv").status_code == status, person
