"""Filling words and files up to a few sizes before they are encrypted, so that length says little (security.md B11)."""

SMALLEST, LARGE = 4096, 2**20
LENGTH = 4


def size_class(length: int, smallest: int = SMALLEST) -> int:
    """The size that something of this many bytes is kept as: 4, 16, 64, 256 KiB, 1 MiB, and from there twice as much."""
    size = smallest
    while size < length + LENGTH:
        size *= 2 if size >= LARGE else 4
    return size


def pad(content: bytes, smallest: int = SMALLEST) -> bytes:
    size = size_class(len(content), smallest)
    return len(content).to_bytes(LENGTH, "big") + content.ljust(size - LENGTH, b"\0")


def unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:LENGTH], "big")
    return padded[LENGTH : LENGTH + length]
