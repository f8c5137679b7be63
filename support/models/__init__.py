"""What each affected person is owed, by whom and by when."""

from support.models.acknowledging import Acknowledgement
from support.models.break_glass import BreakGlass
from support.models.cases import Case, CheckIn, Stage, StageMove
from support.models.check_ins import ContactTry, TeamCheckIn, Watch
from support.models.checklists import ChecklistTick, ChecklistVersion
from support.models.directory import Service
from support.models.doors import Door
from support.models.help import Help, HelpEntry, HelpStep, TrustText
from support.models.help_files import HelpFile
from support.models.help_told import HelpTold
from support.models.leaflets import Leaflet
from support.models.liaison import Liaison, LiaisonMeeting
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
from support.models.preferences import Preference
from support.models.promises import Promise
from support.models.pulse import Pulse, PulseMark, PulseSlip
from support.models.screening import Screening, ScreeningConsent, ScreeningLicence, ScreeningOffer
from support.models.separation import SeparationPlan, SeparationReview
from support.models.sessions import Attendance, Session
from support.models.somebody_else import SomebodyElse
from support.models.statements import Statement, StatementReading, StatementShare, StatementVersion
from support.models.suggestions import SuggestionDecision

__all__ = [
    "Acknowledgement",
    "Attendance",
    "Availability",
    "BreakGlass",
    "Case",
    "CheckIn",
    "ChecklistTick",
    "ChecklistVersion",
    "ComeNow",
    "ContactTry",
    "Door",
    "Help",
    "HelpEntry",
    "HelpFile",
    "HelpStep",
    "HelpTold",
    "Leaflet",
    "LearntTopic",
    "Liaison",
    "LiaisonMeeting",
    "Match",
    "PathwayDraft",
    "PathwayVersion",
    "Preference",
    "Promise",
    "Pulse",
    "PulseMark",
    "PulseSlip",
    "Screening",
    "ScreeningConsent",
    "ScreeningLicence",
    "ScreeningOffer",
    "SeparationPlan",
    "SeparationReview",
    "Service",
    "Session",
    "SessionRules",
    "SomebodyElse",
    "Stage",
    "StageMove",
    "StageRule",
    "Statement",
    "StatementReading",
    "StatementShare",
    "StatementVersion",
    "SuggestionDecision",
    "Supporter",
    "TeamCheckIn",
    "TrustText",
    "Watch",
    "WellBeingCheck",
]
