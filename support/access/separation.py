"""Who sees how somebody is kept apart from the person who did it: those who look after them, and they themselves.

Human resources, peer supporters and the panel see no more than whether there is a plan (R50).
"""

from django.db.models import Q


def separation_visible_to(cases) -> Q:
    """`cases` are those that the user looks after. The colleague's own plan stands on their own page."""
    return Q(case__in=cases.values("pk"))
