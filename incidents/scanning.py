"""Asks the virus scanner about a file. Where one is configured, nothing passes without its word (security.md F2)."""

import socket

from django.conf import settings

PIECE = 64 * 1024
SECONDS = 30


class NotScanned(Exception):
    """The scanner is away, or gave no answer that says the file is clean or not."""


def is_infected(content: bytes) -> bool:
    """ClamAV's INSTREAM: pieces with their length before them, then an empty one. False where none is configured."""
    if not settings.CLAMAV_ADDRESS:
        return False
    host, _, port = settings.CLAMAV_ADDRESS.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS) as scanner:
            scanner.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                scanner.sendall(len(piece).to_bytes(4, "big") + piece)
            scanner.sendall(bytes(4))
            answer = _answer(scanner)
    except (OSError, ValueError) as fault:
        raise NotScanned from fault
    if answer == "stream: OK":
        return False
    if answer.endswith(" FOUND"):
        return True
    raise NotScanned(answer)


def _answer(scanner):
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096:
        more = scanner.recv(1024)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode(errors="replace")
