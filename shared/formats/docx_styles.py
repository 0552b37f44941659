"""Which paragraphs of a Word file are headings and which are list items, and with which number.

A style inherits from another, a list level counts by a pattern such as "%1.%2": python-docx reads both parts, the
sums are done here. Knows nothing of the text.
"""

from dataclasses import dataclass, field
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

_MOST_ANCESTORS = 20
_MOST_LEVELS = 9
_MOST_PATTERN = 40
_SYMBOLS = ("\ue000", "\uf8ff")
"""Bullets of symbol fonts have code points of private use, which no other font shows."""

_ALIGNS = {"": "", "start": "", "center": "center", "end": "end"}


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph is: `heading` is its rank, `depth` its depth as a list item; both from 1, and 0 for none.
    `align` is where its lines stand, "" for their start."""

    heading: int = 0
    depth: int = 0
    marker: str = ""
    align: str = ""


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str = ""
    heading: int = 0
    list_id: str = ""
    list_level: int = 0
    align: str = ""


@dataclass(slots=True)
class _List:
    """One abstract numbering: per level its format, its pattern and where it starts, and how far it has counted."""

    formats: dict[int, str] = field(default_factory=dict)
    patterns: dict[int, str] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Styles:
    """The roles of paragraphs. Ask in the order of the document: numbers count on."""

    def __init__(self, styles: Any | None, numbering: Any | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        self._lists: dict[str, _List] = {}
        if styles is not None:
            self._read_styles(parse_xml(etree.tostring(styles)))
        if numbering is not None:
            self._read_numbering(parse_xml(etree.tostring(numbering)))

    def role(self, properties: Any | None) -> Role:
        """The role of a paragraph with these properties (its `w:pPr`)."""
        style_id = _value(properties, "w:pStyle") or self._default
        heading, list_id, level, align = self._inherited(style_id)
        align = _aligned(_value(properties, "w:jc")) or align
        outline = _number(_value(properties, "w:outlineLvl"))
        if outline is not None:
            heading = outline + 1 if outline < _MOST_LEVELS else 0
        numbers = properties.find(qn("w:numPr")) if properties is not None else None
        if numbers is not None:
            list_id = _value(numbers, "w:numId") or list_id
            own = _number(_value(numbers, "w:ilvl"))
            level = own if own is not None else level
        counted = self._lists.get(list_id)
        if counted is None:
            return Role(heading, align=_ALIGNS[align])
        marker = _count(counted, max(0, min(level, _MOST_LEVELS - 1)))
        return Role(heading, 0 if heading else level + 1, marker, _ALIGNS[align])

    def _inherited(self, style_id: str) -> tuple[int, str, int, str]:
        heading, list_id, level, align = 0, "", 0, ""
        for _ in range(_MOST_ANCESTORS):
            style = self._styles.get(style_id)
            if style is None:
                break
            heading = heading or style.heading
            align = align or style.align
            if not list_id and style.list_id:
                list_id, level = style.list_id, style.list_level
            style_id = style.parent
        return heading, list_id, level, align

    def _read_styles(self, styles: Any) -> None:
        for style in styles.style_lst:
            style_id = style.styleId or ""
            properties = style.find(qn("w:pPr"))
            numbers = properties.find(qn("w:numPr")) if properties is not None else None
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on"):
                self._default = style_id
            self._styles[style_id] = _Style(
                _value(style, "w:basedOn"),
                _heading(_value(style, "w:name"), _number(_value(properties, "w:outlineLvl"))),
                _value(numbers, "w:numId"),
                _number(_value(numbers, "w:ilvl")) or 0,
                _aligned(_value(properties, "w:jc")),
            )

    def _read_numbering(self, numbering: Any) -> None:
        abstract = {}
        for element in numbering.iterchildren(qn("w:abstractNum")):
            abstract[element.get(qn("w:abstractNumId"))] = _abstract(element)
        for number in numbering.num_lst:
            shared = abstract.get(_value(number, "w:abstractNumId"))
            if shared is None:
                continue
            starts = {
                _number(override.get(qn("w:ilvl"))) or 0: start
                for override in number.iterchildren(qn("w:lvlOverride"))
                if (start := _number(_value(override, "w:startOverride"))) is not None
            }
            # A list that sets its own start counts for itself; the others of one pattern count on together.
            own = _List(shared.formats, shared.patterns, shared.starts | starts) if starts else shared
            self._lists[number.get(qn("w:numId"), "")] = own


def _abstract(element: Any) -> _List:
    levels = _List()
    for level in element.iterchildren(qn("w:lvl")):
        index = _number(level.get(qn("w:ilvl"))) or 0
        levels.formats[index] = _value(level, "w:numFmt") or "decimal"
        levels.patterns[index] = _value(level, "w:lvlText")[:_MOST_PATTERN]
        start = _number(_value(level, "w:start"))
        levels.starts[index] = 1 if start is None else start
    return levels


def _count(counted: _List, level: int) -> str:
    """Count one on and write the number as its level does."""
    counted.counts[level] = counted.counts.get(level, counted.starts.get(level, 1) - 1) + 1
    for deeper in [other for other in counted.counts if other > level]:
        del counted.counts[deeper]
    marker = counted.patterns.get(level, "")
    if counted.formats.get(level, "bullet") in ("bullet", "none"):
        return "\u2022" if any(_SYMBOLS[0] <= letter <= _SYMBOLS[1] for letter in marker) else marker
    for other in range(level + 1):
        number = counted.counts.get(other, counted.starts.get(other, 1))
        marker = marker.replace(f"%{other + 1}", _written(number, counted.formats.get(other, "decimal")))
    return marker


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number > 0:
        # Word counts a … z, aa, bb, cc.
        letters = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 9)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman.lower() if form == "lowerRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, letter in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        letters += letter * (number // value)
        number %= value
    return letters


def _aligned(value: str) -> str:
    """What a paragraph says of its lines; "" where it says nothing, so that its style speaks."""
    known = {"left": "start", "both": "start", "distribute": "start", "right": "end"}
    return known.get(value, value if value in _ALIGNS else "")


def _heading(name: str, outline: int | None) -> int:
    if outline is not None and outline < _MOST_LEVELS:
        return outline + 1
    words = name.lower().split()
    if len(words) == 2 and words[0] == "heading" and words[1].isdigit():
        return max(1, min(int(words[1]), _MOST_LEVELS))
    return {"title": 1, "subtitle": 2}.get(name.lower(), 0)


def _value(element: Any | None, tag: str) -> str:
    child = element.find(qn(tag)) if element is not None else None
    return str(child.get(qn("w:val"), "")) if child is not None else ""


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 9 else None
