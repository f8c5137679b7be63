"""Who may see and do what with the support of a colleague. Nothing else decides this (design §5)."""

from support.access.cases import (
    about,
    can_answer_for_self,
    can_run,
    can_take,
    is_protected,
    looks_after_colleagues,
    takers,
    visible_to,
)

__all__ = [
    "about",
    "can_answer_for_self",
    "can_run",
    "can_take",
    "is_protected",
    "looks_after_colleagues",
    "takers",
    "visible_to",
]
