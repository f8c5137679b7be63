"""Whether there is enough help: what is wanted, from published figures, beside what the directory knows."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.actions import publish_month
from audit.measures import MEASURES
from audit.wanted import COUNTED
from support import actions
from support.deadlines import LONDON
from support.directory.needs import NEEDS, Tier
from support.help import TRACKS
from support.suggestions import SUGGESTIONS

OCTOBER = date(2026, 10, 1)
AT = datetime(2026, 10, 12, 10, tzinfo=LONDON)
WANTED, ARRANGED = MEASURES["wanted"], MEASURES["arranged"]
ADDRESS = "/audit/resources/"


@pytest.fixture
def cases(report):
    """cases(3): so many colleagues hurt in October, looked after by Maya."""

    def make(number):
        facts = {"occurred_on": date(2026, 10, 12), "at": AT}
        return [report(**facts).involved.get().case for _ in range(number)]

    return make


@pytest.fixture
def service(trust):
    def make(name="Peers", *, needs=("talk",), sites=(), **measured):
        facts = {"what_for": "x", "tier": Tier.PEER, "needs": list(needs), "sites": sites, "checked": True}
        made = actions.add_service(by=trust.viv, name=name, at=AT, **facts)
        if measured:
            actions.measure_service(made, by=trust.viv, at=AT, **measured)
        return made

    return make


def test_every_track_and_suggestion_named_by_a_need_is_there_and_every_track_is_counted():
    tracks = {track for need in NEEDS.values() for track in need.tracks}
    assert tracks == set(TRACKS)
    assert {key for need in NEEDS.values() for key in need.suggestions} <= set(SUGGESTIONS)


@pytest.mark.framework("R104")
@pytest.mark.framework("R118")
def test_what_was_wanted_and_arranged_is_counted_once_a_colleague(trust, cases):
    first, second, third = cases(3)
    for case in (first, second, third):
        actions.promise(case, "peer", by=trust.maya, at=AT)
    actions.keep_promise(first, "peer", by=trust.maya, at=AT + timedelta(days=2))
    actions.decline_support(third, by=trust.nneka, at=AT + timedelta(days=3))
    police = actions.open_help(second, "police", by=trust.maya, at=AT)
    actions.open_help(second, "court", by=trust.maya, at=AT)
    actions.record_help(
        police, "ask", by=trust.maya, outcome="done", answers={"choice": "yes", "said": "no"}, at=AT
    )

    assert WANTED.count(OCTOBER)["talk"] == (2, None)
    assert ARRANGED.count(OCTOBER)["talk"] == (1, 2)
    assert WANTED.count(OCTOBER)["police"] == (1, None)
    assert ARRANGED.count(OCTOBER)["police"] == (1, 1)
    assert set(WANTED.count(OCTOBER)) == set(COUNTED)
    assert set(WANTED.count(date(2026, 9, 1)).values()) == {(0, None)}


@pytest.mark.claim("C4")
@pytest.mark.framework("R13")
def test_the_page_shows_hidden_and_published_figures_beside_room_wait_and_gaps(trust, client, cases, service):
    hurt = cases(9)
    for case in hurt[:8]:
        actions.promise(case, "peer", by=trust.maya, at=AT)
    actions.promise(hurt[8], "pay", by=trust.maya, at=AT)
    service(capacity=12, wait_days=21)
    service("Riverside only", needs=["money"], sites=[trust.riverside])
    client.force_login(trust.bea)
    assert "once the first figures are published" in client.get(ADDRESS).content.decode()

    publish_month(OCTOBER, at=datetime(2026, 11, 1, 6, tzinfo=LONDON))
    page = client.get(ADDRESS).content.decode()
    figures = {one.need.key: one for one in client.get(ADDRESS).context["needs"]}
    assert (figures["talk"].wanted.counted, figures["money"].wanted.counted) == (10, "*")
    assert (figures["talk"].room, figures["talk"].wait, figures["talk"].gaps) == (12, 21, [])
    assert figures["money"].gaps == ["Northshire General"]
    assert set(figures["law"].gaps) == {"Northshire General", "Riverside"}
    assert "21 days" in page
    assert "Nothing for Northshire General" in page

    actions.promise(cases(1)[0], "peer", by=trust.maya, at=AT)
    assert {one.need.key: one for one in client.get(ADDRESS).context["needs"]} == figures


def test_only_board_auditor_and_lead_see_it_and_no_measure_of_it_is_on_the_board_page(trust, client):
    for person, status in {"bea": 200, "al": 200, "viv": 200, "una": 403, "maya": 403, "ade": 403}.items():
        client.force_login(getattr(trust, person))
        assert client.get(ADDRESS).status_code == status, person
    client.force_login(trust.una)
    assert client.get("/audit/measures/wanted/").status_code == 403
    assert "Help that was wanted" not in client.get("/audit/").content.decode()


def test_the_page_asks_as_often_for_many_services_as_for_few(trust, client, service):
    client.force_login(trust.viv)

    def asked():
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        return len(queries)

    service(sites=[trust.general])
    few = asked()
    for number in range(12):
        service(f"Service {number}", sites=[trust.general, trust.riverside])
    assert asked() == few
