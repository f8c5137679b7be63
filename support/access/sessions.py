"""Who may see and do what with sessions. A leader sees their own sessions only, never the case behind (design §5)."""

from django.db.models import Q

from incidents.access import part_of_it
from people.models import User
from support.access.cases import looks_after_colleagues


def sessions_visible_to(user: User, theirs) -> Q:
    """Those they lead, and those of colleagues they look after: `theirs` are the invitations of cases they may open."""
    if not user.is_active:
        return Q(pk__in=[])
    return sessions_led_by(user) | Q(pk__in=theirs.values("session"))


def sessions_led_by(user: User) -> Q:
    """Whoever turns out to be part of an incident sees no session about it any more."""
    if not user.is_active:
        return Q(pk__in=[])
    return Q(leader=user) & ~part_of_it(user, "attendances__case__person__incident__")


def sessions_run_by(user: User, theirs, all_of_them) -> Q:
    """Change, call off, record: the leader, and whoever may open the case of everybody who is invited."""
    if not user.is_active:
        return Q(pk__in=[])
    of_others = all_of_them.exclude(pk__in=theirs.values("pk")).values("session")
    return sessions_led_by(user) | (Q(pk__in=theirs.values("session")) & ~Q(pk__in=of_others))


def can_see_session(user: User, session) -> bool:
    return type(session).objects.visible_to(user).filter(pk=session.pk).exists()


def can_change_session(user: User, session) -> bool:
    return type(session).objects.run_by(user).filter(pk=session.pk).exists()


def can_plan_sessions(user: User) -> bool:
    """Whoever looks after colleagues; each of those invited must be a case that they may open."""
    return looks_after_colleagues(user)
