"""Two reports of one thing become one, and nobody's support is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from incidents import actions
from incidents.actions import Affected, Alleged, CannotMerge
from incidents.models import Duty, Feedback, Incident, Investigation, Merge
from incidents.reading import doubles
from incidents.reading.following import reporters_of, timeline
from incidents.workflow import CannotMove, Status
from people import owning
from people.models import Entry, Notice
from support import actions as support
from support.models import Case
from support.workflow import CaseStatus

WHY = "Same bay, same hour."


def merge(duplicate, into, by):
    return actions.merge(duplicate, into=into, by=by, why=WHY)


@pytest.fixture
def two(report, trust):
    """Nneka reported what happened to her; Will reported the same, with Sam from outside, who saw it."""
    into = report()
    duplicate = report(
        by=trust.will,
        affected=[
            Affected("harmed", user=trust.nneka),
            Affected("witness", user=trust.will),
            Affected("witness", name="Sam Reed"),
        ],
        alleged=[Alleged("patient", identifier="Bed nine")],
    )
    return duplicate, into


def case_of(user, incident):
    return Case.objects.get(person__user=user, person__incident=incident)


@pytest.mark.framework("R46")
def test_everybody_affected_stands_in_the_kept_report_with_one_case_each(two, trust):
    duplicate, into = two
    wills = case_of(trust.will, duplicate)
    merge(duplicate, into, trust.maya)

    duplicate.refresh_from_db()
    assert duplicate.status == Status.MERGED
    assert {str(person) for person in into.involved.all()} == {"Nneka Obi", "Will Tanner", "Sam Reed"}
    assert case_of(trust.will, into) == wills
    assert case_of(trust.nneka, into).status == CaseStatus.OPEN
    assert case_of(trust.nneka, into).promises.open().exists()
    ended = case_of(trust.nneka, duplicate)
    assert ended.status == CaseStatus.MERGED
    assert not ended.promises.open().exists()
    assert ended.stages.exists()
    for subject, event in (
        (duplicate, "incident.merged"),
        (into, "incident.merged_into"),
        (ended, "case.merged"),
    ):
        assert Entry.objects.filter(event=event, subject_id=str(subject.pk), by=trust.maya).count() == 1
    assert not Duty.objects.open().filter(incident=duplicate).exists()


@pytest.mark.framework("R46")
def test_somebody_in_both_keeps_the_case_that_is_further_on(two, trust):
    duplicate, into = two
    further, other = case_of(trust.nneka, duplicate), case_of(trust.nneka, into)
    support.record_stage(further, "immediate", by=trust.maya, outcome="held", next_step="go_on")
    support.ask_for_call(other, by=trust.nneka)
    support.accept_support(further, by=trust.nneka)
    merge(duplicate, into, trust.maya)

    further.refresh_from_db()
    other.refresh_from_db()
    assert (further.incident.pk, further.status) == (into.pk, CaseStatus.OPEN)
    assert (other.person.incident_id, other.status) == (duplicate.pk, CaseStatus.MERGED)
    assert further.promises.open().filter(key="do.call").exists(), "what was promised goes along"
    assert further.stages.get(key="immediate").status == "held"


@pytest.mark.parametrize(("first", "second"), [("open", "declined"), ("declined", "open")])
def test_no_to_support_outlasts_a_double_that_nobody_touched(two, trust, first, second):
    duplicate, into = two
    said_no = case_of(trust.nneka, into if first == "declined" else duplicate)
    support.decline_support(said_no, by=trust.nneka)
    merge(duplicate, into, trust.maya)
    said_no.refresh_from_db()
    assert (said_no.incident.pk, said_no.status) == (into.pk, CaseStatus.DECLINED)


@pytest.mark.claim("A3")
def test_the_accused_in_one_sees_neither(report, trust):
    duplicate = report(alleged=[Alleged("colleague", user=trust.dev)])
    into = report()
    assert Incident.objects.visible_to(trust.dev).filter(pk=into.pk).exists()
    merge(duplicate, into, trust.maya)
    assert not Incident.objects.visible_to(trust.dev).filter(pk__in=[duplicate.pk, into.pk]).exists()

    other, kept = report(), report(alleged=[Alleged("colleague", user=trust.dev)])
    merge(other, kept, trust.maya)
    assert not Incident.objects.visible_to(trust.dev).filter(pk__in=[other.pk, kept.pk]).exists()


@pytest.mark.framework("R10")
def test_nobody_looks_after_others_in_what_has_become_their_own_report(report, trust):
    into = report(affected=[Affected("harmed", user=trust.nneka)])
    duplicate = report(affected=[Affected("harmed", user=trust.maya)])
    assert case_of(trust.nneka, into).lead == trust.maya
    merge(duplicate, into, trust.ruth)
    assert {case_of(user, into).lead for user in (trust.nneka, trust.maya)} <= {trust.dev, trust.ruth}


@pytest.mark.framework("R10", "R46")
def test_what_somebody_owns_about_one_report_passes_on_when_they_are_part_of_the_other(report, trust):
    """A meeting, practical help and a word from a senior leader, all of them with Ruth."""
    duplicate = report(alleged=[Alleged("colleague", user=trust.ruth)])
    into = report(by=trust.will)
    case = case_of(trust.will, into)
    session = support.plan_session(
        [case],
        by=trust.maya,
        kind="defusing",
        leader=trust.ruth,
        starts_at=timezone.now() + timedelta(days=5),
        place="Room 2",
    )
    owed = support.ask_for_acknowledgement(case, by=trust.maya)
    assert owed.owner == trust.ruth

    merge(duplicate, into, trust.maya)

    session.refresh_from_db()
    owed.refresh_from_db()
    assert session.leader == trust.maya
    assert owed.owner not in (trust.ruth, trust.maya)
    assert not case.promises.open().filter(owner=trust.ruth).exists()
    assert owning.by_nobody() == {}


def test_a_meeting_whose_leader_is_said_to_have_done_it_is_found(report, trust):
    case = case_of(trust.nneka, report())
    support.plan_session(
        [case],
        by=trust.maya,
        kind="defusing",
        leader=trust.ruth,
        starts_at=timezone.now() + timedelta(days=5),
        place="Room 2",
    )
    case.incident.alleged.create(kind="colleague", user=trust.ruth)

    assert owning.by_nobody() == {"sessions": 1, "promises": 1}


@pytest.mark.framework("R129")
def test_both_who_reported_it_are_answered_and_see_how_it_goes_on(two, trust, client):
    duplicate, into = two
    merge(duplicate, into, trust.maya)
    actions.move(into, by=trust.maya, to="reviewing")
    actions.feed_back(into, by=trust.maya, words="The door is mended.")

    assert {user for user, _ in reporters_of(into)} == {trust.nneka, trust.will}
    assert {row.to for row in Feedback.objects.filter(incident=into)} == {trust.nneka, trust.will}
    answer = Notice.objects.get(to=trust.will, line__startswith="There is an answer")
    assert duplicate.reference in answer.link
    assert into.reference not in answer.link + answer.line
    duplicate.refresh_from_db()
    assert [point.says for point in timeline(duplicate, trust.will)][1:] == [
        "It was reported twice, and is looked at together with the other report",
        "Somebody is looking at it",
        "You were told what came of it",
    ]
    client.force_login(trust.will)
    html = client.get(f"/incidents/{duplicate.reference}/").content.decode()
    assert "The door is mended." in html
    assert into.reference not in html
    assert client.get(f"/incidents/{into.reference}/").status_code == 404
    with pytest.raises(CannotMove):
        actions.feed_back(duplicate, by=trust.maya, words="x")


def test_an_answer_that_was_given_before_is_owed_to_the_second_reporter(two, trust):
    duplicate, into = two
    actions.feed_back(into, by=trust.maya, words="Thank you")
    assert not Duty.objects.open().filter(incident=into, key="feedback").exists()
    merge(duplicate, into, trust.maya)
    assert Duty.objects.open().filter(incident=into, key="feedback").exists()


@pytest.mark.claim("I3")
@pytest.mark.parametrize("swapped", [False, True])
def test_a_sealed_report_never_merges_with_an_open_one(report, trust, swapped):
    sealed = report(kinds=["sexual_harassment"], sealed_to=trust.viv)
    both = (report(), sealed)
    duplicate, into = reversed(both) if swapped else both
    with pytest.raises(PermissionDenied):
        merge(duplicate, into, trust.viv)
    assert not Merge.objects.exists()
    assert doubles.likely(duplicate, trust.viv) == []


@pytest.mark.claim("A1")
def test_both_are_looked_after_by_whoever_merges_them(two, report, trust):
    duplicate, into = two
    elsewhere = report(by=trust.omar, team=trust.oak_ward)
    for by in (trust.nneka, trust.will, trust.chi, trust.owen, trust.ade):
        with pytest.raises(PermissionDenied):
            merge(duplicate, into, by)
    with pytest.raises(PermissionDenied):
        merge(elsewhere, into, trust.maya)
    with pytest.raises(PermissionDenied):
        merge(into, into, trust.maya)
    assert doubles.find(trust.maya, into, elsewhere.reference) is None


def test_what_is_closed_takes_nobody_in(two, trust):
    duplicate, into = two
    Incident.objects.filter(pk=into.pk).update(status=Status.CLOSED)
    with pytest.raises(CannotMerge):
        merge(duplicate, into, trust.maya)
    Incident.objects.filter(pk=into.pk).update(status=Status.HOLDING)
    Incident.objects.filter(pk=duplicate.pk).update(status=Status.APPROVING)
    with pytest.raises(CannotMerge):
        merge(duplicate, into, trust.maya)


@pytest.mark.framework("R101")
def test_an_investigation_goes_along_with_what_is_owed(two, trust):
    duplicate, into = two
    actions.investigate(duplicate, by=trust.maya, lead=trust.maya)
    merge(duplicate, into, trust.maya)
    assert Investigation.objects.get().incident == into
    assert Duty.objects.open().filter(incident=into, key__in=["investigation", "update"]).count() == 2


def test_two_investigations_are_not_made_one(two, trust):
    for one in two:
        actions.investigate(one, by=trust.maya, lead=trust.maya)
    with pytest.raises(CannotMerge, match="End one investigation"):
        merge(*two, trust.maya)
    assert not Merge.objects.exists()


@pytest.mark.claim("D4", "D8")
@pytest.mark.django_db(transaction=True)
def test_merged_by_many_at_once_both_ways_round_it_is_merged_once(two, trust):
    a, b = two
    gate = Barrier(8)

    def go(number):
        duplicate, into = (a, b) if number % 2 else (b, a)
        gate.wait()
        try:
            merge(duplicate, into, [trust.maya, trust.dev][number // 2 % 2])
            return "merged"
        except CannotMerge:
            return "too late"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(go, range(8)))

    assert sorted(results) == ["merged"] + ["too late"] * 7
    kept = Merge.objects.get().into
    assert {str(person) for person in kept.involved.all()} == {"Nneka Obi", "Will Tanner", "Sam Reed"}
    assert Case.objects.filter(person__user=trust.nneka).exclude(status=CaseStatus.MERGED).count() == 1


def test_likely_doubles_are_near_and_the_likeliest_come_first(report, trust):
    incident = report()
    same_person = report(by=trust.will, affected=[Affected("harmed", user=trust.nneka)], kinds=["verbal"])
    same_kind = report(by=trust.will, affected=[Affected("harmed", user=trust.will)])
    far = report(occurred_on=timezone.localdate() - timedelta(days=5))
    other_team = report(by=trust.omar, team=trust.oak_ward)

    found = doubles.likely(incident, trust.viv)
    assert found == [same_person, same_kind]
    assert far not in found
    assert other_team not in found


@pytest.mark.framework("R46")
def test_both_are_looked_at_side_by_side_before_they_become_one(two, trust, client):
    duplicate, into = two
    client.force_login(trust.maya)
    start = f"/incidents/{duplicate.reference}/merge/"
    assert into.reference in client.get(start).content.decode()
    assert (
        "You look after no other report" in client.post(start, {"reference": "AC-NONE-NONE"}).content.decode()
    )
    found = client.post(start, {"reference": into.reference.lower()})
    assert found.url == f"{start}{into.reference}/"
    html = client.get(found.url).content.decode()
    assert "Sam Reed" in html
    assert f"/incidents/{into.reference}/merge/{duplicate.reference}/" in html
    assert client.post(found.url, {"why": WHY}).url == f"/incidents/{into.reference}/"

    html = client.get(f"/incidents/{duplicate.reference}/").content.decode()
    assert "The same thing was reported twice" in html
    assert f'href="/incidents/{into.reference}/"' in html
    assert duplicate.reference in client.get(f"/incidents/{into.reference}/").content.decode()
    ended = case_of(trust.nneka, duplicate)
    assert "goes on as one" in client.get(f"/support/cases/{ended.pk}/").content.decode()
    client.force_login(trust.nneka)
    assert "This was reported twice" in client.get("/support/me/").content.decode()
