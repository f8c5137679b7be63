"""The equity figures in words: what is said above each table, and instead of each picture."""

from audit.equity.counting import SHARES
from audit.equity.reading import Part, Year
from audit.wording import figure_in_words

FEW = "Too few colleagues were affected to show anything without showing who they are."


def answered(year: Year) -> str:
    """How many were affected, and what share of them answered anything."""
    if year.affected.is_hidden:
        return FEW
    said = f"About {year.affected.counted} colleagues with an account were affected."
    if year.answered.is_hidden:
        return f"{said} How many of them answered the questions is hidden, so that nobody can be recognised."
    return f"{said} {year.answered.percent}% of them answered at least one question."


def sentence(part: Part) -> str:
    """The largest gap there is between two groups that are shown; never more than the table says."""
    gaps = []
    for key, share in SHARES.items():
        known = part.known(key)
        if len(known) > 1:
            (low, lowest), (high, highest) = min(known), max(known)
            gaps.append((high - low, share.title.lower(), low, lowest, high, highest))
    if not gaps:
        return "No two groups are large enough to be compared."
    gap, title, low, lowest, high, highest = max(gaps)
    if not gap:
        return "The groups that are shown had the same."
    return f"The widest gap: {low}% of “{lowest}” were {title}, and {high}% of “{highest}”."


def alternative_text(part: Part) -> str:
    said = [
        f"{share.title}: "
        + ", ".join(f"{one.name} {figure_in_words(one.shares[key])}" for one in part.groups)
        for key, share in SHARES.items()
    ]
    return f"Chart: {part.characteristic.name}. {'; '.join(said)}."


def rows(part: Part) -> list[tuple[str, list[str]]]:
    """Each group with its cells: every figure there is, once."""
    return [
        (one.name, [figure_in_words(one.affected), *[figure_in_words(one.shares[key]) for key in SHARES]])
        for one in part.groups
    ]


def columns() -> list[str]:
    return ["Affected", *[share.title for share in SHARES.values()]]
