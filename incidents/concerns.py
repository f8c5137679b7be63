"""What the page of one report says about raising a concern (R34)."""


def shown(incident, user) -> dict:
    """A link for those who made the report or were affected, and for nobody else."""
    own = user.pk == incident.reporter_id
    return {"can_raise_concern": own or incident.involved.filter(user=user).exists()}
