"""A file loses what says whose it is, and one that could do harm is refused or inert."""

import io
import socket
import struct
import threading
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image

from incidents import scanning
from incidents.cleaning import Refused, clean
from incidents.strip import pdfs, pictures, text, word
from tests.incidents import files
from tests.incidents.files import OWNER, upload

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.mark.claim("B9")
def test_a_photo_loses_its_place_its_owner_and_what_hides_behind_its_end():
    cleaned = clean(
        upload(files.photo(turned=6, behind=b"PK\x03\x04<script>canary</script>"), "../Nneka\r\n.html")
    )

    assert (cleaned.kind, cleaned.suffix) == ("photo", ".jpg")
    picture = Image.open(io.BytesIO(cleaned.content))
    assert picture.size == (32, 64), "the right way up"
    assert not picture.getexif()
    assert "comment" not in picture.info
    for trace in (b"Canary", b"Exif", b"PK\x03\x04", b"script", b"Nneka"):
        assert trace not in cleaned.content


@pytest.mark.claim("B9")
def test_a_screenshot_loses_its_author():
    bare = pictures.png(files.png(behind=b"<html>"))
    assert OWNER.encode() not in bare
    assert b"<html>" not in bare
    assert Image.open(io.BytesIO(bare)).mode == "RGBA"


@pytest.mark.claim("B9")
@pytest.mark.claim("F2")
def test_a_pdf_keeps_its_page_and_nothing_else():
    bare = clean(upload(files.pdf())).content
    with pikepdf.open(io.BytesIO(bare)) as document:
        assert len(document.pages) == 1
        assert b"/Im0 Do" in document.pages[0].Contents.read_bytes()
        scan = document.pages[0].Resources.XObject.Im0
        assert Image.open(io.BytesIO(scan.read_raw_bytes())).size == (64, 32)
        assert set(document.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in document.trailer
        shown = bare + b"".join(
            one.read_raw_bytes() for one in document.objects if isinstance(one, pikepdf.Stream)
        )
    document = pikepdf.open(io.BytesIO(bare))
    shown += document.pages[0].obj.unparse(resolved=True)
    for trace in (
        b"Canary",
        b"canary",
        b"Exif",
        b"JavaScript",
        b"Launch",
        b"EmbeddedFile",
        b"Annots",
        b"xmpmeta",
    ):
        assert trace not in shown


@pytest.mark.claim("B9")
@pytest.mark.claim("F2")
def test_a_word_document_keeps_its_words_and_pictures_and_loses_who_wrote_it():
    cleaned = clean(upload(files.docx(picture=files.photo())))
    inside = files.unpacked(cleaned.content)

    assert (cleaned.kind, cleaned.suffix) == ("word", ".docx")
    assert b"He shouted" in inside
    assert b" twice." in inside
    assert b"Link" in inside
    assert b"page 3" in inside
    assert b"word/media/picture1.jpeg" in inside
    for trace in (
        b"Canary",
        b"canary",
        b"rsid",
        b"2026-01-01",
        b"Exif",
        b"IMG_0042",
        b"docProps",
        b"comments",
        b"http://c",
    ):
        assert trace not in inside
    dates = {one.date_time for one in zipfile.ZipFile(io.BytesIO(cleaned.content)).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_plain_text_is_kept_as_text():
    cleaned = clean(upload("\ufeffHe said: “I know where you live”.\r\nThen he left.".encode()))
    assert cleaned.content.decode() == "He said: “I know where you live”.\nThen he left."
    assert (cleaned.kind, cleaned.suffix) == ("text", ".txt")


def packed(*parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return made.getvalue()


def link():
    one = zipfile.ZipInfo("word/document.xml")
    one.external_attr = 0o120777 << 16
    return one


@pytest.mark.claim("F2")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "Only photos"),
        (b"  <!doctype html><script>x()</script>", "Only photos"),
        (b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)", "JPEG or PNG"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "Save the photo as JPEG"),
        (b"\0\0\0\x18ftypmp42" + bytes(40), "Note where the recording is held"),
        (b"MZ" + bytes(300), "Only photos"),
        (b"{\\rtf1 hello}", "Only photos"),
        (bytes(range(256)), "Only photos"),
        (b"\xff\xd8\xff\xe0" + b"not a photo" * 20, "could not be read"),
    ],
)
def test_other_files_are_refused_in_words_that_say_what_to_do(content, says):
    with pytest.raises(Refused, match=says):
        clean(upload(content, "holiday.jpg"))


