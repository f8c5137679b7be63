"""Practical help as a table: what can be opened for somebody beside their pathway, by whom and by when.

A new track is one row in support/tracks; forms, pages, reminders and who reads what are made from it.
"""

from support.tracks import justice, work
from support.tracks.rows import (
    CHOSEN,
    HR,
    LEAD,
    OH,
    PERSON,
    Log,
    OwnText,
    Step,
    Track,
    Wording,
    reviewed,
)

TRACKS = {track.key: reviewed(track) for track in (*work.TRACKS, *justice.TRACKS)}
TRUST_TEXTS: dict[str, OwnText] = {text.key: text for text in (*work.TEXTS, *justice.TEXTS)}


def read_by(reader: str) -> list[str]:
    """Keys of the tracks that this reader may open."""
    return [
        key
        for key, track in TRACKS.items()
        if reader in {track.owner, *track.readers}
        or any(reader in part.readers for part in track.parts.values())
    ]


__all__ = [
    "CHOSEN",
    "HR",
    "LEAD",
    "OH",
    "PERSON",
    "TRACKS",
    "TRUST_TEXTS",
    "Log",
    "OwnText",
    "Step",
    "Track",
    "Wording",
    "read_by",
]
