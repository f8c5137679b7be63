"""Read HTML the way a test asks about it: which elements there are, with what attributes and what words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    tag: str
    attributes: dict
    inside: list = field(default_factory=list)
    parent: "Element | None" = None

    def __getitem__(self, name):
        return self.attributes[name]

    def get(self, name, otherwise=None):
        return self.attributes.get(name, otherwise)

    @property
    def words(self):
        parts = (part if isinstance(part, str) else part.words for part in self.inside)
        return " ".join(" ".join(parts).split())

    @property
    def classes(self):
        return (self.get("class") or "").split()

    def everything(self):
        for part in self.inside:
            if isinstance(part, Element):
                yield part
                yield from part.everything()

    def all(self, tag=None, **attributes):
        """Every element inside with this tag and these attributes; `of` is a class it has."""
        wanted = attributes.pop("of", None)
        return [
            e
            for e in self.everything()
            if (tag is None or e.tag == tag)
            and (wanted is None or wanted in e.classes)
            and all(e.get(name.rstrip("_")) == value for name, value in attributes.items())
        ]

    def one(self, tag=None, **attributes):
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]

    def within(self, tag):
        """The nearest element around this one with the tag."""
        above = self.parent
        while above is not None and above.tag != tag:
            above = above.parent
        return above


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.top = self.here = Element("", {})

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs), parent=self.here)
        self.here.inside.append(element)
        if tag not in VOID:
            self.here = element

    def handle_endtag(self, tag):
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        self.here = self.here.parent

    def handle_data(self, data):
        self.here.inside.append(data)


def read(html):
    reader = _Reader()
    reader.feed(str(html))
    reader.close()
    assert reader.here is reader.top, f"<{reader.here.tag}> is never closed"
    return reader.top


def check_joined_up(page):
    """No id twice; every label, description, control and link points at something that is there."""
    ids = [e["id"] for e in page.everything() if e.get("id")]
    assert sorted(ids) == sorted(set(ids)), "an id is written twice"
    for e in page.everything():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls"):
            for pointed in (e.get(name) or "").split():
                assert pointed in ids, f"{name}={pointed} of <{e.tag}> points nowhere"
        href = e.get("href") or ""
        if e.tag == "a" and len(href) > 1 and href.startswith("#"):
            assert href[1:] in ids, f"link {href} points nowhere"
