"""Who works here, what they may do, what they did, and what we have told them."""

from people.models.contractors import Contractor
from people.models.equality import EqualityEnvelope, EqualityParcel
from people.models.imports import Import, ImportRow
from people.models.notices import Address, Mailing, Notice
from people.models.staff import Cover, Role, Site, Team, Training, User
from people.models.trail import Entry, Heartbeat, Seal

__all__ = [
    "Address",
    "Contractor",
    "Cover",
    "Entry",
    "EqualityEnvelope",
    "EqualityParcel",
    "Heartbeat",
    "Import",
    "ImportRow",
    "Mailing",
    "Notice",
    "Role",
    "Seal",
    "Site",
    "Team",
    "Training",
    "User",
]
