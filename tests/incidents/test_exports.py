"""The list as a file: the rows of the page, nothing that runs, no names for those who see none, and each in the trail."""

import csv
import io

import openpyxl
import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents import exporting, reading
from incidents.actions import Affected, Alleged
from incidents.models import Incident, InvolvedPerson
from incidents.reading import exports
from people import trail
from people.models import Entry, User

pytestmark = pytest.mark.django_db
KINDS = ["csv", "xlsx"]
FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "\u200b=1", '=HYPERLINK("http://x.example")', "{=1}",
    "_x003D_1", "http://x.example", "'=1", "a\r\nb, \"c\"",
]  # fmt: skip


def download(client, user, kind, query=""):
    client.force_login(user)
    response = client.get(reverse("incidents:download", args=[kind]) + query)
    assert response.status_code == 200
    return response.getvalue()


def read(content, kind):
    """Rows as dictionaries by heading; no cell of a workbook may be anything but text."""
    if kind == "csv":
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    heading, *rows = list(sheet.iter_rows())
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for row in rows for cell in row)
    return [{head.value: cell.value or "" for head, cell in zip(heading, row, strict=True)} for row in rows]


@pytest.mark.parametrize("kind", KINDS)
def test_it_holds_what_the_page_shows_in_its_order(client, trust, report, kind):
    first, second = report(kinds=["verbal"]), report(kinds=["verbal"], harm="low")
    report()

    content = download(client, trust.maya, kind, "?kind=verbal")

    rows = read(content, kind)
    assert [row["Reference"] for row in rows] == [second.reference, first.reference]
    assert (rows[0]["Kinds"], rows[0]["Anyone hurt"], rows[1]["Anyone hurt"]) == (
        "Verbal abuse",
        "Low harm",
        "Not known",
    )
    assert (rows[0]["Team"], rows[0]["What happened"]) == ("Elm Ward", "A patient who was confused hit out.")
    assert (rows[0]["Reported by"], rows[0]["Affected"]) == ("Nneka Obi", "Nneka Obi")


@pytest.mark.claim("F3")
@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_runs_as_a_formula_whatever_stands_in_it(client, trust, report, kind):
    """Every text of every table that a column can show."""
    told = {}
    for text in FORMULAS:
        incident = report(
            **dict.fromkeys(Incident.TOLD, text),
            affected=[Affected("harmed", name=text)],
            alleged=[Alleged("patient")],
        )
        told[incident.reference] = text
        Incident.objects.filter(pk=incident.pk).update(legacy_reference=f"{text}{incident.pk}"[:40])
    type(trust.elm_ward).objects.filter(pk=trust.elm_ward.pk).update(name="=ward()")
    type(trust.general).objects.filter(pk=trust.general.pk).update(name="+site")
    User.objects.filter(pk=trust.nneka.pk).update(first_name="@nneka")

    rows = read(download(client, trust.maya, kind), kind)

    assert len(rows) == len(FORMULAS)
    for row in rows:
        for cell in row.values():
            assert not cell.lstrip(" \u200b\t\r\n").startswith(("=", "+", "-", "@", "＝")), row
        text = told[row["Reference"]]
        assert row["What happened"].lstrip("'").split() == text.lstrip("'").split()


@pytest.mark.claim("A2")
@pytest.mark.claim("A3")
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_s_file_holds_what_is_not_for_them(client, trust, report, kind):
    """Other teams, sealed ones even for those who may open them, those somebody is said to have done, and names."""
    shown = report(affected=[Affected("harmed", name="CANARYNAME", contact="CANARYCONTACT")])
    report(by=trust.omar, team=trust.oak_ward, what_happened="CANARYOAK")
    report(kinds=["sexual_harassment"], sealed_to=trust.sasha, what_happened="CANARYSEALED")
    report(
        what_happened="CANARYACCUSED",
        alleged=[Alleged("colleague", user=trust.dev, identifier="CANARYALLEGED")],
    )

    def texts(user):
        return "\n".join(" ".join(row.values()) for row in read(download(client, user, kind), kind))

    assert "CANARYNAME" in texts(trust.maya)
    assert "CANARYACCUSED" in texts(trust.maya)
    for user, never in [
        (trust.maya, ["OAK", "SEALED", "ALLEGED", "CONTACT"]),
        (trust.dev, ["OAK", "SEALED", "ALLEGED", "ACCUSED"]),
        (trust.chi, ["OAK", "SEALED", "ALLEGED", "NAME"]),
        (trust.sasha, ["SEALED", "ACCUSED", "NAME"]),
        (trust.viv, ["SEALED", "ALLEGED", "CONTACT"]),
    ]:
        found = texts(user)
        assert [word for word in never if f"CANARY{word}" in found] == [], user
    assert shown.reference in texts(trust.chi)
    assert "Nneka" not in texts(trust.chi)


