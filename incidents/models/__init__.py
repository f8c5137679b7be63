"""What happened, to whom, by whom, and reports that are not finished yet."""

from incidents.models.concerns import Concern
from incidents.models.confidential import (
    ConfidentialFile,
    ConfidentialMessage,
    ConfidentialParcel,
    ConfidentialReport,
)
from incidents.models.conflicts import Conflict
from incidents.models.drafts import Draft
from incidents.models.duties import Duty
from incidents.models.evidence import Evidence
from incidents.models.following import Feedback, IncidentMove, Learning, Merge
from incidents.models.footage import Footage, FootageDisclosure
from incidents.models.handovers import HandoverCheck, Mark, SafetyCross, ShiftPattern
from incidents.models.incidents import Incident
from incidents.models.investigations import Delay, Investigation, Update
from incidents.models.persons import AllegedPerpetrator, InvolvedPerson
from incidents.models.precautions import Precaution
from incidents.models.processes import OtherProcess, PreventiveStep
from incidents.models.quick import QuickReport
from incidents.models.riddor import RiddorDecision
from incidents.models.series import Series, SeriesLink
from incidents.models.trends import Trend, TrendMark
from incidents.models.views import SavedView

__all__ = [
    "AllegedPerpetrator",
    "Concern",
    "ConfidentialFile",
    "ConfidentialMessage",
    "ConfidentialParcel",
    "ConfidentialReport",
    "Conflict",
    "Delay",
    "Draft",
    "Duty",
    "Evidence",
    "Feedback",
    "Footage",
    "FootageDisclosure",
    "HandoverCheck",
    "Incident",
    "IncidentMove",
    "Investigation",
    "InvolvedPerson",
    "Learning",
    "Mark",
    "Merge",
    "OtherProcess",
    "Precaution",
    "PreventiveStep",
    "QuickReport",
    "RiddorDecision",
    "SafetyCross",
    "SavedView",
    "Series",
    "SeriesLink",
    "ShiftPattern",
    "Trend",
    "TrendMark",
    "Update",
]
