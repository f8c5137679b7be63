"""The doors through which meetings and reviews are opened. Opening one writes the trail (security.md A5)."""

from collections import Counter

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from incidents import third_party
from people.models import Role
from people.trail import record
from reviews import access
from reviews.models import Action, AgendaItem, Meeting
from support.models import Case, StatementShare
from support.workflow import CaseStatus


def members_of(panel):
    """The roles of those who sit on the panel today, their users with them (R130)."""
    roles = Role.objects.current().filter(access.members(panel), user__is_active=True)
    return roles.select_related("user").order_by("user__last_name", "user__first_name", "pk")


@transaction.atomic
def open_meeting(user, pk):
    """The meeting, or 404 for one that does not exist and for one the user may not see alike."""
    meeting = get_object_or_404(
        Meeting.objects.visible_to(user).select_related("panel__site", "opened_by"), pk=pk
    )
    record("meeting.read", by=user, subject=meeting)
    return meeting


@transaction.atomic
def open_item(user, meeting, pk):
    """The item. Its page shows the incident, so that is read too."""
    items = AgendaItem.objects.visible_to(user).select_related(
        "panel__site", "meeting__panel", "incident__team__site", "recorded_by"
    )
    item = get_object_or_404(items, pk=pk, meeting=meeting)
    record("incident.read", by=user, subject=item.incident, why="On a panel's agenda")
    return item


@transaction.atomic
def open_action(user, pk):
    actions = Action.objects.visible_to(user).select_related("panel", "item", "owner", "assigned_by")
    action = get_object_or_404(actions, pk=pk)
    record("action.read", by=user, subject=action)
    return action


def facts(incident) -> list[tuple[str, str]]:
    """What the report says about the incident itself, in words; nobody's name (R134)."""
    when = date_format(incident.occurred_on, "l j F Y")
    if incident.occurred_time:
        when += f", {incident.occurred_time:%H:%M}"
    answers = [
        ("Harm", "harm"),
        ("First aid given", "first_aid"),
        ("Weapon", "weapon"),
        ("Anyone held or restrained", "restraint"),
        ("Hostility because of who somebody is", "hate_motive"),
        ("Security called", "security"),
        ("Police called", "police"),
    ]
    return [
        ("What kind", ", ".join(incident.kind_names)),
        ("When", when),
        (
            "Where",
            ", ".join(filter(None, [incident.team.name, incident.place, incident.get_setting_display()])),
        ),
        ("What happened", incident.what_happened or "Nothing has been written"),
        *[(label, text) for label, text in _texts(incident) if text],
        *[(label, _answer(incident, field)) for label, field in answers],
        *([("Harassment by a third party", "Yes")] if third_party.harassed(incident) else []),
        *([("What lay behind it", incident.get_cause_display())] if incident.cause else []),
        ("Who is said to have done it", ", ".join(str(one) for one in incident.alleged.all()) or "Not said"),
    ]


def _texts(incident):
    return [
        ("What was said", incident.what_was_said),
        ("What the reporter did", incident.what_was_done),
        ("Injuries", incident.injuries),
        ("What the weapon was", incident.weapon_what),
        ("Because of", ", ".join(incident.characteristic_names)),
    ]


def _answer(incident, field):
    return (
        "Not known"
        if getattr(incident, field) == "not_known"
        else getattr(incident, f"get_{field}_display")()
    )


def support_given(incident) -> list[tuple[str, str]]:
    """For each person affected, by their part and without a name, how far support has come (design §5, R128).

    Statuses only: no stage, no answer, no reason.
    """
    cases = {case.person_id: case for case in Case.objects.filter(person__incident=incident)}
    people = list(incident.involved.order_by("part", "id"))
    many, seen = Counter(person.part for person in people), Counter()
    told = []
    for person in people:
        seen[person.part] += 1
        number = f" ({seen[person.part]})" if many[person.part] > 1 else ""
        told.append((f"{person.get_part_display()}{number}", _words(cases.get(person.pk))))
    return told


def statements(user, item) -> list[StatementShare]:
    """What those affected have let the panel read, while they do (R125). Opening one is noted for them to see."""
    shares = StatementShare.objects.visible_to(user).filter(
        to=None, statement__case__person__incident=item.incident_id
    )
    return list(shares.select_related("version").order_by("given_at", "pk"))


def _words(case):
    if case is None:
        return "No support has been opened here"
    if case.status == CaseStatus.OPEN and case.contacted_at is None:
        return "Nobody has made contact yet"
    return case.get_status_display()


def earlier_incidents(user, incident) -> int:
    """How many other incidents the user may see name the same person, matched by keyed hash."""
    prints = [one.fingerprint for one in incident.alleged.all() if one.fingerprint]
    if not prints:
        return 0
    others = type(incident).objects.visible_to(user).filter(alleged__fingerprint__in=prints)
    return others.exclude(pk=incident.pk).distinct().count()
