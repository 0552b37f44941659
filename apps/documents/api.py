"""What the Document Privacy Explorer answers over the network: findings, and redacted copies, as JSON.

Knows the shape of the answer and nothing of how documents are read. Offsets are Unicode code points.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

from apps.documents.export import find_policy, redact_document
from apps.documents.pipeline import Exploration, Report, explore
from shared.formats.document import Block, Range
from shared.services import Services
from shared.spans import Span


def analyze(data: bytes, suffix: str, services: Services, report: Report) -> dict[str, Any]:
    """The text of a document, its structure and its findings, as `analyze_document` gives them."""
    exploration = explore(data, suffix, services, report)
    report(1.0, "Sending it back")
    return answer(exploration, {**services.engine_info, "name": exploration.engine})


def redact(
    data: bytes, suffix: str, decisions: Sequence[Any] | None, policy: str, services: Services, report: Report
) -> dict[str, Any]:
    """A redacted copy and its verdict, as `redact_document` gives them."""
    made = redact_document(data, suffix, decisions, find_policy(policy), services, report)
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


def answer(exploration: Exploration, engine: dict[str, Any]) -> dict[str, Any]:
    """An exploration as JSON.

    `breaks` are the characters that only a line's end put there, such as the hyphen in "Fitz-\\ngerald": a view
    that flows leaves them out. Characters in no block are dress: blank lines, or the `#` before a heading.
    """
    document, stats = exploration.document, asdict(exploration.stats)
    return {
        "text": document.map.text,
        "spans": [_span(number, span) for number, span in enumerate(exploration.spans)],
        "blocks": [_block(block, document.pages[block.page].number) for block in document.blocks],
        "breaks": _ranges(document.breaks),
        "pages": [{"number": page.number, "start": page.start, "end": page.end} for page in document.pages],
        "stats": stats | {"seconds": round(stats["seconds"], 3), "share_of_text": round(stats["share_of_text"], 6)},
        "engine": engine,
        "format": document.format,
        "notes": list(document.notes),
    }


def _span(number: int, span: Span) -> dict[str, Any]:
    return {"id": number, **asdict(span), "score": round(span.score, 4)}


def _block(block: Block, page: int) -> dict[str, Any]:
    written: dict[str, Any] = {"kind": block.kind, "level": block.level}
    written |= {"start": block.start, "end": block.end, "page": page}
    if block.marker:
        written["marker"] = block.marker
    if block.rows:
        written["rows"] = [_ranges(row) for row in block.rows]
    return written


def _ranges(ranges: Iterable[Range]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in ranges]
