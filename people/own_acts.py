"""Whom the trail page does not name: somebody who reported it or was affected, in what they did about it themselves.

Otherwise anybody who reads the trail would learn who reported what (security.md I3). The rule is the same for every
report, so a name kept back says nothing of whether the report is sealed or its reporter protected. The entry itself
holds the name, for an investigation the law asks for. Each room says whom its records concern.
"""

from collections import defaultdict

from django.apps import apps
from django.db.models import Q

_lookups: dict[str, tuple] = {}
_accused: dict[str, tuple] = {}


def register(model, *lookups: str) -> None:
    """`lookups` lead from a record to the accounts it concerns."""
    _lookups[model._meta.label_lower] = (model, lookups)


def hide_from(model, *lookups: str) -> None:
    """`lookups` lead from a record to the accounts of those said to have done it: they learn of no entry about it."""
    _accused[model._meta.label_lower] = (model, lookups)


def about_what_they_are_said_to_have_done(user) -> Q:
    """Entries that the page of the trail leaves out for this reader, whatever their role (security.md A3).

    Reports are registered first: nearly nobody stands in one, and then nothing else is asked.
    """
    found = Q(pk__in=[])
    for number, (label, (model, lookups)) in enumerate(_accused.items()):
        theirs = Q()
        for lookup in lookups:
            theirs |= Q(**{lookup: user})
        ids = [str(pk) for pk in model._base_manager.filter(theirs).values_list("pk", flat=True)]
        if not ids and number == 0:
            break
        found |= Q(subject_kind=label, subject_id__in=ids)
    return found


def leading_to(model, others) -> list:
    """Those models that hold a link to this one, under its own name."""
    name = model._meta.model_name
    return [
        one
        for one in others
        if any(field.name == name and field.many_to_one for field in one._meta.get_fields())
    ]


def in_confidence() -> list[str]:
    """Kinds of record of which nobody may learn that there is one: the page leaves out every entry about them.

    Those who may open such a record see who else has; the entries are there for an investigation the law asks for.
    """
    return [
        one._meta.label_lower
        for one in apps.get_models()
        if getattr(one, "is_kept_from_the_trail_page", False)
    ]


def among(entries) -> set[int]:
    """The ids of those entries that are somebody's own act."""
    ids = defaultdict(set)
    for entry in entries:
        if entry.by_id and entry.subject_kind in _lookups:
            ids[entry.subject_kind].add(entry.subject_id)
    pairs = set()
    for label, wanted in ids.items():
        model, lookups = _lookups[label]
        for pk, *people in model._base_manager.filter(pk__in=wanted).values_list("pk", *lookups):
            pairs |= {(label, str(pk), person) for person in people}
    return {entry.pk for entry in entries if (entry.subject_kind, entry.subject_id, entry.by_id) in pairs}


def of(users) -> Q:
    """Entries that are own acts of these colleagues: a search by name leaves them out."""
    found = Q(pk__in=[])
    for label, (model, lookups) in _lookups.items():
        theirs = Q()
        for lookup in lookups:
            theirs |= Q(**{f"{lookup}__in": users})
        ids = model._base_manager.filter(theirs).values_list("pk", flat=True)
        found |= Q(subject_kind=label, subject_id__in=[str(pk) for pk in ids])
    return found
