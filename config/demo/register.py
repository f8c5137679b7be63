"""The register of contractors at the invented trust: one with support of its own, one under an agreement, one with a gap."""

from datetime import timedelta

from django.utils import timezone

from people import actions
from people.contractors.actions import add_contractor
from people.models import User

DAY = timedelta(days=1)


def contractors(trust) -> None:
    """Kept by Viv and Hana. Paulo cleans at the General for one of them and has an account."""
    viv, hana, general = trust.people["Viv"], trust.people["Hana"], trust.sites["Northshire General"]
    now = timezone.now()
    today = timezone.localdate(now)
    add_contractor(
        by=hana,
        name="Brightway Cleaning",
        does="Cleaning on the wards",
        sites=[general],
        route="own",
        reach="Brightway helpline, 0800 555 0100, day and night. They need your staff number there.",
        contact="Jo Marsden, contract manager, jo.marsden@brightway.example",
        evidence="Tender answer 14.2, page 31",
        seen_on=today - 60 * DAY,
        ends_on=today + 500 * DAY,
        at=now - 60 * DAY,
    )
    add_contractor(
        by=viv,
        name="Harbour Catering",
        does="Kitchens and the staff restaurant",
        route="ours",
        reach="Occupational health at the General, as for all staff. Say that you work for Harbour.",
        contact="Duty manager, 0800 555 0122",
        evidence="Service level agreement HC/7",
        seen_on=today - 380 * DAY,
        at=now - 380 * DAY,
    )
    add_contractor(
        by=viv,
        name="Castle Security",
        does="Security at night",
        sites=[general],
        route="none",
        at=now - 20 * DAY,
    )
    trust.people["Paulo"] = actions.add_person(
        by=trust.people["Ade"],
        first_name="Paulo",
        last_name="Reis",
        email="paulo.reis@northshire.example",
        password=trust.passphrase,
        working_as=User.WorkingAs.CONTRACTOR,
        employer="Brightway Cleaning",
        staff_group="Estates and Ancillary",
        team=trust.teams["Elm Ward"],
        manager=trust.people["Maya"],
    )
