"""The panel's workbook: 40 reviews and 50 actions, for the incidents that were brought in."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import Workbook, load_workbook

from incidents.models import Incident
from people.models import Import, Notice
from people.roles import RoleKind
from reviews.importing import PanelRegister
from reviews.models import Action, AgendaItem, Panel
from tests.factories import RoleFactory, UserFactory
from tests.imports.conftest import DATA, EXPORTED, counts

COLUMNS = PanelRegister.sheets


def workbook(reviews=(), actions=()):
    book = Workbook()
    book.remove(book.active)
    for name, rows in (("Incidents", reviews), ("Actions", actions)):
        sheet = book.create_sheet(name)
        sheet.append(COLUMNS[name])
        for row in rows:
            sheet.append([row.get(column) for column in COLUMNS[name]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def review(ref="W1", **cells):
    return {
        "Ref": ref,
        "Situation": "Discussed",
        "Recommendation": "NFA",
        "Status": "open ",
        "Date reviewed": date(2026, 10, 8),
    } | cells


def action(number=1, ref="W1", **cells):
    usual = {"Action": "Warning letter", "Owner": "Will Tanner", "Due": "ASAP", "Status": "Open"}
    return {"Action no": number, "Incident ref": ref} | usual | cells


def named_in_the_register():
    book = load_workbook(DATA / "panel_register.xlsx", read_only=True)
    reviews = {row[0] for row in book["Incidents"].iter_rows(min_row=2, values_only=True)}
    return reviews | {row[1] for row in book["Actions"].iter_rows(min_row=2, values_only=True)}


def export_of(references):
    """The trust's export with only the rows of these references."""
    lines = (DATA / "incident_export.csv").read_bytes().decode("cp1252")
    rows = list(csv.reader(io.StringIO(lines, newline="")))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([rows[0], *(row for row in rows[1:] if row[0] in references)])
    return out.getvalue().encode("cp1252")


@pytest.fixture
def old_incident(trust, report):
    """W1, on Elm Ward, whose site has a panel."""
    incident = report()
    Incident.objects.filter(pk=incident.pk).update(legacy_reference="W1")
    Panel.objects.create(site=trust.general, name="Weekly", rhythm="ad_hoc")
    Notice.objects.all().delete()
    incident.refresh_from_db()
    return incident


@pytest.mark.framework("R131")
def test_the_trusts_own_register_comes_in_after_its_incidents(bring_in):
    """Only the incidents that the register names are brought in before it: test_incidents.py brings in them all."""
    bring_in("directory", "staff_directory.csv")
    RoleFactory(user=UserFactory(), kind=RoleKind.PREVENTION_LEAD)
    bring_in("incidents", export_of(named_in_the_register()))
    from people.models import Site

    for site in Site.objects.all():
        Panel.objects.create(site=site, name="Weekly", rhythm="ad_hoc")

    batch = bring_in("panel_register", "panel_register.xlsx")

    here = set(Incident.objects.values_list("legacy_reference", flat=True))
    reviews = batch.rows.filter(sheet="Incidents")
    actions = batch.rows.filter(sheet="Actions")
    assert (reviews.count(), actions.count()) == (40, 50)
    for row in batch.rows.all():
        ref = row.source.get("Ref") or row.source["Incident ref"]
        assert (row.verdict == "add") == (ref in here), (row, row.reason)
    assert AgendaItem.objects.count() == reviews.filter(verdict="add").count() > 30
    assert Action.objects.count() == actions.filter(verdict="add").count() > 40
    assert not Notice.objects.exists()

    again = bring_in("panel_register", "panel_register.xlsx")
    assert counts(again) == {"same": counts(batch)["add"], "rejected": counts(batch)["rejected"]}
    assert Action.objects.count() == counts(batch)["add"] - AgendaItem.objects.count()


@pytest.mark.framework("R131")
def test_a_review_keeps_the_registers_words(bring_in, old_incident):
    cells = {"Background": "Known to MH team", "Assessment": "=1+1", "Summary": "Something more"}
    bring_in("panel_register", workbook([review(**cells)]))

    item = AgendaItem.objects.get()
    assert (item.incident, item.meeting, item.legacy_status) == (old_incident, None, "Open")
    assert item.review["background_notes"] == "Known to MH team"
    assert item.review["assessment_notes"] == "=1+1"
    assert "Something more" in item.review["situation_notes"]
    assert item.recorded_at.date() == date(2026, 10, 8)


