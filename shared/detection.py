"""What personal data a text holds: the model and the rules look, and their findings are settled.

The rules never lower what the model found; a character that either of them found stays found. This
module knows nothing of files, policies or people.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from shared import rules
from shared.engine import Engine
from shared.policy import Lookup
from shared.rules.lookups import find_lookups
from shared.spans import Span, settle

_JOINED = frozenset({"private_person", "private_address"})
"""Labels whose fragments belong together; two card numbers side by side stay two."""

_JOINERS = frozenset({" ", "-", "‐", "‑", "\u00a0"})


@dataclass(frozen=True, slots=True)
class Detection:
    """What was found in one text.

    `spans` are settled: sorted, each character under one label. `found` is everything as it was found,
    overlaps included, for a policy that keeps one category and removes another beneath it.
    """

    spans: tuple[Span, ...]
    found: tuple[Span, ...]
    engine: str
    seconds: float


def detect(
    text: str, engine: Engine, progress: Callable[[float], None] | None = None, lookups: Sequence[Lookup] = ()
) -> Detection:
    """Every finding of the model and of the rules in one text, and of what a policy looks for on its own.

    `progress` hears shares from 0 to 1.
    """
    [detection] = detect_all([text], engine, progress, lookups)
    return detection


def detect_all(
    texts: Sequence[str],
    engine: Engine,
    progress: Callable[[float], None] | None = None,
    lookups: Sequence[Lookup] = (),
) -> list[Detection]:
    """The same for many texts, which share the model's batches."""
    started = time.perf_counter()
    by_model = engine.find(texts, progress)
    found = [
        [*model, *rules.find(text), *find_lookups(text, lookups)] for text, model in zip(texts, by_model, strict=True)
    ]
    settled = [tuple(join_fragments(text, settle(spans))) for text, spans in zip(texts, found, strict=True)]
    seconds = time.perf_counter() - started
    return [
        Detection(spans, tuple(sorted(every)), engine.name, seconds)
        for spans, every in zip(settled, found, strict=True)
    ]


def join_fragments(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Adjacent parts of one name or address become one, when a single space or hyphen parts them.

    Models tend to cut "Anna-Lena Wagner" in two. The joined span covers the gap too: more, never less.
    """
    last: Span | None = None
    for span in spans:
        if last and _belongs(text, last, span):
            last = replace(last, end=span.end, kind=last.kind or span.kind, score=max(last.score, span.score))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _belongs(text: str, last: Span, span: Span) -> bool:
    if last.label != span.label or last.label not in _JOINED or last.source != span.source:
        return False
    gap = text[last.end : span.start]
    return gap == "" or gap in _JOINERS
