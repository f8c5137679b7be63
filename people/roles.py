"""What a person can be here besides a colleague. One row a role; what each may do is in the rooms' access.py."""

from django.db import models


class RoleKind(models.TextChoices):
    LINE_MANAGER = "line_manager", "Line manager"
    DEPUTY = "deputy", "Deputy manager"
    CASE_LEAD = "case_lead", "Case lead"
    PEER_SUPPORTER = "peer_supporter", "Peer supporter"
    FACILITATOR = "facilitator", "Debriefing facilitator"
    OCCUPATIONAL_HEALTH = "occupational_health", "Occupational health"
    HR = "hr", "Human resources"
    HEALTH_SAFETY = "health_safety", "Competent person for health and safety"
    PANEL_CHAIR = "panel_chair", "Review panel chair"
    PANEL_COORDINATOR = "panel_coordinator", "Review panel coordinator"
    PANEL_MEMBER = "panel_member", "Review panel member"
    PREVENTION_LEAD = "prevention_lead", "Violence prevention lead"
    SEXUAL_SAFETY_LEAD = "sexual_safety_lead", "Sexual safety lead"
    FTSU_GUARDIAN = "ftsu_guardian", "Freedom to Speak Up guardian"
    UNION_REP = "union_rep", "Union representative"
    BOARD = "board", "Board member"
    AUDITOR = "auditor", "Auditor"
    INFORMATION_GOVERNANCE = "information_governance", "Information governance"
    ADMINISTRATOR = "administrator", "Administrator"


MANAGERS = (RoleKind.LINE_MANAGER, RoleKind.DEPUTY)
PANEL = (RoleKind.PANEL_CHAIR, RoleKind.PANEL_COORDINATOR, RoleKind.PANEL_MEMBER)


class TrainingKind(models.TextChoices):
    """What the pathway asks of those who lead a stage (R48, R59, R62, R123)."""

    PEER_SUPPORT = "peer_support", "Peer support"
    DEFUSING = "defusing", "Defusing"
    DEBRIEFING = "debriefing", "Debriefing facilitator"
    AFTER_ACTION_REVIEW = "after_action_review", "After-action review facilitator"
    POST_INCIDENT_SUPPORT = "post_incident_support", "Post-incident support for managers"
