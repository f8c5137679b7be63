"""Who sees what, line by line as the house promises it: each with words planted that would show a leak.

Everybody walks through every page that they reach from their own home page, and tries the addresses of the others'.
"""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents import actions as incidents
from incidents.actions import Affected, Alleged
from people.models import Entry, Notice, Role
from people.roles import RoleKind, TrainingKind
from reviews import actions as reviews
from reviews import printing, sbar
from support import actions
from support.models import Case, Help, Screening
from tests.conftest import cast
from tests.factories import RoleFactory, TrainingFactory, UserFactory

pytestmark = [pytest.mark.claim("I1"), pytest.mark.django_db]

# Planted: where each stands is said below, and who may read it in each test.
HAPPENED, ACCOUNT, ANSWER, ITEM, WISH, HEALTH, TEAM, HOURS, PAY, CRIME, REACH, ROOM, OTHER_ROOM, STATEMENT, SEALED = (
    f"canary-{word}"
    for word in (
        "happened", "account", "answer", "item", "wish", "health", "team", "hours", "pay", "crime", "reach", "room",
        "otherroom", "statement", "sealed",
    )
)  # fmt: skip
MOST_PAGES = 25
# What somebody feels, was asked or told in care; and what belongs to those whose work it is.
OF_THE_MIND = {ITEM, ANSWER, WISH, REACH, STATEMENT}
EVERYTHING = {
    HAPPENED, ACCOUNT, ANSWER, ITEM, WISH, HEALTH, TEAM, HOURS, PAY, CRIME, REACH, ROOM, OTHER_ROOM, STATEMENT, SEALED,
}  # fmt: skip
LINK = re.compile(r'href="(/[^"#]*)"')
NOT_FOLLOWED = re.compile(r"^/(static|sign-out|leave|report|help/$|about|password|stay|offline)")


def shown_alike(address):
    """The same page of another record, month or step: enough of each is looked at."""
    return re.sub(r"[0-9a-f-]{36}|\d+|\?.*", "*", address)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(cast())
        transaction.set_rollback(True)


def build(t):
    w = SimpleNamespace(trust=t, at=timezone.now(), read={})
    before = w.at - timedelta(days=40)
    Role.objects.update(starts_on=(before - timedelta(days=30)).date())
    t.second_rep = UserFactory(first_name="Uri", last_name="Otherrep")
    RoleFactory(user=t.second_rep, kind=RoleKind.UNION_REP)
    t.hidden = UserFactory(first_name="Quentin", last_name="Hiddenname", team=t.oak_ward)
    TrainingFactory(user=t.petra, kind=TrainingKind.DEFUSING, completed_on=before.date())
    TrainingFactory(user=t.frank, kind=TrainingKind.DEBRIEFING, completed_on=before.date())
    w.incident = _report(w, t.nneka, HAPPENED, at=before, affected=[
        Affected("harmed", user=t.nneka), Affected("witness", user=t.will)
    ])  # fmt: skip
    w.case = w.incident.involved.get(user=t.nneka).case
    w.wills = w.incident.involved.get(user=t.will).case
    w.other = _report(w, t.will, ACCOUNT)
    incidents.report(
        by=t.hidden, affected=[Affected("harmed", user=t.nneka)], protected_to=t.gita, kinds=["verbal"],
        occurred_on=w.at.date(), team=t.elm_ward, reported_as="saw",
    )  # fmt: skip
    w.sealed = _report(w, t.omar, SEALED, sealed_to=t.sasha, team=t.oak_ward, kinds=["sexual_harassment"])
    w.sealed_case = w.sealed.involved.get().case
    stage = w.case.stages.get(key="immediate")
    rule = w.case.version.rules.get(key="immediate")
    w.prompt = rule.prompts[0]["key"]
    stage.answers = {"felt": ANSWER}
    stage.save()
    _screen(w, t)
    _help(w, t)
    said = {"kind": "defusing", "leader": t.petra, "place": ROOM, "starts_at": w.at + timedelta(days=3)}
    w.session = actions.plan_session([w.case], by=t.maya, at=w.at, **said)
    debrief = {
        "kind": "debriefing",
        "leader": t.frank,
        "place": OTHER_ROOM,
        "starts_at": w.at + timedelta(days=3),
    }
    w.debrief = actions.plan_session([w.wills], by=t.maya, at=w.at, voluntary=[w.wills.pk], **debrief)
    actions.keep_version(w.case, by=t.nneka, words=STATEMENT)
    _panel(w, t)
    for _ in range(9):
        _report(w, UserFactory(team=t.elm_ward, last_name="Maskedname"), "", at=before)
    return w


