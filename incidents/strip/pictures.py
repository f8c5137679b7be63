"""Pictures: drawn again from their dots, so that nothing else comes along (place, camera, owner, what hides behind the
end)."""

import io

from PIL import Image, ImageOps

from incidents.strip.verdict import TOO_MUCH, UNREADABLE, Refused

# What a phone's largest ordinary picture has; a PNG is held whole while it is read, so it may have fewer.
MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 25_000_000, "GIF": 5_000_000}
LONGEST_SIDE = 4096
# Parts of a JPEG that its drawing needs: tables, frames, scans, and the Adobe part that names the colours.
DRAWING = {
    0xDB,
    0xC4,
    0xDD,
    0xEE,
    *range(0xC0, 0xC4),
    *range(0xC5, 0xC8),
    *range(0xC9, 0xCC),
    *range(0xCD, 0xD0),
}


def jpeg(content: bytes) -> bytes:
    return _drawn_again(content, "JPEG", quality=88)


def png(content: bytes) -> bytes:
    return _drawn_again(content, "PNG")


def gif_as_png(content: bytes) -> bytes:
    return _drawn_again(content, "GIF", to="PNG")


def _drawn_again(content, kind, to=None, **how):
    """The first picture in the file, the right way up, at most 4096 dots long."""
    with _opened(content, kind) as picture:
        ratio = max(picture.size) / LONGEST_SIDE
        if ratio > 1:
            picture.draft(None, tuple(max(1, int(side / ratio)) for side in picture.size))
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    upright = upright.convert(_mode(upright, to or kind))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    made = io.BytesIO()
    bare.save(made, to or kind, **how)
    return made.getvalue()


def _opened(content, kind):
    """Pillow looks at the size before it reads the dots."""
    Image.MAX_IMAGE_PIXELS = None  # ours is stricter, and says what to do
    picture = Image.open(io.BytesIO(content), formats=[kind])
    if picture.width * picture.height > MOST_PIXELS[kind]:
        raise Refused(
            "This picture is too large. Take it again with the ordinary camera setting, or add a part of it"
        )
    return picture


def _mode(picture, kind):
    return "RGBA" if kind == "PNG" and picture.has_transparency_data else "RGB"


def jpeg_without_notes(content: bytes) -> bytes:
    """The same drawing without Exif, XMP, comments or anything behind its end; for a picture inside a document."""
    if content[:2] != b"\xff\xd8":
        raise Refused(UNREADABLE)
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise Refused(UNREADABLE)
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xDA:
            end = _end_of_scan(content, end)
        if marker == 0xDA or marker in DRAWING:
            kept.append(content[at:end])
        at = end
    if len(kept) > 5000:
        raise Refused(TOO_MUCH)
    return b"".join([*kept, b"\xff\xd9"])


def _end_of_scan(content, at):
    """Where the dots end: at the next marker that is neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) != -1 and at + 1 < len(content):
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        else:
            return at
    return len(content)


def jpeg2000_without_notes(content: bytes) -> bytes:
    """The boxes of a JPEG 2000 picture that draw it; XML and vendors' boxes are left out."""
    if content[:4] == b"\xff\x4f\xff\x51":
        return content
    kept, at = [], 0
    while at + 8 <= len(content):
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        size = len(content) - at if size == 0 else size
        if size < 8:
            raise Refused(UNREADABLE)
        if name in (b"jP  ", b"ftyp", b"jp2h", b"jp2c"):
            kept.append(content[at : at + size])
        at += size
    return b"".join(kept)
