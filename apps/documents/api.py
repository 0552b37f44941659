"""What the Document Privacy Explorer answers over the network: findings, and redacted copies, as JSON.

Knows the shape of the answer and nothing of how documents are read. Offsets are Unicode code points.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from apps.documents.desk import Desk, Kept
from apps.documents.export import Asked, redact_document
from apps.documents.pipeline import LOOKING, Exploration, Search, explore, look, measure
from shared.decision import Surroundings, consider
from shared.formats.document import Block, Range, ReadDocument
from shared.policy import Policy
from shared.reviews.opening import Report
from shared.services import Services
from shared.spans import Span


def analyze(
    data: bytes, suffix: str, services: Services, report: Report, desk: Desk, policy: Policy, password: str = "",
    ocr: str = "auto",
) -> dict[str, Any]:  # fmt: skip
    """The text of a document, its structure and its findings, as `analyze_document` gives them."""
    return _told(explore(data, suffix, services, report, password, ocr, policy), policy, services, report, desk)


def analyze_again(kept: Kept, services: Services, report: Report, desk: Desk, policy: Policy) -> dict[str, Any]:
    """The same of a document that is open: it is not read again, and where the same is looked for, not searched. What
    was open stays as it is, so that nobody who looks at it sees other findings than those that were told."""
    if kept.search == Search.of(policy):
        stats = measure(kept.document, kept.spans, 0.0)
        found = Exploration(kept.data, kept.document, kept.spans, stats, kept.engine, kept.search)
    else:
        found = look(kept.data, kept.document, policy, services, lambda share: report(share, LOOKING))
    return _told(found, policy, services, report, desk)


def _told(exploration: Exploration, policy: Policy, services: Services, report: Report, desk: Desk) -> dict[str, Any]:
    report(1.0, "Sending it back")
    engine = {**services.engine_info, "name": exploration.engine}
    document = exploration.document
    kept = Kept(exploration.data, document, exploration.spans, exploration.engine, exploration.search)
    name, expires = desk.put(kept)
    sheets = _sheets(document) if document.format == "pdf" else []
    held = {"id": name, "expires": expires, "pages": sheets, "pictures": _pictures(document)}
    return answer(exploration, engine, policy) | {"document": held if name else None}


def redact(asked: Asked, services: Services, report: Report) -> dict[str, Any]:
    """A redacted copy and its verdict, as `redact_document` gives them."""
    made = redact_document(asked, services, report)
    verdict = asdict(made.verdict)
    report(1.0, "Sending it back")
    return {
        "file": base64.b64encode(made.data).decode(),
        "name": f"redacted.{made.suffix}",
        "type": made.type,
        "verdict": verdict | {"checks": [{"name": name, "passed": True} for name in made.verdict.checks]},
    }


def suffix_of(file: object) -> str:
    """The ending of the name that a client sent along with a file; nothing else of the name is looked at."""
    name = file.get("orig_name") if isinstance(file, dict) else None
    return PurePosixPath(name).suffix[1:16] if isinstance(name, str) else ""


def answer(exploration: Exploration, engine: dict[str, Any], policy: Policy) -> dict[str, Any]:
    """An exploration as JSON.

    `breaks` are the characters that only a line's end put there, such as the hyphen in "Fitz-\\ngerald": a view
    that flows leaves them out. Characters in no block are dress: blank lines, or the `#` before a heading. Blocks of
    the kind `hidden` come after the last page: what nobody sees on any.
    """
    document, stats = exploration.document, asdict(exploration.stats)
    return {
        "text": document.map.text,
        "spans": _spans(exploration, policy),
        "blocks": _blocks(document),
        "breaks": _ranges(document.breaks),
        "pages": [{"number": page.number, "start": page.start, "end": page.end} for page in document.pages],
        "stats": stats | {"seconds": round(stats["seconds"], 3), "share_of_text": round(stats["share_of_text"], 6)},
        "engine": engine,
        "format": document.format,
        "notes": list(document.notes),
    }


def _sheets(document: ReadDocument) -> list[dict[str, Any]]:
    """The pages that can be shown; `ocr` are those with words that were read from pixels."""
    scanned = {
        number
        for number, page in enumerate(document.pages)
        if any(start < page.end and page.start < end for start, end in document.scanned)
    }
    return [
        {
            "number": page.number,
            "width": round(page.width, 2),
            "height": round(page.height, 2),
            "rotation": page.rotation,
            "has_image": page.has_image,
            "ocr": number in scanned,
        }
        for number, page in enumerate(document.pages)
    ]


def _pictures(document: ReadDocument) -> list[dict[str, Any]]:
    """The pictures between the paragraphs of a Word file: how large they are shown, in points, and whether they can be
    looked into; `ocr` are those with words that were read from pixels."""
    read = {
        document.figures[block.figure].part
        for block in document.blocks
        if block.figure >= 0 and block.end > block.start
    }
    return [
        {
            "number": number,
            "width": round(figure.width, 2),
            "height": round(figure.height, 2),
            "shown": figure.is_shown,
            "ocr": figure.part in read,
        }
        for number, figure in enumerate(document.figures, 1)
    ]


def _spans(exploration: Exploration, policy: Policy) -> list[dict[str, Any]]:
    """The findings. `replacement` is what the policy would put there, null where it lets it stand."""
    document, spans = exploration.document, exploration.spans
    instead = {
        (redaction.span.start, redaction.span.end): redaction.replacement
        for redaction in consider(document.map.text, spans, policy, Surroundings()).redactions
    }
    return [
        {
            "id": number,
            **asdict(span),
            "score": round(span.score, 4),
            "hidden": next((one.place for one in document.hidden if _touches(span, one.start, one.end)), ""),
            "seen_by": "ocr" if any(_touches(span, *scanned) for scanned in document.scanned) else "text",
            "why": {"by": span.source, "name": _name_of(span, exploration.engine), "score": round(span.score, 4)},
            "replacement": instead.get((span.start, span.end)),
        }
        for number, span in enumerate(spans)
    ]


def _touches(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _name_of(span: Span, engine: str) -> str:
    """What found it: the model's name, or what the rule looks for."""
    if span.source == "model":
        return engine
    return (span.kind or span.label.removeprefix("private_")).replace("_", " ")


