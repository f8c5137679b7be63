"""References that people can read out on the phone, and that count nothing (security.md A10)."""

import secrets

# No I, L, O, U, 0 or 1: nothing that is misread or spells a word by accident.
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def make_reference() -> str:
    """ "AC-" and eight random letters in two groups, about 39 bits."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"AC-{letters[:4]}-{letters[4:]}"
