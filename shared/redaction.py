"""The decision about one finding, and how plain text carries it out.

Files carry out their own redactions (`shared.formats`). This module never decides anything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shared.spans import Span


@dataclass(frozen=True, slots=True, order=True)
class Redaction:
    """What stands in a finding's place; an empty `replacement` removes it.

    `salt` is what a salted hash was made with, for the one who must be able to make it again.
    """

    span: Span
    replacement: str
    salt: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of redacted text: kept as it was, or what a redaction put there."""

    text: str
    redaction: Redaction | None = None


def redact_text(text: str, redactions: Iterable[Redaction]) -> str:
    """The text with each finding replaced. Raises ValueError rather than leave one readable."""
    return "".join(piece.text for piece in pieces(text, redactions))


def pieces(text: str, redactions: Iterable[Redaction]) -> Iterator[Piece]:
    """The redacted text cut at its redactions, in order; joined, the pieces are the redacted text.

    Raises ValueError when redactions overlap or reach past the text: a skipped one would be a leak.
    """
    position = 0
    for redaction in sorted(redactions):
        span = redaction.span
        if span.start < position:
            raise ValueError(f"redactions overlap at {span.start}; settle the spans first")
        if span.end > len(text):
            raise ValueError(f"a redaction ends at {span.end}, past the text's {len(text)} characters")
        if span.start > position:
            yield Piece(text[position : span.start])
        yield Piece(redaction.replacement, redaction)
        position = span.end
    if position < len(text):
        yield Piece(text[position:])
