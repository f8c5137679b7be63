"""Plain text: UTF-8, without marks that a program could act on."""

import re

from incidents.strip.verdict import Refused

ACTIVE = re.compile(r"\s*(<[!?a-z]|\{\\rtf|%!ps|%pdf|begin:v|#!|mime-version:)", re.IGNORECASE)
NOT_WRITTEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def text(content: bytes) -> bytes:
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("Only photos (JPEG or PNG), PDF, Word (DOCX) and plain text can be added") from None
    if ACTIVE.match(written) or NOT_WRITTEN.search(written):
        raise Refused("Only photos (JPEG or PNG), PDF, Word (DOCX) and plain text can be added")
    return "\n".join(written.splitlines()).encode()
