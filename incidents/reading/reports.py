"""How reports are read: the list, page by page, and the one door through which a report is opened."""

from dataclasses import dataclass

from django.db.models import DateTimeField, F, Func, Q
from django.shortcuts import get_object_or_404

from incidents import words
from incidents.models import Incident
from people.trail import record

ROWS = 25
# A common word is found among the newest; only a rare one is worth asking the index for.
NEWEST = 3000


def open_incident(user, reference):
    """The incident, or 404 for one that does not exist and for one the user may not see alike.

    Opening it writes the trail (security.md A5).
    """
    incident = get_object_or_404(
        Incident.objects.visible_to(user).select_related("team__site", "reporter"), reference=reference
    )
    record("incident.read", by=user, subject=incident)
    return incident


@dataclass(frozen=True)
class Page:
    """Up to 25 rows, newest first, and the references that the next and the previous page start from."""

    rows: list
    older: str = ""
    newer: str = ""


def browse(user, *, wanted: dict, older_than="", newer_than="") -> Page:
    """The reports this user may see that fit what is wanted (ListForm's answers). Text is not read, nor
    rows counted."""
    rows = (
        Incident.objects.visible_to(user)
        .filter(_fits(wanted))
        .select_related("team__site")
        .defer("what_happened")
    )
    reference = older_than or newer_than
    mark = Incident.objects.visible_to(user).filter(reference=reference).first() if reference else None
    if mark and newer_than:
        found = list(
            rows.filter(_after(mark, "gt")).filter(_words(wanted)).order_by("reported_at", "id")[: ROWS + 1]
        )
        return _page(found[:ROWS][::-1], older=True, newer=len(found) > ROWS)
    if mark:
        rows = rows.filter(_after(mark, "lt"))
    found = _newest(rows, wanted)
    return _page(found[:ROWS], older=len(found) > ROWS, newer=bool(mark))


def mine(user):
    """What this user reported, newest first."""
    return Incident.objects.visible_to(user).filter(reporter=user).defer("what_happened")


def _newest(rows, wanted):
    """One row more than a page holds. The order by a sum keeps the planner from walking the whole table by
    date."""
    if not wanted.get("words"):
        return list(rows[: ROWS + 1])
    recent = rows.order_by("-reported_at", "-id").values("pk")[:NEWEST]
    found = list(rows.filter(pk__in=recent).filter(_words(wanted))[: ROWS + 1])
    if len(found) > ROWS:
        return found
    reported = Func(
        F("reported_at"), template="(%(expressions)s + interval '0')", output_field=DateTimeField()
    )
    return list(rows.filter(_words(wanted)).order_by(reported.desc(), "-id")[: ROWS + 1])


def _page(rows, *, older, newer):
    return Page(
        rows,
        older=rows[-1].reference if rows and older else "",
        newer=rows[0].reference if rows and newer else "",
    )


def _after(mark, way):
    """Rows on one side of a row, in the order of time and then id."""
    return Q(**{f"reported_at__{way}": mark.reported_at}) | Q(
        **{"reported_at": mark.reported_at, f"id__{way}": mark.pk}
    )


def _words(wanted):
    """All the words, or its reference. A word that no report holds is taken for a slip of one that some do."""
    text = wanted.get("words")
    if not text:
        return Q()
    looked_for = words.exactly(text)
    found = Q(words__contains=looked_for) if looked_for else Q(pk__in=[])
    return found | Q(reference=text.upper()) | Q(legacy_reference=text)


def _fits(wanted):
    conditions = {
        "kinds__contains": [wanted["kind"]] if wanted.get("kind") else None,
        "team": wanted.get("team"),
        "status": wanted.get("status"),
        "occurred_on__gte": wanted.get("since"),
        "occurred_on__lte": wanted.get("until"),
    }
    return Q(**{lookup: value for lookup, value in conditions.items() if value})
