"""The doors through which support is opened. Each opening writes the trail (security.md A5)."""

from support.reading.cases import OPENED, ReasonNeeded, find_case, open_case, own_cases, unseal

__all__ = ["OPENED", "ReasonNeeded", "find_case", "open_case", "own_cases", "unseal"]