def _blocks(document: ReadDocument) -> list[dict[str, Any]]:
    """The blocks with their looks: `styles` and `notes` (signs of footnotes) are offsets in the text."""
    styles = _Within(document.styles, [(one.start, one.end) for one in document.styles])
    notes = _Within(document.references, [(one.at, one.at) for one in document.references])
    blocks = []
    for block in document.blocks:
        written = _block(block, document.pages[block.page].number)
        if styled := styles.between(block.start, block.end):
            written["styles"] = [
                {"start": max(one.start, block.start), "end": min(one.end, block.end)} | dict.fromkeys(one.marks, True)
                for one in styled
            ]
        signs = notes.between(block.start, block.end) if block.figure < 0 else ()
        if signs:
            written["notes"] = [{"at": one.at, "words": one.words} for one in signs]
        blocks.append(written)
    return blocks


T = TypeVar("T")


class _Within(Generic[T]):
    """Things in the order of the text, handed out block by block."""

    def __init__(self, things: Sequence[T], ranges: Sequence[Range]) -> None:
        self._things, self._ranges = things, ranges
        self._at = 0

    def between(self, start: int, end: int) -> Sequence[T]:
        while self._at < len(self._ranges) and self._ranges[self._at][1] < start:
            self._at += 1
        stop = self._at
        while stop < len(self._ranges) and self._ranges[stop][0] <= end:
            stop += 1
        return [
            thing
            for thing, (first, last) in zip(self._things[self._at : stop], self._ranges[self._at : stop], strict=True)
            if (first < end and last > start) or first == last
        ]


def _block(block: Block, page: int) -> dict[str, Any]:
    written: dict[str, Any] = {"kind": block.kind, "level": block.level}
    written |= {"start": block.start, "end": block.end, "page": page}
    if block.marker:
        written["marker"] = block.marker
    if block.align:
        written["align"] = block.align
    if block.figure >= 0:
        written["picture"] = block.figure + 1
    if block.rows:
        written["rows"] = [_ranges(row) for row in block.rows]
        for row, looks in zip(written["rows"], block.looks, strict=False):
            for cell, look in zip(row, looks, strict=True):
                cell |= {name: value for name, value in asdict(look).items() if value not in (1, "")}
        if block.head != 1:
            written["head"] = block.head
    return written


def _ranges(ranges: Iterable[Range]) -> list[dict[str, Any]]:
    return [{"start": start, "end": end} for start, end in ranges]
