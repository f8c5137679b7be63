"""Everything a full report can say: its pages, its facts, and what those who look after it add beside it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidents import actions, causes, third_party
from incidents.actions import Affected, Alleged
from incidents.models import Incident, OtherProcess, PreventiveStep
from people.models import Entry
from reviews.reading import facts as panel_facts
from tests.incidents.test_odd_input import ODD
from tests.incidents.walking import answer, begin, ready

pytestmark = pytest.mark.django_db


def sent(client, draft):
    client.post(f"/report/{draft.pk}/check/")
    return Incident.objects.get(form_key=draft.pk)


@pytest.mark.framework("R4")
@pytest.mark.framework("R19")
@pytest.mark.framework("R24")
@pytest.mark.framework("R39")
@pytest.mark.framework("R82")
def test_everything_that_is_asked_is_kept_shown_and_can_be_corrected(nneka, trust, client, settings):
    settings.AFTERCARE_POLICY_URL, settings.AFTERCARE_POLICY_VERSION = "https://trust.example/violence", "7.2"
    assert "https://trust.example/violence" in nneka.get("/report/").content.decode()
    draft = ready(
        nneka, trust, "physical", "harassment",
        story={"what_happened": "He hit out.", "what_was_said": "canary-said", "what_was_done": "canary-done"},
        safety={"harm": "low", "weapon_what": "canary-weapon", "restraint": "yes", "police": "yes",
                "police_reference": "canary-crime"},
        injury={"injuries": "canary-injury", "first_aid": "yes"},
        because={"perceived_by": ["person", "other"], "characteristics": ["race"]},
    )  # fmt: skip
    answer(nneka, draft, "where", team=trust.elm_ward.pk, setting="home", place="A flat")
    incident = sent(nneka, draft)

    assert (incident.weapon, incident.hate_motive, incident.setting) == ("yes", "yes", "home")
    assert (incident.reported_as, incident.policy_version) == ("self", "7.2")
    page = nneka.get(f"/incidents/{incident.reference}/").content.decode()
    for words in ("canary-said", "canary-done", "canary-weapon", "canary-crime", "canary-injury",
                  "In somebody’s home", "The person it happened to thinks so", "Harassment by a third party"):  # fmt: skip
        assert words in page, words
    told = str(panel_facts(incident))
    assert "canary-injury" in told
    assert "canary-crime" not in told
    assert "Nneka" not in told
    with connection.cursor() as cursor:
        cursor.execute("SELECT incidents_incident::text FROM incidents_incident")
        assert "canary" not in cursor.fetchone()[0]
    actions.amend(
        incident, by=trust.maya, version=incident.version, police_reference="canary-new", restraint="no"
    )
    page = nneka.get(f"/incidents/{incident.reference}/").content.decode()
    assert "Police reference or crime number" in page
    assert "canary-new" in page


def test_what_is_under_an_answer_goes_with_it(nneka, trust):
    draft = ready(nneka, trust, safety={"weapon": "no", "weapon_what": "a stick", "police_reference": "1"},
                  because={"hate_motive": "no", "perceived_by": ["reporter"]})  # fmt: skip
    incident = sent(nneka, draft)
    assert (incident.weapon_what, incident.perceived_by, incident.police) == ("", [], "yes")


@pytest.mark.claim("D9")
def test_odd_words_come_back_as_they_were_from_every_new_box(nneka, trust):
    boxes = {
        "story": ["what_was_said", "what_was_done"],
        "safety": ["weapon_what", "police_reference"],
        "injury": ["injuries"],
    }
    for name, words in ODD.items():
        draft, kept = ready(nneka, trust), []
        for page, fields in boxes.items():
            response = nneka.post(f"/report/{draft.pk}/{page}/", dict.fromkeys(fields, words))
            if response.status_code == 302:
                kept += fields
            else:
                assert "There is a problem" in response.content.decode(), (name, page)
                answer(nneka, draft, page)
        incident = sent(nneka, draft)
        assert {field: getattr(incident, field) for field in kept} == dict.fromkeys(kept, words.strip()), name
        shown = nneka.get(f"/incidents/{incident.reference}/")
        assert shown.status_code == 200
        assert "<script>alert(" not in shown.content.decode()


def test_injuries_are_asked_about_where_somebody_can_have_some(nneka, trust):
    draft = begin(nneka, "verbal")
    assert nneka.get(f"/report/{draft.pk}/injury/").status_code == 404
    answer(nneka, draft, "safety", harm="moderate")
    assert nneka.get(f"/report/{draft.pk}/injury/").status_code == 200


@pytest.mark.framework("R28")
@pytest.mark.framework("R46")
def test_a_report_for_somebody_else_says_how_one_knows_and_asks_them_later(client, trust):
    client.force_login(trust.una)
    draft = begin(client, "verbal")
    answer(client, draft, "when", day=timezone.localdate().isoformat())
    answer(client, draft, "where", team=trust.elm_ward.pk)
    answer(client, draft, "who", my_part="none", reported_as="union")
    answer(client, draft, "person", named=trust.nneka.email, part="harmed")
    answer(client, draft, "others", more="no", rest="1")
    incident = sent(client, draft)
    person = incident.involved.get()
    assert (incident.reported_as, person.consent) == ("union", "not_asked")
    assert person.case.lead == trust.maya  # support does not wait for an answer

    client.force_login(trust.maya)
    page = client.get(f"/incidents/{incident.reference}/").content.decode()
    assert "has not been asked" in page
    assert "I am their union representative" in page
    address = reverse("incidents:consent", args=[incident.reference, person.pk])
    assert client.post(address, {"consent": "unnamed"}).status_code == 302
    assert "Do not pass their name on" in client.get(f"/incidents/{incident.reference}/").content.decode()
    assert Entry.objects.get(event="incident.consent_recorded").by == trust.maya
    for user in (trust.una, trust.chi):
        with pytest.raises(PermissionDenied):
            actions.record_consent(person, by=user, consent="agreed")


def test_nobody_is_asked_about_what_they_reported_themselves(report, trust, client):
    incident = report(affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.will)])
    assert {str(one): one.consent for one in incident.involved.all()} == {
        "Nneka Obi": "own", "Will Tanner": "not_asked"}  # fmt: skip
    with pytest.raises(PermissionDenied):
        actions.record_consent(incident.involved.get(user=trust.nneka), by=trust.maya, consent="unnamed")
    client.force_login(trust.chi)  # a panel is asked for nothing and told no name
    assert "has not been asked" not in client.get(f"/incidents/{incident.reference}/").content.decode()


@pytest.mark.framework("R20")
@pytest.mark.framework("R21")
def test_a_cause_suggests_what_fits_and_lessens_nobody_s_support(report, trust, client):
    incident = report()
    case = incident.involved.get().case
    before = list(case.promises.values_list("key", "due_at"))
    for cause in causes.CAUSES.values():
        client.force_login(trust.chi)
        assert client.post(f"/incidents/{incident.reference}/cause/", {"cause": cause.key}).status_code == 302
        page = client.get(f"/incidents/{incident.reference}/").content.decode()
        assert all(words in page for words in cause.suggests)
        assert "Support for everybody affected is the same" in page
    assert list(case.promises.values_list("key", "due_at")) == before
    for user in (trust.nneka, trust.hana):
        with pytest.raises(PermissionDenied):
            actions.set_cause(incident, by=user, cause="medical")
    assert "medication" in str(causes.CAUSES["medical"])
    assert "police" in str(causes.CAUSES["behavioural"])


@pytest.mark.framework("R5")
def test_what_runs_elsewhere_is_a_number_and_a_word_for_those_who_look_after_it(report, trust, client):
    incident = report()
    client.force_login(trust.maya)
    add = f"/incidents/{incident.reference}/elsewhere/"
    assert client.post(add, {"kind": "lfpse", "number": "canary-number", "status": "told"}).status_code == 302
    one = OtherProcess.objects.get()
    assert client.post(f"{add}{one.pk}/", {"kind": "lfpse", "number": "canary-number", "status": "ended"}).url
    assert OtherProcess.objects.get().status == "ended"
    assert "canary-number" in client.get(f"/incidents/{incident.reference}/").content.decode()
    for user in (trust.nneka, trust.chi):
        client.force_login(user)
        assert "canary-number" not in client.get(f"/incidents/{incident.reference}/").content.decode()
        assert client.get(add).status_code == 403


@pytest.mark.framework("R23")
@pytest.mark.parametrize(
    ("kinds", "characteristics", "alleged", "is_one"),
    [
        (["verbal"], ["race"], "patient", True),
        (["harassment"], [], "relative", True),
        (["verbal"], [], "patient", False),
        (["verbal"], ["race"], "colleague", False),
        (["verbal"], ["race"], None, True),
    ],
)
def test_third_party_harassment_is_worked_out_from_what_was_said(
    report, kinds, characteristics, alleged, is_one
):
    said = [Alleged(alleged)] if alleged else []
    assert third_party.harassed(report(kinds=kinds, characteristics=characteristics, alleged=said)) is is_one


@pytest.mark.framework("R23")
def test_each_team_has_a_log_of_what_was_done_to_prevent_harassment(trust, client):
    today = timezone.localdate()
    client.force_login(trust.maya)
    day = {"taken_on_day": today.day, "taken_on_month": today.month, "taken_on_year": today.year}
    said = {"team": trust.elm_ward.pk, "characteristic": "race", "what": "canary-step"}
    assert client.post("/prevention/add/", said | day).status_code == 302
    assert client.post("/prevention/add/", said | day | {"team": trust.oak_ward.pk}).status_code == 200
    assert PreventiveStep.objects.get().by == trust.maya
    with pytest.raises(PermissionDenied):
        actions.log_step(by=trust.owen, team=trust.elm_ward, characteristic="", what="x", taken_on=today)
    for user, code, sees in ((trust.maya, 200, True), (trust.viv, 200, True), (trust.owen, 200, False),
                             (trust.nneka, 403, False)):  # fmt: skip
        client.force_login(user)
        response = client.get("/prevention/")
        assert (response.status_code, "canary-step" in response.content.decode()) == (code, sees)
    counts = []
    for more in (2, 30):
        for number in range(more):
            actions.log_step(by=trust.maya, team=trust.elm_ward, characteristic="", what=str(number),
                             taken_on=today - timedelta(days=number))  # fmt: skip
        client.force_login(trust.maya)
        client.get("/prevention/")  # what was said to her is shown once
        with CaptureQueriesContext(connection) as queries:
            client.get("/prevention/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.framework("R26")
@pytest.mark.framework("R27")
def test_anybody_can_read_what_counts_and_what_happens_next(client, db):
    from incidents.kinds import KINDS

    page = client.get("/about/help/").content.decode()
    for kind in KINDS.values():
        assert kind.name in page
        assert kind.examples
        assert all(words in page for words in kind.examples)
    assert "What happens next" in page
