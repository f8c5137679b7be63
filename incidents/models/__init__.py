"""What happened, to whom, by whom, and reports that are not finished yet."""

from incidents.models.drafts import Draft
from incidents.models.duties import Duty
from incidents.models.incidents import Incident
from incidents.models.persons import AllegedPerpetrator, InvolvedPerson
from incidents.models.views import SavedView

__all__ = ["AllegedPerpetrator", "Draft", "Duty", "Incident", "InvolvedPerson", "SavedView"]