def _report(w, by, words, at=None, **facts):
    at = at or w.at
    facts = {"kinds": ["physical"], "occurred_on": at.date(), "team": w.trust.elm_ward} | facts
    facts = {"affected": [Affected("harmed", user=by)], "alleged": [Alleged("patient")]} | facts
    return incidents.report(by=by, what_happened=words, at=at, **facts)


def _screen(w, t):
    actions.set_screening_licence(
        by=t.ade, is_on=True, items=[f"{ITEM} {n}" for n in range(10)], given_by="Authors", reference="1",
        given_on=date(2026, 1, 5), evidence="Library",
    )  # fmt: skip
    actions.answer_screening(w.case, by=t.nneka, answers=[True] * 10)


def _done(help, step, by, **answers):
    actions.record_help(help, step, by=by, outcome="done", answers=answers)


def _help(w, t):
    today = w.at.date()
    kinds = ("adjustments", "absence", "return_to_work", "referral", "police", "union")
    w.help = {key: actions.open_help(w.case, key, by=t.maya) for key in kinds}
    _done(w.help["adjustments"], "needs", t.nneka, health=HEALTH)
    _done(w.help["adjustments"], "agree", t.maya, changes=["hours"], team=TEAM, review_on=today)
    _done(w.help["absence"], "begins", t.maya, first_day=today)
    _done(w.help["absence"], "triggers", t.hana, excluded="yes", decided_by=PAY, decided_on=today)
    _done(
        w.help["return_to_work"], "plan", t.maya,
        back_on=today, weeks="4", hours=HOURS, changes=["hours"], learning="no", review_on=today,
    )  # fmt: skip
    _done(w.help["police"], "crime", t.maya, force="Northshire", number=CRIME, told_on=today, recorded="yes")
    actions.choose_rep(w.help["union"], t.una, by=t.nneka)
    _done(Help.objects.get(pk=w.help["union"].pk), "details", t.nneka, reach=REACH, about=[])


def _panel(w, t):
    w.panel = reviews.make_panel(
        by=t.viv, site=t.general, name="Weekly", rhythm="ad_hoc", at=w.at - timedelta(days=60)
    )
    w.meeting = reviews.open_meeting(w.panel, by=t.chi)
    w.item = w.meeting.items.get(incident=w.incident)
    reviews.record_review(w.item, by=t.chi, version=w.item.version, review=sbar.empty())


def signed_in(w, name):
    browser = Client()
    browser.force_login(getattr(w.trust, name))
    return browser


def walk(w, name, *more):
    """The text of everything this person can reach from home, and of `more` addresses; with the status of those."""
    browser = signed_in(w, name)
    if name not in w.read:
        text, asked = {}, set()
        waiting = ["/", "/support/me/", "/support/?show=all", "/incidents/", "/notices/"]
        while waiting and len(text) < MOST_PAGES:
            address = waiting.pop(0)
            if shown_alike(address) in asked or NOT_FOLLOWED.match(address):
                continue
            asked.add(shown_alike(address))
            response = browser.get(address)
            text[address] = response.getvalue().decode(errors="replace")
            waiting += [one.replace("&amp;", "&") for one in LINK.findall(text[address])]
        w.read[name] = text
    return look(browser, w.read[name], *more)


def look(browser, text, *addresses):
    statuses = {}
    for address in addresses:
        response = browser.get(address)
        statuses[address] = response.status_code
        text[address] = response.getvalue().decode(errors="replace")
    return " ".join(text.values()), statuses


def met(text, words=EVERYTHING):
    return {word for word in words if word in text}


def addresses(w):
    return [
        reverse("support:case", args=[w.case.pk]),
        reverse("support:stage", args=[w.case.pk, "immediate"]),
        reverse("support:stage", args=[w.case.pk, "debriefing"]),
        reverse("support:check-in", args=[w.case.pk, 8]),
        *(reverse("support:help", args=[help.pk]) for help in w.help.values()),
        reverse("support:session", args=[w.session.pk]),
        reverse("support:session", args=[w.debrief.pk]),
        reverse("incidents:detail", args=[w.incident.reference]),
        reverse("support:case", args=[w.sealed_case.pk]),
        reverse("incidents:detail", args=[w.sealed.reference]),
    ]


