"""How many of some colleagues are in each group: true numbers, for figures that are hidden and rounded before anybody sees
them (audit/equity). Only numbers leave this module, never anybody's answer (R11).
"""

from collections.abc import Collection

from people.equality.characteristics import CHARACTERISTICS, NOT_SAID
from people.equality.keeping import key_of, waiting_key_of
from people.models import EqualityEnvelope, EqualityParcel

Tally = dict[str, dict[str, dict[str, int]]]


def tally(colleagues: dict[str, Collection[int]]) -> Tally:
    """{characteristic: {group: {name: how many}}} of named sets of accounts. No two characteristics are ever crossed."""
    answers = _answers(set().union(*colleagues.values()))
    return {
        key: {
            group: {
                name: sum(_group(one, answers[pk]) == group for pk in pks) for name, pks in colleagues.items()
            }
            for group in one.group_names
        }
        for key, one in CHARACTERISTICS.items()
    }


def how_many_answered(colleagues: Collection[int]) -> int:
    """Of these, how many have said anything at all."""
    answers = _answers(set(colleagues))
    return sum(
        any(_group(one, given) != NOT_SAID for one in CHARACTERISTICS.values()) for given in answers.values()
    )


def _answers(pks):
    """What waits for the night counts already, so that what was deleted today counts no more."""
    found = dict.fromkeys(pks, {})
    for model, hashed in ((EqualityEnvelope, key_of), (EqualityParcel, waiting_key_of)):
        keys = {hashed(pk): pk for pk in pks}
        rows = model.objects.filter(key__in=keys).values_list("key", "content")
        found |= {keys[key]: content for key, content in rows}
    return found


def _group(characteristic, answers):
    """A group that has left the table since counts as not said."""
    given = answers.get(characteristic.key)
    return given if given in characteristic.groups else NOT_SAID
