"""What can be done with a case: the verbs of this room. Each locks, asks, changes, records and plans."""

from support.actions.help import (
    add_entry,
    agree_help,
    open_help,
    record_help,
    reopen_help,
    settle_help,
    share_help,
)
from support.actions.looking_after import (
    Changed,
    StillOwed,
    close_case,
    hand_over,
    keep_promise,
    promise,
    record_check_in,
    record_stage,
    reopen_case,
)
from support.actions.own import (
    accept_stage,
    accept_support,
    answer_check_in,
    ask_for_call,
    change_mind,
    decline_stage,
    decline_support,
    resume,
)

__all__ = [
    "Changed",
    "StillOwed",
    "accept_stage",
    "accept_support",
    "add_entry",
    "agree_help",
    "answer_check_in",
    "ask_for_call",
    "change_mind",
    "close_case",
    "decline_stage",
    "decline_support",
    "hand_over",
    "keep_promise",
    "open_help",
    "promise",
    "record_check_in",
    "record_help",
    "record_stage",
    "reopen_case",
    "reopen_help",
    "resume",
    "settle_help",
    "share_help",
]
