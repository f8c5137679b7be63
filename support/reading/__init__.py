"""The doors through which support is opened. Each opening writes the trail (security.md A5)."""

from support.reading.cases import OPENED, OWN_ON_A_PAGE, ReasonNeeded, find_case, open_case, own_cases, unseal

__all__ = ["OPENED", "OWN_ON_A_PAGE", "ReasonNeeded", "find_case", "open_case", "own_cases", "unseal"]
