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
from incidents.access.identity import can_know_reporter, can_name, identity_recipients
from incidents.access.prevention import can_keep_prevention, prevention_teams, prevention_visible_to
from incidents.access.reports import (
    can_amend,
    can_browse,
    can_import,
    can_report,
    can_review,
    can_see_names,
    can_set_cause,
    looked_after_by,
    sealed_recipients,
    visible_to,
)
from incidents.access.riddor import can_ask_riddor, can_decide_riddor, riddor_visible_to

__all__ = [
    "can_amend",
    "can_approve",
    "can_ask_riddor",
    "can_browse",
    "can_decide_riddor",
    "can_feed_back",
    "can_import",
    "can_keep_prevention",
    "can_know_reporter",
    "can_merge",
    "can_name",
    "can_report",
    "can_review",
    "can_see_names",
    "can_set_cause",
    "identity_recipients",
    "looked_after_by",
    "prevention_teams",
    "prevention_visible_to",
    "reviewers",
    "riddor_visible_to",
    "same_seal",
    "sealed_recipients",
    "seen_by_role",
    "series_visible_to",
    "visible_to",
]
