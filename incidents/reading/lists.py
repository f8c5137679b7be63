"""The list of reports: what fits, in which order, page by page; and the words looked for, a slip forgiven."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, TextField
from django.utils import timezone

from incidents import access, words
from incidents.models import Duty, Incident, TrendMark
from incidents.reading.patience import patience

ROWS = 25
# A common word is found among the first of the list; only a rare one is worth asking the index for.
NEWEST = 3000
SECONDS = 3


@dataclass(frozen=True)
class Order:
    """`fields` decide from left to right, all of them falling or all rising; no two rows have the same."""

    key: str
    says: str
    fields: tuple[str, ...]
    is_falling: bool = True

    def by(self, *, backwards=False):
        return [name if backwards == self.is_falling else f"-{name}" for name in self.fields]


# The orders a list can have. Adding one is one row, and an index.
ORDERS = {
    order.key: order
    for order in [
        Order("reported", "Newest report first", ("reported_at", "id")),
        Order("occurred", "Latest incident first", ("occurred_on", "reported_at", "id")),
        Order("late", "Only what is late, longest first", ("late_since", "id"), is_falling=False),
    ]
}


@dataclass(frozen=True)
class Page:
    """Up to 25 rows, and the references that the next and the page before start from.

    `slips` are words that no report holds, so that those spelt like them were looked for; `may_be_like` says that
    looking for words spelt like these could find more.
    """

    rows: list
    older: str = ""
    newer: str = ""
    slips: tuple[str, ...] = ()
    may_be_like: bool = False


def browse(user, *, wanted: dict, older_than="", newer_than="", at=None) -> Page:
    """The reports this user may see that fit what is wanted (ListForm's answers). Text is not read, nor rows
    counted. Raises TookTooLong."""
    at, order = at or timezone.now(), order_of(wanted)
    with patience(SECONDS):
        rows = narrowed(user, wanted, at).select_related("team__site").defer(*Incident.TOLD)
        reference = older_than or newer_than
        mark = (
            narrowed(user, {"order": order.key}, at).filter(reference=reference).first()
            if reference
            else None
        )
        backwards = bool(mark and newer_than)
        if mark:
            rows = rows.filter(_beyond(mark, order, backwards))
        found, slips = searched(user, wanted, lambda condition: _first(rows, condition, order, backwards))
        _mark_late(found[:ROWS], at)
    shown, more = found[:ROWS], len(found) > ROWS
    older, newer = (True, more) if backwards else (more, bool(mark))
    shown = shown[::-1] if backwards else shown
    return Page(
        shown,
        older=shown[-1].reference if shown and older else "",
        newer=shown[0].reference if shown and newer else "",
        slips=slips,
        may_be_like=_may_be_like(wanted) and not slips and not (more or mark),
    )


def order_of(wanted) -> Order:
    return ORDERS[wanted.get("order") or "reported"]


def narrowed(user, wanted: dict, at) -> QuerySet:
    """What this user may see and every filter but the words lets through. The order "late" leaves out what is not."""
    rows = Incident.objects.visible_to(user).filter(_fits(wanted))
    if wanted.get("mine"):
        rows = rows.filter(access.looked_after_by(user))
    if order_of(wanted).key == "late":
        late = _late(at)
        first = late.filter(incident=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
        rows = rows.filter(pk__in=late.values("incident")).annotate(late_since=Subquery(first))
    return rows


def searched(user, wanted: dict, fetch: Callable[[Q | None], list]) -> tuple[list, tuple[str, ...]]:
    """What `fetch` finds with a condition on words, and the words that were taken for slips.

    All the words, or its reference. A word that is in no report this user may see is taken for a slip of one that
    is; with spelling="like" and no such word, each of them is.
    """
    text = wanted.get("words")
    if not text:
        return fetch(None), ()
    looked_for, is_like = words.looked_for(text), wanted.get("spelling") == "like"
    if not is_like:
        found = fetch(_holding(text, looked_for))
        if found:
            return found, ()
    unknown = [word for word in looked_for if not _is_known(user, word)]
    if not (unknown or is_like):
        return [], ()
    condition = _holding(text, looked_for, forgiven=unknown or looked_for)
    return fetch(condition), tuple(word.typed for word in unknown)


def _holding(text, looked_for, forgiven=()) -> Q:
    condition = Q() if looked_for else Q(pk__in=[])
    for word in looked_for:
        if word in forgiven:
            for slips in word.near:
                condition &= Q(near__overlap=slips)
        else:
            condition &= Q(words__contains=word.exact)
    return condition | Q(reference=text.upper()) | Q(legacy_reference=text)


def _is_known(user, word) -> bool:
    return Incident.objects.visible_to(user).filter(words__contains=word.exact).exists()


def _may_be_like(wanted) -> bool:
    longest = max((wanted.get("words") or "").split() or [""], key=len)
    return len(longest) >= words.FORGIVEN and wanted.get("spelling") != "like"


def _first(rows, condition, order, backwards):
    """One row more than a page holds."""
    by = order.by(backwards=backwards)
    if condition is None:
        return list(rows.order_by(*by)[: ROWS + 1])
    if order.is_falling:
        first, way = order.fields[0], "lte" if backwards else "gte"
        for bound in rows.order_by(*by).values_list(first, flat=True)[NEWEST - 1 : NEWEST]:
            recent = rows.filter(**{f"{first}__{way}": bound}).filter(condition)
            found = list(recent.order_by(*by)[: ROWS + 1])
            if len(found) > ROWS:
                return found
    return list(rows.filter(condition).order_by(*_unwalked(by))[: ROWS + 1])


def _unwalked(by):
    """The same order, by a sum: it keeps the planner from walking the whole table by date."""
    name = by[0].lstrip("-")
    first = Func(F(name), template="(%(expressions)s + interval '0')", output_field=TextField())
    return [first.desc() if by[0].startswith("-") else first.asc(), *by[1:]]


def _beyond(mark, order, backwards) -> Q:
    """Rows on one side of a row. The first condition alone says where in the index to begin."""
    way = "gt" if backwards == order.is_falling else "lt"
    first = order.fields[0]
    beyond, same = Q(), Q()
    for name in order.fields:
        beyond |= same & Q(**{f"{name}__{way}": getattr(mark, name)})
        same &= Q(**{name: getattr(mark, name)})
    return Q(**{f"{first}__{way}e": getattr(mark, first)}) & beyond


def _late(at):
    return Duty.objects.open().filter(due_at__lt=at, incident__isnull=False)


def _mark_late(rows, at):
    late = set(_late(at).filter(incident__in=rows).values_list("incident", flat=True)) if rows else set()
    for incident in rows:
        incident.is_late = incident.pk in late


def _fits(wanted) -> Q:
    conditions = {
        "kinds__contains": [wanted["kind"]] if wanted.get("kind") else None,
        "team": wanted.get("team"),
        "team__site": wanted.get("site"),
        "completed_at__isnull": wanted.get("stub") or None,
        "occurred_on__gte": wanted.get("since"),
        "occurred_on__lte": wanted.get("until"),
    }
    same = {
        name: wanted.get(name) for name in ("status", "harm", "channel", "hate_motive", "police", "cause")
    }
    found = Q(**{lookup: value for lookup, value in (conditions | same).items() if value})
    if wanted.get("trend"):
        found &= Q(pk__in=TrendMark.objects.filter(trend=wanted["trend"]).values("incident"))
    return found
