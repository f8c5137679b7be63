"""Who may see and do what with the support of a colleague. Nothing else decides this (design §5)."""

from support.access.cases import (
    about,
    can_answer_for_self,
    can_run,
    can_take,
    is_protected,
    leads_by_right,
    looked_after_by,
    looks_after_colleagues,
    takers,
    takers_in_confidence,
    takers_of,
    visible_to,
)
from support.access.directory import (
    answer_for_directory,
    can_keep_directory,
    keepers,
    service_visible_to,
)
from support.access.sessions import sessions_visible_to

__all__ = [
    "about",
    "answer_for_directory",
    "can_answer_for_self",
    "can_keep_directory",
    "can_run",
    "can_take",
    "is_protected",
    "leads_by_right",
    "looked_after_by",
    "takers_in_confidence",
    "takers_of",
    "keepers",
    "looks_after_colleagues",
    "service_visible_to",
    "sessions_visible_to",
    "takers",
    "visible_to",
]
