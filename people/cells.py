"""Text on its way into a spreadsheet, and back out of one (security.md F3)."""

FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")
# Letters that do not show, behind which a formula could hide.
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\xa0 "


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = text.replace("\0", "")
    starts_one = text.startswith(FORMULA_STARTS) or text.lstrip(UNSEEN).startswith(FORMULA_STARTS)
    return f"'{text}" if text and starts_one else text


def restored(text: str) -> str:
    """What was defused, as it was before."""
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(FORMULA_STARTS) else text
