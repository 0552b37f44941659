"""A text cut into what a page shows: plain stretches, marked findings, and characters that would else be unseen.

Characters that draw nothing can reorder a line or hide a word in it, so each is shown by its name instead. Joiners
and direction marks stay as they are: emoji and whole scripts need them. The pieces hold plain text; escaping is the
template's work. This module knows no HTML.
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

_UNSEEN_NAMES = {
    0x00: "NUL", 0x07: "BEL", 0x08: "BS", 0x0B: "VT", 0x0C: "FF", 0x0D: "CR", 0x1B: "ESC", 0x7F: "DEL", 0x85: "NEL",
    0x180E: "MVS", 0x200B: "ZWSP", 0x2028: "LS", 0x2029: "PS", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF",
    0x202D: "LRO", 0x202E: "RLO", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
    0xFEFF: "BOM",
}  # fmt: skip

# All C0 and C1 controls but tab and line feed; a carriage return before a line feed is a line end like any other.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u180e\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]|\r(?!\n)")


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
        return LABEL_NAMES[self.label][0] if self.label in LABEL_NAMES else self.label


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
    return [(label, LABEL_NAMES[label][count > 1], count) for label, count in counts if count]


def _stretches(text: str) -> Iterator[Stretch]:
    position = 0
    for unseen in _UNSEEN.finditer(text):
        if unseen.start() > position:
            yield Stretch(text[position : unseen.start()])
        code = ord(unseen.group())
        yield Stretch(_UNSEEN_NAMES.get(code, f"U+{code:04X}"), f"{code:04X}")
        position = unseen.end()
    if position < len(text):
        yield Stretch(text[position:])
