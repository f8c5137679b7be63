"""Work, pay and health: adjustments, absence, money, return to work, referral."""

from support.tracks.rows import Track

TRACKS: list[Track] = []
