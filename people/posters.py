"""The letters on a team's poster: random, so that nobody can work out another team's, and easy to read and to type."""

import secrets

# No I, L, O, U, 0 or 1: nothing that is misread or spells a word by accident.
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def make_poster_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(8))
