"""Findings for many texts: JSON lines in, JSON lines out, in the same order.

A line that cannot be read becomes a line with an `error`, so that no input passes unseen. This module knows
nothing of arguments or exit codes.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from shared.detection import detect_all
from shared.engine import Engine
from shared.errors import BadInput

BATCH_CHARACTERS = 200_000
BATCH_LINES = 256
"""A batch is as much as keeps the model busy for about a second on two cores; findings then come steadily."""


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One line of input: its id and text, or what is wrong with it."""

    id: object
    text: str = ""
    error: str = ""


def read_line(raw: str, number: int) -> Line:
    """One `{"id", "text"}` object; a missing id becomes the line's number, counted from 1."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return Line(number, error="This line is not JSON.")
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return Line(number, error='This line is not an object with a "text" that is a string.')
    return Line(value.get("id", number), value["text"])


def find_lines(raw_lines: Iterable[str], engine: Engine, operating_point: str = "") -> Iterator[dict[str, Any]]:
    """The answer to each line that is not blank, in order: `{"id", "spans", "engine"}` or `{"id", "error"}`.

    `operating_point` is how the model decides, empty for its usual way.
    """
    for batch in _batches(read_line(raw, number) for number, raw in enumerate(raw_lines, 1) if raw.strip()):
        yield from _answers(batch, engine, operating_point)


def _answers(batch: list[Line], engine: Engine, operating_point: str) -> Iterator[dict[str, Any]]:
    texts = [line.text for line in batch if not line.error]
    detections = iter(detect_all(texts, engine, operating_point=operating_point))
    for line in batch:
        if line.error:
            yield {"id": line.id, "error": line.error}
            continue
        detection = next(detections)
        yield {"id": line.id, "spans": [asdict(span) for span in detection.spans], "engine": detection.engine}


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    characters = 0
    for line in lines:
        batch.append(line)
        characters += len(line.text)
        if len(batch) >= BATCH_LINES or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def read_utf8(lines: Iterable[bytes]) -> Iterator[str]:
    """Lines as text. Raises BadInput for bytes that are not UTF-8."""
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise BadInput(f"Line {number} is not UTF-8 text. Please convert the input to UTF-8.") from None