@pytest.mark.claim("I3")
@pytest.mark.parametrize("kind", KINDS)
def test_an_outsider_s_file_is_the_same_to_the_byte_with_and_without_a_sealed_report(
    client, trust, report, kind
):
    report()
    before = [download(client, user, kind) for user in (trust.maya, trust.viv, trust.chi)]
    report(kinds=["sexual_harassment"], sealed_to=trust.sasha)

    assert [download(client, user, kind) for user in (trust.maya, trust.viv, trust.chi)] == before


@pytest.mark.claim("A5")
@pytest.mark.parametrize("kind", KINDS)
def test_the_trail_keeps_who_took_which_without_the_words_looked_for(client, trust, report, kind):
    wanted, other = report(what_happened="kettle"), report(kinds=["verbal"])
    Entry.objects.filter(event="incident.read")

    download(client, trust.maya, kind, "?words=kettle&kind=physical")

    entries = Entry.objects.filter(by=trust.maya)
    assert entries.filter(event="incident.read", subject_id=str(wanted.pk)).count() == 1
    assert not entries.filter(subject_id=str(other.pk)).exists()
    assert entries.get(event="incidents.downloaded").why == f"{kind}, 1 reports: words, kind=physical"
    assert "kettle" not in str(list(Entry.objects.values()))


@pytest.mark.claim("A5")
def test_without_its_entries_in_the_trail_there_is_no_file(client, trust, report, monkeypatch):
    report()

    def refuse(*args):
        raise DatabaseError

    client.force_login(trust.maya)
    monkeypatch.setattr(trail, "_entry", refuse)
    with pytest.raises(DatabaseError):
        client.get("/incidents/download.csv")


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_list_is_cut_and_says_so(client, trust, report, kind, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 2)
    rows = [report() for _ in range(3)]

    *first, last = read(download(client, trust.maya, kind), kind)

    assert [row["Reference"] for row in first] == [rows[2].reference, rows[1].reference]
    assert last["Reference"] == exporting.CUT
    assert "up to 10,000 reports" in client.get("/incidents/").content.decode()


def test_what_was_taken_from_sight_meanwhile_is_left_out(trust, report):
    kept, gone = report(), report()
    handed = reading.hand_out(trust.maya, wanted={}, kind="csv")
    Incident.objects.filter(pk=gone.pk).update(team=trust.oak_ward)

    assert list(reading.batches(trust.maya, handed.keys)) == [[kept]]


@pytest.mark.parametrize("kind", KINDS)
def test_as_many_queries_with_30_rows_as_with_3(client, trust, report, kind):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            download(client, trust.maya, kind)
        return len(asked)

    one = report()
    queries()
    few = queries()
    now = Incident.objects.get(pk=one.pk)
    copies = []
    for _ in range(30):
        copies.append(
            Incident(team=now.team, reporter=now.reporter, kinds=now.kinds, occurred_on=now.occurred_on)
        )
    Incident.objects.bulk_create(copies)
    InvolvedPerson.objects.bulk_create(
        [InvolvedPerson(incident=row, name="Jo", part="harmed") for row in copies]
    )

    assert queries() == few


@pytest.mark.parametrize(("user", "status"), [("nneka", 403), ("ade", 403), ("bea", 403), ("maya", 200)])
def test_only_those_who_work_from_the_list_download_it(client, trust, user, status):
    client.force_login(getattr(trust, user))
    assert client.get("/incidents/download.csv").status_code == status
    assert client.get("/incidents/download.pdf").status_code == (404)


def test_the_file_s_name_says_nothing(client, trust, report):
    report()
    client.force_login(trust.maya)
    name = client.get("/incidents/download.csv?words=kettle")["Content-Disposition"]
    assert name.startswith('attachment; filename="incidents-20')
    assert "kettle" not in name
