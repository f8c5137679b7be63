"""Word documents: the text, its look and its pictures in a new package. Everything else stays behind."""

import io
import zipfile
from posixpath import dirname, normpath

from lxml import etree

from incidents.strip.pictures import gif_as_png, jpeg, png
from incidents.strip.verdict import TOO_MUCH, UNREADABLE, Refused

MOST_PARTS, MOST_UNPACKED = 2000, 100_000_000
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The parts that are kept, by the last word of their relationship, and what each is.
PARTS = {
    "styles": f"{WORD}styles+xml",
    "numbering": f"{WORD}numbering+xml",
    "header": f"{WORD}header+xml",
    "footer": f"{WORD}footer+xml",
    "footnotes": f"{WORD}footnotes+xml",
    "endnotes": f"{WORD}endnotes+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
PICTURES = {b"\x89PNG": (png, "png"), b"\xff\xd8\xff": (jpeg, "jpeg"), b"GIF8": (gif_as_png, "png")}
# Elements that run, fetch or say who: comments, fields, objects, links to other files and data.
GONE = {
    "altChunk", "attachedTemplate", "commentRangeEnd", "commentRangeStart", "commentReference", "control", "dataBinding",
    "fldChar", "instrText", "object", "permEnd", "permStart", "proofErr", "subDoc",
}  # fmt: skip
WHO = {
    "author",
    "initials",
    "date",
    "dateUtc",
    "userId",
    "providerId",
    "descr",
    "title",
    "href",
    "src",
    "paraId",
    "textId",
}


def word(content: bytes) -> bytes:
    with _package(content) as package:
        main = _main_part(package)
        kept = _Kept(package)
        kept.add(main, "word/document.xml", MAIN)
        return kept.packed()


def _package(content):
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused(UNREADABLE) from None
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(TOO_MUCH)
    return package


def _main_part(package):
    """A document with macros calls its main part by another type, and is refused here."""
    for name in ("[Content_Types].xml", "_rels/.rels"):
        if name not in package.namelist():
            raise Refused("This kind of file cannot be added. Save it as a PDF, and add that")
    types = _tree(_read(package, "[Content_Types].xml"))
    names = [part.get("PartName", "").lstrip("/") for part in types if part.get("ContentType") == MAIN]
    if any("macro" in (part.get("ContentType") or "").lower() for part in types) or len(names) != 1:
        raise Refused("Only Word documents without macros can be added. Save it as a PDF, and add that")
    return names[0]


class _Kept:
    """The parts of the new package. Names in the old one are only looked up, never written anywhere."""

    def __init__(self, package):
        self.package, self.parts, self.types, self.names = package, {}, {}, {}

    def add(self, name, new_name, kind):
        self.names[name], self.types[new_name] = new_name, kind
        tree = _tree(_read(self.package, name))
        related = self._related(name)
        _bare(tree, related)
        self.parts[new_name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        if related:
            self.parts[_rels_of(new_name)] = _rels(related)

    def _related(self, name):
        """By id: the kind of relationship and the new name of the part. What is left out is refused or dropped."""
        if _rels_of(name) not in self.package.namelist():
            return {}
        found = {}
        for one in _tree(_read(self.package, _rels_of(name))):
            kind = (one.get("Type") or "").rsplit("/", 1)[-1]
            target = one.get("Target") or ""
            if one.get("TargetMode") == "External" or kind not in {*PARTS, "image"}:
                continue
            target = normpath(target.lstrip("/") if target.startswith("/") else f"{dirname(name)}/{target}")
            found[one.get("Id")] = (
                kind,
                self._picture(target) if kind == "image" else self._part(target, kind),
            )
        return {key: value for key, value in found.items() if value[1]}

    def _part(self, name, kind):
        if name not in self.package.namelist():
            return None
        if name not in self.names:
            self.add(name, f"word/{kind}{len(self.names)}.xml", PARTS[kind])
        return self.names[name]

    def _picture(self, name):
        if name not in self.package.namelist():
            return None
        if name not in self.names:
            content = _read(self.package, name)
            found = next((how for start, how in PICTURES.items() if content.startswith(start)), None)
            if not found:
                return None
            self.names[name] = f"word/media/picture{len(self.names)}.{found[1]}"
            self.parts[self.names[name]] = found[0](content)
        return self.names[name]

    def packed(self):
        made = io.BytesIO()
        top = {"rId1": ("officeDocument", "word/document.xml")}
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            parts = {"[Content_Types].xml": self._types(), "_rels/.rels": _rels(top, "")} | self.parts
            for name, content in parts.items():
                package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return made.getvalue()

    def _types(self):
        types = etree.Element(f"{{{PACKAGE}content-types}}Types", nsmap={None: f"{PACKAGE}content-types"})
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        for suffix, kind in (
            ("rels", rels),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("jpeg", "image/jpeg"),
        ):
            etree.SubElement(types, f"{{{PACKAGE}content-types}}Default", Extension=suffix, ContentType=kind)
        for name, kind in self.types.items():
            etree.SubElement(
                types, f"{{{PACKAGE}content-types}}Override", PartName=f"/{name}", ContentType=kind
            )
        return etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)


def _bare(tree, related):
    for one in list(tree.iter()):
        if not isinstance(one.tag, str):
            _take_out(one)  # a comment or an instruction
            continue
        local = etree.QName(one).localname
        if one.tag.startswith(W) and local in GONE:
            _take_out(one)
        elif one.tag == f"{W}fldSimple":
            _leave_what_it_shows(one)
        elif local in ("drawing", "pict") and _misses(one, related):
            raise Refused(
                "This document holds a picture or chart that cannot be checked. Save it as a PDF, and add that"
            )
        _bare_attributes(one, local, related)


def _bare_attributes(one, local, related):
    for key in list(one.attrib):
        space, name = etree.QName(key).namespace, etree.QName(key).localname
        if name.startswith("rsid") or name in WHO or space == RELATED and one.get(key) not in related:
            del one.attrib[key]
    if local in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange") and one.tag.startswith(W):
        one.set(f"{W}author", "Author")
    if local in ("docPr", "cNvPr"):
        one.set("name", "Picture")


def _misses(drawing, related):
    """Whether it shows something that is not kept. A link behind a picture is not shown."""
    return any(
        etree.QName(key).namespace == RELATED and value not in related
        for part in drawing.iter()
        if isinstance(part.tag, str) and not etree.QName(part).localname.startswith("hlink")
        for key, value in part.attrib.items()
    )


def _leave_what_it_shows(field):
    """A field is an instruction around what it showed last: a page number, or a file fetched from elsewhere."""
    for part in list(field):
        field.addprevious(part)
    _take_out(field)


def _take_out(one):
    """The element goes, the text behind it stays."""
    parent = one.getparent()
    if parent is None:
        return
    if one.tail:
        before = one.getprevious()
        if before is None:
            parent.text = (parent.text or "") + one.tail
        else:
            before.tail = (before.tail or "") + one.tail
    parent.remove(one)


def _read(package, name):
    """Never more than the whole may hold, whatever the package says of itself."""
    try:
        with package.open(name) as part:
            content = part.read(MOST_UNPACKED + 1)
    except (KeyError, RuntimeError, zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        raise Refused(UNREADABLE) from None
    if len(content) > MOST_UNPACKED:
        raise Refused(TOO_MUCH)
    return content


def _tree(content):
    reader = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(content, reader)
    except etree.XMLSyntaxError:
        raise Refused(UNREADABLE) from None
    if tree.getroottree().docinfo.doctype:
        raise Refused(UNREADABLE)
    return tree


def _rels_of(name):
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def _rels(related, folder="word/"):
    space = f"{PACKAGE}relationships"
    rels = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
    for key, (kind, name) in related.items():
        target = name.removeprefix(folder)
        etree.SubElement(rels, f"{{{space}}}Relationship", Id=key, Type=f"{RELATED}/{kind}", Target=target)
    return etree.tostring(rels, xml_declaration=True, encoding="UTF-8", standalone=True)
