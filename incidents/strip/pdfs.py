"""PDF: written anew with its pages only. What runs, what hides and what names its maker stays behind."""

import io

import pikepdf
import pikepdf.settings
from pikepdf import Dictionary, Name, Stream

from incidents.strip.pictures import jpeg2000_without_notes, jpeg_without_notes
from incidents.strip.verdict import TOO_MUCH, Refused

MOST_PAGES = 500
MOST_OBJECTS = 100_000
MOST_UNPACKED = 200_000_000
# All that a reader needs in order to draw the pages, layers that are switched off among them.
ROOT = {"/Type", "/Pages", "/OCProperties"}
# Anywhere in the file: notes on who and when, and pieces that programs leave.
NOTES = ("/CreatorInfo", "/LastModified", "/Metadata", "/OPI", "/PieceInfo")
# On a page or a drawing: what runs, what is attached, and the notes of readers.
HUNG_ON = ("/AA", "/AF", "/Annots", "/B", "/PresSteps", "/StructParent", "/StructParents", "/Thumb", "/Trans")


def pdf(content: bytes) -> bytes:
    pikepdf.settings.set_qpdf_limits(
        parser_max_nesting=100, flate_max_memory=MOST_UNPACKED, run_length_max_memory=MOST_UNPACKED
    )
    try:
        document = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        raise Refused("This PDF is locked. Save a copy without a password, and add that") from None
    with document:
        if document.is_encrypted:
            raise Refused("This PDF is locked. Save a copy without a password, and add that")
        if len(document.objects) > MOST_OBJECTS or len(document.pages) > MOST_PAGES:
            raise Refused(TOO_MUCH)
        _draw_what_is_filled_in(document)
        for key in set(document.Root.keys()) - ROOT:
            del document.Root[key]
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        for found in document.objects:
            _bare(found)
        made = io.BytesIO()
        document.save(made, deterministic_id=True, linearize=False, fix_metadata_version=False)
        return made.getvalue()


def _draw_what_is_filled_in(document):
    """What is typed into a form, or drawn on a page, is seen on the page; notes that are not seen go."""
    if "/AcroForm" in document.Root:
        document.generate_appearance_streams()
    document.flatten_annotations()


def _bare(found, depth=0):
    """An object of the file, and the dictionaries that stand inside it."""
    if isinstance(found, pikepdf.Array):
        inside = list(found)
    elif isinstance(found, (Dictionary, Stream)):
        is_seen = isinstance(found, Stream) or found.get("/Type") == Name.Page
        typesetters = [key for key in found.keys() if key.startswith("/PTEX.")]  # noqa: SIM118 no plain dictionary
        for key in (*NOTES, *typesetters, *(HUNG_ON if is_seen else ())):
            if key in found:
                del found[key]
        if isinstance(found, Stream) and found.get("/Subtype") == Name.Image:
            _bare_picture(found)
        inside = list(found.values())
    else:
        return
    for value in inside:
        if depth < 20 and isinstance(value, pikepdf.Object) and not value.is_indirect:
            _bare(value, depth + 1)


def _bare_picture(stream):
    """A scanned page is often a photograph with its camera's notes still inside."""
    filters = stream.get("/Filter")
    names = [filters] if isinstance(filters, Name) else list(filters or [])
    if names == [Name.DCTDecode]:
        stream.write(
            jpeg_without_notes(stream.read_raw_bytes()),
            filter=Name.DCTDecode,
            decode_parms=stream.get("/DecodeParms"),
        )
    elif names == [Name.JPXDecode]:
        stream.write(jpeg2000_without_notes(stream.read_raw_bytes()), filter=Name.JPXDecode)
    elif Name.DCTDecode in names or Name.JPXDecode in names:
        raise Refused("This PDF holds a picture that cannot be checked. Print it to a new PDF, and add that")
