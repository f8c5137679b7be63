"""Police, court, the Victims' Code, legal help, injury claims, safeguarding and the union."""

from support.tracks.court import COURT, COURT_LEAVE, TEXTS
from support.tracks.law import CODE, LEGAL, SAFEGUARDING, UNION
from support.tracks.police import POLICE
from support.tracks.rows import Track

TRACKS: list[Track] = [POLICE, COURT, COURT_LEAVE, CODE, LEGAL, SAFEGUARDING, UNION]

__all__ = ["TEXTS", "TRACKS"]
