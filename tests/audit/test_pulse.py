"""What colleagues say of support, as a figure (R103)."""

from datetime import date

import pytest

from audit.measures import MEASURES
from audit.suppression import HIDDEN, suppress
from support.models import Pulse


@pytest.mark.framework("R103")
@pytest.mark.claim("C1")
def test_good_answers_are_counted_a_question_and_few_are_hidden(db):
    month = date(2026, 10, 1)
    for helped in (5, 4, 3, 1, 4, 4, 5, 5, None):
        Pulse.objects.create(month=month, helped=helped, trusted=2 if helped else 5)
    Pulse.objects.create(month=date(2026, 9, 1), helped=5)

    found = MEASURES["answers"].count(month)

    assert found == {"helped": (6, 8), "trusted": (1, 9), "in_time": (0, 0), "heard": (0, 0)}
    assert suppress(*found["helped"]).counted == HIDDEN
