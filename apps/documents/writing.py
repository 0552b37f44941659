"""A redacted document as plain text, Markdown or JSON, and the list of its redactions as CSV.

What was taken out is in none of them: a list says where something was, what kind of thing, and why it went. Knows
how these formats are written, and nothing of how findings are made.
"""

import csv
import io
import json
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from shared.formats.document import Block, Range, ReadDocument
from shared.formats.looks import CellLook
from shared.redaction import Redaction, pieces
from shared.spans import Span

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    "number", "page", "start", "end", "category", "kind", "score", "found by", "read from", "hidden", "reason",
    "replaced with",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One redaction as a list shows it. `page` counts from 1, 0 for what stands on none."""

    redaction: Redaction
    found: Span
    page: int
    hidden: str = ""
    is_scanned: bool = False
    reason: str = ""


Written = tuple[bytes, str]
"""A file, and all that it says of the document's text."""

Writer = Callable[[ReadDocument, Sequence[Redaction], Sequence[Line]], Written]


class _Redacted:
    """The redacted text, any stretch of it by the offsets of the original."""

    def __init__(self, document: ReadDocument, redactions: Sequence[Redaction]) -> None:
        self._text = document.map.text
        self._redactions = sorted(redactions)
        self._ends = [redaction.span.end for redaction in self._redactions]

    def part(self, start: int, end: int) -> str:
        """What stands between these two places of the original. A finding that reaches over the end is in the part
        where it begins."""
        parts, position = [], start
        for redaction in self._redactions[bisect_left(self._ends, start + 1) :]:
            span = redaction.span
            if span.start >= end:
                break
            parts.append(self._text[position : max(position, span.start)])
            parts.append(redaction.replacement if span.start >= start else "")
            position = max(position, span.end)
        parts.append(self._text[position:end])
        return "".join(parts)


def as_text(document: ReadDocument, redactions: Sequence[Redaction], lines: Sequence[Line]) -> Written:
    """The text of the pages."""
    return _as_written(_Redacted(document, redactions).part(0, document.shown))


def as_markdown(document: ReadDocument, redactions: Sequence[Redaction], lines: Sequence[Line]) -> Written:
    """The text of the pages with its headings, lists and tables."""
    redacted = _Redacted(document, redactions)
    if document.format == "markdown":
        return as_text(document, redactions, lines)
    written: list[str] = []
    before = ""
    for block in document.blocks:
        if block.start >= document.shown and block.figure < 0:
            break
        if block.start == block.end:
            continue  # a picture without words
        gap = "\n" if before == block.kind == "list_item" else "\n\n"
        written.append((gap if written else "") + _block(block, redacted))
        before = block.kind
    return _as_written("".join(written))


def _as_written(text: str) -> Written:
    text = text.rstrip() + "\n"
    return text.encode(), text


def _block(block: Block, redacted: _Redacted) -> str:
    if block.kind == "table" and block.rows:
        rows = [_row(row, looks, redacted) for row, looks in zip_longest(block.rows, block.looks, fillvalue=())]
        width = max(map(len, rows))
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
        return "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * width, *rows[1:]])
    text = redacted.part(block.start, block.end)
    if block.kind == "code":
        return f"```\n{text}\n```"
    text = _escaped(text)
    if block.kind == "heading":
        return f"{'#' * min(max(block.level, 1), 6)} {' '.join(text.split())}"
    if block.kind == "list_item":
        number = block.marker.strip("().")
        marker = f"{number}." if number.isdigit() else "-"
        return f"{'  ' * max(0, block.level - 1)}{marker} {' '.join(text.split())}"
    return text.replace("\n", "  \n")


def _row(row: Sequence[Range], looks: Sequence[CellLook], redacted: _Redacted) -> list[str]:
    """A row's cells; one that reaches over several columns is followed by empty ones."""
    cells: list[str] = []
    for cell, look in zip_longest(row, looks, fillvalue=None):
        if cell is not None:
            cells.append(_cell(redacted.part(*cell)))
            cells += [""] * (look.columns - 1 if look else 0)
    return cells


def _cell(text: str) -> str:
    return " ".join(_escaped(text).split())


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def as_json(document: ReadDocument, redactions: Sequence[Redaction], lines: Sequence[Line]) -> Written:
    """The redacted text of the pages, its structure, and every redaction with its place in it."""
    redacted = _Redacted(document, redactions)
    shown = [line for line in lines if line.redaction.span.start < document.shown]
    places: list[tuple[int, int]] = []
    kept = [line.redaction for line in shown]
    text = "".join(_placed(document, kept, places))
    body: dict[str, Any] = {
        "text": text,
        "format": document.format,
        "pages": [{"number": p.number, "text": redacted.part(p.start, p.end)} for p in document.pages],
        "redactions": [
            {"start": start, "end": end, **_said(line)} for (start, end), line in zip(places, shown, strict=True)
        ],
        "hidden": [_said(line) for line in lines[len(shown) :]],
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode(), text


def _placed(document: ReadDocument, redactions: Sequence[Redaction], places: list[tuple[int, int]]) -> Sequence[str]:
    parts: list[str] = []
    length = 0
    for piece in pieces(document.map.text[: document.shown], redactions):
        if piece.redaction is not None:
            places.append((length, length + len(piece.text)))
        parts.append(piece.text)
        length += len(piece.text)
    return parts


def _said(line: Line) -> dict[str, Any]:
    return {
        "page": line.page,
        "label": line.redaction.span.label,
        "kind": line.found.kind,
        "score": round(line.found.score, 4),
        "source": line.found.source,
        "seen_by": "ocr" if line.is_scanned else "text",
        "hidden": line.hidden,
        "reason": line.reason,
        "replacement": line.redaction.replacement,
    }


def as_csv(document: ReadDocument, redactions: Sequence[Redaction], lines: Sequence[Line]) -> Written:
    """One row for each redaction. Opens in any spreadsheet, and no cell of it is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for number, line in enumerate(lines, 1):
        span, said = line.redaction.span, _said(line)
        row = [
            number, line.page or "", span.start, span.end, span.label, said["kind"], said["score"], said["source"],
            "pixels" if line.is_scanned else "text", line.hidden, line.reason, line.redaction.replacement,
        ]  # fmt: skip
        writer.writerow([_plain(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode(), ""


def _plain(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


WRITERS: Mapping[str, Writer] = {"txt": as_text, "md": as_markdown, "json": as_json, "csv": as_csv}
