"""Writing in confidence, from the first word to the answer and back: what each verb does, and what it does not."""

import pytest
from django.core.exceptions import PermissionDenied

from incidents.actions import confidential as writing
from incidents.actions import confidential_answers as answering
from incidents.actions import feed_back
from incidents.actions.delivering import deliver, pass_on_ownerless
from incidents.confidential import codes
from incidents.models import (
    ConfidentialFile,
    ConfidentialMessage,
    ConfidentialParcel,
    ConfidentialReport,
    Duty,
    Incident,
)
from incidents.reading import confidential as reading
from people.models import Cover, Entry, Notice
from people.roles import RoleKind
from support.models import Case
from tests.factories import RoleFactory, UserFactory
from tests.incidents.confiding import MONDAY, WORDS, carried_on, confide, later


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch):
    monkeypatch.setattr(codes, "MEMORY", 64)
    monkeypatch.setattr(codes, "PASSES", 1)


def talk(code):
    return reading.by_code(code)


@pytest.mark.framework("R32")
@pytest.mark.framework("R33")
def test_the_one_who_was_chosen_receives_it_and_the_writer_reads_the_answer(trust):
    code = confide(trust.sasha)
    assert talk(code).said["what_happened"] == WORDS, "its writer finds it at once"
    assert not ConfidentialReport.objects.visible_to(trust.sasha).exists(), "nobody else does before the slot"

    row, at = carried_on(code)
    assert ConfidentialReport.objects.visible_to(trust.sasha).get() == row
    for name in ("gita", "una", "ade", "maya", "viv", "nneka"):
        assert not ConfidentialReport.objects.visible_to(getattr(trust, name)).exists()
    answering.answer(row, by=trust.sasha, text="I believe you.", offers_support=True, at=later(at, hours=2))

    (line,) = talk(code).lines
    assert (line.who, line.content["text"], line.content["offers_support"]) == (
        str(trust.sasha), "I believe you.", True,
    )  # fmt: skip
    row.refresh_from_db()
    assert row.status == "answered"


def test_what_is_added_is_read_by_its_writer_at_once_and_by_the_recipient_after_the_slot(trust):
    code = confide(trust.sasha)
    row, at = carried_on(code)
    answering.close_confidential(
        row, by=trust.sasha, outcome="advice", text="Thank you.", at=later(at, hours=1)
    )
    writing.add_to_confidential(talk(code), key="a", text="He did it again.", at=later(at, hours=2))
    assert [line.content["text"] for line in talk(code).lines] == ["Thank you.", "He did it again."]
    assert [line.content["text"] for line in reading.lines_of(row)] == ["Thank you."]

    deliver(at=later(at, days=1))

    row.refresh_from_db()
    assert [line.content["text"] for line in reading.lines_of(row)] == ["Thank you.", "He did it again."]
    assert (row.status, row.outcome, row.closed_on) == ("added", "", None)
    assert Duty.objects.open().get(key="next_answer").owner == trust.sasha


@pytest.mark.parametrize("moved", [False, True], ids=["before anybody has it", "after"])
def test_what_is_withdrawn_is_gone_and_its_code_with_it(trust, moved):
    code = confide(trust.sasha)
    if moved:
        row, at = carried_on(code)
        answering.answer(row, by=trust.sasha, text="canary-answer", at=at)
    else:
        at = MONDAY
    writing.withdraw_confidential(talk(code), at=later(at, minutes=1))
    assert talk(code) is None

    deliver(at=later(at, days=1))

    assert not ConfidentialParcel.objects.exists()
    assert not ConfidentialMessage.objects.exists()
    assert not Duty.objects.open().exists()
    if moved:
        row.refresh_from_db()
        assert (row.status, row.content, row.receipt) == ("withdrawn", {}, None)
        with pytest.raises(Exception, match="withdrawn to"):
            answering.answer(row, by=trust.sasha, text="still?", at=later(at, days=2))
    else:
        assert not ConfidentialReport.objects.exists()
        assert not Notice.objects.filter(to=trust.sasha).exists()