@pytest.mark.claim("F2")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (files.docx("application/vnd.ms-word.document.macroEnabled.main+xml"), "without macros"),
        (packed(("a.txt", "x")), "Save it as a PDF"),
        (
            packed(("[Content_Types].xml", "<a/>"), ("_rels/.rels", "<a/>"), (link(), "/etc/passwd")),
            "without macros",
        ),
        (files.docx(more=[("word/x.bin", bytes(101_000_000))]), "holds more"),
        (files.docx(more=[(f"word/{n}.xml", "") for n in range(2001)]), "holds more"),
        (files.docx(picture=b"\xd7\xcd\xc6\x9a a drawing of another kind"), "cannot be checked"),
        (files.docx(body="<!-- --><broken"), "could not be read"),
    ],
    ids=["macros", "archive", "link", "bomb", "many", "metafile", "broken"],
)
def test_packages_are_refused_when_they_are_not_a_plain_document(content, says):
    with pytest.raises(Refused, match=says):
        word.word(content)


@pytest.mark.claim("F2")
def test_entities_are_not_followed():
    bomb = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + b"<a>&x;</a>"
    package = io.BytesIO(files.docx())
    with zipfile.ZipFile(package, "a") as opened, pytest.warns(UserWarning, match="Duplicate name"):
        opened.writestr("word/document.xml", bomb)
    with pytest.raises(Refused, match="could not be read"):
        word.word(package.getvalue())


@pytest.mark.claim("F2")
def test_a_picture_of_20000_by_20000_is_refused_before_it_is_drawn():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 20000, 20000, 8, 2, 0, 0, 0))
    huge = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    with pytest.raises(Refused, match="too large"):
        clean(upload(huge))


def test_a_large_photo_is_made_smaller():
    with Image.open(io.BytesIO(pictures.jpeg(files.photo((6000, 500))))) as picture:
        assert max(picture.size) == 4096


def test_a_locked_pdf_is_refused_and_a_large_file_too(settings):
    with pytest.raises(Refused, match="without a password"):
        pdfs.pdf(files.pdf(password="x"))
    settings.UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(Refused, match="larger than 1 MB"):
        clean(upload(bytes(1024 * 1024 + 1)))


def test_text_that_a_program_could_act_on_is_refused():
    for active in (b"#!/bin/sh\nrm", b"<?xml version='1.0'?>", b"a\x00b", "Grüße".encode("latin-1"), b"%!PS"):
        with pytest.raises(Refused):
            text.text(active)


@pytest.fixture
def clamd(settings):
    """A scanner that speaks clamd's INSTREAM on a port of its own."""
    server = socket.create_server(("127.0.0.1", 0))
    settings.CLAMAV_ADDRESS = f"127.0.0.1:{server.getsockname()[1]}"

    def answer():
        while True:
            try:
                caller, _ = server.accept()
            except OSError:
                return
            with caller, caller.makefile("rb") as said:
                command = said.read(len(b"zINSTREAM\0"))
                heard = b""
                while size := int.from_bytes(said.read(4), "big"):
                    heard += said.read(size)
                found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in heard else b"stream: OK\0"
                caller.sendall(found if command == b"zINSTREAM\0" else b"UNKNOWN COMMAND\0")

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield server
    server.close()


@pytest.mark.claim("F2")
def test_the_scanner_is_asked_and_believed(clamd):
    assert clean(upload(b"He shouted. " * 20_000)).kind == "text"
    with pytest.raises(Refused, match="virus scanner found"):
        clean(upload(EICAR))


@pytest.mark.claim("F2")
def test_a_scanner_that_is_away_lets_nothing_through(clamd, settings, monkeypatch):
    clamd.close()
    settings.CLAMAV_ADDRESS = "127.0.0.1:9"
    with pytest.raises(Refused, match="What you wrote is safe"):
        clean(upload(b"He shouted."))
    settings.CLAMAV_ADDRESS = "not an address"
    with pytest.raises(scanning.NotScanned):
        scanning.is_infected(b"He shouted.")
