"""Small numbers do not get out, by themselves or by arithmetic (security.md C1, C2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.suppression import HIDDEN, Figure, suppress, total

numbers = st.integers(0, 60)
tables = st.lists(numbers, min_size=1, max_size=9)
shares = st.integers(0, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def published_counts(table):
    """Everything anybody sees of a table of counts."""
    figures = [suppress(counted) for counted in table]
    return figures, total(figures)


def published_shares(table):
    figures = [suppress(counted, of) for counted, of in table]
    return figures, [figure.percent for figure in figures], total(figures)


@pytest.mark.claim("C1")
@pytest.mark.framework("R70")
@given(numbers)
def test_a_count_is_zero_hidden_or_rounded_to_the_nearest_five(number):
    shown = suppress(number).counted

    if number == 0:
        assert shown == 0
    elif number <= 7:
        assert shown == HIDDEN
    else:
        assert shown % 5 == 0
        assert abs(shown - number) <= 2


@pytest.mark.claim("C1")
@given(shares)
def test_a_share_of_one_to_seven_people_is_hidden_whatever_it_is(share):
    counted, of = share
    figure = suppress(counted, of)

    if 1 <= of <= 7:
        assert figure == Figure(HIDDEN, HIDDEN)
        assert figure.percent == HIDDEN
    elif 1 <= counted <= 7:
        assert figure.counted == HIDDEN
        assert figure.percent == HIDDEN
    elif of:
        assert figure.percent == round(100 * figure.counted / figure.of), "made from the rounded numbers"
        assert 0 <= figure.percent <= 100


@pytest.mark.parametrize(
    ("number", "shown"), [(0, 0), (1, "*"), (7, "*"), (8, 10), (12, 10), (13, 15), (97, 95), (98, 100)]
)
def test_the_edges_of_the_rule(number, shown):
    assert suppress(number).counted == shown


def possible(table, at, publish, candidates):
    """What an attacker who knows the rule and *every other* true number still takes for possible at one
    place.
    """
    seen = publish(table)
    return [one for one in candidates if publish([*table[:at], one, *table[at + 1 :]]) == seen]


@pytest.mark.claim("C2")
@given(tables)
def test_subtraction_leaves_at_least_three_values_for_every_hidden_count(table):
    for at, true in enumerate(table):
        if 1 <= true <= 7:
            assert len(possible(table, at, published_counts, range(61))) >= 3


@pytest.mark.claim("C2")
@given(st.lists(shares, min_size=1, max_size=5))
def test_subtraction_leaves_at_least_three_values_for_every_hidden_share(table):
    for at, (counted, of) in enumerate(table):
        if 1 <= counted <= 7:
            same_people = possible(table, at, published_shares, [(other, of) for other in range(of + 1)])
            assert len(same_people) >= min(3, of + 1)
        if 1 <= of <= 7:
            assert (
                len(
                    {
                        of
                        for _, of in possible(
                            table, at, published_shares, [(0, other) for other in range(61)]
                        )
                    }
                )
                >= 3
            )


@pytest.mark.claim("C2")
def test_true_totals_would_leak_even_when_they_are_rounded():
    """Why totals are made from what is shown: this is the attack that the tests above would find."""

    def with_true_total(table):
        return [suppress(counted) for counted in table], suppress(sum(table))

    assert possible([12, 7], 1, with_true_total, range(61)) == [6, 7]
    assert len(possible([12, 7], 1, published_counts, range(61))) == 7


def test_a_total_counts_each_hidden_part_as_four():
    figures = [suppress(20), suppress(3), suppress(0), suppress(6)]

    assert total(figures) == Figure(30)


def test_a_total_of_small_numbers_alone_is_hidden_and_of_zeros_is_zero():
    assert total([suppress(3), suppress(0)]).is_hidden
    assert total([suppress(0), suppress(0)]) == Figure(0)
    assert total([suppress(2, 5), suppress(0, 0)]).is_hidden


def test_a_share_of_all_parts_leaves_out_the_parts_with_something_hidden():
    assert total([suppress(20, 40), suppress(3, 30), suppress(10, 10)]) == Figure(30, 50)
