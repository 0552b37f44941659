"""How every rule says what it found. Knows no pattern."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from shared.spans import KINDS, Span


def finding(start: int, end: int, kind: str, score: float) -> Span:
    """A rule's finding; the kind tells the category."""
    return Span(start, end, _label(kind), kind, score, "rule")


@cache
def _label(kind: str) -> str:
    return next(label for label, kinds in KINDS.items() if kind in kinds)


def keep(spans: Iterable[Span]) -> list[Span]:
    """The findings, sorted, without those that lie inside another: nothing that was covered is let go.

    Of two readings of the same characters the surer one stays. Where a surer reading lies inside a longer,
    doubtful one of another kind, both stay, and settling decides.
    """
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end, -span.score, span)):
        if not kept or span.start >= kept[-1].end or span.end > kept[-1].end:
            kept.append(span)
        elif (span.start, span.end) != (kept[-1].start, kept[-1].end) and span.score > kept[-1].score:
            if span.label == kept[-1].label:
                kept[-1] = replace(kept[-1], score=span.score)
            elif kept[-1].score < _DOUBTFUL:
                kept.append(span)
    return sorted(kept)


_DOUBTFUL = 0.85
