"""What a colleague's employer has promised: who reads it, and that the employer hears nothing (R16)."""

import uuid

import pytest

from incidents.actions import Affected
from incidents.models import Incident
from people.clock import now
from people.contractors.actions import add_contractor, retire_contractor
from people.contractors.employers import say_employer
from people.models import Mailing, Notice
from support.visits import door
from tests.incidents.walking import answer, ready

REACH, CONTACT = "0800 555 0100", "jo.marsden@brightway.example"


@pytest.fixture
def firm(trust):
    return add_contractor(
        by=trust.viv, name="Brightway", does="Cleaning", route="own", reach=REACH, contact=f"Jo, {CONTACT}"
    )


@pytest.mark.framework("R16")
def test_whoever_looks_after_staff_of_a_contractor_reads_the_route_and_they_read_how_to_reach_it(
    trust, client, report, firm
):
    employed = {"working_as": "contractor", "contractor": firm, "employer": ""}
    say_employer(trust.nneka, by=trust.ade, **employed)
    case = report(affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.will)])
    case = case.involved.get(user=trust.nneka).case
    client.force_login(trust.maya)
    page = client.get(f"/support/cases/{case.pk}/").content.decode()
    assert REACH in page
    assert CONTACT in page
    assert "May their employer be told" in page

    client.force_login(trust.nneka)
    own = client.get("/support/me/").content.decode()
    assert REACH in own
    assert CONTACT not in own
    client.force_login(trust.will)
    assert REACH not in client.get("/support/me/").content.decode()
    for nobody in (trust.hana, trust.omar):
        client.force_login(nobody)
        assert client.get(f"/support/cases/{case.pk}/").status_code == 404
    told = set(Notice.objects.values_list("address__email", flat=True)) - {None}
    assert CONTACT not in told
    assert not Mailing.objects.filter(address__isnull=False).exists()

    retire_contractor(firm, by=trust.viv)
    client.force_login(trust.maya)
    assert "No longer on the register" in client.get(f"/support/cases/{case.pk}/").content.decode()


@pytest.mark.framework("R16")
def test_an_employer_that_promised_nothing_or_is_not_on_the_register_is_said_so(trust, client, case, firm):
    firm.route, firm.reach = "none", ""
    firm.save()
    trust.nneka.contractor = firm
    trust.nneka.save()
    client.force_login(trust.nneka)
    assert "We know of no support" in client.get("/support/me/").content.decode()
    trust.nneka.contractor, trust.nneka.employer = None, "Typed Ltd"
    trust.nneka.save()
    client.force_login(trust.maya)
    assert (
        "Typed Ltd, who is not on the register" in client.get(f"/support/cases/{case.pk}/").content.decode()
    )


@pytest.mark.framework("R16")
def test_staff_of_a_contractor_are_chosen_in_a_report_by_name_and_contractor(trust, client, firm):
    """Neither a phone number nor an email is asked for then; with nothing at all, one of the three is."""
    client.force_login(trust.nneka)
    draft = ready(client, trust)
    answer(client, draft, "others", more="yes")
    page, typed = f"/report/{draft.pk}/person/", {"named": "Kieran Doyle", "part": "responder"}
    assert "Brightway" in client.get(page).content.decode()
    wrong = client.post(page, typed).content.decode()
    assert "or choose who employs them" in wrong
    assert "Kieran Doyle" in wrong
    assert client.post(page, typed | {"contractor": uuid.uuid4()}).status_code == 200
    answer(client, draft, "person", **typed, contractor=firm.pk)
    answer(client, draft, "person", named="Will Tanner", part="witness", contractor=firm.pk)
    answer(client, draft, "others", more="no")
    client.post(f"/report/{draft.pk}/check/")

    involved = Incident.objects.get().involved
    assert involved.get(name="Kieran Doyle").contractor == firm
    assert involved.get(user=trust.will).contractor is None
    case = involved.get(name="Kieran Doyle").case
    client.force_login(trust.maya)
    assert REACH in client.get(f"/support/cases/{case.pk}/").content.decode()
    assert "Works for Brightway" in client.get(f"/incidents/{case.incident.reference}/").content.decode()
    client.force_login(trust.nneka)
    assert "Works for Brightway" not in client.get(f"/incidents/{case.incident.reference}/").content.decode()


def test_without_a_register_the_question_is_not_asked(trust, client):
    client.force_login(trust.nneka)
    page = client.get(f"/report/{ready(client, trust).pk}/person/").content.decode()
    assert "work for a contractor" not in page


@pytest.mark.framework("R16")
def test_somebody_without_an_account_reads_behind_their_door_how_to_reach_their_employers_support(
    trust, client, report, firm
):
    guard = Affected("responder", name="Kieran Doyle", contact="kieran@guards.example", contractor=firm)
    case = report(affected=[guard]).involved.get().case
    client.post(door.link_of(door.open_for(case, "own", at=now())))
    page = client.get("/support/door/mine/").content.decode()
    assert REACH in page
    assert CONTACT not in page
