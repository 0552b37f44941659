"""Carriers of the evaluation, written by hand, and how values are put into them.

A file holds carriers, each under a line `%% KIND`. In them `{name}` asks for a value, `[one|other]` is one of these
by chance, `{~Mozart}` is a word that is not judged, and `<이/가>` is the Korean particle that fits the letter before
it. Knows no language's values; a `Source`
gives them, and remembers within a document who is who (`{1}`, `{1.first}`) and which place is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Protocol

from training.pieces import Piece, Writer

PART = re.compile(r"\{([^{}\s]+)\}|<([^<>/]*)/([^<>/]*)>")
CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
CLOSED = {"0": 21, "1": 8, "3": 16, "6": 1, "7": 8, "8": 8}  # how a digit's name ends in Korean, as in a syllable


@dataclass(frozen=True)
class Carrier:
    kind: str
    text: str


class Source(Protocol):
    """What one document is filled from."""

    def fill(self, name: str) -> tuple[str, str | None]: ...


def listed(text: str) -> list[str]:
    return text.split()


def carriers(path: Path) -> list[Carrier]:
    parts = re.split(r"^%% (\S+)\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [Carrier(kind, text.strip("\n")) for kind, text in zip(parts[::2], parts[1::2], strict=True)]


def ending(text: str) -> int:
    """The number of the closing consonant that Korean hears at the end of a text; 0 where it is open."""
    last = text.rstrip(")\"'")[-1:]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    return CLOSED.get(last, 0)


def particle(text: str, closed: str, opened: str) -> str:
    end = ending(text)
    return opened if end == 0 or (end == 8 and opened == "로") else closed


def write(carrier: Carrier, source: Source, rng: Random, language: str) -> Piece:
    """One document of a carrier."""
    template = CHOICE.sub(lambda match: rng.choice(match[1].split("|")), carrier.text)
    writer, at = Writer(), 0
    for match in PART.finditer(template):
        writer.write(template[at : match.start()])
        if match[1]:
            writer.value(*((match[1][1:], "") if match[1].startswith("~") else source.fill(match[1])))
        else:
            writer.write(particle("".join(writer.parts[-2:]), match[2], match[3]))
        at = match.end()
    return writer.write(template[at:]).piece(language, carrier.kind)


def written(path: Path, source: Callable[[Random], Source], times: int, seed: int, language: str) -> Iterator[Piece]:
    """Every carrier of a file, so many times, each with other values."""
    for number, carrier in enumerate(carriers(path)):
        for time in range(times):
            rng = Random(f"{seed}/{language}/{number}/{time}")
            yield write(carrier, source(rng), rng, language)
