"""Makes a file that somebody adds safe to keep: its type by content, scanned, and without anything that says whose it is.

The work on the file itself is done in a process of its own (incidents/strip), with bounded memory and time and without
our keys: a file made to break its reader breaks only that. The name of the file is never looked at.
"""

import logging
import os
import subprocess
import sys
from dataclasses import dataclass

import puremagic
from django.conf import settings

from incidents.scanning import NotScanned, is_infected
from incidents.strip.verdict import UNREADABLE, Refused

__all__ = ["Clean", "Refused", "clean"]

log = logging.getLogger(__name__)
SECONDS = 40
REFUSED = 3
KEPT = "Only photos (JPEG or PNG), PDF, Word (DOCX) and plain text can be added"
# What is kept: the ending by content, the reader, and our own ending.
KINDS = {
    ".jpg": ("photo", "jpeg", ".jpg"),
    ".png": ("picture", "png", ".png"),
    ".pdf": ("pdf", "pdf", ".pdf"),
    ".docx": ("word", "word", ".docx"),
    "": ("text", "text", ".txt"),
}
SAME = {".jfif": ".jpg", ".jpeg": ".jpg", ".jpe": ".jpg"}
INSTEAD = {
    "image/heif": "Save the photo as JPEG, and add that. On an iPhone: choose Most Compatible in the camera's settings, "
    "or share the photo with Options, Most Compatible",
    "image/heic": "Save the photo as JPEG, and add that",
    "image/": f"{KEPT}. Save the picture as JPEG or PNG, and add that",
    "video/": "Videos are not kept here. Note where the recording is held, under Footage, so that it can be asked for",
    "audio/": "Recordings are not kept here. Note where it is held, under Footage, so that it can be asked for",
}


@dataclass(frozen=True)
class Clean:
    """A file as it may be kept. `kind` is photo, picture, pdf, word or text; `suffix` begins with a dot."""

    kind: str
    suffix: str
    content: bytes


def clean(upload) -> Clean:
    """What may be kept of an uploaded file; Refused, with words for the writer, when nothing may (B9, F2)."""
    if upload.size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 2**20
        raise Refused(f"The file is larger than {limit} MB. Take a smaller picture, or add a part of it")
    upload.seek(0)
    content = upload.read(settings.UPLOAD_LIMIT + 1)
    if not content:
        raise Refused("The file is empty. Choose another one")
    kind, reader, suffix = KINDS[_ending(content)]
    _scan(content)
    bare = _stripped(reader, content)
    if len(bare) > 2 * settings.UPLOAD_LIMIT:
        raise Refused(
            "The file becomes too large when it is saved anew. Take a smaller picture, or add a part of it"
        )
    return Clean(kind, suffix, bare)


def _ending(content):
    """By what stands in it. A file that begins like nothing known is read as text, and has to be text."""
    if content.startswith(b"%PDF-"):
        return ".pdf"
    if content.startswith(b"PK"):  # a package: its own reader looks whether it is a Word document
        return ".docx"
    try:
        found = puremagic.magic_string(content[:4096])[0]
    except puremagic.PureError:
        return ""
    ending = SAME.get(found.extension, found.extension)
    if ending in (".jpg", ".png"):
        return ending
    if not found.mime_type.startswith(tuple(INSTEAD)) and _is_text(content):
        return ""
    raise Refused(next((words for kind, words in INSTEAD.items() if found.mime_type.startswith(kind)), KEPT))


def _is_text(content):
    """A letter may begin with the same characters as something else."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _scan(content):
    try:
        infected = is_infected(content)
    except NotScanned:
        log.error("The virus scanner at CLAMAV_ADDRESS gives no answer; files are refused until it does")
        raise Refused(
            "Files cannot be checked for viruses at the moment, so none can be added. What you wrote is safe. "
            "Add the file later"
        ) from None
    if infected:
        log.warning("A file with a virus was refused")
        raise Refused(
            "The virus scanner found something in this file. Ask the IT service desk to look at your device"
        )


def _stripped(reader, content):
    """Nothing of our environment goes along, and nothing but the bare file comes back."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "incidents.strip", reader],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in ("PATH", "PYTHONPYCACHEPREFIX") if name in os.environ},
        )
    except subprocess.TimeoutExpired:
        raise Refused(UNREADABLE) from None
    if done.returncode == REFUSED:
        raise Refused(done.stdout.decode())
    if done.returncode or not done.stdout:
        log.warning("A %s file could not be read (%s)", reader, done.returncode)
        raise Refused(UNREADABLE)
    return done.stdout
