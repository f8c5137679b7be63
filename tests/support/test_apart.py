"""Kept apart from the person who did it; a senior leader's word; the checklists; training that is due."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people import actions as people
from people.models import Notice
from support import actions
from support.editing import checklists
from support.jobs import keep_batch, training_due
from support.models import Acknowledgement, Case, ChecklistTick, ChecklistVersion, SeparationPlan

AREA = "Elm Ward side rooms only"
SAID = {"ways": ["area"], "area": AREA, "risks": "The lift", "does_not_want": "To move", "is_agreed": True}


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def plan(trust, case):
    return actions.keep_apart(case, by=trust.maya, review_on=in_days(7), **SAID)


@pytest.mark.framework("R50")
def test_a_plan_is_looked_at_again_and_again_until_it_ends(trust, case, plan):
    promise = case.promises.get(key="apart.review")
    assert promise.due_at == plan.review_due_at
    keep_batch(promise.due_at + timedelta(days=1))
    assert Notice.objects.filter(to=trust.maya, key__startswith=f"promise.{promise.pk}").exists()

    plan = actions.review_apart(plan, by=trust.maya, feels_safe="partly", next_on=in_days(21))
    promise.refresh_from_db()
    assert (promise.due_at, promise.kept_at) == (plan.review_due_at, None)

    actions.review_apart(plan, by=trust.dev, feels_safe="yes", ended_why="safe")
    promise.refresh_from_db()
    assert promise.kept_at
    assert plan.reviews.count() == 2
    actions.keep_apart(case, by=trust.maya, review_on=in_days(9), **SAID)
    assert case.separations.count() == 2


@pytest.mark.framework("R50")
def test_what_was_said_when_demobilising_is_chased_and_becomes_a_plan(trust, case, hold, client):
    answers = {"feels_safe": "no", "apart": ["rota"], "apart_review": in_days(5).isoformat()}
    hold(case, "demobilising", answers=answers)
    actions.promise(case, "apart", by=trust.maya)
    assert timezone.localdate(case.promises.open().get(key="apart.review").due_at) == in_days(5)
    client.force_login(trust.maya)
    form = client.get(reverse("support:apart", args=[case.pk])).context["form"]
    assert (form["ways"].value(), form["review_on"].value()) == (["rota"], in_days(5))

    actions.keep_apart(
        case, by=trust.maya, review_on=in_days(6), ways=["rota"], rota="No lates", is_agreed=True
    )
    assert not case.promises.open().filter(key="do.apart").exists()
    assert timezone.localdate(case.promises.open().get(key="apart.review").due_at) == in_days(6)


def test_two_who_plan_at_once_keep_both_texts_in_sight(trust, case, plan, client):
    with pytest.raises(actions.Changed):
        actions.keep_apart(case, by=trust.dev, review_on=in_days(3), **SAID)
    client.force_login(trust.dev)
    day = in_days(3)
    typed = {"ways": ["visits"], "visits": "By two colleagues", "is_agreed": "yes", "seen": ""}
    typed |= {"review_on_day": day.day, "review_on_month": day.month, "review_on_year": day.year}

    page = client.post(reverse("support:apart", args=[case.pk]), typed)

    assert page.status_code == 409
    assert "By two colleagues" in page.content.decode()
    assert AREA in page.content.decode()
    assert case.separations.get().area == AREA


@pytest.mark.framework("R50")
@pytest.mark.claim("I1")
def test_who_sees_how_somebody_is_kept_apart(trust, case, plan, client):
    see = {"maya", "dev", "ruth", "viv"}
    for name in ("maya", "dev", "ruth", "viv", "nneka", "hana", "petra", "chi", "olive", "ade", "omar"):
        seen = SeparationPlan.objects.visible_to(getattr(trust, name)).exists()
        assert seen == (name in see), name
    client.force_login(trust.nneka)
    assert AREA in client.get(reverse("support:me")).content.decode()
    client.force_login(trust.petra)
    assert AREA not in client.get(reverse("support:me")).content.decode()
    for name in ("hana", "petra", "chi", "nneka"):
        with pytest.raises(PermissionDenied):
            actions.keep_apart(case, by=getattr(trust, name), review_on=in_days(3), seen=0, **SAID)


# A senior leader's word


@pytest.mark.framework("R69")
@pytest.mark.parametrize(
    "facts", [{"harm": "low"}, {"weapon": "yes"}, {"kinds": ["indecent_exposure"]}, {"hate_motive": "yes"}]
)
def test_the_next_manager_but_one_owes_a_word_after_what_is_serious(trust, report, facts):
    case = report(**facts).involved.get().case

    one = case.acknowledgement
    assert one.owner == trust.ruth
    assert case.promises.get(key="acknowledge.1").owner == trust.ruth
    line = Notice.objects.get(to=trust.ruth, key__startswith="acknowledgement").line
    assert "Nneka" not in line


def test_none_is_owed_for_what_is_not_serious_or_is_in_confidence(trust, report, case):
    sealed = report(kinds=["sexual_assault"], sealed_to=trust.sasha).involved.get().case

    assert not Acknowledgement.objects.exists()
    with pytest.raises(PermissionDenied):
        actions.ask_for_acknowledgement(sealed, by=trust.sasha)
    actions.ask_for_acknowledgement(case, by=trust.maya)
    assert case.promises.open().filter(key="acknowledge.1").exists()


@pytest.mark.framework("R69")
def test_the_leader_says_that_it_was_sent_and_the_colleague_sees_who_wrote(trust, report, client):
    trust.maya.manager = trust.cora
    trust.maya.save()
    case = report(harm="moderate").involved.get().case
    assert case.acknowledgement.owner == trust.cora
    client.force_login(trust.cora)
    address = reverse("support:acknowledge", args=[case.pk])
    page = client.get(address).content.decode()
    assert "Nneka Obi" in page
    assert "hit out" not in page
    assert client.get(reverse("support:case", args=[case.pk])).status_code == 404

    client.post(address, {"how": "letter"})
    client.post(address, {"how": "phone"})

    assert Acknowledgement.objects.get().how == "letter"
    assert case.promises.get(key="acknowledge.1").kept_at
    client.force_login(trust.nneka)
    assert "Cora Dunne told you on" in client.get(reverse("support:me")).content.decode()
    client.force_login(trust.omar)
    assert client.get(address).status_code == 404


@pytest.mark.claim("G8")
@pytest.mark.framework("R69")
def test_a_leader_who_leaves_passes_the_word_on(trust, report):
    case = report(harm="moderate").involved.get().case

    people.end_account(trust.ruth, by=trust.ade)

    assert Acknowledgement.objects.get().owner == trust.viv
    assert case.promises.get(key="acknowledge.1").owner == trust.viv
    assert Notice.objects.filter(to=trust.viv, key__startswith="acknowledgement").exists()


# Others affected


@pytest.mark.framework("R87")
def test_others_affected_are_listed_with_their_status_only_to_who_may_see_them(trust, report, client):
    from incidents.actions import Affected

    incident = report(
        affected=[
            Affected("harmed", user=trust.nneka),
            Affected("witness", user=trust.omar),
            Affected("responder", name="Kit Moss", contact="0000"),
        ]
    )
    case = Case.objects.get(person__user=trust.nneka)
    client.force_login(trust.viv)
    body = client.get(reverse("support:case", args=[case.pk])).content.decode()
    assert "Omar Haddad</a>, " in body
    assert "Kit Moss</a>, " in body
    client.force_login(trust.dev)
    body = client.get(reverse("support:case", args=[case.pk])).content.decode()
    assert "Omar Haddad" not in body
    assert incident.reference in body


# Checklists


@pytest.mark.framework("R29", "R140")
def test_a_case_ticks_by_itself_what_it_shows_and_leaves_the_rest(trust, case, hold, client):
    hold(case, answers={"safe": "yes", "space": "yes"})
    client.force_login(trust.maya)
    address = reverse("support:case-checklist", args=[case.pk])
    page = client.get(address)
    by_itself = {one.row.key for one in page.context["rows"] if one.by_itself}
    assert {"safe", "space", "reported"} <= by_itself
    assert "police" not in by_itself

    client.post(address, {"before": "", "done": ["police", "feedback"]})
    actions.tick_checklist(case, ticked={"return"}, unticked=set(), by=trust.dev)
    client.post(address, {"before": "police,feedback", "done": ["police"]})

    assert set(ChecklistTick.objects.values_list("key", "by__first_name")) == {
        ("police", "Maya"),
        ("return", "Dev"),
    }
    with pytest.raises(PermissionDenied):
        actions.tick_checklist(case, ticked={"union"}, unticked=set(), by=trust.omar)


@pytest.mark.framework("R140")
def test_a_trust_words_its_own_and_two_at_once_lose_nothing(trust, case, client):
    client.force_login(trust.viv)
    address = reverse("pathway:checklist", args=["manager"])
    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"seen": 0}
    typed |= {"row_safe": "Everybody is out of danger", "row_union": "", "new_1": "The alarm was tested"}
    assert client.post(address, typed).status_code == 302
    stale = client.post(address, typed | {"new_1": "Typed too late"})
    assert stale.status_code == 409
    assert "Typed too late" in stale.content.decode()

    rows = {row.key: row for row in checklists.rows("manager")}
    assert rows["safe"].words == "Everybody is out of danger"
    assert rows["safe"].done is not None
    assert "union" not in rows
    assert [row.words for row in rows.values()][-1] == "The alarm was tested"
    assert ChecklistVersion.objects.count() == 1
    client.force_login(trust.nneka)
    assert b"out of danger" in client.get(reverse("support:checklist")).content
    printed = client.get(reverse("support:checklist-pdf", args=["manager"]))
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.docinfo["/Title"] == "When a colleague has been hurt or shaken"
    with pytest.raises(PermissionDenied):
        actions.word_checklist("manager", [{"key": "", "words": "x"}], by=trust.maya, seen=1)


# Training


@pytest.mark.framework("R29", "R79")
def test_managers_without_training_are_told_once_a_month_and_so_is_the_prevention_lead(trust, client):
    today = timezone.localdate()
    kind = "post_incident_support"
    people.add_training(trust.maya, by=trust.ade, kind=kind, completed_on=today - timedelta(days=400),
                        valid_until=today + timedelta(days=1))  # fmt: skip
    people.add_training(trust.dev, by=trust.ade, kind=kind, completed_on=today - timedelta(days=400),
                        valid_until=today - timedelta(days=1))  # fmt: skip

    training_due()
    training_due()

    told = sorted(Notice.objects.filter(key__startswith="training.").values_list("to__first_name", flat=True))
    assert told == ["Dev", "Owen", "Ruth", "Viv"]
    client.force_login(trust.viv)
    body = client.get(reverse("pathway:training")).content.decode()
    assert "Dev Chandra" in body
    assert "Maya Lindqvist" not in body
