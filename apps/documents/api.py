"""What the Document Privacy Explorer answers over the network: findings, and redacted copies, as JSON.

Knows the shape of the answer and nothing of how documents are read. Offsets are Unicode code points.
"""

import base64
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

from apps.documents.desk import Desk, Kept
from apps.documents.export import Asked, redact_document
from apps.documents.pipeline import Exploration, Report, explore
from shared.decision import Surroundings, consider
from shared.formats.document import Block, Range, ReadDocument
from shared.policy import Policy
from shared.services import Services
from shared.spans import Span


def analyze(
    data: bytes, suffix: str, services: Services, report: Report, desk: Desk, policy: str = "default",
    password: str = "", ocr: str = "auto",
) -> dict[str, Any]:  # fmt: skip
    """The text of a document, its structure and its findings, as `analyze_document` gives them."""
    chosen = services.policy(policy)
    exploration = explore(data, suffix, services, report, password, ocr)
    report(1.0, "Sending it back")
    engine = {**services.engine_info, "name": exploration.engine}
    name, expires = "", ""
    if exploration.document.format == "pdf":
        name, expires = desk.put(Kept(exploration.data, exploration.document, exploration.spans, exploration.engine))
    return answer(exploration, engine, chosen) | {
        "document": {"id": name, "expires": expires, "pages": _sheets(exploration.document)} if name else None
    }


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
        "blocks": [_block(block, document.pages[block.page].number) for block in document.blocks],
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
