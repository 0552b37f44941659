"""What a Word file says where a reader does not see it: comments, deleted text, properties, links, descriptions.

None of it comes along into a redacted copy; it is read so that people know what they were about to send. Knows no
findings.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from lxml import etree

from shared.errors import BadInput
from shared.formats.docx_inline import W
from shared.formats.docx_package import Package

VANISHED = "in hidden text"
DELETED = "in deleted text that change tracking keeps"
COMMENT = "in a comment"
PROPERTY = "in the document's properties"
LINK = "in a link"
FIELD = "in the code of a field"
DESCRIPTION = "in the description of a picture"

_MOST_WORDS = 100_000
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
_SOFTWARE = frozenset(
    (
        "Application", "AppVersion", "Template", "revision", "created", "modified", "lastPrinted", "DocSecurity",
        "SharedDoc", "ScaleCrop", "LinksUpToDate", "HyperlinksChanged", "TotalTime", "Pages", "Words", "Characters",
        "CharactersWithSpaces", "Lines", "Paragraphs", "lpstr", "i4", "version",
    )
)  # fmt: skip

Place = tuple[str, str]
"""Where, and what it says."""


def words_beside(package: Package, parts: Iterable[str]) -> list[Place]:
    """What the file says beside its text; `parts` are those that show text."""
    found: dict[Place, None] = {}
    length = 0
    for place, words in _every(package, parts):
        text = " ".join(words.split())
        if text and (place, text) not in found and length < _MOST_WORDS:
            found[place, text] = None
            length += len(text)
    return list(found)


def _every(package: Package, parts: Iterable[str]) -> Iterator[Place]:
    for name in _PROPERTIES:
        for element in _elements(package, name):
            if element.text and etree.QName(element).localname not in _SOFTWARE and not element.text.isdigit():
                yield PROPERTY, element.text
    for listed in package.related(package.main, "comments"):
        for comment in _elements(package, listed.target, W + "comment"):
            yield COMMENT, "".join(element.text or "" for element in comment.iter(W + "t"))
            yield COMMENT, comment.get(W + "author", "")
    for part in parts:
        root = _elements(package, part)
        for element in root:
            tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if tag in ("del", "moveFrom"):
                yield DELETED, "".join(one.text or "" for one in element.iter(W + "delText", W + "t"))
                yield DELETED, element.get(W + "author", "")
            elif tag == "ins":
                yield DELETED, element.get(W + "author", "")
            elif tag == "instrText":
                yield FIELD, element.text or ""
            elif tag == "fldSimple":
                yield FIELD, element.get(W + "instr", "")
            elif tag in ("docPr", "cNvPr"):
                yield DESCRIPTION, element.get("descr", "")
                yield DESCRIPTION, element.get("title", "")
        for target in package.external(part):
            yield LINK, target.removeprefix("mailto:")


def _elements(package: Package, part: str, *tags: str) -> list[Any]:
    with suppress(BadInput):  # without it the text can be read all the same
        return list(package.xml(part).iter(*tags)) if part in package else []
    return []
