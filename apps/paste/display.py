"""A text cut into what a page shows: plain stretches, marked findings, and characters that would else be unseen.

Characters that draw nothing can reorder a line or hide a word in it, so each is shown by its name instead. Joiners
and direction marks stay as they are beside the emoji and scripts that need them, and nowhere else. The pieces hold
plain text; escaping is the template's work. This module knows no HTML.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shared.spans import Span

LABEL_NAMES = {
    "private_person": ("Person", "People"),
    "private_address": ("Address", "Addresses"),
    "private_email": ("Email", "Emails"),
    "private_phone": ("Phone", "Phones"),
    "private_url": ("URL", "URLs"),
    "private_date": ("Date", "Dates"),
    "account_number": ("Account number", "Account numbers"),
    "secret": ("Secret", "Secrets"),
}
"""What the eight categories are called on every page, one and many."""

_OWN_NAMES = ("Custom", "Custom")
"""What only the sender's policy has a name for."""

_UNSEEN_NAMES = {
    0x00: "NUL", 0x07: "BEL", 0x08: "BS", 0x0B: "VT", 0x0C: "FF", 0x0D: "CR", 0x1B: "ESC", 0x7F: "DEL", 0x85: "NEL",
    0xAD: "SHY", 0x034F: "CGJ", 0x061C: "ALM", 0x180E: "MVS", 0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ",
    0x200E: "LRM", 0x200F: "RLM", 0x2028: "LS", 0x2029: "PS", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF",
    0x202D: "LRO", 0x202E: "RLO", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
    0xFEFF: "BOM",
}  # fmt: skip

_NEEDED = "\u061c\u180b-\u180d\u200c-\u200f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Joiners, direction marks and variation selectors: emoji and whole scripts need them, beside letters of their own."""

# All C0 and C1 controls but tab and line feed (a carriage return before a line feed is a line end like any other), what
# reorders, fills without being seen, or carries letters that are not drawn. Tags spell the flags of countries within
# countries and, anywhere else, words that no person sees.
_NEVER_SEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f"
_BESIDE = f"[^\\x00-\\x7f{_NEEDED}{_NEVER_SEEN}]"
_UNSEEN = re.compile(f"{_FLAG}|(?P<unseen>[{_NEVER_SEEN}]|\\r(?!\\n)|(?<!{_BESIDE})[{_NEEDED}](?!{_BESIDE}))")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a text: as it is, or one unseen character (`code`) shown by its name (`text`)."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive stretches that belong to one finding, or to none (an empty `label`)."""

    stretches: tuple[Stretch, ...]
    label: str = ""
    kind: str = ""

    @property
    def name(self) -> str:
        """The category as a person says it."""
        return LABEL_NAMES.get(self.label, _OWN_NAMES)[0]


def passages(text: str, spans: Sequence[Span]) -> Iterator[Passage]:
    """The text cut at its spans, which are sorted and do not overlap."""
    position = 0
    for span in spans:
        if span.start > position:
            yield Passage(tuple(_stretches(text[position : span.start])))
        yield Passage(tuple(_stretches(text[max(position, span.start) : span.end])), span.label, span.kind)
        position = max(position, span.end)
    if position < len(text):
        yield Passage(tuple(_stretches(text[position:])))


def legend(counts: Iterable[tuple[str, int]]) -> list[tuple[str, str, int]]:
    """The categories that occur: label, its name in the right number, and how often."""
    return [(label, LABEL_NAMES.get(label, _OWN_NAMES)[count > 1], count) for label, count in counts if count]


def _stretches(text: str) -> Iterator[Stretch]:
    position = 0
    for unseen in _UNSEEN.finditer(text):
        if unseen["unseen"] is None:  # a flag
            continue
        if unseen.start() > position:
            yield Stretch(text[position : unseen.start()])
        code = ord(unseen.group())
        yield Stretch(_UNSEEN_NAMES.get(code, f"U+{code:04X}"), f"{code:04X}")
        position = unseen.end()
    if position < len(text):
        yield Stretch(text[position:])
