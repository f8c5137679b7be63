"""When something happened, as roughly as it is kept: this week, a month, longer ago, or still going on."""

from datetime import date

from django.utils.formats import date_format

THIS_WEEK, EARLIER, ONGOING, NOT_SAID = "this_week", "earlier", "ongoing", "not_said"
MONTHS = 12


def choices(today: date) -> list[tuple[str, str]]:
    """The months are values of their own, so that a form opened in one month and sent in the next says what it meant."""
    months = []
    for back in range(MONTHS):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        first = date(year, month + 1, 1)
        months.append((f"{first:%Y-%m}", date_format(first, "F Y")))
    return [
        (NOT_SAID, "I would rather not say"),
        (THIS_WEEK, "In the last 7 days"),
        (ONGOING, "It is still going on"),
        *months,
        (EARLIER, "Longer ago"),
    ]


def in_words(value: str) -> str:
    words = {
        THIS_WEEK: "In the 7 days before it was sent",
        EARLIER: "More than a year before it was sent",
        ONGOING: "It is still going on",
    }
    if value in words:
        return words[value]
    try:
        year, month = value.split("-")
        return date_format(date(int(year), int(month), 1), "F Y")
    except ValueError:
        return ""