def test_the_person_sees_everything_about_themselves_and_no_account_of_others(world):
    report = reverse("incidents:detail", args=[world.incident.reference])
    text, _ = walk(world, "nneka", report, f"/support/me/{world.case.pk}/questions/")

    assert {HAPPENED, HEALTH, TEAM, HOURS, PAY, CRIME, ROOM, ITEM} <= met(text)
    assert not met(text, {ACCOUNT, OTHER_ROOM, SEALED})
    _, statuses = walk(world, "nneka", reverse("support:case", args=[world.wills.pk]))
    assert set(statuses.values()) == {404}
    text, _ = walk(world, "will")
    assert not met(text, {HEALTH, TEAM, HOURS, PAY, CRIME, REACH, STATEMENT, ROOM, ANSWER, SEALED})


def test_the_line_manager_sees_status_dates_adjustments_and_risks_and_nothing_of_the_mind(world):
    text, _ = walk(world, "maya", *addresses(world))

    assert {HAPPENED, HEALTH, TEAM, HOURS, CRIME, ROOM} <= met(text)
    assert not met(text, OF_THE_MIND | {SEALED})
    assert "To be considered" in text


def test_the_line_manager_never_learns_who_made_an_anonymous_report(world):
    text, _ = walk(world, "maya", *addresses(world))
    downloads = [reverse("incidents:download", args=[kind]) for kind in ("csv", "xlsx")]
    more, _ = walk(world, "maya", *downloads)

    assert "Hiddenname" not in text + more
    assert trail_free_of(world, "maya", "Hiddenname")


def test_a_peer_supporter_and_a_facilitator_see_their_own_sessions_only(world):
    text, statuses = walk(world, "petra", *addresses(world))
    mine = reverse("support:session", args=[world.session.pk])
    assert met(text) == {ROOM}
    assert {address for address, status in statuses.items() if status == 200} == {mine}
    text, statuses = walk(world, "frank", *addresses(world))
    theirs = reverse("support:session", args=[world.debrief.pk])
    assert met(text) == {OTHER_ROOM}
    assert {address for address, status in statuses.items() if status == 200} == {theirs}
    assert not Case.objects.visible_to(world.trust.petra).exists()


def test_occupational_health_sees_referrals_to_them_and_screening_by_consent_and_only_then(world):
    text, statuses = walk(world, "olive", *addresses(world))
    assert not met(text)
    assert 200 not in statuses.values()
    with transaction.atomic():
        actions.share_screening(world.case, by=world.trust.nneka)
        actions.record_help(
            world.help["referral"], "offer", by=world.trust.maya, outcome="done", answers={"wants": "yes"}
        )
        actions.share_help(world.help["referral"], by=world.trust.nneka, yes=True)
        shared = SimpleNamespace(trust=world.trust, read={})
        answered = reverse("support:shared-one", args=[Screening.objects.get().pk])

        text, statuses = walk(shared, "olive", *addresses(world), answered)

        assert met(text) == {ITEM}
        opened = {address for address, status in statuses.items() if status == 200}
        assert opened == {reverse("support:help", args=[world.help["referral"].pk]), answered}
        text, statuses = look(signed_in(world, "maya"), {}, *addresses(world), answered)
        assert statuses[answered] == 404
        assert ITEM not in text
        transaction.set_rollback(True)


def test_human_resources_see_absence_pay_and_return_to_work_and_no_stage(world):
    text, statuses = walk(world, "hana", *addresses(world))

    assert met(text) == {HOURS, PAY}
    opened = {address for address, status in statuses.items() if status == 200}
    assert opened == {
        reverse("support:help", args=[world.help[key].pk]) for key in ("absence", "return_to_work")
    }
    assert not met(text, OF_THE_MIND)
    assert "Defusing" not in text


@pytest.mark.claim("C7")
@pytest.mark.parametrize("name", ["chi", "milo"])
def test_the_panel_sees_the_incident_and_that_support_is_under_way(world, name):
    item = reverse("reviews:item", args=[world.meeting.pk, world.item.pk])
    text, statuses = walk(world, name, *addresses(world), item)

    assert HAPPENED in text
    assert "Support so far" in text
    assert not met(text, EVERYTHING - {HAPPENED, ACCOUNT})
    assert not re.search(r"Hiddenname|Defusing: ", text)
    shut = [address for address in addresses(world) if "/support/" in address]
    assert {statuses[address] for address in shut} == {404}


@pytest.mark.claim("C7")
def test_a_printed_agenda_holds_no_more_than_the_page(world):
    copy = SimpleNamespace(meeting_id=world.meeting.pk, reader=world.trust.milo)
    kept = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing.pdf, "render", lambda html, css: kept.setdefault("html", html).encode())
        printing.render(copy, world.at)

    assert HAPPENED in kept["html"]
    assert not met(kept["html"], EVERYTHING - {HAPPENED, ACCOUNT})
    assert "Nneka" not in kept["html"]


