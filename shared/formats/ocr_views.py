"""The same words of a picture, written down otherwise: a finder that misses a name in one way may see it in another.

A name over a line's end reads better without the end; a phone number whose groups stand in one column each reads
better row by row. What is found in a view is found at the same words. Knows nothing of what is looked for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from shared.formats.textmap import Box, Leaning, Run, TextMap
from shared.spans import Span

ROOM = 1.25
"""A line was broken for want of room when the next word, and this much of it again, would not have fitted in."""


@dataclass(frozen=True, slots=True)
class View:
    """Another way to write the words down; `runs` says which characters of it are which of the picture's text."""

    text: str
    runs: tuple[tuple[int, int, int], ...]
    """Start and end here, start there."""

    def back(self, spans: Iterable[Span], text: str) -> list[Span]:
        """Findings of this view where they stand in the picture's own text."""
        return [part for span in spans for part in self._back(span, text)]

    def _back(self, span: Span, text: str) -> Iterator[Span]:
        last: Span | None = None
        for start, end, there in self.runs:
            first, until = max(start, span.start), min(end, span.end)
            if first >= until:
                continue
            part = replace(span, start=there + first - start, end=there + until - start)
            if last is not None and last.end <= part.start and not text[last.end : part.start].strip():
                last = replace(last, end=part.end)
                continue
            if last is not None:
                yield last
            last = part
        if last is not None:
            yield last


def views(words: TextMap[Box]) -> list[View]:
    """The ways that differ from the text as it is."""
    found = []
    words = _leveled(words)
    flowing = _flowing(words)
    if flowing != words.text:
        found.append(View(flowing, ((0, len(flowing), 0),)))
    by_row = _by_row(words)
    if " ".join(by_row.text.split()) != " ".join(words.text.split()):
        found.append(by_row)
    return found


def _leveled(words: TextMap[Box]) -> TextMap[Box]:
    """The words where they would stand if their lines ran level: a sheet held askew has rows and columns too."""
    runs = [
        replace(run, place=run.place.level) if isinstance(run.place, Leaning) and run.place.level else run
        for run in words.runs
    ]
    return TextMap(words.text, tuple(runs))


def _flowing(words: TextMap[Box]) -> str:
    """The text with a blank where a line was broken only because the next word did not fit."""
    text = list(words.text)
    for paragraph in _paragraphs(words):
        right = max(run.place.right for run in paragraph)
        for before, after in pairwise(paragraph):
            if words.text[before.end : after.start] != "\n":
                continue
            if right - before.place.right < ROOM * after.place.width + 0.3 * after.place.height:
                text[before.end] = " "
    return "".join(text)


def _paragraphs(words: TextMap[Box]) -> Iterator[list[Run[Box]]]:
    """Words that nothing more than a blank or a line's end parts."""
    paragraph: list[Run[Box]] = []
    for run in words.runs:
        if paragraph and words.text[paragraph[-1].end : run.start] not in (" ", "\n", ""):
            yield paragraph
            paragraph = []
        paragraph.append(run)
    if paragraph:
        yield paragraph


def _by_row(words: TextMap[Box]) -> View:
    """Everything that stands at one height as one line, from left to right."""
    rows: list[list[Run[Box]]] = []
    for run in sorted(words.runs, key=lambda run: run.place.top + run.place.bottom):
        if rows and _is_beside(rows[-1][-1].place, run.place):
            rows[-1].append(run)
        else:
            rows.append([run])
    parts: list[str] = []
    placed: list[tuple[int, int, int]] = []
    length = 0
    last: Run[Box] | None = None
    for row in rows:
        for number, run in enumerate(sorted(row, key=lambda run: run.place.left)):
            gap = "" if last is None else _gap(last, run, words.text) if number else "\n"
            start = length + len(gap)
            length = start + run.end - run.start
            parts += (gap, words.text[run.start : run.end])
            placed.append((start, length, run.start))
            last = run
    return View("".join(parts), tuple(placed))


def _is_beside(a: Box, b: Box) -> bool:
    return 2 * (min(a.bottom, b.bottom) - max(a.top, b.top)) >= min(a.height, b.height) > 0


def _gap(before: Run[Box], after: Run[Box], text: str) -> str:
    if before.end <= after.start and not text[before.end : after.start]:
        return ""
    wide = after.place.left - before.place.right > 2 * max(before.place.height, after.place.height)
    return "\t" if wide else " "
