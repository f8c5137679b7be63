"""Who is too close to a report to review it: by what they are in it, or because they said so (security.md A3, A4)."""

from django.apps import apps
from django.db.models import Q

from people.models import User


def accused(user: User, incident: str = "") -> Q:
    """Said to have done it. One look at the user's few reports, and no join for each row that is asked about.

    `incident` is the lookup that leads to the report, "incident__" for rows that belong to one.
    """
    return _named_in("AllegedPerpetrator", Q(user=user), incident)


def part_of_it(user: User, incident: str = "") -> Q:
    """Affected by it or said to have done it."""
    return _named_in("InvolvedPerson", Q(user=user), incident) | accused(user, incident)


def too_close(user: User, incident: str = "") -> Q:
    """Affected by it, said to have done it, the manager of somebody who is, or somebody who declared a conflict.

    `incident` is as in `accused`.
    """
    declared = _named_in("Conflict", Q(user=user, lifted_at=None), incident)
    theirs = _named_in("AllegedPerpetrator", Q(user__manager=user), incident)
    return part_of_it(user, incident) | theirs | declared


def _named_in(model, rows, incident):
    found = apps.get_model("incidents", model).objects.filter(rows).order_by()
    return Q(**{f"{incident}pk__in": found.values("incident")})
