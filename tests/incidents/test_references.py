"""References and addresses tell nobody how many reports there are, nor that one is missing (security.md A10)."""

import re
from collections import Counter

import pytest
from django.urls import URLPattern, get_resolver

from incidents.references import LETTERS, make_reference

MANY = 10_000
# Addresses with a number in them, none of which counts a report, a case or a meeting: "number" is that of a session among
# those of one case, "entry" a line of somebody's help, "conflict" a word of somebody on a panel.
NUMBERED = {
    *("team", "pk", "role", "week", "year", "month", "day", "number", "entry", "conflict"),
}


@pytest.mark.claim("A10")
def test_ten_thousand_references_have_no_order_and_no_gap():
    made = [make_reference() for _ in range(MANY)]

    assert len(set(made)) == MANY
    rising = sum(before < after for before, after in zip(made, made[1:], strict=False))
    assert abs(rising - MANY / 2) < 6 * (MANY / 12) ** 0.5
    for place in (3, 4, 5, 6, 8, 9, 10, 11):
        seen = Counter(reference[place] for reference in made)
        assert set(seen) == set(LETTERS)
        assert max(seen.values()) < 1.5 * MANY / len(LETTERS)


@pytest.mark.claim("A10")
def test_no_address_of_a_report_a_case_or_a_meeting_holds_a_running_number():
    numbered = {
        (name, str(pattern))
        for name, pattern in patterns(get_resolver().url_patterns)
        for parameter in re.findall(r"<int:(\w+)>", str(pattern))
        if parameter not in NUMBERED
        or re.search(rf"(incidents|cases|meetings|panels|report)/<int:(?!number>){parameter}>", str(pattern))
    }
    assert numbered == set()


def patterns(found, before=""):
    for one in found:
        here = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield one.name, here
        else:
            yield from patterns(one.url_patterns, here)
