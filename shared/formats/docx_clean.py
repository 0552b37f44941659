"""What may stay in a part of a Word file that is given out: what it shows and how, nothing of who made it and when.

Tracked changes are accepted, wrappings (links, controls, fields) are opened, and whatever holds words that no page
shows goes. Works on a part's elements in place; knows no files.
"""

import re
from typing import Any

from lxml import etree

from shared.formats.docx_inline import MC, TEXT_ELEMENTS, A, C, W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_GONE = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "delText",
        "delInstrText", "instrText", "fldChar", "commentRangeStart", "commentRangeEnd", "commentReference",
        "annotationRef", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "rPrChange", "pPrChange",
        "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "tblPrExChange",
        "numberingChange", "cellIns", "cellDel", "cellMerge", "altChunk", "object", "control", "subDoc", "sdtPr",
        "sdtEndPr", "customXmlPr", "smartTagPr", "tblCaption", "tblDescription", "docVars", "mailMerge",
        "attachedTemplate", "rsids", "rsid", "aliases", "embedRegular", "embedBold", "embedItalic",
        "embedBoldItalic", "dataBinding", "printerSettings", "movie", "ffData", "divId",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart",
        "customXmlMoveToRangeEnd", "contentPart", "saveThroughXslt", "userId",
    )
) | {
    A + "extLst", A + "hlinkClick", A + "hlinkHover", A + "hlinkMouseOver", C + "externalData", C + "userShapes",
    C + "f", C + "extLst", C + "printSettings",
}  # fmt: skip

_OPENED = frozenset(
    W + name for name in ("ins", "moveTo", "hyperlink", "fldSimple", "sdt", "sdtContent", "smartTag", "customXml")
)

_MICROSOFT = "{http://schemas.microsoft.com/"
_SHAPES = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordprocessing{what}}}" for what in ("Shape", "Group", "Canvas")
)
"""Of the newer namespaces, those that text boxes are drawn in."""

_WORDS_OF_PICTURES = ("descr", "title", "alt", "name", "href", "target", "spid", "gfxdata")
_PEOPLE = ("author", "date", "initials", "userId")
_STYLE_NAMES = (
    "pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink", "clickAndTypeStyle",
    "defaultTableStyle",
)  # fmt: skip
_OWN_WORDS = frozenset(
    [
        "a",
        "acronym",
        "accent",
        "address",
        "annotation",
        "area",
        "authorities",
        "authority",
        "balloon",
        "bibliography",
        "block",
        "body",
        "book",
        "bullet",
        "caption",
        "char",
        "cite",
        "classic",
        "closing",
        "code",
        "colorful",
        "columns",
        "comment",
        "contemporary",
        "continue",
        "dark",
        "date",
        "default",
        "definition",
        "document",
        "e",
        "elegant",
        "email",
        "emphasis",
        "endnote",
        "envelope",
        "figures",
        "first",
        "fine",
        "followed",
        "followedhyperlink",
        "font",
        "footer",
        "footnote",
        "form",
        "grid",
        "hashtag",
        "header",
        "heading",
        "html",
        "hyperlink",
        "in",
        "indent",
        "index",
        "intense",
        "intro",
        "keyboard",
        "light",
        "line",
        "link",
        "list",
        "macro",
        "mail",
        "map",
        "medium",
        "mention",
        "message",
        "no",
        "normal",
        "note",
        "number",
        "of",
        "outline",
        "page",
        "paragraph",
        "placeholder",
        "plain",
        "preformatted",
        "professional",
        "quote",
        "reference",
        "return",
        "revision",
        "salutation",
        "sample",
        "shading",
        "signature",
        "simple",
        "smart",
        "spacing",
        "strong",
        "style",
        "styles",
        "subject",
        "subtitle",
        "subtle",
        "table",
        "text",
        "theme",
        "title",
        "toa",
        "toc",
        "typewriter",
        "unresolved",
        "variable",
        "web",
        "z",
        "top",
        "bottom",
    ]
)
"""The words that the names of Word's own styles are made of."""

