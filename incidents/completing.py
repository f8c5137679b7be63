"""What still has to be said about a report that a few taps made, for the page of that report."""

from incidents import access


def shown(incident, user) -> dict:
    """Nothing for those who only read it."""
    quick = getattr(incident, "quick", None)
    can_name = access.can_name_people(user, incident)
    return {
        "may_complete": incident.is_stub and access.can_complete(user, incident),
        "may_name_people": can_name,
        "quick": quick if can_name else None,
        "to_find": to_find(incident) if can_name else [],
    }


def to_find(incident):
    """Those nobody has named yet, and those whose account has not been found."""
    return list(incident.involved.filter(user=None).order_by("is_named", "name"))
