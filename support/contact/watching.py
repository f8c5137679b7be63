"""Reactions that come late: what to look out for, when to ask, and what raises a suggestion (R66, R79).

The signs stand in the version of the pathway that the case follows. They are no diagnosis: whoever asks says only
whether any was noticed, never which, and a person decides what it means.
"""

from datetime import datetime

from support.models import Case, CheckIn, Watch

# From week 4 on: earlier, most reactions are still fading by themselves.
FIRST_WEEK = 4


def is_asked(check_in: CheckIn) -> bool:
    """Whether whoever records this check-in says if signs were noticed."""
    return check_in.week >= FIRST_WEEK


def look(case: Case, check_in: CheckIn, at: datetime) -> None:
    """After an answer: what it suggests is raised for somebody to decide. One waits at a time."""
    cause = _cause(case, check_in)
    if cause:
        raise_for(case, cause, at)


def raise_for(case: Case, cause: str, at: datetime) -> None:
    if not case.watches.filter(decided_at=None).exists():
        Watch.objects.create(case=case, cause=cause, raised_at=at)


def _cause(case, check_in):
    if check_in.signs == CheckIn.Signs.YES:
        return Watch.Cause.SIGNS
    if check_in.feeling != CheckIn.Feeling.WORSE:
        return None
    before = set(
        case.check_ins.filter(answered_at__isnull=False)
        .exclude(pk=check_in.pk)
        .values_list("feeling", flat=True)
    )
    if CheckIn.Feeling.WORSE in before:
        return Watch.Cause.HARDER_AGAIN
    return Watch.Cause.HARDER_AFTER_BETTER if CheckIn.Feeling.BETTER in before else None
