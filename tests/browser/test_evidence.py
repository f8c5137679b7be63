"""A photo is added on a phone without JavaScript, and comes back without where it was taken and whose it is."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from incidents import actions
from tests.incidents import files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fetched(page, link):
    with page.expect_download() as download:
        link.click()
    return download.value


@pytest.mark.claim("B9")
def test_a_photo_loses_its_place_and_is_looked_at_by_the_manager(open_as, trust, report, check_page):
    incident = report()
    phone = open_as(trust.nneka, js=False, width=360)
    phone.goto(f"/incidents/{incident.reference}/")
    phone.get_by_role("link", name="Add a photo or document").click()
    phone.get_by_role("button", name="Add it", exact=True).click()
    expect(phone.get_by_role("heading", name="There is a problem")).to_be_visible()

    original = files.photo((640, 480), turned=6)
    phone.get_by_label("Choose a photo or document").set_input_files(
        {"name": "Nneka's kitchen.jpg", "mimeType": "image/jpeg", "buffer": original}
    )
    phone.get_by_label("What does it show?").fill("The broken door")
    phone.get_by_role("button", name="Add it", exact=True).click()
    expect(phone.get_by_text("The broken door")).to_be_visible()

    download = fetched(phone, phone.get_by_role("link", name="Photo 1, "))
    content = download.path().read_bytes()
    assert download.suggested_filename == f"{incident.reference}-photo-1.jpg"
    assert 0x8825 in Image.open(io.BytesIO(original)).getexif()
    picture = Image.open(io.BytesIO(content))
    assert picture.size == (480, 640)
    assert not picture.getexif()
    assert all(trace not in content for trace in (b"Exif", b"Canary", b"kitchen"))

    manager = open_as(trust.maya)
    patient = incident.alleged.get()
    actions.name_alleged(incident, by=trust.maya, kind="patient", identifier="943 476 5919", alleged=patient)
    pages = [
        "",
        "evidence/add/",
        "footage/add/",
        "person/add/",
        f"person/{patient.pk}/",
        f"person/{patient.pk}/precaution/",
    ]
    for page in pages:
        manager.goto(f"/incidents/{incident.reference}/{page}")
        check_page(manager)
    manager.get_by_label("Alert on the record").check()
    manager.get_by_label("What happened, as it was seen and heard").fill("He raised his fist.")
    manager.get_by_label("No", exact=True).check()
    manager.get_by_label("Why have they not been told?").fill("He has no address.")
    manager.get_by_role("button", name="Save").click()
    expect(manager.get_by_text("He raised his fist.")).to_be_visible()
    check_page(manager)
    manager.get_by_role("link", name="Look at it again").click()
    check_page(manager)
