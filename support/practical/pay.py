"""When sick pay drops, by the scale of section 14.2 (B9). A person in HR checks each date and may change it.

What section 14.13 says in England is not known here: it is the trust's own text, and a person decides.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

# Service to (months on full pay, months on half pay).
SCALE = {
    "first": (1, 2),
    "second": (2, 2),
    "third": (4, 4),
    "fourth_fifth": (5, 5),
    "later": (6, 6),
}
SERVICE = (
    ("first", "First year"),
    ("second", "Second year"),
    ("third", "Third year"),
    ("fourth_fifth", "Fourth or fifth year"),
    ("later", "More than five years"),
)


def last_days(first_day: date, service: str) -> tuple[date, date]:
    """The last day on full pay and the last on half pay, when no sick pay was used before this absence."""
    full, half = SCALE[service]
    full_until = first_day + relativedelta(months=full) - timedelta(days=1)
    return full_until, first_day + relativedelta(months=full + half) - timedelta(days=1)


def work_out(answers: dict, facts: dict) -> dict:
    """Fills in the two days that follow from the first day off and the service, where nobody said otherwise."""
    first_day = facts.get("begins", {}).get("first_day")
    if not (first_day and answers.get("service")):
        return answers
    full_until, half_until = last_days(date.fromisoformat(first_day), answers["service"])
    return {"full_until": full_until.isoformat(), "half_until": half_until.isoformat()} | answers
