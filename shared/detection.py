"""What personal data a text holds: the model and the rules look, and their findings are settled.

The rules never lower what the model found; a character that either of them found stays found. This
module knows nothing of files, policies or people.
"""

import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from shared import rules
from shared.engine import Engine
from shared.policy import Lookup
from shared.rules.lookups import find_lookups
from shared.spans import Span, settle

_JOINED = frozenset({"private_person", "private_address"})
"""Labels whose fragments belong together; two card numbers side by side stay two."""

_LONGEST_GROWTH = 64
"""How far a finding grows: the longest words and most keys, but not a megabyte without a blank."""

_WRITTEN_WITHOUT_BLANKS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "BOPOMOFO")

_JOINERS = frozenset({" ", "-", "‐", "‑", "\u00a0"})


@dataclass(frozen=True, slots=True)
class Detection:
    """What was found in one text.

    `spans` are settled: sorted, each character under one label. `found` is everything as it was found,
    overlaps included, for a policy that keeps one category and removes another beneath it; fragments of one name
    that the model found are in it, and so is the whole.
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
    by_model = [whole_words(text, spans) for text, spans in zip(texts, engine.find(texts, progress), strict=True)]
    found = [
        [*model, *join_fragments(text, settle(model)), *rules.find(text), *find_lookups(text, lookups)]
        for text, model in zip(texts, by_model, strict=True)
    ]
    settled = [tuple(join_fragments(text, settle(spans))) for text, spans in zip(texts, found, strict=True)]
    seconds = time.perf_counter() - started
    return [
        Detection(spans, tuple(sorted(set(every))), engine.name, seconds)
        for spans, every in zip(settled, found, strict=True)
    ]


def whole_words(text: str, spans: Iterable[Span]) -> list[Span]:
    """The same findings, grown to the ends of the words they cut: tokens of a model may begin inside a word.

    Only in scripts that part words by blanks; in Chinese, Japanese, Thai or Korean the next letter is often another
    word. A finding never shrinks.
    """
    return [replace(span, start=_word_start(text, span.start), end=_word_end(text, span.end)) for span in spans]


def _word_start(text: str, start: int) -> int:
    least = max(0, start - _LONGEST_GROWTH)
    while start > least and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    return start


def _word_end(text: str, end: int) -> int:
    most = min(len(text), end + _LONGEST_GROWTH)
    while end < most and _in_word(text[end - 1]) and _in_word(text[end]):
        end += 1
    return end


@cache
def _in_word(character: str) -> bool:
    if character.isdecimal() or unicodedata.category(character).startswith("M"):
        return True
    return character.isalpha() and not unicodedata.name(character, "CJK").startswith(_WRITTEN_WITHOUT_BLANKS)


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
