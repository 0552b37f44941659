"""The text a detector reads: words cut by a line's end are whole again, and invisible characters are gone.

"Fitz-" at a line's end and "gerald" on the next is one name, and so is "Jane" with an invisible character in it.
What is found in the view is found in the document: every span goes back to the characters it came from. This
module knows no file format and no detector.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from shared.formats.document import Document, Range
from shared.spans import Span

# Soft hyphen, zero-width space, word joiner, byte order mark. Not the zero-width joiners: Persian needs them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]+")


@dataclass(frozen=True, slots=True, repr=False)
class View:
    """A text without some of its characters. `starts[i]` is where piece `i` begins in the view, `origins[i]` where
    it begins in the document's text."""

    text: str
    starts: Sequence[int]
    origins: Sequence[int]

    def __repr__(self) -> str:
        return f"View({len(self.text)} characters, {len(self.starts)} pieces)"

    def original(self, index: int) -> int:
        """Where the view's character `index` stands in the document's text."""
        piece = bisect_right(self.starts, index) - 1
        return self.origins[piece] + index - self.starts[piece]

    def back(self, spans: Iterable[Span]) -> list[Span]:
        """The same findings in the document's text, what the view leaves out between their ends included."""
        return [replace(span, start=self.original(span.start), end=self.original(span.end - 1) + 1) for span in spans]


def detector_view(document: Document) -> View:
    """What a detector reads of this document."""
    return view_without(document.map.text, document.breaks)


def view_without(text: str, breaks: Iterable[Range]) -> View:
    """The text without these ranges and without characters nobody sees."""
    left_out = sorted([*breaks, *(match.span() for match in _INVISIBLE.finditer(text))])
    starts, origins, pieces = [0], [0], []
    position = length = 0
    for start, end in left_out:
        if start > position:
            pieces.append(text[position:start])
            length += start - position
        if end > position:
            position = end
            if starts[-1] == length:
                origins[-1] = position
            else:
                starts.append(length)
                origins.append(position)
    pieces.append(text[position:])
    return View("".join(pieces), starts, origins)
