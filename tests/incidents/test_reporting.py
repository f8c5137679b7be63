"""Reporting an incident, page by page, as somebody with no JavaScript does it."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from incidents import drafting, jobs
from incidents.models import Draft, Incident
from people.models import Notice, Role
from people.roles import RoleKind
from tests.factories import RoleFactory, UserFactory
from tests.incidents.walking import answer, begin, ready, yesterday

pytestmark = pytest.mark.django_db


@pytest.mark.framework("R46")
def test_the_whole_report_with_every_question(nneka, trust):
    draft = begin(nneka, "physical", "harassment")

    assert answer(nneka, draft, "when", day=yesterday(), occurred_time="2305").endswith("/where/")
    assert answer(nneka, draft, "where", team=trust.elm_ward.pk, place="Bay 3").endswith("/who/")
    assert answer(nneka, draft, "who", my_part="harmed").endswith("/others/")
    assert answer(nneka, draft, "others", more="yes").endswith("/person/")
    assert answer(nneka, draft, "person", named="Will Tanner", part="witness").endswith("/others/")
    assert answer(nneka, draft, "others", more="no").endswith("/story/")
    assert answer(nneka, draft, "story", what_happened="He hit out.").endswith("/by/")
    assert answer(nneka, draft, "by", alleged="patient").endswith("/safety/")
    safety = {"harm": "low", "everyone_safe": "yes", "weapon": "no", "security": "yes", "police": "no"}
    assert answer(nneka, draft, "safety", **safety).endswith("/injury/")
    assert answer(nneka, draft, "injury", injuries="A bruise").endswith("/because/")
    because = {"hate_motive": "yes", "characteristics": ["race", "sex"]}
    assert answer(nneka, draft, "because", **because).endswith("/protect/")
    assert answer(nneka, draft, "protect").endswith("/check/")
    page = nneka.get(f"/report/{draft.pk}/check/").content.decode()
    assert "Will Tanner" in page
    assert "23:05" in page

    sent = answer(nneka, draft, "check")

    incident = Incident.objects.get()
    assert incident.kinds == ["physical", "harassment"]
    assert incident.occurred_on.isoformat() == yesterday()
    assert incident.occurred_time.isoformat() == "23:05:00"
    assert (incident.place, incident.what_happened) == ("Bay 3", "He hit out.")
    assert (incident.harm, incident.weapon, incident.police) == ("low", "no", "no")
    assert incident.characteristics == ["race", "sex"]
    assert {(str(one), one.part) for one in incident.involved.all()} == {
        ("Nneka Obi", "harmed"),
        ("Will Tanner", "witness"),
    }
    assert not Draft.objects.exists()
    page = nneka.get(sent).content.decode()
    assert incident.reference in page
    assert "Will Tanner" in page


@pytest.mark.framework("R47")
def test_the_least_that_can_be_sent(nneka, trust):
    draft = ready(nneka, trust)

    response = nneka.post(f"/report/{draft.pk}/check/")

    assert response.url == f"/report/{draft.pk}/sent/"
    incident = Incident.objects.get()
    assert incident.reporter == trust.nneka
    assert incident.hate_motive == "not_known"


@pytest.mark.framework("R4")
@pytest.mark.framework("R19")
@pytest.mark.framework("R22")
@pytest.mark.framework("R23")
@pytest.mark.parametrize(
    "kind",
    [
        "physical",
        "verbal",
        "threat",
        "online",
        "harassment",
        "sexual_harassment",
        "sexual_assault",
        "indecent_exposure",
        "other",
    ],
)
def test_every_kind_is_offered_with_its_meaning_and_can_be_sent(nneka, trust, kind):
    from incidents.kinds import KINDS

    page = nneka.get(reverse("incidents:report")).content.decode()
    assert f'value="{kind}"' in page
    assert KINDS[kind].means in page

    sealing = {"seal": {"seal": "usual"}} if KINDS[kind].may_be_sealed else {}
    draft = ready(nneka, trust, kind, **sealing)
    nneka.post(f"/report/{draft.pk}/check/")

    assert Incident.objects.get().kinds == [kind]


@pytest.mark.framework("R24")
def test_anybody_may_say_that_it_was_because_of_who_somebody_is(client, trust):
    client.force_login(trust.will)
    draft = begin(client, "verbal")
    answer(client, draft, "when", day=yesterday())
    answer(client, draft, "where", team=trust.elm_ward.pk)
    answer(client, draft, "who", my_part="witness")
    answer(client, draft, "others", more="no")
    answer(client, draft, "because", hate_motive="yes", characteristics=["religion"])

    client.post(f"/report/{draft.pk}/check/")

    incident = Incident.objects.get()
    assert (incident.hate_motive, incident.characteristics) == ("yes", ["religion"])


def test_a_characteristic_ticked_without_the_yes_above_it_counts_as_yes(nneka, trust):
    draft = ready(nneka, trust, because={"characteristics": ["age"]})
    nneka.post(f"/report/{draft.pk}/check/")
    assert Incident.objects.get().hate_motive == "yes"


def test_characteristics_hidden_again_by_a_no_are_not_kept(nneka, trust):
    draft = ready(nneka, trust, because={"hate_motive": "no", "characteristics": ["age"]})
    nneka.post(f"/report/{draft.pk}/check/")
    assert Incident.objects.get().characteristics == []


def test_what_was_typed_into_a_question_that_is_hidden_again_is_not_judged(nneka, trust):
    wrong = {"date_day": "31", "date_month": "2", "date_year": "2026"}
    draft = ready(
        nneka, trust, when={"day": yesterday()} | wrong, by={"alleged": "patient", "colleague": "x" * 300}
    )
    nneka.post(f"/report/{draft.pk}/check/")
    assert Incident.objects.get().occurred_on.isoformat() == yesterday()
    assert [one.identifier for one in Incident.objects.get().alleged.all()] == [""]


@pytest.mark.framework("R7")
def test_a_patient_relative_and_the_public_can_be_named_as_the_source(nneka, trust):
    draft = ready(nneka, trust, by={"alleged": ["patient", "relative", "public"]})
    nneka.post(f"/report/{draft.pk}/check/")
    assert {one.kind for one in Incident.objects.get().alleged.all()} == {"patient", "relative", "public"}


@pytest.mark.claim("A3")
@pytest.mark.parametrize(
    "by_what", ["maya.lindqvist@trust.example", "Maya Lindqvist", "maya  lindqvist", "77001"]
)
def test_a_colleague_said_to_have_done_it_is_matched_and_shut_out(nneka, trust, by_what):
    trust.maya.employee_number = "77001"
    trust.maya.save()
    draft = ready(nneka, trust, by={"alleged": "colleague", "colleague": by_what})
    assert "cannot see this report" in nneka.get(f"/report/{draft.pk}/check/").content.decode()

    nneka.post(f"/report/{draft.pk}/check/")

    incident = Incident.objects.get()
    assert incident.alleged.get().user == trust.maya
    assert not Incident.objects.visible_to(trust.maya).exists()
    assert Incident.objects.visible_to(trust.ruth).exists()
    assert not Notice.objects.filter(to=trust.maya).exists()


def test_two_of_one_name_are_not_matched_and_the_reporter_is_told(nneka, trust):
    UserFactory(first_name="Maya", last_name="Lindqvist", email="maya2@trust.example")
    draft = ready(nneka, trust, by={"alleged": "colleague", "colleague": "Maya Lindqvist"})

    assert (
        "we cannot yet keep the report from them" in nneka.get(f"/report/{draft.pk}/check/").content.decode()
    )
    nneka.post(f"/report/{draft.pk}/check/")

    one = Incident.objects.get().alleged.get()
    assert (one.user, one.identifier) == (None, "Maya Lindqvist")
    assert one.fingerprint


def test_nobody_can_name_themselves_as_the_one_who_did_it(nneka, trust):
    draft = ready(nneka, trust)
    response = nneka.post(
        f"/report/{draft.pk}/by/", {"alleged": "colleague", "colleague": "nneka.obi@trust.example"}
    )
    assert response.status_code == 200
    assert "This is you" in response.content.decode()


@pytest.mark.framework("R4")
def test_a_sexual_report_can_be_sent_to_a_sexual_safety_lead_alone(nneka, trust):
    draft = ready(nneka, trust, "sexual_harassment", seal={"seal": trust.sasha.pk})

    nneka.post(f"/report/{draft.pk}/check/")

    incident = Incident.objects.get()
    assert (incident.is_sealed, incident.sealed_to) == (True, trust.sasha)
    seen_by = [user for user in get_user_model().objects.all() if Incident.objects.visible_to(user).exists()]
    assert set(seen_by) == {trust.nneka, trust.sasha}


def test_sealing_is_not_asked_of_other_kinds_and_not_kept_when_the_kinds_change(nneka, trust):
    draft = ready(nneka, trust, "sexual_assault", seal={"seal": trust.sasha.pk})
    answer(nneka, draft, "kinds", kinds=["verbal"])

    assert nneka.get(f"/report/{draft.pk}/seal/").status_code == 404
    nneka.post(f"/report/{draft.pk}/check/")

    assert not Incident.objects.get().is_sealed


def test_a_report_is_not_sent_only_to_the_one_who_is_said_to_have_done_it(nneka, trust):
    draft = ready(
        nneka,
        trust,
        "sexual_assault",
        seal={"seal": trust.sasha.pk},
        by={"alleged": "colleague", "colleague": trust.sasha.email},
    )

    response = nneka.post(f"/report/{draft.pk}/check/", follow=True)

    assert not Incident.objects.exists()
    assert "also say that Sasha Kerr did it" in response.content.decode()


def test_only_todays_sexual_safety_leads_are_offered_and_never_the_reporter(client, trust):
    past = UserFactory(first_name="Past", last_name="Lead")
    RoleFactory(
        user=past,
        kind=RoleKind.SEXUAL_SAFETY_LEAD,
        ends_on=timezone.localdate() - timedelta(days=1),
        starts_on=timezone.localdate() - timedelta(days=9),
    )
    client.force_login(trust.sasha)
    draft = begin(client, "sexual_assault")

    page = client.get(f"/report/{draft.pk}/seal/").content.decode()

    assert "Past Lead" not in page
    assert "Only Sasha Kerr" not in page
    assert client.post(f"/report/{draft.pk}/seal/", {"seal": past.pk}).status_code == 200


# Others who were affected


def test_a_witness_with_no_account_is_added_with_a_way_to_reach_them(nneka, trust):
    draft = ready(nneka, trust)
    refused = nneka.post(f"/report/{draft.pk}/person/", {"named": "Jo Temp", "part": "witness"})
    assert "enter a phone number or email" in refused.content.decode()

    answer(nneka, draft, "person", named="Jo Temp", part="witness", contact="07700 900123")
    answer(nneka, draft, "others", more="no")
    nneka.post(f"/report/{draft.pk}/check/")

    jo = Incident.objects.get().involved.get(user=None)
    assert (jo.name, jo.contact, jo.part) == ("Jo Temp", "07700 900123", "witness")


def test_several_of_one_name_are_offered_to_choose_from(nneka, trust):
    other = UserFactory(
        first_name="Will", last_name="Tannery", email="will2@trust.example", team=trust.oak_ward
    )
    draft = ready(nneka, trust)

    page = nneka.post(
        f"/report/{draft.pk}/person/", {"named": "will tann", "part": "witness"}
    ).content.decode()
    assert "Will Tannery, Oak Ward" in page
    assert "Will Tanner, Elm Ward" in page

    answer(nneka, draft, "person", named="will tann", part="witness", chosen=other.pk)
    assert "Will Tannery" in nneka.get(f"/report/{draft.pk}/others/").content.decode()


def test_a_chosen_colleague_must_be_one_of_those_offered(nneka, trust):
    UserFactory(first_name="Will", last_name="Tannery", email="will2@trust.example")
    draft = ready(nneka, trust)
    data = {"named": "will tann", "part": "witness", "chosen": trust.maya.pk}
    assert nneka.post(f"/report/{draft.pk}/person/", data).status_code == 200
    assert not Draft.objects.get(pk=draft.pk).answers.get("people")


def test_nobody_is_on_the_list_twice_nor_the_reporter_as_somebody_else(nneka, trust):
    draft = ready(nneka, trust)
    answer(nneka, draft, "person", named="Will Tanner", part="witness")

    again = nneka.post(f"/report/{draft.pk}/person/", {"named": trust.will.email, "part": "harmed"})
    me = nneka.post(f"/report/{draft.pk}/person/", {"named": "Nneka Obi", "part": "harmed"})

    assert "on the list already" in again.content.decode()
    assert "This is you" in me.content.decode()


def test_somebody_added_can_be_removed(nneka, trust):
    draft = ready(nneka, trust)
    answer(nneka, draft, "person", named="Will Tanner", part="witness")
    key = Draft.objects.get(pk=draft.pk).answers["people"][0]["key"]

    answer(nneka, draft, f"person/{key}/remove")

    assert "Will Tanner" not in nneka.get(f"/report/{draft.pk}/others/").content.decode()


@pytest.mark.framework("R46")
def test_a_report_for_somebody_else_names_at_least_one_person(client, trust):
    client.force_login(trust.maya)
    draft = begin(client, "physical")
    answer(client, draft, "when", day=yesterday())
    answer(client, draft, "where", team=trust.elm_ward.pk)
    answer(client, draft, "who", my_part="none")
    refused = client.post(f"/report/{draft.pk}/others/", {"more": "no"})
    assert "add the person who was affected" in refused.content.decode()

    answer(client, draft, "person", named="Nneka Obi", part="harmed")
    answer(client, draft, "others", more="no")
    client.post(f"/report/{draft.pk}/check/")

    assert [one.user for one in Incident.objects.get().involved.all()] == [trust.nneka]


def test_changing_ones_part_to_nobody_afterwards_asks_for_the_person_again(nneka, trust):
    draft = ready(nneka, trust)
    answer(nneka, draft, "who", my_part="none")

    response = nneka.post(f"/report/{draft.pk}/check/")

    assert "/others/" in response.url
    assert not Incident.objects.exists()


# Drafts


@pytest.mark.claim("G3")
def test_a_draft_is_nobody_elses_to_open_send_change_or_delete(nneka, trust):
    draft = ready(nneka, trust, story={"what_happened": "CANARY-STORY"})
    before = Draft.objects.get().answers
    nneka.force_login(trust.maya)

    for page in [
        "kinds",
        "when",
        "story",
        "others",
        "person",
        "check",
        "sent",
        "discard",
        "person/abc/remove",
    ]:
        for response in (
            nneka.get(f"/report/{draft.pk}/{page}/"),
            nneka.post(f"/report/{draft.pk}/{page}/", {"kinds": "verbal"}),
        ):
            assert response.status_code in (404, 405), page
            assert b"CANARY-STORY" not in response.content
    taken = nneka.post(reverse("incidents:report"), {"key": draft.pk, "kinds": "verbal"})
    assert taken.status_code == 404
    assert (Draft.objects.get().answers, Draft.objects.get().by) == (before, trust.nneka)
    assert not Incident.objects.exists()


@pytest.mark.claim("G3")
def test_what_is_typed_is_encrypted_in_the_database(nneka, trust):
    from django.db import connection

    ready(nneka, trust, story={"what_happened": "CANARY-STORY"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM incidents_draft")
        assert "CANARY" not in cursor.fetchone()[0]


@pytest.mark.claim("G3")
def test_text_sent_after_the_session_ended_comes_back_to_the_letter(nneka, trust, settings):
    draft = ready(nneka, trust)
    words = "He said:\r\n\r\n  “O'Neill & <b>sons</b>” \u202eabc 🙂"
    session = nneka.session
    session["seen_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    session["started_at"] = session["seen_at"]
    session.save()

    ended = nneka.post(f"/report/{draft.pk}/story/", {"what_happened": words})
    held = ended.context["held"]
    from tests.factories import PASSWORD

    back = nneka.post(
        reverse("people:sign-in"), {"username": trust.nneka.email, "password": PASSWORD, "held": held}
    )
    assert back.context["path"] == f"/report/{draft.pk}/story/"
    answer(nneka, draft, "story", **dict(back.context["fields"]))
    nneka.post(f"/report/{draft.pk}/check/")

    assert Incident.objects.get().what_happened == words


@pytest.mark.claim("G3")
def test_the_first_answer_sent_after_the_session_ended_is_kept_too(nneka, trust):
    session = nneka.session
    session["seen_at"] = session["started_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    key = str(uuid.uuid4())

    ended = nneka.post(reverse("incidents:report"), {"key": key, "kinds": ["verbal", "threat"]})
    nneka.force_login(trust.nneka)
    from people.sessions import held_for

    held = held_for(trust.nneka, ended.context["held"])
    data = {}
    for name, value in held["fields"]:
        data.setdefault(name, []).append(value)
    nneka.post(held["path"], data)

    assert Draft.objects.get(pk=key).answers["kinds"] == {"kinds": ["verbal", "threat"]}


def test_a_draft_waits_on_the_home_page_and_can_be_deleted(nneka, trust):
    from incidents.day import panels

    draft = begin(nneka, "verbal")
    panel = next(one for one in panels(trust.nneka, timezone.now()) if one["title"] == "Finish your report")
    assert str(draft.pk) in panel["rows"][0]["href"]
    assert nneka.get(panel["rows"][0]["href"]).url == f"/report/{draft.pk}/when/?mend=1"

    assert nneka.get(f"/report/{draft.pk}/discard/").status_code == 200
    assert Draft.objects.exists()
    nneka.post(f"/report/{draft.pk}/discard/")

    assert not Draft.objects.exists()
    assert not any(one["title"] == "Finish your report" for one in panels(trust.nneka, timezone.now()))


@pytest.mark.claim("G3")
def test_drafts_go_after_seven_days_and_no_sooner(nneka):
    old, fresh = begin(nneka, "verbal"), begin(nneka, "verbal")
    Draft.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(days=7, minutes=1))
    Draft.objects.filter(pk=fresh.pk).update(changed_at=timezone.now() - timedelta(days=6, hours=23))

    jobs.clear_old_drafts()

    assert list(Draft.objects.all()) == [fresh]


def test_an_answer_that_is_refused_is_kept_and_asked_again(nneka, trust):
    draft = begin(nneka, "verbal")
    response = nneka.post(
        f"/report/{draft.pk}/when/",
        {"day": "other", "date_day": "31", "date_month": "2", "date_year": "2026"},
    )
    assert "Enter a real date" in response.content.decode()

    page = nneka.get(f"/report/{draft.pk}/when/").content.decode()

    assert 'value="31"' in page
    assert "/when/" in nneka.get(f"/report/{draft.pk}/check/").url


def test_skipping_to_the_end_still_asks_what_must_be_known(nneka, trust):
    draft = ready(nneka, trust)
    response = nneka.post(f"/report/{draft.pk}/story/", {"what_happened": "Short.", "rest": "1"})
    assert response.url == f"/report/{draft.pk}/check/"

    other = begin(nneka, "verbal")
    response = nneka.post(f"/report/{other.pk}/when/", {"day": yesterday(), "rest": "1"})
    assert response.url == f"/report/{other.pk}/where/"


def test_a_question_that_does_not_exist_is_not_found(nneka):
    draft = begin(nneka, "verbal")
    assert nneka.get(f"/report/{draft.pk}/nonsense/").status_code == 404


@pytest.mark.framework("R26")
@pytest.mark.parametrize("working_as", ["employee", "bank", "agency", "student", "volunteer", "contractor"])
def test_however_somebody_is_employed_they_can_report(client, trust, working_as):
    somebody = UserFactory(team=None, working_as=working_as, employer="Elsewhere")
    client.force_login(somebody)
    draft = ready(client, trust, "verbal")
    client.post(f"/report/{draft.pk}/check/")
    assert Incident.objects.get().reporter == somebody


# After it was sent


@pytest.mark.framework("R83")
@pytest.mark.framework("R17")
def test_form_and_confirmation_speak_of_support_and_money(nneka, trust):
    assert "offered support" in nneka.get(reverse("incidents:report")).content.decode()
    draft = ready(nneka, trust)
    answer(nneka, draft, "person", named="Will Tanner", part="witness")
    answer(nneka, draft, "others", more="no")

    page = nneka.post(f"/report/{draft.pk}/check/", follow=True).content.decode()

    assert "injury allowance" in page
    assert "Will Tanner" in page
    assert "My support" in page
    assert "not your fault" in page


def test_the_reporter_is_told_and_the_notice_says_nothing_about_it(nneka, trust):
    draft = ready(nneka, trust, "sexual_assault", seal={"seal": "usual"}, story={"what_happened": "CANARY"})
    nneka.post(f"/report/{draft.pk}/check/")

    incident = Incident.objects.get()
    notice = Notice.objects.get(to=trust.nneka, key=f"incident-received:{incident.pk}")
    assert notice.line == "We have your report"


def test_the_confirmation_is_only_for_who_reported(nneka, trust):
    draft = ready(nneka, trust)
    nneka.post(f"/report/{draft.pk}/check/")
    nneka.force_login(trust.maya)
    assert nneka.get(f"/report/{draft.pk}/sent/").status_code == 404


@pytest.mark.claim("D11")
def test_fields_that_no_page_asks_for_are_ignored(nneka, trust):
    extra = {
        "status": "closed",
        "reporter": trust.maya.pk,
        "is_sealed": "on",
        "sealed_to": trust.maya.pk,
        "reference": "AC-MINE-MINE",
        "channel": "imported",
        "is_staff": "1",
        "stage": "x",
        "owner": "x",
        "severity": "x",
        "form_key": uuid.uuid4(),
        "user": trust.maya.pk,
    }
    draft = begin(nneka, "verbal")
    pages = {
        "when": {"day": yesterday()},
        "where": {"team": trust.elm_ward.pk},
        "who": {"my_part": "harmed"},
        "others": {"more": "no"},
        "story": {"what_happened": "x"},
        "by": {},
        "safety": {},
        "because": {},
    }
    for page, data in pages.items():
        answer(nneka, draft, page, **(extra | data))
    assert not set(extra) & {name for page in Draft.objects.get().answers.values() for name in page}
    nneka.post(f"/report/{draft.pk}/check/", extra)

    incident = Incident.objects.get()
    assert (incident.status, incident.reporter, incident.is_sealed) == ("holding", trust.nneka, False)
    assert incident.channel == "full"
    assert incident.reference != "AC-MINE-MINE"
    assert incident.form_key == draft.pk


@pytest.mark.claim("D1")
def test_a_page_sent_while_the_report_goes_out_in_another_tab(nneka, trust, monkeypatch):
    draft = ready(nneka, trust)
    real = drafting.keep

    def too_late(*args, **kwargs):
        Draft.objects.all().delete()
        return real(*args, **kwargs)

    monkeypatch.setattr(drafting, "keep", too_late)
    assert nneka.post(f"/report/{draft.pk}/story/", {"what_happened": "late"}).status_code == 404


@pytest.mark.claim("D1")
@pytest.mark.parametrize("page", ["kinds", "story", "others", "check", "discard"])
def test_the_back_button_after_sending_leads_to_the_confirmation(nneka, trust, page):
    draft = ready(nneka, trust)
    nneka.post(f"/report/{draft.pk}/check/")

    for response in (
        nneka.get(f"/report/{draft.pk}/{page}/"),
        nneka.post(f"/report/{draft.pk}/{page}/", {"kinds": "verbal"}),
    ):
        assert response.url == f"/report/{draft.pk}/sent/"
    again = nneka.post(reverse("incidents:report"), {"key": draft.pk, "kinds": "verbal"})
    assert again.url == f"/report/{draft.pk}/sent/"
    assert Incident.objects.count() == 1
    assert not Draft.objects.exists()


@pytest.mark.framework("R10")
@pytest.mark.claim("G3")
def test_with_nobody_left_to_look_after_them_nothing_typed_is_lost_and_the_page_says_what_to_do(nneka, trust):
    draft = ready(nneka, trust, story={"what_happened": "He hit out."})
    roles = list(Role.objects.all())
    Role.objects.all().delete()
    get_user_model().objects.update(manager=None)
    draft.refresh_from_db()

    response = nneka.post(f"/report/{draft.pk}/check/")

    html = response.content.decode()
    assert response.status_code == 409
    assert "Your report is not sent yet" in html
    assert "Call the violence prevention lead or the service desk" in html
    assert "Your answers are kept" in html
    assert "<title>Error: " in html
    assert "He hit out." in html
    assert Draft.objects.get(pk=draft.pk).answers == draft.answers
    assert not Incident.objects.exists()
    assert not Notice.objects.exists()

    Role.objects.bulk_create(roles)
    assert nneka.post(f"/report/{draft.pk}/check/").status_code == 302
    assert Incident.objects.get().what_happened == "He hit out."
