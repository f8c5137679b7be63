"""Figures in words: the sentence above each chart, its caption and alternative text, and its table."""

from audit.reading import Series
from audit.suppression import HIDDEN, Figure

HIDDEN_WORDS = "hidden, 1 to 7"


def figure_in_words(figure: Figure) -> str:
    """ "80% (20 of 25)", "about 20", "*", or "none due"."""
    if figure.is_hidden:
        return HIDDEN
    if figure.of is None:
        return str(figure.counted)
    return f"{figure.percent}% ({figure.counted} of {figure.of})" if figure.of else "none due"


def sentence(series: Series) -> str:
    """What the newest month says. Never empty, and never more than the table shows."""
    newest = series.newest
    if newest is None:
        return "Nothing has been published yet."
    month, whole = f"{newest.month:%B %Y}", newest.whole
    if whole.value is None or whole.counted == 0 and whole.of is None:
        return f"There was nothing to count in {month}."
    if whole.is_hidden:
        return f"The figures for {month} are hidden, because they are about 7 people or fewer."
    return series.measure.sentence.format(
        month=month, percent=whole.percent, counted=whole.counted, of=whole.of, **_extremes(series)
    )


def _extremes(series):
    names = series.measure.rows
    rows = [
        (figure.value, names[key])
        for key, figure in series.newest.rows.items()
        if figure.value not in (None, HIDDEN)
    ]
    if not rows:
        return {}
    (least_value, least), (most_value, most) = min(rows, key=_value), max(rows, key=_value)
    span = f"from {least_value}% ({least}) to {most_value}% ({most})"
    return {
        "most": most,
        "most_value": most_value,
        "range": "the same for each" if least_value == most_value else span,
    }


def _value(row):
    return row[0]


def compared(series: Series) -> str:
    """How the newest month stands to the usual: one sentence more, or what is missing for one."""
    if series.newest is None:
        return ""
    usual, unit = series.limits, "%" if series.measure.is_share else ""
    if usual is None:
        return "Twelve months with figures are needed before we can say what is usual."
    between = f"Usually it is between {round(usual.lower)}{unit} and {round(usual.upper)}{unit}"
    side = series.unusual.get(series.newest.month)
    if side is None:
        return f"{between}, so this month is within the usual up and down."
    return f"{between}. This month stands out: {STANDS_OUT[side]}."


STANDS_OUT = {
    "better": "better than usual",
    "worse": "worse than usual",
    "high": "more than usual",
    "low": "fewer than usual",
}


def caption(series: Series) -> str:
    """How to read the chart."""
    if len(series.measure.rows) > 1:
        shown = "newest month" if series.measure.is_share else "last twelve months; * is a hidden number"
        return f"The {shown}. {series.measure.better.value}."
    lines = "The full line is the average; between the dashed lines is usual up and down. "
    return f"{lines if series.limits else ''}{series.measure.better.value}."


def alternative_text(series: Series) -> str:
    """What the chart shows, for somebody who does not see it; the table has every number."""
    first, last = series.months[0].month, series.months[-1].month
    said = [f"{month.month:%b %Y} {figure_in_words(month.whole)}" for month in series.months[-6:]]
    return f"Chart: {series.measure.title}, {first:%B %Y} to {last:%B %Y}. Newest months: {'; '.join(said)}."


def table(series: Series) -> dict:
    """{"columns": […], "rows": [(name, note, [cells])]}, newest month first: every figure there is, once.

    A measure of one row has a line for each month; one of several has a line for each row, a column for each
    month.
    """
    months, measure = series.months[::-1], series.measure
    if len(measure.rows) == 1:
        rows = [
            (
                f"{month.month:%B %Y}",
                "revised" if month.is_revised else "",
                _cells(month.whole, measure.is_share),
            )
            for month in months
        ]
        return {
            "columns": ["Counted", "Out of", "Percent"] if measure.is_share else ["Counted"],
            "rows": rows,
        }
    rows = [
        (name, "", [figure_in_words(month.rows[key]) if key in month.rows else "" for month in months])
        for key, name in measure.rows.items()
    ]
    rows.append(("All", "", [figure_in_words(month.whole) for month in months]))
    return {
        "columns": [f"{month.month:%b %Y}{' (revised)' if month.is_revised else ''}" for month in months],
        "rows": rows,
    }


def _cells(figure, is_share):
    if not is_share:
        return [figure.counted]
    if figure.percent is None:
        return [figure.counted, figure.of, "none due"]
    return [figure.counted, figure.of, HIDDEN if figure.is_hidden else f"{figure.percent}%"]
