"""Who is too close to a report to review it: by what they are in it, or because they said so (security.md A3, A4)."""

from django.db.models import Q

from people.models import User


def too_close(user: User, incident: str = "") -> Q:
    """Affected by it, said to have done it, the manager of somebody who is, or somebody who declared a conflict.

    `incident` is the lookup that leads to the report, "incident__" for rows that belong to one.
    """
    return (
        Q(**{f"{incident}involved__user": user})
        | Q(**{f"{incident}alleged__user": user})
        | Q(**{f"{incident}alleged__user__manager": user})
        | Q(**{f"{incident}conflicts__user": user, f"{incident}conflicts__lifted_at": None})
    )
