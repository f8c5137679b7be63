"""Which support is owned by nobody: none ever should be (people/owning.py)."""

from django.db.models import Exists, OuterRef, Q

from incidents.models import AllegedPerpetrator, InvolvedPerson
from people import owning
from people.models import User
from support import access
from support.directory.checking import CHECKING
from support.models import Attendance, Case, Help, Promise, Session
from support.practical.told_clock import TOLD
from support.workflow import AttendanceStatus, CaseStatus, HelpStatus, SessionStatus


def cases():
    """Led by somebody who has left or is part of the incident."""
    return _of_nobody(Case.objects.filter(status=CaseStatus.OPEN), "lead", "person__incident")


def promises():
    open_ones = Promise.objects.open().filter(case__status=CaseStatus.OPEN)
    return _of_nobody(open_ones, "owner", "case__person__incident")


def helps():
    still_open = Help.objects.filter(status=HelpStatus.OPEN, case__status=CaseStatus.OPEN)
    return _of_nobody(still_open, "owner", "case__person__incident")


def entries():
    """Of the directory of help."""
    return CHECKING.of_nobody(access.keepers())


def words():
    """That a colleague may need help, which nobody is left to ask about."""
    return TOLD.of_nobody(access.answer_for_told())


def sessions():
    """Planned, and led by somebody who has left or is part of it."""
    planned = Session.objects.filter(status=SessionStatus.PLANNED)
    coming = Attendance.objects.filter(status__in=(AttendanceStatus.INVITED, AttendanceStatus.ACCEPTED))
    amiss = _of_nobody(coming, "session__leader", "case__person__incident")
    return planned.filter(Q(leader__is_active=False) | Q(pk__in=amiss.values("session")))


def owners_about(incident) -> set[User]:
    """Who owns something about the support of those in it, beside whoever leads."""
    of_promises = Promise.objects.open().filter(case__person__incident=incident)
    of_helps = Help.objects.filter(status=HelpStatus.OPEN, case__person__incident=incident)
    of_sessions = Session.objects.filter(
        status=SessionStatus.PLANNED, attendances__case__person__incident=incident
    )
    owners = of_promises.order_by().values("owner")
    owners = owners.union(of_helps.exclude(owner=None).order_by().values("owner"))
    return set(User.objects.filter(pk__in=owners.union(of_sessions.order_by().values("leader"))))


def _of_nobody(rows, owner, incident):
    accused = AllegedPerpetrator.objects.filter(incident=OuterRef(incident), user=OuterRef(owner))
    affected = InvolvedPerson.objects.filter(incident=OuterRef(incident), user=OuterRef(owner))
    return rows.filter(Q(**{f"{owner}__is_active": False}) | Exists(accused) | Exists(affected))


def register():
    owning.register("cases", cases)
    owning.register("promises", promises)
    owning.register("sessions", sessions)
    owning.register("practical help", helps)
    owning.register("entries of the directory", entries)
    owning.register("words that a colleague may need help", words)
