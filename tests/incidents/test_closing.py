"""A report is closed when nobody was forgotten, something was learnt, whoever reported it was told, and a second person
agrees."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import actions, checklist, duties, signals
from incidents.actions import Affected
from incidents.models import Duty, Feedback, Incident, IncidentMove, Learning
from incidents.workflow import MOVES, NEXT, PLAIN, CannotMove, Status
from people.models import Entry, Notice
from support import actions as support
from support.workflow import CannotMove as CannotMoveCase


@pytest.fixture
def ready(report, trust):
    """A report that Maya sent for approval, with nothing missing; leave names the parts to leave out."""

    def make(*leave, **facts):
        incident = report(**facts)
        actions.move(incident, by=trust.maya, to="reviewing")
        if "contact" not in leave:
            for person in incident.involved.all():
                support.record_stage(
                    person.case, "immediate", by=trust.maya, outcome="held", next_step="go_on"
                )
        if "learning" not in leave:
            actions.learn(incident, by=trust.maya, words="Two nurses at night.")
        if "feedback" not in leave:
            actions.feed_back(incident, by=trust.maya, words="Thank you. A second nurse works at night now.")
        if "investigation" in leave:
            actions.investigate(incident, by=trust.maya, lead=trust.maya)
        if "approval" not in leave:
            actions.move(incident, by=trust.maya, to="approving")
        incident.refresh_from_db()
        return incident

    return make


def missing(incident):
    return [need.key for need in checklist.missing(incident)]


def test_every_status_is_said_in_plain_words():
    assert set(PLAIN) == set(NEXT) == set(MOVES) == set(Status)


@pytest.mark.framework("R9", "R100", "R129")
@pytest.mark.parametrize("part", ["contact", "learning", "feedback", "investigation"])
def test_it_cannot_be_closed_while_a_part_is_missing(ready, trust, part):
    incident = ready(part)

    assert missing(incident) == [part]
    with pytest.raises(actions.StillMissing):
        actions.close(incident, by=trust.dev)

    incident.refresh_from_db()
    assert incident.status == Status.APPROVING


@pytest.mark.framework("R9", "R100", "R129")
def test_with_nothing_missing_a_second_person_closes_it(ready, trust):
    incident = ready()
    actions.close(incident, by=trust.dev)

    incident.refresh_from_db()
    assert incident.status == Status.CLOSED
    assert [row.moved_to for row in incident.moves.all()] == ["reviewing", "approving", "closed"]
    assert not Duty.objects.open().filter(incident=incident).exists()
    assert Notice.objects.filter(to=trust.nneka, line__endswith="has been dealt with").count() == 1


@pytest.mark.claim("D8")
def test_whoever_sent_it_for_approval_cannot_approve_it(ready, trust):
    incident = ready()
    with pytest.raises(PermissionDenied):
        actions.close(incident, by=trust.maya)

    assert missing(incident) == []
    assert Incident.objects.get(pk=incident.pk).status == Status.APPROVING


@pytest.mark.framework("R9")
def test_saying_no_counts_and_somebody_nobody_answers_for_does_not(ready, trust, monkeypatch):
    incident = ready("contact")
    support.decline_support(incident.involved.get().case, by=trust.nneka)
    assert missing(incident) == []

    monkeypatch.setattr(signals.asked_what_is_missing, "send", lambda **kwargs: [])
    assert missing(incident) == ["contact"]
    with pytest.raises(actions.StillMissing):
        actions.close(incident, by=trust.dev)


@pytest.mark.framework("R9")
def test_each_person_counts(ready, trust):
    others = [Affected("harmed", user=trust.nneka), Affected("witness", name="Sam Reed")]
    incident = ready("contact", affected=others)
    support.decline_support(incident.involved.get(user=trust.nneka).case, by=trust.nneka)

    need = checklist.needs(incident, trust.dev)[0]
    assert need.missing == ["Sam Reed has not been contacted, and has not said no to support."]


def test_where_nobody_reported_it_that_is_noted(ready, trust):
    incident = ready("feedback")
    Incident.objects.filter(pk=incident.pk).update(reporter=None)
    incident.refresh_from_db()
    assert missing(incident) == ["feedback"]

    actions.feed_back(incident, by=trust.maya)
    assert [(row.way, row.to, row.words) for row in Feedback.objects.all()] == [("nobody", None, "")]
    assert missing(incident) == []


def test_somebody_who_can_be_answered_is_not_answered_with_nothing(ready, trust):
    incident = ready("feedback")
    with pytest.raises(ValueError, match="say something"):
        actions.feed_back(incident, by=trust.maya, words=" ")
    assert missing(incident) == ["feedback"]


def test_an_answer_that_the_confidential_channel_does_not_take_is_refused(ready, trust):
    incident = ready("feedback")
    Incident.objects.filter(pk=incident.pk).update(reporter=None, channel=Incident.Channel.CONFIDENTIAL)
    with pytest.raises(CannotMove):
        actions.feed_back(incident, by=trust.maya, words="Thank you")
    assert not Feedback.objects.exists()

    def carries(sender, **kwargs):
        return True

    signals.fed_back.connect(carries)
    try:
        actions.feed_back(incident, by=trust.maya, words="Thank you")
    finally:
        signals.fed_back.disconnect(carries)
    incident.refresh_from_db()
    assert missing(incident) == []


@pytest.mark.framework("R129")
def test_an_answer_sent_twice_in_a_moment_is_one(ready, trust):
    incident = ready("feedback")
    for _ in range(2):
        actions.feed_back(incident, by=trust.maya, words="Thank you")
    actions.feed_back(incident, by=trust.maya, words="And one more thing")
    assert Feedback.objects.count() == 2
    assert Notice.objects.filter(to=trust.nneka, line__startswith="There is an answer").count() == 2


def test_opened_again_it_asks_for_a_reason_and_for_another_answer(ready, trust):
    incident = ready()
    actions.close(incident, by=trust.dev)
    with pytest.raises(CannotMove):
        actions.reopen(incident, by=trust.ruth, why=" ")
    with pytest.raises(CannotMove):
        actions.move(incident, by=trust.ruth, to="reviewing")

    at = timezone.now()
    actions.reopen(incident, by=trust.ruth, why="A witness came forward.", at=at)
    incident.refresh_from_db()
    assert incident.status == Status.REVIEWING
    assert incident.moves.last().why == "A witness came forward."
    assert missing(incident) == ["feedback", "approval"]
    assert Duty.objects.open().filter(key="feedback", incident=incident).exists()
    assert Notice.objects.filter(to=trust.nneka, line__endswith="looked at again").exists()


@pytest.mark.claim("D8")
@pytest.mark.claim("I3")
def test_a_sealed_report_is_closed_by_the_one_who_can_open_it(report, trust):
    incident = report(kinds=["sexual_harassment"], sealed_to=trust.sasha)
    support.decline_support(incident.involved.get().case, by=trust.nneka)
    actions.move(incident, by=trust.sasha, to="reviewing")
    actions.learn(incident, by=trust.sasha, words="Something")
    actions.feed_back(incident, by=trust.sasha, words="Thank you")
    actions.move(incident, by=trust.sasha, to="approving")
    with pytest.raises(PermissionDenied):
        actions.close(incident, by=trust.ruth)
    actions.close(incident, by=trust.sasha)
    assert Incident.objects.get(pk=incident.pk).status == Status.CLOSED
    assert set(Duty.objects.filter(incident=incident).values_list("owner", flat=True)) == {trust.sasha.pk}


@pytest.mark.framework("R84")
def test_a_new_report_is_looked_at_by_the_next_day_and_its_reporter_answered(report, trust):
    incident = report()
    owed = {duty.key: duty for duty in Duty.objects.open().filter(incident=incident)}
    assert (owed["look_at"].owner, owed["feedback"].owner) == (trust.maya, trust.maya)
    assert owed["look_at"].due_at - incident.reported_at < timedelta(days=2)
    assert owed["feedback"].due_at - incident.reported_at > timedelta(days=13)

    actions.move(incident, by=trust.dev, to="reviewing")
    actions.feed_back(incident, by=trust.dev, words="Thank you")
    assert not Duty.objects.open().filter(incident=incident, key__in=["look_at", "feedback"]).exists()


@pytest.mark.framework("R84")
def test_the_look_goes_past_a_manager_who_is_part_of_it(report, trust):
    incident = report(affected=[Affected("harmed", user=trust.maya)])
    assert Duty.objects.get(key="look_at", incident=incident).owner == trust.dev


def test_approval_is_owed_by_somebody_else(ready, trust):
    incident = ready()
    assert Duty.objects.open().get(key="approve", incident=incident).owner == trust.dev


@pytest.mark.claim("D6", "D7")
def test_what_was_said_is_never_changed_and_is_in_the_trail(ready, trust):
    incident = ready()
    for model in (IncidentMove, Learning, Feedback):
        for change in (
            lambda row: type(row).objects.filter(pk=row.pk).update(by=trust.dev),
            lambda row: row.delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(model.objects.first())
    events = Entry.objects.filter(subject_id=str(incident.pk)).values_list("event", flat=True)
    assert {"incident.moved", "incident.learnt", "incident.fed_back"} <= set(events)


@pytest.mark.claim("A1")
def test_a_panel_answers_and_decides_nothing_else(ready, trust):
    incident = ready("feedback")
    actions.feed_back(incident, by=trust.chi, words="Thank you")
    for act in (
        lambda by: actions.learn(incident, by=by, words="x"),
        lambda by: actions.close(incident, by=by),
        lambda by: actions.move(incident, by=by, to="reviewing"),
    ):
        for by in (trust.chi, trust.nneka, trust.omar, trust.ade):
            with pytest.raises(PermissionDenied):
                act(by)
    with pytest.raises(PermissionDenied):
        actions.feed_back(incident, by=trust.milo, words="x")


STEPS = [
    "reviewing",
    "approving",
    "holding",
    "close",
    "reopen",
    "contact",
    "learn",
    "answer",
    "investigate",
    "end",
]


@pytest.mark.framework("R9", "R100", "R129")
@pytest.mark.claim("D4")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(["maya", "dev"])), max_size=18))
def test_no_sequence_of_moves_closes_a_report_with_something_missing(report, trust, steps):
    with transaction.atomic():
        incident = report()
        done, sender = set(), None
        for number, (what, name) in enumerate(steps):
            by, before = getattr(trust, name), Incident.objects.get(pk=incident.pk).status
            try:
                with transaction.atomic():
                    _take(what, incident, by, number)
            except (CannotMove, CannotMoveCase, PermissionDenied, actions.StillMissing):
                continue
            done = (done | {what}) - ({"investigate"} if what == "end" else set())
            if what == "approving":
                sender = name
            if what == "reopen":
                done -= {"answer"}
            if what == "close":
                assert before == Status.APPROVING
                assert {"contact", "learn", "answer"} <= done
                assert "investigate" not in done
                assert sender != name
        transaction.set_rollback(True)


def _take(what, incident, by, number):
    if what in ("reviewing", "approving", "holding"):
        return actions.move(incident, by=by, to=what)
    if what == "contact":
        case = incident.involved.get().case
        return case.contacted_at or support.decline_support(case, by=by)
    if what == "end":
        return actions.end_investigation(incident.investigation, by=by) if _has(incident) else None
    return {
        "close": lambda: actions.close(incident, by=by),
        "reopen": lambda: actions.reopen(incident, by=by, why="again"),
        "learn": lambda: actions.learn(incident, by=by, words="x"),
        "answer": lambda: actions.feed_back(incident, by=by, words=f"words {number}"),
        "investigate": lambda: actions.investigate(incident, by=by, lead=by),
    }[what]()


def _has(incident):
    incident.__dict__.get("_state").fields_cache.pop("investigation", None)
    return hasattr(incident, "investigation")


@pytest.mark.claim("D8")
@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_close_it_once(ready, trust):
    incident = ready()
    approvers = [trust.dev, trust.ruth] * 4
    gate = Barrier(len(approvers))

    def approve(by):
        gate.wait()
        try:
            return actions.close(incident, by=by) and "closed"
        except CannotMove:
            return "too late"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(approvers)) as pool:
        results = list(pool.map(approve, approvers))

    assert sorted(results) == ["closed"] + ["too late"] * (len(approvers) - 1)
    assert incident.moves.filter(moved_to="closed").count() == 1
    assert Notice.objects.filter(line__endswith="has been dealt with").count() == 1


def test_the_page_says_what_is_missing_and_where_to_do_it(ready, trust, client):
    incident = ready("learning", "contact")
    client.force_login(trust.dev)
    html = client.get(f"/incidents/{incident.reference}/close/").content.decode()
    assert f'href="/incidents/{incident.reference}/learning/"' in html
    assert "has not been contacted" in html
    assert "Approve and close" not in html
    client.post(f"/incidents/{incident.reference}/close/")
    assert Incident.objects.get(pk=incident.pk).status == Status.APPROVING

    support.decline_support(incident.involved.get().case, by=trust.nneka)
    client.post(f"/incidents/{incident.reference}/learning/", {"words": "Two at night"})
    html = client.get(f"/incidents/{incident.reference}/close/").content.decode()
    assert "Approve and close" in html
    client.force_login(trust.maya)
    assert (
        "You sent it for approval" in client.get(f"/incidents/{incident.reference}/close/").content.decode()
    )
    assert client.post(f"/incidents/{incident.reference}/close/").status_code == 403
    client.force_login(trust.dev)
    client.post(f"/incidents/{incident.reference}/close/")
    assert Incident.objects.get(pk=incident.pk).status == Status.CLOSED


def test_what_was_typed_stays_when_something_is_left_out(ready, trust, client):
    incident = ready("feedback")
    client.force_login(trust.maya)
    page = client.post(f"/incidents/{incident.reference}/feedback/", {"words": "Thank you for this"})
    html = page.content.decode()
    assert "Choose yes or no" in html
    assert "Thank you for this" in html


def test_each_duty_of_a_report_leads_to_a_page(ready, trust, client):
    incident = ready("investigation")
    client.force_login(trust.maya)
    actions.move(incident, by=trust.maya, to="reviewing")
    duty = Duty(incident=incident)
    for key in ("look_at", "feedback", "approve", "investigation", "update"):
        assert client.get(duties.DUTIES[key].address(duty)).status_code == 200