def test_one_form_is_one_report_however_often_it_is_sent(trust):
    code = confide(trust.sasha, key="k")
    assert confide(trust.sasha, key="k") == code, "a cut connection loses no code"
    assert ConfidentialParcel.objects.count() == 1

    writing.keep_code("k")
    assert confide(trust.sasha, key="k") is None, "its writer has it, so nobody else is shown it"
    carried_on(code)
    assert confide(trust.sasha, key="k") is None
    assert ConfidentialReport.objects.count() == 1
    assert not ConfidentialParcel.objects.exists()


@pytest.mark.framework("R33")
def test_the_first_answer_is_owed_and_those_above_hear_only_that_somebody_waits(trust):
    from incidents.chasing import chase_batch

    row, at = carried_on(confide(trust.gita, role=RoleKind.FTSU_GUARDIAN))
    duty = Duty.objects.get(key="first_answer", subject=str(row.pk))
    assert (duty.owner, f"{duty.due_at.astimezone(at.tzinfo):%A %H:%M}") == (trust.gita, "Wednesday 17:00")
    told = Notice.objects.get(to=trust.gita)
    assert (told.line, told.send_at) == ("Something was sent to you in confidence", at)

    for day in range(1, 8):
        chase_batch(later(at, days=day))
    above = Notice.objects.filter(to__in=[trust.sasha, trust.viv])
    assert above.exists()
    assert set(above.values_list("link", flat=True)) == {""}
    words = " ".join(Notice.objects.values_list("line", flat=True))
    assert not any(word in words for word in ("canary", "Elm", "sexual", "General"))

    answering.answer(row, by=trust.gita, text="I am here.", at=later(at, days=8))
    assert not Duty.objects.open().exists()
    assert not ConfidentialReport.objects.visible_to(trust.viv).exists(), "chasing lets nobody in"


def test_nothing_is_owned_by_nobody_and_never_by_one_the_writer_shut_out(trust):
    other = UserFactory(first_name="Safe", last_name="Two")
    third = UserFactory(first_name="Safe", last_name="Three")
    for user in (other, third):
        RoleFactory(user=user, kind=RoleKind.SEXUAL_SAFETY_LEAD)
    code = confide(trust.sasha, not_to=[other])
    row, at = carried_on(code)
    assert pass_on_ownerless(at=later(at, hours=1)) == 0

    trust.sasha.roles.update(starts_on="2020-01-01", ends_on="2021-01-01")
    assert pass_on_ownerless(at=later(at, hours=2)) == 1

    row.refresh_from_db()
    assert row.recipient == third
    assert Duty.objects.open().get(subject=str(row.pk)).owner == third
    assert "It has gone to Safe Three" in talk(code).lines[-1].content["text"]
    trust.sasha = type(trust.sasha).objects.get(pk=trust.sasha.pk)
    assert not ConfidentialReport.objects.visible_to(trust.sasha).exists()


def test_somebody_away_too_long_passes_it_on(trust):
    row, at = carried_on(confide(trust.sasha))
    Cover.objects.create(user=trust.sasha, starts_on=at.date(), ends_on=later(at, days=20).date())
    assert pass_on_ownerless(at=later(at, days=1)) == 0, "not before the answer is late"
    assert pass_on_ownerless(at=later(at, days=4)) == 1

    row.refresh_from_db()
    assert row.recipient == trust.gita


def test_the_writer_may_send_it_to_somebody_else(trust):
    code = confide(trust.sasha)
    row, at = carried_on(code)
    (chosen,) = [one for one in reading.others_for(talk(code), at) if one.user == trust.una]
    writing.send_to_another(talk(code), key="s", recipient=chosen.user, role=chosen.kind, at=at)
    assert talk(code).recipient == trust.una

    deliver(at=later(at, days=1))

    assert ConfidentialReport.objects.visible_to(trust.una).get() == row
    assert not ConfidentialReport.objects.visible_to(trust.sasha).exists()
    assert Duty.objects.open().get().owner == trust.una


