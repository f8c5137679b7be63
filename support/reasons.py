"""Why a stage was not done, or not now. Adding a reason is one row.

Money, staffing and workload are not here on purpose: they never justify leaving somebody without support
(R119).
"""

from dataclasses import dataclass

from support.workflow import StageStatus

DECLINED, NOT_NEEDED, DEFERRED = StageStatus.DECLINED, StageStatus.NOT_NEEDED, StageStatus.DEFERRED
# A settled stage is opened again, offered again, or booked to be done again.
AHEAD, OFFERED, BOOKED = StageStatus.AHEAD, StageStatus.OFFERED, StageStatus.BOOKED


@dataclass(frozen=True)
class Reason:
    """`by_hand` is False for what only the software itself gives as a reason."""

    key: str
    words: str
    outcomes: tuple[StageStatus, ...]
    by_hand: bool = True


REASONS = {
    reason.key: reason
    for reason in [
        Reason("own_choice", "They would rather not, for now", (DECLINED,)),
        Reason("helped_elsewhere", "They have help from somebody else", (DECLINED, NOT_NEEDED)),
        Reason("someone_else", "They would rather somebody else led it", (DECLINED, DEFERRED)),
        Reason("not_said", "They did not want to say why", (DECLINED,)),
        Reason("says_fine", "They say they do not need it", (NOT_NEEDED,)),
        Reason("covered", "It was covered in another stage", (NOT_NEEDED,)),
        Reason(
            "advised_against",
            "A trained facilitator or occupational health advised against it",
            (NOT_NEEDED, DEFERRED),
        ),
        Reason("not_ready", "They are not ready yet", (DEFERRED,)),
        Reason("off_work", "They are off work and asked for it later", (DEFERRED,)),
        Reason("could_not_reach", "We could not reach them and will try again", (DEFERRED,)),
        Reason("police_asked", "The police asked us to wait", (DEFERRED,)),
        Reason(
            "straight_on", "It was decided to go straight to ongoing support", (NOT_NEEDED,), by_hand=False
        ),
        Reason("own_page", "They said no on their own page", (DECLINED,), by_hand=False),
        Reason("switched_off", "It is not part of the pathway here any more", (NOT_NEEDED,), by_hand=False),
        Reason("mind_changed", "They changed their mind", (AHEAD, OFFERED, BOOKED)),
        Reason("new_reactions", "Reactions came up later", (AHEAD, OFFERED, BOOKED)),
        Reason("something_new", "Something new has happened since", (AHEAD, OFFERED, BOOKED)),
        Reason("not_finished", "It was not finished", (AHEAD, OFFERED, BOOKED)),
        Reason("asked_for_more", "They asked for it again", (AHEAD, OFFERED, BOOKED)),
        Reason(
            "advised_again",
            "A trained facilitator or occupational health advised it",
            (AHEAD, OFFERED, BOOKED),
        ),
        Reason("recorded_wrongly", "It was recorded by mistake", (AHEAD,)),
        Reason("switched_on", "It is part of the pathway here again", (AHEAD,), by_hand=False),
        Reason("again", "It was decided to do it again", (BOOKED,), by_hand=False),
        Reason("called_off", "The talk was called off", (DEFERRED,), by_hand=False),
        Reason("did_not_come", "They did not come, and are asked again", (DEFERRED,), by_hand=False),
        Reason(
            "before_aftercare",
            "Its time had passed before Aftercare was in use",
            (NOT_NEEDED,),
            by_hand=False,
        ),
    ]
}

# Why a case follows another version of the pathway.
MOVING = {
    "better_window": "The times now fit this place better",
    "new_stage": "A stage was added that they should have too",
    "put_right": "The version before was wrong",
    "other_site": "Their team belongs to another site now",
    "they_asked": "They asked for it",
}
# Why a suggestion was not taken up. None of them speaks of money or staff either (R119).
NOT_TAKEN = {
    "they_said_no": "They would rather not",
    "has_it": "They have it already",
    "arranged": "It is arranged another way",
    "not_right": "It does not fit what happened",
    "advised_against": "Occupational health or a facilitator advised against it",
    "answer_wrong": "The answer was recorded by mistake",
}

# Why practical help goes to another holder of the role.
HANDED_ON = {
    "knows_them": "The other one knows the colleague or the ward",
    "colleague_asked": "The colleague asked for it",
    "away": "Whoever did it is away or leaves",
    "conflict": "Whoever did it is too close to it",
    "right_place": "It belongs to another office",
}

# Outcomes that must say why.
NEEDS_REASON = {DECLINED, NOT_NEEDED, DEFERRED}


def choices(outcome) -> list[tuple[str, str]]:
    """What somebody recording this outcome can choose from."""
    return [(one.key, one.words) for one in REASONS.values() if one.by_hand and outcome in one.outcomes]


def words(key: str) -> str:
    return REASONS[key].words if key in REASONS else ""
