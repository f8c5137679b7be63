"""Why a stage was not done, or not now. Adding a reason is one row.

Money, staffing and workload are not here on purpose: they never justify leaving somebody without support
(R119).
"""

from dataclasses import dataclass

from support.workflow import StageStatus

DECLINED, NOT_NEEDED, DEFERRED = StageStatus.DECLINED, StageStatus.NOT_NEEDED, StageStatus.DEFERRED


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
        Reason(
            "before_aftercare",
            "Its time had passed before Aftercare was in use",
            (NOT_NEEDED,),
            by_hand=False,
        ),
    ]
}

# Outcomes that must say why.
NEEDS_REASON = {DECLINED, NOT_NEEDED, DEFERRED}


def choices(outcome) -> list[tuple[str, str]]:
    """What somebody recording this outcome can choose from."""
    return [(one.key, one.words) for one in REASONS.values() if one.by_hand and outcome in one.outcomes]


def words(key: str) -> str:
    return REASONS[key].words if key in REASONS else ""
