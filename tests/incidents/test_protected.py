"""A reporter's name that is shown to one person only, looked for everywhere else."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from incidents import access, actions
from incidents.actions import Affected, Alleged
from incidents.models import Incident
from people.models import Notice
from people.roles import RoleKind
from support.models import Case
from tests.factories import RoleFactory, UserFactory

pytestmark = pytest.mark.django_db
PROTECTED = "A colleague, whose name is protected"


@pytest.fixture
def quill(trust):
    """A name that stands nowhere else."""
    return UserFactory(first_name="Quillan", last_name="Zebedee", team=trust.elm_ward, manager=trust.maya)


@pytest.fixture
def told(report, trust, quill):
    """Quillan was harmed and Nneka saw it. Only Gita, a guardian, is to know who reported it."""
    return report(
        by=quill,
        affected=[Affected("harmed", user=quill), Affected("witness", user=trust.nneka)],
        protected_to=trust.gita,
        reported_as="self",
    )


def texts(client, user, addresses):
    client.force_login(user)
    for address in addresses:
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        yield address, content.decode(errors="replace")


@pytest.mark.framework("R46")
@pytest.mark.claim("A2")
@pytest.mark.claim("I3")
def test_the_name_is_nowhere_but_with_the_one_who_was_chosen(told, quill, trust, client, world_pages):
    actions.amend(told, by=quill, version=told.version, what_was_said="Words")
    page = f"/incidents/{told.reference}/"
    everywhere = [page, f"{page}amend/", f"{page}riddor/", f"{page}cause/", *world_pages(told)]
    for user in (trust.maya, trust.dev, trust.ruth, trust.viv, trust.chi, trust.cora, trust.milo, trust.nneka,
                 trust.hana, trust.al, trust.ade, trust.sasha, trust.will, trust.owen):  # fmt: skip
        for address, text in texts(client, user, everywhere):
            for canary in ("Quillan", "Zebedee", quill.email):
                assert canary not in text, (str(user), address)
            if user in (trust.maya, trust.viv) and address == page:
                assert text.count(PROTECTED) == 2  # as the reporter, and among those affected
                assert "The person who reported it" in text
                assert "It happened to me" not in text
    for notice in Notice.objects.exclude(to=quill):
        assert "Quillan" not in notice.line + notice.link
    assert not any(
        "Quillan" in f"{one.subject}{one.body}" for one in mail.outbox if quill.email not in one.to
    )

    for user in (trust.gita, quill):
        ((_, text),) = texts(client, user, [page])
        assert "Quillan Zebedee" in text


@pytest.fixture
def world_pages():
    def pages(incident):
        from people.trail import Entry

        case_ids = Case.objects.filter(person__incident=incident).values_list("pk", flat=True)
        ids = [incident.pk, *case_ids, *Entry.objects.values_list("subject_id", flat=True).distinct()]
        return [
            "/", "/incidents/", "/incidents/?words=Words", "/incidents/download.csv", "/incidents/mine/",
            "/support/", "/support/?show=all", "/notices/", "/trail/", "/reviews/panels/",
            *[f"/trail/?about={pk}" for pk in dict.fromkeys(map(str, ids))],
            *[f"/support/cases/{pk}/" for pk in case_ids],
        ]  # fmt: skip

    return pages


def test_only_the_chosen_one_looks_after_a_protected_reporter(told, quill, trust):
    mine, other = told.involved.get(user=quill).case, told.involved.get(user=trust.nneka).case

    assert mine.lead == trust.gita
    assert mine.listed_as == "A colleague, in confidence"
    assert [user for user in (trust.maya, trust.dev, trust.ruth, trust.viv, trust.gita, trust.sasha)
            if Case.objects.visible_to(user).filter(pk=mine.pk).exists()] == [trust.gita]  # fmt: skip
    assert other.lead == trust.maya
    assert Case.objects.visible_to(trust.maya).filter(pk=other.pk).exists()
    assert Case.objects.about(quill).get() == mine


def test_a_manager_who_is_protected_does_not_show_by_being_passed_over(report, trust):
    incident = report(
        by=trust.maya,
        affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.maya)],
        protected_to=trust.gita,
    )
    case = incident.involved.get(user=trust.nneka).case
    assert (case.lead, case.lead_why) == (trust.dev, "Somebody stands in for the manager")
    actions.move(incident, by=trust.maya, to="reviewing")
    from incidents import changes

    (moved,) = changes.of(incident, trust.dev)
    assert moved["by"] == str(trust.maya)  # a manager's act, which says nothing of who reported it


def test_a_panel_cannot_find_the_name_by_trying(told, quill, trust):
    from reviews.access import can_own

    assert can_own(quill, told)
    assert not can_own(trust.nneka, told)


def test_the_recipient_is_one_of_those_on_the_page_and_never_the_accused(report, trust):
    chosen = access.identity_recipients(trust.viv)
    assert {str(one) for one in chosen} == {"Sasha Kerr", "Gita Bose"}  # not oneself
    for user in (trust.maya, trust.ade, trust.nneka):
        with pytest.raises(PermissionDenied):
            report(protected_to=user)
    assert not Incident.objects.exists()
    RoleFactory(user=trust.gita, kind=RoleKind.PREVENTION_LEAD)
    with pytest.raises(PermissionDenied):
        report(protected_to=trust.gita, alleged=[Alleged("colleague", user=trust.gita)])
    with pytest.raises(PermissionDenied):
        report(protected_to=trust.gita, affected=[Affected("witness", user=trust.gita)])


@pytest.mark.claim("I3")
@pytest.mark.parametrize("how", ["usual", "sealed", "protected"])
def test_the_trail_page_never_says_who_reported_however_they_did(report, quill, trust, client, how):
    more = {"sealed": {"sealed_to": trust.sasha, "kinds": ["sexual_harassment"]},
            "protected": {"protected_to": trust.gita}, "usual": {}}[how]  # fmt: skip
    incident = report(by=quill, affected=[Affected("harmed", user=quill)], **more)
    client.force_login(quill)
    client.get(f"/incidents/{incident.reference}/")
    client.get("/support/me/")

    for user in (trust.ade, trust.al):
        for address, text in texts(client, user, [
            "/trail/", f"/trail/?about={incident.pk}", f"/trail/?by={quill.email}&about={incident.pk}",
        ]):  # fmt: skip
            assert "Quillan" not in text, address
        assert "Somebody it concerns" in client.get(f"/trail/?about={incident.pk}").content.decode()
        assert "incident.reported" not in client.get(f"/trail/?by={quill.email}").content.decode()
    from people.models import Entry

    assert Entry.objects.filter(event="incident.reported", by=quill).exists()  # kept, for an investigation


def test_those_who_read_a_report_are_still_named_on_the_trail(report, trust, client):
    incident = report()
    client.force_login(trust.maya)
    client.get(f"/incidents/{incident.reference}/")
    client.force_login(trust.al)
    assert "Maya Lindqvist" in client.get(f"/trail/?about={incident.pk}").content.decode()
