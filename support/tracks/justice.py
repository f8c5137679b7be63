"""Police, court, the Victims' Code, legal help, injury claims, safeguarding and the union."""

from support.tracks.rows import Track

TRACKS: list[Track] = []
TEXTS: list = []
