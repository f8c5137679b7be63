"""Who may see and do what with sessions. A leader sees their own sessions only, never the case behind (design §5)."""

from django.db.models import Q

from people.models import User


def sessions_visible_to(user: User, attendances) -> Q:
    """Those they lead, and those of colleagues they look after: `attendances` are those of cases they may open.

    Whoever turns out to be part of an incident sees no session about it any more.
    """
    if not user.is_active:
        return Q(pk__in=[])
    return (leads(user)) | Q(pk__in=attendances.values("session"))


def leads(user: User) -> Q:
    incident = "attendances__case__person__incident"
    part_of_it = Q(**{f"{incident}__involved__user": user}) | Q(**{f"{incident}__alleged__user": user})
    return Q(leader=user) & ~part_of_it if user.is_active else Q(pk__in=[])
