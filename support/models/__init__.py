"""What each affected person is owed, by whom and by when."""

from support.models.cases import Case, CheckIn, Stage, StageMove
from support.models.directory import Service
from support.models.doors import Door
from support.models.help import Help, HelpEntry, HelpStep, TrustText
from support.models.pathway import PathwayDraft, PathwayVersion, StageRule
from support.models.peers import (
    Availability,
    ComeNow,
    LearntTopic,
    Match,
    SessionRules,
    Supporter,
    WellBeingCheck,
)
from support.models.promises import Promise
from support.models.sessions import Attendance, Session

__all__ = [
    "Attendance",
    "Availability",
    "Case",
    "CheckIn",
    "Door",
    "ComeNow",
    "Help",
    "HelpEntry",
    "HelpStep",
    "LearntTopic",
    "Match",
    "PathwayDraft",
    "PathwayVersion",
    "Promise",
    "Service",
    "Session",
    "SessionRules",
    "Stage",
    "StageMove",
    "StageRule",
    "Supporter",
    "TrustText",
    "WellBeingCheck",
]
