"""Incidents out of the old reporting system's export: our words for theirs, and what each row becomes.

They keep their old reference and their dates. Nobody is told anything, and what is past owes no work.
"""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time

from incidents import access, signals
from incidents.models import AllegedPerpetrator, Incident, InvolvedPerson
from incidents.old_words import APPROVALS, ASSAILANTS, RESULTS, SUB_CATEGORIES
from incidents.workflow import Status
from people.access import require
from people.importing.registry import CannotApply, Importer, Planned
from people.importing.rows import CannotRead, Row
from people.lines import NobodyResponsible
from people.matching import Colleagues, folded
from people.models import ImportRow, Team, User
from people.trail import record

Verdict = ImportRow.Verdict
Answer, Harm = Incident.Answer, Incident.Harm
Part, Alleged = InvolvedPerson.Part, AllegedPerpetrator.Kind

REFERENCE, HAPPENED, CLOCK, REPORTED = "Web Ref", "Incident date", "Time (hh:mm)", "Reported date"
SITE, PLACE, CATEGORY, SUB_CATEGORY = "Site", "Location (exact)", "Category", "Sub category"
DESCRIPTION, RESULT = "Description (enter facts, not opinions)", "Result"
AFFECTED, NUMBER, WITNESS = "Person affected", "Employee no.", "Witness"
ASSAILANT, POLICE, APPROVAL = "Alleged assailant type", "Police involved", "Approval status"

IN_SCOPE = "violence & aggression"
SEXUAL = {"sexual_harassment", "sexual_assault", "indecent_exposure"}


class IncidentExport(Importer):
    key = "incidents"
    title = "Incidents from the old system"
    help = (
        "Brings incidents over with their old reference and dates. Nobody is told, and nothing old becomes "
        "overdue. Import the staff directory first, so that people and teams are found."
    )
    sheets = {
        "": (
            REFERENCE,
            HAPPENED,
            CLOCK,
            SITE,
            PLACE,
            CATEGORY,
            SUB_CATEGORY,
            DESCRIPTION,
            RESULT,
            REPORTED,
            AFFECTED,
            NUMBER,
            WITNESS,
            ASSAILANT,
            POLICE,
            APPROVAL,
        )
    }

    def allowed(self, user):
        return access.can_import(user)

    def label(self, source):
        return source.get(REFERENCE, "").strip()

    def plan(self, rows, *, at):
        here = set(Incident.objects.exclude(legacy_reference=None).values_list("legacy_reference", flat=True))
        teams = {(folded(team.site.name), folded(team.name)): team for team in _teams()}
        colleagues, first = Colleagues(), {}
        for row in rows:
            try:
                reference = row.needed(REFERENCE, 40)
                earlier = first.setdefault(reference, row)
                if earlier is not row:
                    yield _second_time(row, earlier)
                elif row.words(CATEGORY).casefold() != IN_SCOPE:
                    reason = f"The category is “{row.words(CATEGORY)[:80]}”"
                    yield Planned(row, Verdict.OUT_OF_SCOPE, column=CATEGORY, reason=reason)
                elif reference in here:
                    yield Planned(row, Verdict.SAME)
                else:
                    remarks: list[str] = []
                    data = _read(row, teams, colleagues, timezone.localdate(at), remarks)
                    yield Planned(row, Verdict.ADD, remarks=remarks, data=data)
            except CannotRead as why:
                yield Planned(row, Verdict.REJECTED, column=why.column, reason=why.reason)

    def apply(self, data, *, by, at):
        try:
            return bring_in(data, by=by, at=at)
        except NobodyResponsible as why:
            raise CannotApply(
                "Nobody is there to look after the colleague. Give somebody the violence prevention lead role"
            ) from why


def _teams():
    return Team.objects.select_related("site")


def _second_time(row, earlier) -> Planned:
    if row.same_as(earlier):
        return Planned(row, Verdict.DUPLICATE, reason=f"The same as row {earlier.number}")
    reason = f"Row {earlier.number} has the same reference and says something else. Take one of the two out"
    return Planned(row, Verdict.REJECTED, column=REFERENCE, reason=reason)


def _read(row: Row, teams, colleagues: Colleagues, today, remarks: list[str]) -> dict:
    """The row as `bring_in` wants it, and in `remarks` whatever a person should know. Raises CannotRead."""
    means = SUB_CATEGORIES.get(row.words(SUB_CATEGORY).replace("–", "-").casefold())
    if means is None:
        raise CannotRead(
            SUB_CATEGORY, f"“{row.words(SUB_CATEGORY)[:80]}” stands for no kind of incident here"
        )
    occurred_on = row.date(HAPPENED)
    if occurred_on is None:
        raise CannotRead(HAPPENED, "This cell is empty. Fill it in and import the row again")
    if occurred_on > today:
        raise CannotRead(HAPPENED, f"{occurred_on:%d/%m/%Y} has not come yet. Correct it")
    team = teams.get((folded(row.words(SITE)), folded(row.words(PLACE))))
    if team is None:
        place = f"{row.words(PLACE)[:80]}, {row.words(SITE)[:80]}"
        raise CannotRead(
            PLACE, f"There is no team “{place}” here. Import the staff directory first, or add the team"
        )
    clock = row.time(CLOCK)
    if row.words(CLOCK) and clock is None:
        remarks.append(f"The time “{row.words(CLOCK)[:20]}” cannot be read and is left out")
    if SEXUAL & set(means.kinds):
        remarks.append("Sealed to the sexual safety lead, if there is one when it is brought in")
    harmed = _affected(row, team, colleagues, remarks)
    return {
        "legacy_reference": row.words(REFERENCE),
        "status": _ours(row, APPROVAL, APPROVALS, Status.HOLDING, remarks),
        "kinds": means.kinds,
        "occurred_on": occurred_on,
        "occurred_time": clock.strftime("%H:%M") if clock else None,
        "reported_on": _reported_on(row, occurred_on, today, remarks),
        "team": team.pk,
        "what_happened": row.text(DESCRIPTION),
        "harm": _ours(row, RESULT, RESULTS, Harm.NOT_KNOWN, remarks),
        "weapon": means.weapon,
        "hate_motive": means.hate_motive,
        "characteristics": means.characteristics,
        "police": {True: Answer.YES, False: Answer.NO, None: Answer.NOT_KNOWN}[row.yes_or_no(POLICE)],
        "affected": [harmed, *_witness(row, team, colleagues, harmed, remarks)],
        "alleged": _alleged(row, means, remarks),
    }


