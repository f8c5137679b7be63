"""What can be done with a report: the verbs of this room. Each locks, asks, changes, records and tells."""

from incidents.actions.affected import OnTheListAlready, add_person, name_person
from incidents.actions.changing import ChangedMeanwhile, amend, set_cause
from incidents.actions.closing import StillMissing, close, reopen
from incidents.actions.concerns import answer_concern, move_concern, raise_concern
from incidents.actions.consent import record_consent
from incidents.actions.drafts import discard_draft, start_draft
from incidents.actions.evidence import NoRoom, add_evidence, withdraw_evidence
from incidents.actions.following import answerable, feed_back, learn, move
from incidents.actions.footage import decide_footage, disclose_footage, note_footage
from incidents.actions.investigating import (
    delay,
    end_investigation,
    investigate,
    review_age,
    tell_affected,
)
from incidents.actions.linking import link, unlink
from incidents.actions.merging import CannotMerge, merge
from incidents.actions.naming import hold_alleged, match_alleged, name_alleged
from incidents.actions.posters import replace_poster
from incidents.actions.precautions import NobodyNamed, put_in_place, review_precaution
from incidents.actions.processes import log_step, note_process
from incidents.actions.quick import (
    SomebodyElses,
    TooLate,
    add_to_quick,
    claim_quick,
    not_safe,
    report_quick,
    take_back,
)
from incidents.actions.reporting import Affected, Alleged, report
from incidents.actions.riddor import decide_riddor, report_riddor, say_unable
from incidents.actions.saved_views import NameTaken, TooManyViews, change_view, delete_view, save_view
from incidents.actions.stubs import NotNamed, complete, stub
from incidents.actions.trends import TrendKnown, add_trend, mark_trends, retire_trend

__all__ = [
    "TrendKnown",
    "add_trend",
    "mark_trends",
    "retire_trend",
    "replace_poster",
    "SomebodyElses",
    "TooLate",
    "add_to_quick",
    "claim_quick",
    "not_safe",
    "report_quick",
    "take_back",
    "OnTheListAlready",
    "add_person",
    "name_person",
    "Affected",
    "Alleged",
    "CannotMerge",
    "ChangedMeanwhile",
    "NameTaken",
    "NoRoom",
    "NobodyNamed",
    "NotNamed",
    "StillMissing",
    "TooManyViews",
    "add_evidence",
    "amend",
    "answer_concern",
    "move_concern",
    "raise_concern",
    "answerable",
    "change_view",
    "close",
    "complete",
    "decide_footage",
    "decide_riddor",
    "delay",
    "delete_view",
    "discard_draft",
    "disclose_footage",
    "end_investigation",
    "feed_back",
    "investigate",
    "learn",
    "link",
    "log_step",
    "merge",
    "move",
    "note_process",
    "hold_alleged",
    "match_alleged",
    "name_alleged",
    "note_footage",
    "put_in_place",
    "review_precaution",
    "withdraw_evidence",
    "record_consent",
    "reopen",
    "report",
    "report_riddor",
    "review_age",
    "save_view",
    "say_unable",
    "set_cause",
    "start_draft",
    "stub",
    "tell_affected",
    "unlink",
]
