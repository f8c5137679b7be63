"""The index of words of a report whose text is encrypted: each word is kept only as a keyed hash of its stem.

A search hashes what it looks for. A slip of one letter finds the word too, for each word is also kept with each of
its letters left out. Nothing of the text can be read from the hashes without HASH_KEY (security.md A9); how often a
hash occurs can be counted.
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

# What is indexed of one report, and the shortest word in which a slip is forgiven.
LONGEST, FORGIVEN = 100_000, 4
# A search looks for this many words and no more.
MOST = 12


def words_of(*texts: str) -> tuple[list[int], list[int]]:
    """Hashes of the stems in these texts, and of the stems with their slips: 64-bit numbers, each once, sorted."""
    found = stems(" ".join(filter(None, texts))[:LONGEST])
    near = {number for stem in found for number in slips(stem)}
    return sorted({_number(stem) for stem in found}), sorted(near)


def stems(text: str) -> list[str]:
    """Words as PostgreSQL's English dictionary has them: stemmed, without those that stand in every text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(to_tsvector('english', %s))", [text.replace("\x00", " ")])
        return cursor.fetchone()[0]


def exactly(text: str) -> list[int]:
    """What a report that holds all these words has in `words`."""
    return [_number(stem) for stem in stems(text)]


@dataclass(frozen=True)
class Word:
    """One word as somebody typed it; the hashes of its stems, and of each stem with its slips."""

    typed: str
    exact: tuple[int, ...]
    near: tuple[tuple[int, ...], ...]


def looked_for(text: str) -> list[Word]:
    """The first dozen words of a search; those that stand in every text are left out."""
    typed = list(dict.fromkeys(text.replace("\x00", " ").split()))[: 4 * MOST]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, tsvector_to_array(to_tsvector('english', word)) FROM unnest(%s::text[]) AS word",
            [typed],
        )
        found = [
            Word(word, tuple(map(_number, stems)), tuple(tuple(slips(stem)) for stem in stems))
            for word, stems in cursor.fetchall()
            if stems
        ]
    return found[:MOST]


def slips(stem: str) -> list[int]:
    """The word and, for one long enough, the word without each of its letters. Two words that share one differ by a
    letter left out, added, changed, or by two neighbours swapped."""
    if len(stem) < FORGIVEN:
        return [_number(stem)]
    return sorted({_number(stem), *(_number(stem[:i] + stem[i + 1 :]) for i in range(len(stem)))})


def _number(word: str) -> int:
    key = hashlib.sha256(settings.HASH_KEY.encode()).digest()
    digest = hashlib.blake2b(word.encode(), key=key, digest_size=8, person=b"words").digest()
    return int.from_bytes(digest, "big", signed=True)
