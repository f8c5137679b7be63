"""The doors through which support is opened. Each opening writes the trail (security.md A5)."""

from support.reading.cases import OPENED, OWN_ON_A_PAGE, ReasonNeeded, find_case, open_case, own_cases, unseal
from support.reading.deciding import others_affected, standing_plans
from support.reading.pathway import draft_of, history, places, release_since, waiting_release

__all__ = [
    "OPENED",
    "OWN_ON_A_PAGE",
    "ReasonNeeded",
    "draft_of",
    "find_case",
    "history",
    "open_case",
    "others_affected",
    "own_cases",
    "places",
    "release_since",
    "standing_plans",
    "unseal",
    "waiting_release",
]