def _ours(row, column, table, otherwise, remarks):
    words = row.words(column).casefold()
    if words not in table:
        remarks.append(f"{column}: “{row.words(column)[:60]}” is not a word used here, so it is left open")
    if words == "rejected":
        remarks.append("The old system rejected it; here it is closed")
    return table.get(words, otherwise)


def _alleged(row, means, remarks):
    said = _ours(row, ASSAILANT, ASSAILANTS, Alleged.UNKNOWN, remarks)
    return means.alleged if said == Alleged.UNKNOWN else said


def _reported_on(row, occurred_on, today, remarks):
    """The day it was reported; where that cannot be, the day it happened, and a remark."""
    try:
        reported_on = row.date(REPORTED) or occurred_on
    except CannotRead:
        reported_on = None
    if reported_on and occurred_on <= reported_on <= today:
        return reported_on
    remarks.append(
        f"The reported date “{row.words(REPORTED)[:20]}” cannot be right; the incident's own date is used"
    )
    return occurred_on


def _affected(row, team, colleagues, remarks) -> dict:
    """Who it happened to. An employee number that is known here stands before the name."""
    name, number = row.words(AFFECTED)[:160], row.words(NUMBER)
    user = colleagues.numbered(number)
    if user and name and not colleagues.is_called(user, name):
        remarks.append(
            f"The employee number belongs to {user}, who is not called “{name}”. The number is used"
        )
    if number and not user:
        remarks.append("Nobody here has this employee number. The name is kept without an account")
    if not number:
        user = colleagues.named(name, team)
        if user is None:
            remarks.append(
                "Nobody here, or more than one colleague, has this name. It is kept without an account"
            )
    return {
        "part": Part.HARMED,
        "user": user.pk if user else None,
        "name": name or str(user or "Name not given"),
    }


def _witness(row, team, colleagues, harmed, remarks) -> list[dict]:
    name = row.words(WITNESS)[:160]
    if not name:
        return []
    user = colleagues.named(name, team)
    if user and user.pk == harmed["user"]:
        remarks.append("The witness is the person affected, and is not named twice")
        return []
    if user is None:
        remarks.append(
            "Nobody here, or more than one colleague, has the witness's name. It is kept without an account"
        )
    return [{"part": Part.WITNESS, "user": user.pk if user else None, "name": name}]


@transaction.atomic
def bring_in(data: dict, *, by: User | None, at: datetime) -> list[str]:
    """Add one incident out of an old system; returns remarks. The same old reference comes in once (I4).

    Rooms that listen see that its channel is "imported": no notices, no work that is over already. For the
    command `by` is None.
    """
    require(by is None or access.can_import(by))
    if Incident.objects.filter(legacy_reference=data["legacy_reference"]).exists():
        return []
    users = User.objects.in_bulk([person["user"] for person in data["affected"] if person["user"]])
    sealed_to, remarks = _recipient(data, users)
    occurred_on, occurred_time = parse_date(data["occurred_on"]), parse_time(data["occurred_time"] or "")
    reported_on = parse_date(data["reported_on"])
    incident = Incident(
        legacy_reference=data["legacy_reference"],
        channel=Incident.Channel.IMPORTED,
        status=data["status"],
        occurred_on=occurred_on,
        occurred_time=occurred_time,
        reported_at=_moment(reported_on, occurred_time if reported_on == occurred_on else None, at),
        completed_at=at,
        team_id=data["team"],
        sealed_to=sealed_to,
        is_sealed=sealed_to is not None,
        **{
            name: data[name] for name in ("kinds", "what_happened", "harm", "weapon", "hate_motive", "police")
        },
        characteristics=data["characteristics"],
    )
    incident._history_user = by
    incident.save()
    for person in data["affected"]:
        InvolvedPerson.objects.create(
            incident=incident, user=users.get(person["user"]), name=person["name"], part=person["part"]
        )
    AllegedPerpetrator.objects.create(incident=incident, kind=data["alleged"])
    record("incident.brought_in", by=by, subject=incident, at=at)
    signals.reported.send(sender=Incident, incident=incident, by=by, at=at, imported=True)
    return remarks


def _recipient(data, users) -> tuple[User | None, list[str]]:
    """To whom a sexual safety incident is sealed (R4): a lead who is not part of it."""
    if not SEXUAL & set(data["kinds"]):
        return None, []
    leads = access.sealed_recipients(None).exclude(pk__in=users).order_by("pk")
    lead = leads.first()
    if lead:
        return lead, []
    return None, ["There is no sexual safety lead, so it is not sealed. Its team's managers can read it"]


def _moment(day, clock: time | None, at: datetime) -> datetime:
    """When it was reported. The export gives a day, so midday, or on the same day the time it happened."""
    moment = datetime.combine(day, clock or time(12), timezone.get_default_timezone())
    return min(moment, at)