MEASURE = re.compile(r"\s*[-+\d.eE%]*\s*|left|right|center|inside|outside|top|bottom|General")


def clean(root: Any, ids: dict[str, str], styles: dict[str, str]) -> None:
    """Leave what may stay. `ids` are the new names of relationships that stay, `styles` those of a user's styles."""
    for element in list(root.iter()):
        if element.getparent() is not None and _goes(element):
            _remove(element)
    for alternate in list(root.iter(MC + "AlternateContent")):
        if alternate.find(MC + "Choice") is not None:
            for fallback in alternate.findall(MC + "Fallback"):
                alternate.remove(fallback)
    for element in list(root.iter(*_OPENED)):
        if element.getparent() is not None:
            _open(element)
    for element in root.iter():
        _clean_attributes(element, ids)
        if element.tag not in TEXT_ELEMENTS and not MEASURE.fullmatch(element.text or ""):
            element.text = None
        if element.tail:
            element.tail = None
        name = element.tag.removeprefix(W)
        if name in _STYLE_NAMES:
            value = element.get(W + "val")
            element.set(W + "val", styles.get(value, value))


def is_own_name(name: str) -> bool:
    """Whether Word has a style of this name by itself: "Footnote Reference", "heading 1", "TOC2"."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d]+", name)
    return all(word.isdigit() or word.lower() in _OWN_WORDS for word in words)


def clean_styles(root: Any) -> dict[str, str]:
    """Give a user's own styles names that say nothing; old ids to new ones."""
    renamed: dict[str, str] = {}
    for style in root.iter(W + "style"):
        old, name = style.get(W + "styleId", ""), style.find(W + "name")
        is_custom = style.get(W + "customStyle") in ("1", "true", "on")
        if is_custom or not is_own_name(old):  # in German, heading 1 has the id berschrift1
            renamed[old] = f"Custom{len(renamed) + 1}"
            style.set(W + "styleId", renamed[old])
        if name is not None and (is_custom or not is_own_name(name.get(W + "val", ""))):
            name.set(W + "val", f"Custom {len(renamed) or 'style'}")
    return renamed


def _goes(element: Any) -> bool:
    tag = element.tag
    if tag in _GONE:
        return True
    if tag == W + "name":
        return bool(element.getparent().tag == W + "abstractNum")
    if tag == W + "tr":
        properties = element.find(W + "trPr")
        return properties is not None and properties.find(W + "del") is not None
    return isinstance(tag, str) and tag.startswith(_MICROSOFT) and not tag.startswith(_SHAPES)


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _open(element: Any) -> None:
    """Put what is inside in its place."""
    parent = element.getparent()
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at + 1, child)
    parent.remove(element)


def _clean_attributes(element: Any, ids: dict[str, str]) -> None:
    for key in list(element.attrib):
        name = etree.QName(key)
        local = name.localname
        if key.startswith(R):
            new = ids.get(element.get(key))
            if new is None:
                del element.attrib[key]
            else:
                element.set(key, new)
        elif (
            key == MC + "Ignorable"
            or (name.namespace or "").startswith(_MICROSOFT[1:])
            or local.startswith("rsid")
            or (key.startswith(W) and local in _PEOPLE)
            or (not name.namespace and local == "macro")
        ):
            del element.attrib[key]
        elif local in _WORDS_OF_PICTURES and not key.startswith(W) and not _is_needed(element, local):
            if local == "name":
                element.set(key, "")
            else:
                del element.attrib[key]


def _is_needed(element: Any, local: str) -> bool:
    """Names that say how something is drawn: of shapes' guides, of a theme's scripts and fonts."""
    return local == "name" and etree.QName(element).localname in ("gd", "shapeName", "presOf", "layoutNode")
