"""Everything that can be promised to somebody, one row a kind. A new kind is one row here."""

from support.owed import (
    acknowledging,
    apart,
    by_hand,
    check_ins,
    deciding,
    help,
    sessions,
    somebody_else,
    stages,
    team,
    watch,
)
from support.owed.kind import Kind, Owed

KINDS = {
    kind.key: kind
    for kind in (
        stages.KIND,
        check_ins.KIND,
        team.KIND,
        watch.KIND,
        by_hand.KIND,
        help.KIND,
        sessions.KIND,
        deciding.KIND,
        apart.KIND,
        acknowledging.KIND,
        somebody_else.KIND,
    )
}


def kind_of(key: str) -> Kind:
    """The kind of a promise, by the first word of its key."""
    return KINDS[key.partition(".")[0]]


__all__ = ["KINDS", "Kind", "Owed", "kind_of"]
