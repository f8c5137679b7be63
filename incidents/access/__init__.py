"""Who may see and do what with incidents. Nothing else decides this."""

from incidents.access.reports import (
    can_amend,
    can_browse,
    can_import,
    can_report,
    can_review,
    can_see_names,
    looked_after_by,
    sealed_recipients,
    visible_to,
)

__all__ = [
    "can_amend",
    "can_browse",
    "can_import",
    "can_report",
    "can_review",
    "can_see_names",
    "looked_after_by",
    "sealed_recipients",
    "visible_to",
]
