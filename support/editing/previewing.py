"""A pathway tried out against today's open cases, in words and without names (R25)."""

from dataclasses import dataclass
from datetime import datetime

from support import access, pathway
from support.editing import following
from support.models import StageRule

# So many cases are looked at; a trust with more of them under way is told so.
MOST = 500


@dataclass(frozen=True)
class Line:
    """What would become of one stage, in so many cases."""

    name: str
    added: int
    gone: int
    redated: int
    late: int

    @property
    def words(self) -> str:
        said = [
            (self.added, "would get it"),
            (self.gone, "would not have it any more"),
            (self.redated, "would get another date"),
            (self.late, "would be past the new time, and get two working days"),
        ]
        return "; ".join(f"{_cases(number)} {words}" for number, words in said if number) or "Nothing changes"


@dataclass(frozen=True)
class Preview:
    cases: int
    changed: int
    lines: list[Line]
    check_ins: int
    named: list
    is_cut: bool


def preview(user, site, rules: list[dict] | list[StageRule], said: dict, at: datetime) -> Preview:
    """What moving every open case there would do. Only those the reader may know of are counted, and only those they
    may open are named. `said` holds what versions.BESIDE names."""
    rules = [rule if isinstance(rule, StageRule) else StageRule(**rule) for rule in rules]
    found = (
        following.at_place(site)
        .filter(access.counted_for(user))
        .select_related("person__incident", "person__user", "team")
    )
    cases = list(found.prefetch_related(*following.READ).order_by("opened_at", "id")[: MOST + 1])
    changes = {case.pk: following.changes(case, rules, at) for case in cases[:MOST]}
    added = {
        case.pk: [
            *following.weeks_to_add(case, said["check_in_weeks"], at),
            *following.team_weeks_to_add(case, said["team_weeks"], at),
        ]
        for case in cases[:MOST]
    }
    touched = [case for case in cases[:MOST] if changes[case.pk] or added[case.pk]]
    may_open = set(
        found.visible_to(user).filter(pk__in=[case.pk for case in touched]).values_list("pk", flat=True)
    )
    return Preview(
        cases=len(cases[:MOST]),
        changed=len(touched),
        lines=lines(rules, changes.values()),
        check_ins=sum(len(weeks) for weeks in added.values()),
        named=[case for case in touched if case.pk in may_open][:25],
        is_cut=len(cases) > MOST,
    )


def lines(rules: list[StageRule], every) -> list[Line]:
    """One line a stage; `every` holds the changes of each case."""
    return [_line(rule, every) for rule in rules]


def _line(rule, every):
    mine = [change for changes in every for change in changes if change.key == rule.key]
    row = pathway.STAGES.get(rule.key)

    def count(what):
        return sum(change.what == what for change in mine)

    return Line(
        row.name if row else rule.key,
        count("added"),
        count("gone"),
        count("redated"),
        sum(change.is_late for change in mine),
    )


def _cases(number):
    return f"{number} case{'' if number == 1 else 's'}"
