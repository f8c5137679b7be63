"""Work, pay and health: adjustments, absence, money, return to work, referral (R17, R42, R64, R71, R76 to R78, R81)."""

from support.tracks.absence import ABSENCE, TEXTS
from support.tracks.changes import ADJUSTMENTS, RETURN_TO_WORK
from support.tracks.money import MONEY
from support.tracks.referral import REFERRAL
from support.tracks.rows import Track

TRACKS: list[Track] = [ADJUSTMENTS, ABSENCE, MONEY, RETURN_TO_WORK, REFERRAL]

__all__ = ["TEXTS", "TRACKS"]
