"""Real files as people's devices make them, with what their makers leave inside."""

import io
import zipfile

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

OWNER = "Canary Ownername"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def upload(content, name="a.jpg"):
    return SimpleUploadedFile(name, content)


def photo(size=(64, 32), turned=1, behind=b""):
    """A phone's JPEG: where it was taken, whose it is, and lying on its side when `turned` is 6."""
    picture = Image.new("RGB", size, "teal")
    notes = picture.getexif()
    notes[0x0112], notes[0x013B], notes[0x010F] = turned, OWNER, "Canary Phone"
    notes.get_ifd(0x8825).update({1: "N", 2: (54.0, 58.0, 30.0), 3: "W", 4: (1.0, 36.0, 0.0)})
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=notes, comment=OWNER.encode())
    return made.getvalue() + behind


def png(size=(40, 40), behind=b""):
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", OWNER)
    made = io.BytesIO()
    Image.new("RGBA", size, (1, 2, 3, 120)).save(made, "PNG", pnginfo=notes)
    return made.getvalue() + behind


def pdf(password=None):
    """One page with a photo, a note by somebody, a script, an attachment, and who made it."""
    made, document = io.BytesIO(), pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    scan = document.make_stream(photo(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    scan.Width, scan.Height, scan.ColorSpace, scan.BitsPerComponent = 64, 32, pikepdf.Name.DeviceRGB, 8
    scan.Filter = pikepdf.Name.DCTDecode
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=scan))
    page.obj.Contents = document.make_stream(b"q 64 0 0 32 10 10 cm /Im0 Do Q")
    scan["/PTEX.FileName"] = f"/home/{OWNER}/scan.jpg"
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('canary-script')")
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=OWNER, A=script
    )
    page.obj.Annots, page.obj.AA = pikepdf.Array([document.make_indirect(note)]), pikepdf.Dictionary(O=script)
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="canary-launch.exe")
    document.attachments["canary-attached.txt"] = OWNER.encode()
    document.docinfo["/Author"] = OWNER
    with document.open_metadata() as notes:
        notes["dc:creator"] = [OWNER]
    locked = pikepdf.Encryption(owner=password, user=password) if password else None
    document.save(made, encryption=locked)
    return made.getvalue()


def docx(kind=DOCX, body="", picture=None, more=()):
    """A document as Word saves it: who wrote and changed it, a comment, a linked file and a script."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    r = f'xmlns:r="{related}"'
    drawing = '<w:r><w:drawing><x:blip xmlns:x="urn:x" r:embed="rId7"/></w:drawing></w:r>' if picture else ""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": "<Relationships/>",
        "docProps/core.xml": f"<core><lastModifiedBy>{OWNER}</lastModifiedBy></core>",
        "docProps/custom.xml": f"<custom>{OWNER}</custom>",
        "word/document.xml": f'<w:document {w} {r}><!-- {OWNER} --><w:body><w:p w:rsidR="00AB12CD"><w:r><w:t>He shouted'
        f'</w:t></w:r><w:ins w:id="1" w:author="{OWNER}" w:date="2026-01-01T00:00:00Z"><w:r><w:t> twice.</w:t></w:r></w:ins>'
        '<w:r><w:instrText>INCLUDEPICTURE "http://canary.example/x"</w:instrText></w:r>'
        f'<w:hyperlink r:id="rId5"><w:r><w:t>Link</w:t></w:r></w:hyperlink>{drawing}'
        f'<w:r><w:object r:id="rId6"/></w:r>'
        f'<w:fldSimple w:instr="DDEAUTO canary"><w:r><w:t>page 3</w:t></w:r></w:fldSimple>{body}'
        "</w:p></w:body></w:document>",
        "word/comments.xml": f'<w:comments {w}><w:comment w:author="{OWNER}"/></w:comments>',
        "word/settings.xml": f"<w:settings {w}><w:rsids/></w:settings>",
        "word/vbaProject.bin": "canary-macro",
        "word/embeddings/oleObject1.bin": "canary-object",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId5" Type="{related}/hyperlink" Target="http://canary.example" TargetMode="External"/>'
        f'<Relationship Id="rId6" Type="{related}/oleObject" Target="embeddings/oleObject1.bin"/>'
        f'<Relationship Id="rId7" Type="{related}/image" Target="media/IMG_0042.jpg"/>'
        f'<Relationship Id="rId8" Type="{related}/comments" Target="comments.xml"/></Relationships>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
        if picture:
            package.writestr("word/media/IMG_0042.jpg", picture)
        for name, content in more:
            package.writestr(name, content)
    return made.getvalue()


def unpacked(package):
    """Everything in a package as one text, names included."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return b"\n".join(name.encode() + opened.read(name) for name in opened.namelist())
