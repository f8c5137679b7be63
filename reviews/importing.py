"""The panel's shared workbook: what it reviewed and asked for, taken into the live register (R131)."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date

from incidents.models import Incident
from people.access import require
from people.importing.registry import CannotApply, Importer, Planned
from people.importing.rows import CannotRead
from people.matching import Colleagues
from people.models import ImportRow, User
from people.trail import record
from reviews import access, sbar
from reviews.models import Action, AgendaItem, Panel
from reviews.sbar import ActionKind
from reviews.workflow import ActionStatus

Verdict = ImportRow.Verdict
INCIDENTS, ACTIONS = "Incidents", "Actions"
SBAR = {part.name: part.notes_key for part in sbar.PARTS}

STATUSES = {
    "open": ActionStatus.OPEN,
    "in progress": ActionStatus.IN_PROGRESS,
    "closed": ActionStatus.DONE,
    "complete": ActionStatus.DONE,
    "completed": ActionStatus.DONE,
}
# What an action is, by words in it; anything else is "Something else".
KINDS = {
    "warning letter": ActionKind.WARNING_LETTER,
    "care plan": ActionKind.CARE_PLAN,
    "epr alert": ActionKind.ALERT,
    "cctv": ActionKind.SECURITY,
    "sop": ActionKind.PROCEDURE,
    "refresher": ActionKind.TRAINING,
    "training": ActionKind.TRAINING,
}


class PanelRegister(Importer):
    key = "panel_register"
    title = "Panel register"
    help = (
        "Brings the panel's own workbook over: its reviews and its actions. Import the incidents first, "
        "and make a panel for each site. Nobody is told."
    )
    accepts = (".xlsx",)
    sheets = {
        INCIDENTS: ("Ref", "Date", "Location", "Summary", *SBAR, "Status", "Date reviewed"),
        ACTIONS: ("Action no", "Incident ref", "Action", "Owner", "Due", "Status", "Completed"),
    }

    def allowed(self, user):
        return access.can_import(user)

    def label(self, source):
        return source.get("Ref") or f"Action {source.get('Action no', '')}, {source.get('Incident ref', '')}"

    def plan(self, rows, *, at):
        register, first = _Register(at), {}
        for row in rows:
            key = "Ref" if row.sheet == INCIDENTS else "Action no"
            try:
                earlier = first.setdefault((row.sheet, row.needed(key, 40)), row)
                if earlier is not row:
                    yield _second_time(row, earlier, key)
                elif row.sheet == INCIDENTS:
                    yield register.review(row)
                else:
                    yield register.action(row)
            except CannotRead as why:
                yield Planned(row, Verdict.REJECTED, column=why.column, reason=why.reason)

    def apply(self, data, *, by, at):
        bring_in = bring_in_review if "review" in data else bring_in_action
        return bring_in(data, by=by, at=at)


def _second_time(row, earlier, key) -> Planned:
    if row.same_as(earlier):
        return Planned(row, Verdict.DUPLICATE, reason=f"The same as row {earlier.number}")
    reason = f"Row {earlier.number} is about the same one and says something else. Take one of the two out"
    return Planned(row, Verdict.REJECTED, column=key, reason=reason)


class _Register:
    """What is here already, read once, and a verdict for each row. What is sealed is not here for a panel."""

    def __init__(self, at):
        self.today = timezone.localdate(at)
        self.colleagues = Colleagues()
        found = Incident.objects.filter(is_sealed=False).exclude(legacy_reference=None)
        found = found.select_related("team").prefetch_related("involved", "alleged")
        self.incidents = {incident.legacy_reference: incident for incident in found}
        self.panels = {}
        for panel in Panel.objects.select_related("site").order_by("-hotspots_only", "-begins_at"):
            self.panels[panel.site_id] = panel
        reviews = AgendaItem.objects.filter(meeting=None)
        self.reviews = set(reviews.values_list("panel_id", "incident_id"))
        numbered = Action.objects.exclude(legacy_number=None)
        self.actions = set(numbered.values_list("panel_id", "legacy_number"))

    def review(self, row) -> Planned:
        incident, panel = self._about(row, "Ref")
        if (panel.pk, incident.pk) in self.reviews:
            return Planned(row, Verdict.SAME)
        reviewed_on = self._past(row, "Date reviewed")
        notes = {key: row.text(name) for name, key in SBAR.items()}
        summary = row.text("Summary")
        if summary and not incident.what_happened.startswith(summary):
            notes["situation_notes"] = (
                f"{notes['situation_notes']}\nThe register's summary: {summary}".strip()
            )
        data = {
            "incident": str(incident.pk),
            "panel": str(panel.pk),
            "review": sbar.empty() | notes,
            "status": row.short("Status", 40).capitalize(),
            "reviewed_on": reviewed_on,
        }
        return Planned(row, Verdict.ADD, data=data)

    def action(self, row) -> Planned:
        number = row.needed("Action no", 9)
        if not number.isdecimal():
            raise CannotRead("Action no", f"“{number}” is not a number")
        incident, panel = self._about(row, "Incident ref")
        if (panel.pk, int(number)) in self.actions:
            return Planned(row, Verdict.SAME, turn=1)
        status = STATUSES.get(row.words("Status").casefold())
        if status is None:
            raise CannotRead("Status", "This is none of Open, In progress and Closed")
        remarks: list[str] = []
        finished_on = self._past(row, "Completed") if status == ActionStatus.DONE else None
        if status == ActionStatus.DONE and not finished_on:
            remarks.append("The register gives no day for its end; the day of the import stands instead")
        what = row.text("Action") or "Not said in the register"
        data = {
            "incident": str(incident.pk),
            "panel": str(panel.pk),
            "number": int(number),
            "what": what,
            "kind": next(
                (kind for words, kind in KINDS.items() if words in what.casefold()), ActionKind.ANOTHER
            ),
            "status": status,
            "finished_on": finished_on,
            **self._owner(row, incident, remarks),
            **_due(row),
        }
        return Planned(row, Verdict.ADD, remarks=remarks, data=data, turn=1)

    def _about(self, row, column):
        incident = self.incidents.get(row.needed(column, 40))
        if incident is None:
            raise CannotRead(
                column,
                "No incident with this reference is here for a panel to look at. Import the incidents first",
            )
        panel = self.panels.get(incident.team.site_id)
        if panel is None:
            raise CannotRead(column, "There is no review panel for the site of this incident. Make one first")
        return incident, panel

    def _past(self, row, column):
        """A day that has come; None when the cell is empty."""
        day = row.date(column)
        if day and day > self.today:
            raise CannotRead(column, f"{day:%d/%m/%Y} has not come yet. Correct it")
        return day

    def _owner(self, row, incident, remarks):
        """An account only for the one active colleague of that name who is not part of the incident."""
        name = row.words("Owner")[:160] or "Not said in the register"
        user = self.colleagues.named(name)
        if user is None:
            remarks.append(
                "Nobody here, or more than one colleague, has the owner's name. It is kept without an account"
            )
        elif not user.is_active:
            remarks.append(
                "The owner no longer works here. The name is kept; give the action to somebody else"
            )
            user = None
        elif user.pk in {one.user_id for one in [*incident.involved.all(), *incident.alleged.all()]}:
            remarks.append(
                "The owner is part of the incident. The name is kept; give the action to somebody else"
            )
            user = None
        return {"owner": user.pk if user else None, "owner_name": "" if user else name}


def _due(row):
    """A day, or what the register says instead of one, such as "ASAP"."""
    try:
        due_on = row.date("Due")
    except CannotRead:
        due_on = None
    return {"due_on": due_on, "due_words": "" if due_on else row.words("Due")[:60] or "Not said"}


@transaction.atomic
def bring_in_review(data: dict, *, by: User | None, at: datetime) -> list[str]:
    """One review out of the old register, at no meeting. The same one is brought in once (I4)."""
    panel, incident = _checked(data, by)
    if AgendaItem.objects.filter(panel=panel, incident=incident, meeting=None).exists():
        return []
    item = AgendaItem(
        panel=panel,
        incident=incident,
        added_at=at,
        review=data["review"],
        legacy_status=data["status"],
        recorded_at=_midday(data["reviewed_on"], at),
    )
    item._history_user = by
    item.save()
    record("review.brought_in", by=by, subject=item, at=at)
    return []


@transaction.atomic
def bring_in_action(data: dict, *, by: User | None, at: datetime) -> list[str]:
    """One action out of the old register; its owner finds it on their page and is not written to."""
    panel, incident = _checked(data, by)
    if Action.objects.filter(panel=panel, legacy_number=data["number"]).exists():
        return []
    is_done = data["status"] == ActionStatus.DONE
    action = Action(
        panel=panel,
        item=AgendaItem.objects.filter(panel=panel, incident=incident, meeting=None).first(),
        incident=incident,
        legacy_number=data["number"],
        owner_id=data["owner"],
        due_on=parse_date(data["due_on"] or ""),
        finished_at=(_midday(data["finished_on"], at) or at) if is_done else None,
        assigned_at=at,
        **{name: data[name] for name in ("kind", "what", "owner_name", "due_words", "status")},
    )
    action._history_user = by
    action.save()
    record("action.brought_in", by=by, subject=action, at=at)
    return []


def _checked(data, by):
    require(by is None or access.can_import(by))
    panel = Panel.objects.select_for_update().get(pk=data["panel"])
    if by and not access.can_import_into(by, panel):
        raise CannotApply("This is about another site, whose panel you do not coordinate")
    incident = Incident.objects.filter(pk=data["incident"], is_sealed=False).first()
    if incident is None:
        raise CannotApply("No incident with this reference is here for a panel to look at")
    return panel, incident


def _midday(day, at):
    if not day:
        return None
    return min(datetime.combine(parse_date(day), time(12), timezone.get_default_timezone()), at)
