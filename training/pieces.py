"""A piece: text with its spans, and the writer that builds one.

Knows how spans are kept true while text is put together, cut and saved. Does not know what the
labels mean. Offsets are Unicode code points, half open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mark:
    start: int
    end: int
    label: str  # a category, or "" for a region that must teach nothing


@dataclass(frozen=True)
class Piece:
    text: str
    spans: tuple[Mark, ...]
    ignore: tuple[Mark, ...] = ()
    lang: str = ""
    source: str = ""

    def values(self) -> list[tuple[str, str]]:
        return [(self.text[mark.start : mark.end], mark.label) for mark in self.spans]


class Writer:
    """Builds a piece from plain text and labelled values, left to right."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.ignored: list[Mark] = []

    def write(self, text: str) -> Writer:
        self.parts.append(text)
        self.length += len(text)
        return self

    def value(self, text: str, label: str | None) -> Writer:
        """A value; its mark leaves out white space at either end. Label None is plain text, "" is ignored."""
        if label is not None and text.strip():
            start = self.length + len(text) - len(text.lstrip())
            mark = Mark(start, self.length + len(text.rstrip()), label)
            (self.marks if label else self.ignored).append(mark)
        return self.write(text)

    def piece(self, lang: str, source: str) -> Piece:
        """The piece; neighbours of one label with at most a space between them are one entity."""
        text = "".join(self.parts)
        merged: list[Mark] = []
        for mark in self.marks:
            last = merged[-1] if merged else None
            if last and last.label == mark.label and text[last.end : mark.start] in ("", " "):
                merged[-1] = Mark(last.start, mark.end, mark.label)
            else:
                merged.append(mark)
        return Piece(text, tuple(merged), tuple(self.ignored), lang, source)


def rebuild(piece: Piece, change: Callable[[int, str], str]) -> Piece:
    """The piece with each character replaced by `change(index, character)`."""
    parts = [change(index, char) for index, char in enumerate(piece.text)]
    at, total = [0], 0
    for part in parts:
        total += len(part)
        at.append(total)
    text = "".join(parts)

    def moved(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        out = []
        for mark in marks:
            start, end = at[mark.start], at[mark.end]
            while end > start and text[end - 1].isspace():
                end -= 1
            while start < end and text[start].isspace():
                start += 1
            if end > start:
                out.append(Mark(start, end, mark.label))
        return tuple(out)

    return Piece(text, moved(piece.spans), moved(piece.ignore), piece.lang, piece.source)


def to_json(piece: Piece) -> str:
    row = {
        "text": piece.text,
        "spans": [[mark.start, mark.end, mark.label] for mark in piece.spans],
        "ignore": [[mark.start, mark.end] for mark in piece.ignore],
        "lang": piece.lang,
        "source": piece.source,
    }
    return json.dumps(row, ensure_ascii=False)


def from_json(line: str) -> Piece:
    row = json.loads(line)
    spans = tuple(Mark(start, end, label) for start, end, label in row["spans"])
    ignore = tuple(Mark(start, end, "") for start, end in row["ignore"])
    return Piece(row["text"], spans, ignore, row["lang"], row["source"])


def save(path: Path, pieces: Iterable[Piece]) -> int:
    count = 0
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        for piece in pieces:
            file.write(to_json(piece) + "\n")
            count += 1
    part.rename(path)
    return count


def load(path: Path) -> Iterator[Piece]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield from_json(line)
