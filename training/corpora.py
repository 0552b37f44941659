"""The published corpora: reading, masking what they do not label, swapping names, holding documents out.

Knows which categories each source labels. Text of a category it does not label may be personal data
all the same, so everything that looks like it is masked (`ignore`) and never taught as O.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from training.phrases import LANGUAGES, phrases
from training.pieces import Mark, Piece
from training.values import Values

FULL = ("es_meddocan",)  # sources that label every category but secrets
LOOKS_LIKE = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|www\.\S+|\b\w+\.(?:com|org|net|de|fr|ly|gl)/\S*|(?<!\w)@\w+"
    r"|[+(]?\d[\d\s().:/-]{2,}\d|\d{2,}|\d+[年月日]\S{0,6}|\d+\.?\s*[^\W\d]{3,9}\s*\d{2,4}"
)
SCRIPTS = {"ru": "ru", "sr": "", "zh": "zh", "ja": "ja", "hi": "hi"}  # whose names may replace whose; "" is none
LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr")


def months() -> re.Pattern[str]:
    names = sorted(
        {month for language in LANGUAGES for month in phrases(language).lists["months"] if month.isalpha()},
        key=len,
        reverse=True,
    )
    return re.compile(
        r"(?:\d+\.?\s*(?:de\s+)?)?(?<!\w)(?:" + "|".join(names) + r")(?!\w)(?:\s*(?:de\s+)?\d+)?", re.IGNORECASE
    )


def unlabelled(text: str, pattern: re.Pattern[str]) -> Iterator[Mark]:
    for found in (LOOKS_LIKE.finditer(text), pattern.finditer(text)):
        for match in found:
            yield Mark(match.start(), match.end(), "")


def split_of(name: str) -> str:
    """train, dev or test, by the document's id alone: 90, 4 and 6 in a hundred."""
    number = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 100
    return "test" if number < 6 else "dev" if number < 10 else "train"


def documents(data: Path, split: str) -> Iterator[Piece]:
    pattern = months()
    for path in sorted([*data.glob("*.jsonl"), *(data / "sharealike").glob("*.jsonl")]):
        full = path.name.startswith(FULL)
        with path.open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                if split_of(row["id"]) != split or "DOCSTART" in row["text"]:
                    continue
                spans = tuple(Mark(span["start"], span["end"], span["label"]) for span in row["spans"])
                taken = {index for span in spans for index in range(span.start, span.end)}
                ignore = [Mark(mark["start"], mark["end"], "") for mark in row.get("ignore", ())]
                if not full:
                    ignore += [
                        mark
                        for mark in unlabelled(row["text"], pattern)
                        if taken.isdisjoint(range(mark.start, mark.end))
                    ]
                yield Piece(row["text"], spans, tuple(ignore), row["lang"], path.stem)


def swapped(piece: Piece, people: dict[str, Values], rng: Random) -> Piece:
    """The same text about other people: names from other countries in the same script."""
    script = SCRIPTS.get(piece.lang, "latin")
    if not script or not any(span.label == "private_person" for span in piece.spans):
        return piece
    out, length, at, spans, shifts = [], 0, 0, [], []
    chosen = people[rng.choice(LATIN) if script == "latin" else script]
    renamed: dict[str, str] = {}
    for span in sorted(piece.spans, key=lambda mark: mark.start):
        if span.start < at:
            continue
        old = piece.text[span.start : span.end]
        new = old
        if span.label == "private_person":
            if old not in renamed:
                single = len(old.split()) == 1 and "・" not in old and "·" not in old and piece.lang not in ("zh", "ja")
                first, last = chosen.pair()
                fresh = (
                    rng.choice((first, last))
                    if single or (piece.lang in ("zh", "ja") and len(old) <= 2)
                    else chosen.person()[0]
                )
                renamed[old] = fresh.upper() if old.isupper() and len(old) > 2 else fresh
            new = renamed[old]
        out += [piece.text[at : span.start], new]
        start = length + span.start - at
        length = start + len(new)
        spans.append(Mark(start, length, span.label))
        shifts.append((span.end, len(new) - len(old)))
        at = span.end
    out.append(piece.text[at:])

    def moved(place: int) -> int:
        return place + sum(shift for end, shift in shifts if end <= place)

    ignore = tuple(Mark(moved(mark.start), moved(mark.end), "") for mark in piece.ignore)
    return Piece("".join(out), tuple(spans), ignore, piece.lang, piece.source)