def test_a_colleague_of_the_same_role_is_let_in_and_the_writer_is_told(trust):
    second = UserFactory(first_name="Sol", last_name="Two")
    RoleFactory(user=second, kind=RoleKind.SEXUAL_SAFETY_LEAD)
    code = confide(trust.sasha)
    row, at = carried_on(code)
    with pytest.raises(PermissionDenied):
        answering.let_in(row, by=trust.sasha, colleague=trust.gita, at=at)

    answering.let_in(row, by=trust.sasha, colleague=second, at=at)

    assert ConfidentialReport.objects.visible_to(second).get() == row
    assert "Sol Two" in talk(code).lines[-1].content["text"]
    with pytest.raises(PermissionDenied):
        answering.hand_on(row, by=second, to=trust.gita, at=at)


def test_an_outsider_can_do_nothing(trust):
    row, at = carried_on(confide(trust.sasha))
    for verb, facts in (
        (answering.answer, {"text": "x"}),
        (answering.close_confidential, {"outcome": "advice", "text": "x"}),
        (answering.let_in, {"colleague": trust.ade}),
        (answering.hand_on, {"to": trust.gita}),
        (answering.count_as_ftsu, {"is_case": True}),
    ):
        for user in (trust.ade, trust.gita, trust.maya):
            with pytest.raises(PermissionDenied):
                verb(row, by=user, at=at, **facts)
    assert not ConfidentialMessage.objects.exists()


def test_a_guardian_counts_their_case(trust):
    row, at = carried_on(confide(trust.gita, role=RoleKind.FTSU_GUARDIAN))
    answering.count_as_ftsu(row, by=trust.gita, is_case=True, at=at)
    row.refresh_from_db()
    assert row.is_ftsu_case


@pytest.mark.framework("R32")
def test_support_starts_for_a_writer_who_says_who_they_are_and_agrees(trust):
    code = confide(trust.sasha)
    row, at = carried_on(code)
    facts = {
        "occurred_on": at.date(),
        "team": trust.elm_ward,
        "part": "harmed",
        "kinds": ["sexual_harassment"],
    }
    with pytest.raises(answering.NotAgreed):
        answering.open_sealed(row, by=trust.sasha, at=at, **facts)

    who = {"name": "Nneka Obi", "contact": trust.nneka.email, "account": trust.nneka, "may_open": True}
    writing.say_who(talk(code), key="n", at=at, **who)
    deliver(at=later(at, days=1))
    incident = answering.open_sealed(row, by=trust.sasha, at=later(at, days=1), **facts)

    assert (incident.channel, incident.sealed_to) == (Incident.Channel.CONFIDENTIAL, trust.sasha)
    assert Case.objects.get(person__user=trust.nneka).lead == trust.sasha
    for name in ("maya", "viv", "ade", "chi"):
        assert not Incident.objects.visible_to(getattr(trust, name)).exists()
    assert incident.reference in talk(code).lines[-1].content["text"]
    assert incident.reporter is None
    feed_back(incident, by=trust.sasha, words="He no longer works with you.", at=later(at, days=3))
    assert talk(code).lines[-1].content["text"] == "He no longer works with you."
    entries = Entry.objects.filter(event__startswith="confidential")
    assert not entries.filter(why__contains=incident.reference).exists()


@pytest.mark.claim("B9")
def test_files_lose_their_names_and_are_carried_on(trust):
    from incidents.cleaning import Clean

    code = confide(trust.sasha, files=[Clean("photo", ".jpg", b"\xff\xd8canary-picture")])
    assert ConfidentialParcel.objects.count() == 2

    row, at = carried_on(code)

    file = ConfidentialFile.objects.get(report=row)
    assert (bytes(file.content), file.suffix) == (b"\xff\xd8canary-picture", ".jpg")
    assert [line.content["what"] for line in talk(code).lines] == ["file"]


@pytest.mark.claim("A5")
def test_each_opening_is_on_the_trail_with_its_reason_and_no_word_of_it(trust, monkeypatch):
    row, at = carried_on(confide(trust.sasha))
    reading.open_confidential(trust.sasha, row.pk, why="answer")

    entry = Entry.objects.get(event="confidential.read")
    assert (entry.by, entry.why) == (trust.sasha, "To answer it or to follow it up")
    said = " ".join(f"{one.event} {one.why}" for one in Entry.objects.all())
    assert "canary" not in said

    monkeypatch.setattr(reading, "record", lambda *args, **facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reading.open_confidential(trust.sasha, row.pk, why="answer")
