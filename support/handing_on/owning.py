"""Which support is owned by nobody: none ever should be (people/owning.py)."""

from django.db.models import Exists, OuterRef, Q

from incidents.models import AllegedPerpetrator, InvolvedPerson
from people import owning
from people.models import User
from support import access
from support.directory.checking import CHECKING
from support.models import Case, Help, Promise, Session
from support.practical.told_clock import TOLD
from support.workflow import CaseStatus, HelpStatus, SessionStatus


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
    return TOLD.of_nobody(User.objects.filter(pk__in=[one.pk for one in TOLD.answer_for()]))


def sessions():
    """Planned, and led by somebody who has left or is part of it."""
    planned = Session.objects.filter(status=SessionStatus.PLANNED)
    involved = InvolvedPerson.objects.filter(incident__involved__case__attendances__session=OuterRef("pk"))
    affected = involved.filter(user=OuterRef("leader"))
    return planned.filter(Q(leader__is_active=False) | Exists(affected))


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
