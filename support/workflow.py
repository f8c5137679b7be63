"""Where a case and each of its stages stand, and every move they can make."""

from django.db import models


class CannotMove(Exception):
    """The move is not in MOVES."""


class CaseStatus(models.TextChoices):
    OPEN = "open", "Support under way"
    DECLINED = "declined", "Support declined for now"
    CLOSED = "closed", "Support ended"
    MERGED = "merged", "Goes on as one with another report"


# "Declined" is a good outcome and can be taken back; an ended case can be opened again, for recovery is not
# linear (R18).
CASE_MOVES = {
    CaseStatus.OPEN: {CaseStatus.DECLINED, CaseStatus.CLOSED, CaseStatus.MERGED},
    CaseStatus.DECLINED: {CaseStatus.OPEN, CaseStatus.CLOSED, CaseStatus.MERGED},
    CaseStatus.CLOSED: {CaseStatus.OPEN, CaseStatus.MERGED},
    CaseStatus.MERGED: set(),
}


class StageStatus(models.TextChoices):
    AHEAD = "ahead", "To be considered"
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    BOOKED = "booked", "Booked"
    HELD = "held", "Done"
    DECLINED = "declined", "Declined"
    NOT_NEEDED = "not_needed", "Not needed"
    DEFERRED = "deferred", "Put off"


_ANYTHING = {
    StageStatus.OFFERED,
    StageStatus.BOOKED,
    StageStatus.HELD,
    StageStatus.DECLINED,
    StageStatus.NOT_NEEDED,
    StageStatus.DEFERRED,
}

# Any stage can be passed over with a reason (R6, R36), opened again (AHEAD) and repeated (R18).
MOVES = {
    StageStatus.AHEAD: _ANYTHING,
    StageStatus.OFFERED: (_ANYTHING - {StageStatus.OFFERED}) | {StageStatus.ACCEPTED},
    StageStatus.ACCEPTED: {
        StageStatus.BOOKED,
        StageStatus.HELD,
        StageStatus.DECLINED,
        StageStatus.NOT_NEEDED,
        StageStatus.DEFERRED,
    },
    StageStatus.BOOKED: {
        StageStatus.BOOKED,
        StageStatus.HELD,
        StageStatus.DECLINED,
        StageStatus.NOT_NEEDED,
        StageStatus.DEFERRED,
    },
    StageStatus.DEFERRED: _ANYTHING,
    StageStatus.DECLINED: {
        StageStatus.AHEAD,
        StageStatus.OFFERED,
        StageStatus.ACCEPTED,
        StageStatus.BOOKED,
        StageStatus.HELD,
    },
    StageStatus.NOT_NEEDED: {StageStatus.AHEAD, StageStatus.OFFERED, StageStatus.BOOKED, StageStatus.HELD},
    StageStatus.HELD: {StageStatus.AHEAD, StageStatus.OFFERED, StageStatus.BOOKED},
}

# The thing was thought about and settled: no reminder is owed for it any more.
SETTLED = {StageStatus.HELD, StageStatus.DECLINED, StageStatus.NOT_NEEDED}


class CheckInStatus(models.TextChoices):
    AHEAD = "ahead", "To come"
    DONE = "done", "Done"
    NO_ANSWER = "no_answer", "No answer yet"
    NOT_WANTED = "not_wanted", "Not wanted"


CHECK_IN_MOVES = {
    CheckInStatus.AHEAD: {CheckInStatus.DONE, CheckInStatus.NO_ANSWER, CheckInStatus.NOT_WANTED},
    CheckInStatus.NO_ANSWER: {CheckInStatus.DONE, CheckInStatus.NO_ANSWER, CheckInStatus.NOT_WANTED},
    CheckInStatus.NOT_WANTED: {CheckInStatus.AHEAD},
    CheckInStatus.DONE: set(),
}


class HelpStatus(models.TextChoices):
    OPEN = "open", "Under way"
    DECLINED = "declined", "Not wanted"
    CLOSED = "closed", "Finished"


# Saying no can be taken back, and what is finished can be taken up again (R12, R18).
HELP_MOVES = {
    HelpStatus.OPEN: {HelpStatus.DECLINED, HelpStatus.CLOSED},
    HelpStatus.DECLINED: {HelpStatus.OPEN},
    HelpStatus.CLOSED: {HelpStatus.OPEN},
}


class HelpStepStatus(models.TextChoices):
    AHEAD = "ahead", "To do"
    DONE = "done", "Done"
    NOT_NEEDED = "not_needed", "Not needed"
    DECLINED = "declined", "Not wanted"


# What was recorded can be put right, and what both agreed to can be agreed anew: then it lies ahead again.
HELP_STEP_MOVES = {
    status: set(HelpStepStatus) - ({status} if status == HelpStepStatus.AHEAD else set())
    for status in HelpStepStatus
}


class SessionStatus(models.TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Called off"


# What was held or called off stays so; another one is planned anew.
SESSION_MOVES = {
    SessionStatus.PLANNED: {SessionStatus.HELD, SessionStatus.CANCELLED},
    SessionStatus.HELD: set(),
    SessionStatus.CANCELLED: set(),
}


class AttendanceStatus(models.TextChoices):
    INVITED = "invited", "Invited"
    ACCEPTED = "accepted", "Said yes"
    DECLINED = "declined", "Said no"
    WITHDRAWN = "withdrawn", "Taken off"
    CAME = "came", "Came"
    DID_NOT_COME = "did_not_come", "Did not come"


_CAME_OR_NOT = {AttendanceStatus.CAME, AttendanceStatus.DID_NOT_COME}

# Somebody who said no may say yes; whoever said yes is asked again when the time changes.
ATTENDANCE_MOVES = {
    AttendanceStatus.INVITED: {
        AttendanceStatus.ACCEPTED,
        AttendanceStatus.DECLINED,
        AttendanceStatus.WITHDRAWN,
        *_CAME_OR_NOT,
    },
    AttendanceStatus.ACCEPTED: {
        AttendanceStatus.INVITED,
        AttendanceStatus.DECLINED,
        AttendanceStatus.WITHDRAWN,
        *_CAME_OR_NOT,
    },
    AttendanceStatus.DECLINED: {AttendanceStatus.ACCEPTED, AttendanceStatus.WITHDRAWN},
    AttendanceStatus.WITHDRAWN: {AttendanceStatus.INVITED},
    AttendanceStatus.CAME: set(),
    AttendanceStatus.DID_NOT_COME: set(),
}
