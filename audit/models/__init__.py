"""What this room keeps: published figures, the register of policies, consultations, and what unions say of the figures."""

from audit.models.comments import Comment
from audit.models.consultations import Consultation
from audit.models.policies import Policy, PolicyReview
from audit.models.publications import Publication, Release

__all__ = ["Comment", "Consultation", "Policy", "PolicyReview", "Publication", "Release"]
