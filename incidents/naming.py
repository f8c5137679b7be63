"""Making the ways in which people write a name or a number into one, so that the same person is found again."""

import re
import unicodedata


def normalised(text: str) -> str:
    """What a fingerprint is made of: "RXF 12-345" is "rxf12345", "Smith, John" is "john smith". Empty for nothing.

    An NHS number is its ten digits, whatever stands between them. A name is its words in order of the alphabet.
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    words = re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", ""))
    together = "".join(words)
    if any(letter.isdigit() for letter in together) and all(_is_of_a_number(word) for word in words):
        return together
    return " ".join(sorted(words))


def is_nhs_number(text: str) -> bool:
    """Ten digits of which the last checks the others: weights 10 to 2, eleven less the rest."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def as_shown(text: str) -> str:
    """An NHS number in its usual 3-3-4; anything else as it was written."""
    digits = re.sub(r"[\s-]", "", text)
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if is_nhs_number(text) else text


def _is_of_a_number(word):
    """Digits, or the few letters that stand before or behind them in a hospital number."""
    return any(letter.isdigit() for letter in word) or len(word) <= 3