@pytest.mark.framework("R131")
def test_an_action_keeps_its_number_owner_and_what_it_says_of_its_end(trust, bring_in, old_incident):
    batch = bring_in(
        "panel_register",
        workbook(
            [review()],
            [
                action(1),
                action(
                    2,
                    Due="30/11/2026",
                    Status="In progress",
                    Owner="Somebody Else",
                    Action="Update care plan",
                ),
                action(3, Status="Closed", Completed=date(2026, 11, 2)),
                action(4, Status="Closed"),
            ],
        ),
    )

    assert counts(batch) == {"add": 5}
    first, second, third, fourth = Action.objects.order_by("legacy_number")
    assert (first.owner, first.due_on, first.due_words, first.kind) == (
        trust.will,
        None,
        "ASAP",
        "warning_letter",
    )
    assert first.item == AgendaItem.objects.get()
    assert (second.owner, second.owner_name, second.due_on) == (None, "Somebody Else", date(2026, 11, 30))
    assert (second.status, second.kind) == ("in_progress", "care_plan")
    assert third.finished_at.date() == date(2026, 11, 2)
    assert fourth.finished_at == EXPORTED
    assert not Notice.objects.exists()


def test_somebody_hurt_is_not_given_an_action_about_it(trust, bring_in, old_incident):
    batch = bring_in("panel_register", workbook([], [action(Owner="Nneka Obi")]))

    only = Action.objects.get()
    assert (only.owner, only.owner_name) == (None, "Nneka Obi")
    assert "part of the incident" in batch.rows.get().remarks[0]


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        (([review(ref="W2")], []), "Ref"),
        (([review(ref=None)], []), "Ref"),
        (([review(**{"Date reviewed": "31/02/2026"})], []), "Date reviewed"),
        (([review(**{"Date reviewed": "01/01/2031"})], []), "Date reviewed"),
        (([], [action(ref="W2")]), "Incident ref"),
        (([], [action(number="one")]), "Action no"),
        (([], [action(Status="Maybe")]), "Status"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_column(bring_in, old_incident, rows, column):
    batch = bring_in("panel_register", workbook(*rows))

    assert batch.rows.get().column == column
    assert not AgendaItem.objects.exists()
    assert not Action.objects.exists()


@pytest.mark.claim("I3")
def test_a_sealed_incident_is_as_if_it_were_not_there(trust, read_in, old_incident):
    content = workbook([review()], [action()])
    Incident.objects.filter(pk=old_incident.pk).update(legacy_reference=None)
    without = [
        (row.verdict, row.column, row.reason)
        for row in read_in("panel_register", content, by=trust.cora).rows.all()
    ]
    Incident.objects.filter(pk=old_incident.pk).update(
        legacy_reference="W1", is_sealed=True, sealed_to=trust.sasha
    )
    sealed = [
        (row.verdict, row.column, row.reason)
        for row in read_in("panel_register", content, by=trust.cora).rows.all()
    ]

    assert sealed == without
    assert {verdict for verdict, _, _ in sealed} == {"rejected"}


def test_a_coordinator_fills_only_the_register_of_their_site(trust, bring_in, old_incident):
    RoleFactory(user=trust.owen, kind=RoleKind.PANEL_COORDINATOR, site=trust.riverside)
    theirs = bring_in("panel_register", workbook([review()]), by=trust.owen)
    assert "another site" in theirs.rows.get().reason
    assert not AgendaItem.objects.exists()

    bring_in("panel_register", workbook([review()]), by=trust.cora)
    assert AgendaItem.objects.count() == 1


def test_only_a_coordinator_or_the_prevention_lead_may_start_it(trust, read_in):
    for outsider in (trust.ade, trust.maya, trust.chi, trust.milo, trust.nneka):
        with pytest.raises(PermissionDenied):
            read_in("panel_register", "panel_register.xlsx", by=outsider)
    assert not Import.objects.exists()


def test_a_workbook_without_one_of_the_sheets_is_named(read_in):
    book = Workbook()
    book.active.title = "Incidents"
    book.active.append(COLUMNS["Incidents"])
    out = io.BytesIO()
    book.save(out)

    batch = read_in("panel_register", out.getvalue())

    assert batch.status == "unreadable"
    assert "no sheet called “Actions”" in batch.problem
