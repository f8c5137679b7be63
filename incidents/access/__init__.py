"""Who may see and do what with incidents. Nothing else decides this."""

from incidents.access.following import (
    can_approve,
    can_feed_back,
    can_merge,
    reviewers,
    same_seal,
    seen_by_role,
    series_visible_to,
)
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
    "can_approve",
    "can_browse",
    "can_feed_back",
    "can_import",
    "can_merge",
    "can_report",
    "can_review",
    "can_see_names",
    "looked_after_by",
    "reviewers",
    "same_seal",
    "sealed_recipients",
    "seen_by_role",
    "series_visible_to",
    "visible_to",
]
