"""Texts with their findings marked: "call «+1 415 555 2671» now" is the text without the marks, and one span."""

from shared.rules import find
from shared.spans import Span


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without the marks, and where the marks stood."""
    pieces, ranges, length, start = [], [], 0, 0
    for char in marked:
        if char == "«":
            start = length
        elif char == "»":
            ranges.append((start, length))
        else:
            pieces.append(char)
            length += 1
    return "".join(pieces), ranges


def found(marked: str, *kinds: str) -> list[str]:
    """The text with what the rules found marked, only of `kinds` if any are given."""
    text, _ = unmark(marked)
    spans = [span for span in find(text) if not kinds or span.kind in kinds]
    return [f"{span.kind}: {_marked(text, span)}" for span in spans]


def expected(marked: str, kind: str) -> list[str]:
    """The text as `found` would give it, if each mark were a finding of `kind`."""
    text, ranges = unmark(marked)
    return [f"{kind}: {_marked(text, Span(start, end, 'x'))}" for start, end in ranges]


def _marked(text: str, span: Span) -> str:
    return f"{text[: span.start]}«{text[span.start : span.end]}»{text[span.end :]}"
