"""A Word file goes in with what is to be gone, and comes out a Word file, proven clean, or not at all.

One process redacts, another looks at the bytes that leave, and the reader that people see the file with has to agree.
Knows nothing of policies or of people.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shared.errors import Damaged, Unverified
from shared.formats.document import ReadDocument
from shared.formats.expecting import kept_text, needles_of
from shared.formats.steps import ADVICE, Progress, run_step
from shared.formats.textmap import Passage, Spot
from shared.redaction import Redaction

if TYPE_CHECKING:
    from shared.settings import Settings

DOCX_CHECKS = (
    "no removed word in any part",
    "no part but the known ones",
    "the same text otherwise",
    "one color in the pixels under every box",
)


def redact_docx(
    data: bytes, document: ReadDocument, redactions: Sequence[Redaction], settings: "Settings", say: Progress
) -> tuple[bytes, tuple[str, ...]]:
    """The file, and notes about what had to be left out. Raises Unverified, Damaged."""
    from shared.formats import open_document

    edits = [edit for redaction in redactions for edit in _edits(document, redaction)]
    options: dict[str, Any] = {
        "edits": edits,
        "pictures": _painted(document, redactions),
        "max_pages": settings.max_document_pages,
    }
    head, _, made = run_step("docx_redact:redact", data, options, settings, say, 0.0, 0.5).partition(b"\n")
    text = document.map.text
    kept = kept_text(document, redactions)
    removed = [text[redaction.span.start : redaction.span.end] for redaction in redactions]
    expected = {"kept": kept, "removed": removed, "words": needles_of(removed)}
    answer = run_step("docx_redact:verify", made, expected, settings, say, 0.5, 0.3)
    try:
        told = json.loads(head)
        lost_pictures = int(told["lost"])
        bars = {str(name): options["pictures"][part] for name, part in told["painted"].items()}
        looked = run_step("bars:look", made, {"bars": bars}, settings, say, 0.8, 0.1) if bars else b"[]"
        left = [str(check) for check in (*json.loads(answer), *json.loads(looked))]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Damaged("This Word file made its redactor fail. Save a fresh copy in Word and try again.") from None
    # The reader that people see the file with has to agree.
    if left or _squeezed(open_document(made, settings, "docx").map.text) != _squeezed(kept):
        raise Unverified(f"The redacted Word file could not be proven clean, so it is not given out. {ADVICE}")
    lost_words = "One of its pictures is" if lost_pictures == 1 else f"{lost_pictures} of its pictures are"
    notes = (f"{lost_words} of a kind that can hold words and cannot be looked into, and left out.",)
    return made, notes if lost_pictures else ()


def _painted(document: ReadDocument, redactions: Sequence[Redaction]) -> dict[str, list[list[float]]]:
    """The rectangles of pixels that go, by the picture's part."""
    found: dict[str, list[list[float]]] = defaultdict(list)
    for redaction in redactions:
        for place in document.map.places(redaction.span.start, redaction.span.end):
            if isinstance(place, Spot):
                found[place.part].append([place.left, place.top, place.right, place.bottom])
    return found


def _edits(document: ReadDocument, redaction: Redaction) -> list[list[Any]]:
    """Where characters go: part, element, from, to, and what the first place gets instead."""
    edits: list[list[Any]] = []
    span = redaction.span
    for run in document.map.runs_in(span.start, span.end):
        assert isinstance(run.place, Passage)
        if isinstance(run.place, Spot):
            continue
        start, end = max(span.start, run.start) - run.start, min(span.end, run.end) - run.start
        words = "" if edits else redaction.replacement
        edits.append([run.place.part, run.place.element, run.place.offset + start, run.place.offset + end, words])
    return edits


def _squeezed(text: str) -> str:
    """Letters and digits. Hyphens, bullets and brackets that the reader puts there for elements are nobody's text."""
    return "".join(filter(str.isalnum, text))