@pytest.mark.parametrize("name", ["bea", "una", "second_rep"])
def test_board_and_union_see_figures_and_a_named_member_by_consent_only(world, name):
    text, statuses = walk(world, name, *addresses(world))

    opened = {address for address, status in statuses.items() if status == 200}
    if name == "una":
        assert met(text) == {REACH}, "Nneka chose her, and wrote to her"
        assert opened == {reverse("support:help", args=[world.help["union"].pk])}
    else:
        assert met(text) == set()
        assert opened == set()
        assert "Nneka" not in text


def test_an_auditor_sees_figures_and_a_sample_with_the_names_masked(world):
    month = (world.at - timedelta(days=40)).strftime("%Y-%m")
    address = reverse("audit:sample")
    text, statuses = walk(world, "al", *addresses(world), f"{address}?month={month}")

    assert {status for name, status in statuses.items() if not name.startswith(address)} == {404}
    assert met(text) == set()
    page = world.read["al"][f"{address}?month={month}"]
    assert "Case 8" in page
    assert "To be considered" in page.replace("to be", "To be")
    for word in ("Maskedname", "Nneka", "Elm Ward", "Physical", str(world.case.pk), world.incident.reference):
        assert word not in page, word
    looked = Entry.objects.filter(by=world.trust.al, event="case.sampled").values_list(
        "subject_id", flat=True
    )
    assert len(set(looked)) >= 8
    assert str(world.sealed_case.pk) not in looked
    assert walk(world, "viv", address)[1][address] == 403


def test_a_month_with_too_few_shows_none(world):
    address = f"{reverse('audit:sample')}?month={(world.at - timedelta(days=330)).strftime('%Y-%m')}"
    walk(world, "al", address)

    assert "Too few cases" in world.read["al"][address]


@pytest.mark.claim("I3")
@pytest.mark.parametrize("name", ["owen", "viv", "gita", "ade"])
def test_what_is_sealed_is_read_by_the_one_it_was_sent_to(world, name):
    lists = ["/", "/support/?show=all", "/support/?show=ended", "/incidents/", "/notices/"]
    text, statuses = look(signed_in(world, name), {}, *lists, *addresses(world)[-2:])

    assert SEALED not in text
    assert world.sealed.reference not in text
    assert str(world.sealed_case.pk) not in text
    assert [statuses[address] for address in addresses(world)[-2:]] == [404, 404]


def test_its_recipient_says_why_and_reads_it_and_there_is_no_door_for_a_superuser(world):
    address = reverse("support:case", args=[world.sealed_case.pk])
    browser = signed_in(world, "sasha")
    asked = browser.get(address).content.decode()
    assert "This was reported in confidence" in asked
    assert "Omar" not in asked
    browser.post(address, {"why": "To plan the first talk"})
    assert "Omar" in browser.get(address).content.decode()
    assert Entry.objects.filter(event="case.unsealed", why="To plan the first talk").count() == 1
    assert browser.get("/admin/").status_code == 404


@pytest.mark.claim("A5")
def test_opening_a_record_writes_the_trail(world):
    pages = {
        reverse("support:case", args=[world.case.pk]): ("maya", "case.read"),
        reverse("support:help", args=[world.help["absence"].pk]): ("hana", "help.read"),
        reverse("support:session", args=[world.session.pk]): ("petra", "session.read"),
        reverse("incidents:detail", args=[world.incident.reference]): ("milo", "incident.read"),
    }
    for address, (name, event) in pages.items():
        seen = Entry.objects.filter(by=getattr(world.trust, name), event=event).count()
        browser = signed_in(world, name)
        assert browser.get(address).status_code == 200
        assert Entry.objects.filter(by=getattr(world.trust, name), event=event).count() == seen + 1, event


def test_no_message_says_what_it_is_about(world):
    for notice in Notice.objects.all():
        assert not met(notice.line + notice.link), notice.line
        for word in ("Nneka", "Obi", "Hiddenname", "assault", "sexual", "counselling"):
            assert word not in notice.line, notice.line


def trail_free_of(w, name, word):
    """Managers have no page of the trail; auditors and administrators do, and it names nobody in what they did there."""
    for reader in ("al", "ade"):
        browser = signed_in(w, reader)
        for address in ("/trail/", f"/trail/?by={w.trust.hidden.email}"):
            rows = browser.get(address).content.decode().split("<tbody", 1)[-1].split("</tbody>")[0]
            if word in rows:
                return False
    return True
