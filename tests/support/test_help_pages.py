"""The pages of practical help: the queue, a track, one form for every step, the colleague's own part."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Notice
from support import actions
from support.models import Help, HelpStep, Promise, TrustText
from support.suggestions import SUGGESTIONS


@pytest.fixture
def money(case, trust):
    return actions.open_help(case, "money", by=trust.maya)


def many(help, count, start=2):
    """More of the same, written at once."""
    due = timezone.now() + timedelta(days=3)
    rows = Help.objects.bulk_create(
        Help(case=help.case, track="money", number=n, owner=help.owner, next_due_at=due)
        for n in range(start, count + 1)
    )
    HelpStep.objects.bulk_create(HelpStep(help=one, key="advise", order=0, due_at=due) for one in rows)


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("shown", ["mine", "all"])
def test_the_queue_asks_the_same_for_three_and_three_hundred(client, trust, money, shown):
    client.force_login(trust.hana)
    address = reverse("support:help-queue") + f"?show={shown}"
    many(money, 3)
    client.get(address)
    few = queries(client, address)
    many(money, 300, start=4)
    assert queries(client, address) == few
    html = client.get(address).content.decode()
    assert html.count("Tell them what they may claim") == 25
    assert "page=2" in html
    assert "Nneka Obi" in client.get(address + "&page=2").content.decode()


def test_the_own_page_asks_the_same_for_one_track_and_many(client, trust, money):
    client.force_login(trust.nneka)
    address = reverse("support:me")
    client.get(address)
    few = queries(client, address)
    many(money, 12)
    assert queries(client, address) == few


def test_empty_queue_says_what_will_appear(client, trust):
    client.force_login(trust.olive)
    assert "it will stand here" in client.get(reverse("support:help-queue")).content.decode()


def test_a_step_is_recorded_and_nothing_typed_is_lost(client, trust, money):
    client.force_login(trust.hana)
    address = reverse("support:help-step", args=[money.pk, "advise"])
    wrong = client.post(address, {"seen": 0, "outcome": "done"}).content.decode()
    assert "Answer “What did you tell them about?”" in wrong
    assert "Choose where it stands" not in wrong
    late = client.post(address, {"seen": 7, "outcome": "done", "q_told": ["cica"]})
    assert late.status_code == 409
    assert 'value="cica" checked' in late.content.decode()
    right = client.post(address, {"seen": 0, "outcome": "done", "q_told": ["cica", "iidb"]})
    assert right.url == reverse("support:help", args=[money.pk])
    html = client.get(right.url).content.decode()
    assert "Criminal injuries compensation, " in html or "benefit, Criminal" in html
    assert client.get(reverse("support:help-step", args=[money.pk, "nothing"])).status_code == 404
    client.force_login(trust.maya)
    assert client.get(address).status_code == 403, "the lead sees it and leaves it to HR"
    assert client.get(reverse("support:help", args=[money.pk])).status_code == 200


def test_a_reference_holds_no_story(client, trust, money):
    client.force_login(trust.hana)
    address = reverse("support:help-step", args=[money.pk, "cica"])
    today = timezone.localdate()
    said = {"on_day": today.day, "on_month": today.month, "on_year": today.year, "q_stands": "applied"}
    wrong = client.post(address, said | {"q_reference": "He said: <b>go home!</b>"})
    assert "Use letters, numbers" in wrong.content.decode()
    assert client.post(address, said | {"q_reference": "CICA 12/345"}).status_code == 302
    assert "CICA 12/345" in client.get(reverse("support:help", args=[money.pk])).content.decode()


@pytest.mark.framework("R12", "R81")
def test_the_colleague_asks_agrees_and_takes_back(client, trust, case):
    client.force_login(trust.nneka)
    ask = reverse("support:me-ask", args=[case.pk])
    assert client.post(ask, {"track": "nothing"}).status_code == 302
    assert not Help.objects.exists()
    client.post(ask, {"track": "referral"})
    help = Help.objects.get()
    page = client.get(reverse("support:me")).content.decode()
    assert "May we pass your name on" in page
    assert "only Maya Lindqvist knows of it" in page
    answer = reverse("support:me-help", args=[help.pk])
    client.post(answer, {"answer": "share"})
    help.refresh_from_db()
    assert help.owner == trust.olive
    assert Notice.objects.filter(to=trust.olive, line__startswith="Something for a colleague").exists()
    client.post(answer, {"answer": "agree", "step": "nothing"})
    client.post(answer, {"answer": "agree", "step": "sent"})
    client.post(answer, {"answer": "no"})
    help.refresh_from_db()
    assert help.status == "declined"
    assert not Promise.objects.open().filter(help=help).exists()
    client.post(answer, {"answer": "again"})
    help.refresh_from_db()
    assert help.status == "open"
    for stranger in (trust.will, trust.maya):
        client.force_login(stranger)
        assert client.post(answer, {"answer": "no"}).status_code == 404
        assert client.post(ask, {"track": "money"}).status_code == 404


def test_own_note_is_shared_and_taken_back(client, trust, case):
    help = actions.open_help(case, "adjustments", by=trust.nneka)
    client.force_login(trust.nneka)
    address = reverse("support:me-help-step", args=[help.pk, "needs"])
    assert "Answer “What should we take" in client.post(address, {}).content.decode()
    client.post(address, {"q_health": "My back"})
    assert "Take it back" in client.get(address).content.decode()
    client.post(address, {"back": "1"})
    assert help.steps.get(key="needs").status == "declined"
    assert client.get(reverse("support:me-help-step", args=[help.pk, "agree"])).status_code == 404


@pytest.mark.framework("R37", "R42")
@pytest.mark.parametrize(
    ("suggestion", "track"), [("duties", "adjustments"), ("pay", "money"), ("referral", "referral")]
)
def test_a_suggestion_opens_its_track(client, trust, case, suggestion, track):
    client.force_login(trust.maya)
    client.post(reverse("support:promise", args=[case.pk, suggestion]))
    assert Help.objects.get().track == track == SUGGESTIONS[suggestion].opens
    assert not case.promises.open().filter(key__startswith="do.").exists(), (
        "the track owes it, and nothing else"
    )
    assert client.get(reverse("support:case", args=[case.pk])).status_code == 200


@pytest.mark.framework("R76")
def test_section_14_13_stands_empty_until_somebody_pastes_it(client, trust, case):
    help = actions.open_help(case, "absence", by=trust.maya)
    client.force_login(trust.hana)
    address = reverse("support:help-step", args=[help.pk, "section_14_13"])
    assert "has not put its wording here yet" in client.get(address).content.decode()
    client.post(reverse("support:help-word", args=["section_14_13"]), {"words": "Words of ours."})
    assert TrustText.objects.get().words == "Words of ours."
    assert "Words of ours." in client.get(address).content.decode()
    client.force_login(trust.maya)
    assert (
        client.post(reverse("support:help-word", args=["section_14_13"]), {"words": "x"}).status_code == 403
    )


def test_merged_cases_keep_what_is_open(report, trust):
    from incidents import actions as incidents

    first, second = report(), report()
    one, two = first.involved.get().case, second.involved.get().case
    actions.open_help(one, "money", by=trust.maya)
    actions.open_help(two, "money", by=trust.maya)
    kept = actions.open_help(two, "adjustments", by=trust.maya)
    incidents.merge(second, by=trust.maya, into=first, why="same")
    goes_on = [case for case in (one, two) if not type(case).objects.filter(pk=case.pk, status="merged")]
    assert len(goes_on) == 1
    open_ones = Help.objects.filter(status="open")
    assert sorted(open_ones.values_list("track", flat=True)) == ["adjustments", "money"]
    assert {help.case_id for help in open_ones} == {goes_on[0].pk}
    assert Promise.objects.open().filter(help=kept, case=goes_on[0]).exists()


@pytest.mark.framework("R17", "R74", "R77")
@pytest.mark.parametrize("track", ["absence", "return_to_work"])
def test_money_and_the_union_are_shown_where_somebody_is_off_or_comes_back(client, trust, case, track):
    help = actions.open_help(case, track, by=trust.maya)
    client.force_login(trust.maya)
    address = reverse("support:help", args=[help.pk])
    assert client.get(address).content.decode().count("they have not opened it yet") == 2

    client.force_login(trust.nneka)
    own = client.get("/support/me/").content.decode()
    for key in ("money", "rights"):
        assert own.count(f"/support/me/{case.pk}/read/{key}/") == 2
    assert "union" in client.get("/support/leaflets/rights/").content.decode()
    actions.say_read(case, "money", by=trust.nneka)

    client.force_login(trust.maya)
    page = client.get(address).content.decode()
    assert "read by their own word on" in page
    assert page.count("they have not opened it yet") == 1
