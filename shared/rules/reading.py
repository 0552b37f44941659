"""A text as the rules read it: digits of every script as 0-9, odd spaces and dashes made plain, nothing moved.

Offsets stay true. Every replacement is one character for one character; characters without a width (zero-width
spaces, direction marks, soft hyphens) are taken out, and `Reading.span` puts what was found back where it stands.

This module knows what stands before a value (its label, the column it is in). It knows no category.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from shared.rules.tables import Table, tables, without_commas
from shared.rules.vocabulary import listed, stands_alone
from shared.spans import Span

_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]+")

CHECKED = 0.97
"""A checksum agreed, or the format cannot be anything else."""
CONTEXT = 0.92
"""The format fits and the words around it say so."""
FORMAT = 0.8
"""The format alone."""
WEAK = 0.55
"""A format that is often something harmless, in a text where it probably is not."""

_LIKE_DIGITS = re.compile(
    r"[0-9OoIl](?<![A-Za-z0-9_].)(?:(?<=[OoIl])|(?=[0-9 ./-]{0,30}[OoIl]))"
    r"[0-9OoIl]{0,11}(?:[ ./-][0-9OoIl]{1,11}){0,6}(?![A-Za-z0-9_])"
)
_DIGIT_LIKE = str.maketrans("OoIl", "0011")

_CONNECTORS = " \t:=.,;#*_|>-\"'`()[]{}<№º°·/~\\•：【】「」"
_NAMING = frozenset(":=#|№】")
_COPULAS = listed(
    " is| was| are| ist| lautet| war| est| es| era| è| é| jest| to| numaram| هو| هي| है|は|是|为|為|는|은| of| as| bij"
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]{0,30})[^<>]{0,80}>\s*\Z")
_PLAIN_TAGS = frozenset(
    listed(
        "td th tr span b strong dd dt p div li br i em a u font label small h1 h2 h3 h4 dl ul ol tr "
        "table tbody section article header footer main nav code pre tt",
        " ",
    )
)


@cache
def _plain() -> Mapping[int, str]:
    """One character for one character: what each unusual digit, space, dash, quote or full-width sign stands for."""
    table: dict[int, str] = {}
    for code in range(128, 0x1FC00):  # no digits of a living script beyond
        digit = unicodedata.decimal(chr(code), None)
        if digit is not None:
            table[code] = str(digit)
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    for plain, signs in {
        " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63",
        "'": "\u2018\u2019\u201a\u201b\u2032\u00b4",
        '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033",
        "\n": "\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029",
        "I": "İ",  # the only character whose lower case is two characters
        "@": "\ufe6b",
    }.items():
        table.update({ord(sign): plain for sign in signs})
    return table


@dataclass(frozen=True)
class Reading:
    """A text, made plain, and where each of its characters stood before."""

    text: str
    offsets: tuple[int, ...] | None = None

    @cached_property
    def lower(self) -> str:
        """The text in lower case, character by character in the same places."""
        return self.text.lower()

    def span(self, span: Span) -> Span:
        """The finding at its place in the text as it was given."""
        if self.offsets is None:
            return span
        start, end = self.offsets[span.start], self.offsets[span.end - 1] + 1
        return Span(start, end, span.label, span.kind, span.score, span.source)

    def line(self, position: int, width: int = 160) -> str:
        """The line around a position in lower case, at most `width` characters to each side."""
        left = max(0, position - width)
        start = max(left, self.lower.rfind("\n", left, position) + 1)
        end = self.lower.find("\n", position, position + width)
        return self.lower[start : end if end >= 0 else position + width]

    def before(self, position: int, width: int = 60) -> str:
        """What stands before a position in lower case: the rest of its line, the line above, its column's header."""
        left = max(0, position - width)
        zone = self.lower[left:position]
        lines = zone.rsplit("\n", 2)
        if len(lines) > 2:
            zone = "\n".join(lines[-2:])
        column = self.column(position)
        return f"{column}\n{zone}" if column else zone

    def after(self, position: int, width: int = 30) -> str:
        """What follows a position in lower case, to the end of its line."""
        return self.lower[position : position + width].partition("\n")[0]

    def line_from(self, position: int, width: int = 240) -> str:
        """The text from a position to the end of its line, without what is blank there."""
        return self.text[position : position + width].partition("\n")[0].rstrip()

    def label(self, position: int) -> "Label":
        """The words that name the value at `position`: what stands right before it, above it or over its column."""
        left = max(0, position - 72)
        start = self.lower.rfind("\n", left, position) + 1
        column = self.column(position)
        cut = start < left
        words, naming = _name(self.lower[max(left, start) : position], cut)
        if words or column or cut or not start:
            return Label(words, naming or bool(column), column)
        above = self.lower[max(0, start - 72) : start - 1].rpartition("\n")[2]
        return Label(_name(above, cut=False)[0] if len(above) < 60 else "", True)

    def column(self, position: int) -> str:
        """The header, in lower case, of the table column around a position; empty outside tables."""
        found = bisect_right(self.tables, position, key=lambda column: column.start) - 1
        if found < 0:
            return ""
        return self.tables[found].header(self.text, position).lower()

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the text, in order."""
        return tables(self.text)


@dataclass(frozen=True, slots=True)
class Label:
    """The words before a value, in lower case; `naming` when a colon, a column or a line says that they name it."""

    words: str
    naming: bool
    column: str = ""

    def ends_with(self, words: tuple[str, ...]) -> bool:
        """Whether the label (or the column's header) ends with one of `words`, as words of their own."""
        return bool(self.ending(words))

    def ending(self, words: tuple[str, ...]) -> str:
        """The one of `words` that the label ends with, or the column's header; empty when none."""
        for label in (self.words, self.column):
            if label.endswith(words) and (word := _ending(label, words)):
                return word
        return ""


def _ending(label: str, words: tuple[str, ...]) -> str:
    return next((word for word in words if label.endswith(word) and stands_alone(label, word)), "")


def read(text: str) -> Reading:
    """The text made plain."""
    if text.isascii():
        return Reading(_told_apart(re.sub("[\x0b\x0c\r\x1c\x1d\x1e]", "\n", text)))
    if not _INVISIBLE.search(text):
        return Reading(_told_apart(_made_plain(text)))
    kept: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in _INVISIBLE.finditer(text):
        kept.append(text[position : match.start()])
        offsets.extend(range(position, match.start()))
        position = match.end()
    kept.append(text[position:])
    offsets.extend(range(position, len(text)))
    return Reading(_told_apart(_made_plain("".join(kept))), tuple(offsets))


def _told_apart(text: str) -> str:
    """Letters that OCR or haste put in a digit's place are digits: "4l5-555-O123"; commas between cells are bars."""
    return without_commas(_LIKE_DIGITS.sub(_as_digits, text))


def _as_digits(match: re.Match[str]) -> str:
    letters = sum(char in "OoIl" for char in match[0])
    digits = sum(char in "0123456789" for char in match[0])
    # "10 l", "I 2": a word beside a number. A number with letters in it is long, and mostly digits.
    if not letters or digits < 3 or digits < 2 * letters or match[0][-2:].startswith(" "):
        return match[0]
    return match[0].translate(_DIGIT_LIKE)


def _made_plain(text: str) -> str:
    # A text holds few of the signs: replacing those is ten times as fast as str.translate.
    plain = _plain()
    for char in set(text):
        if ord(char) in plain or char in "\x0b\x0c\r\x1c\x1d\x1e":
            text = text.replace(char, plain.get(ord(char), "\n"))
    return text


def _name(zone: str, cut: bool) -> tuple[str, bool]:
    """The label at the end of `zone`; `cut` says that the zone may begin in the middle of a word."""
    naming = False
    for _ in range(4):
        tag = _TAG.search(zone) if zone.endswith((">", "> ")) else None
        if not tag:
            break
        zone = zone[: tag.start()]
        naming = True
        if not tag[1] and tag[2] not in _PLAIN_TAGS:
            return tag[2], True
    bare = zone.rstrip(_CONNECTORS)
    naming = naming or any(sign in _NAMING for sign in zone[len(bare) :])
    if bare.endswith(_COPULAS):
        copula = next(copula for copula in _COPULAS if bare.endswith(copula))
        bare, naming = bare[: -len(copula)].rstrip(_CONNECTORS), True
    if cut and " " in bare:
        bare = bare.partition(" ")[2]
    return bare, naming
