"""A document goes in with what is to be gone, and comes out in its own format, proven clean, or not at all.

Each step runs in a process of its own that can be killed: the one that redacts, and the one that looks at the bytes
that leave and knows nothing of how they were made. A page that fails becomes a picture; if that does not help, the
file is refused. Knows nothing of policies or of people.
"""

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shared.errors import Damaged, Unverified, WrongType
from shared.formats.document import Page, ReadDocument, TextDocument
from shared.formats.textmap import Box, Passage, unite_lines
from shared.formats.traces import PDF_CHECKS
from shared.redaction import Redaction, redact_text

if TYPE_CHECKING:
    from shared.settings import Settings

PICTURE_DPI = 200
"""How finely a page is drawn that cannot be cleaned: small print stays readable."""

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text": "text/plain",
    "markdown": "text/markdown",
}
_SUFFIXES = {"pdf": "pdf", "docx": "docx", "text": "txt", "markdown": "md"}
_PLACEHOLDER = re.compile(r"[<\[{(].*[>\]})]|\W*", re.DOTALL)
_WORD = re.compile(r"\w{4,}")
_FAILED = "Print or save a fresh copy in its own program and try again, or take the redacted text away instead."

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was done and how it was proven. Pages count from 1; nothing here repeats a word of the document."""

    removed: int
    by_label: Mapping[str, int]
    pages: int
    pages_as_pictures: tuple[int, ...]
    checks: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RedactedFile:
    """The file that may leave."""

    data: bytes = field(repr=False)
    suffix: str
    type: str
    verdict: Verdict


def redact_file(
    data: bytes, document: ReadDocument, redactions: Sequence[Redaction], settings: "Settings",
    progress: Progress | None = None, areas: Sequence[Box] = (),
) -> RedactedFile:  # fmt: skip
    """The file without what the redactions name. `document` is what reading `data` gave, `areas` are further boxes.

    Raises Unverified when it cannot be proven clean, and BadInput for a file that cannot be worked on.
    """
    say = progress or (lambda share: None)
    if areas and document.format != "pdf":
        raise WrongType("Areas can be redacted in a PDF only; this file has no fixed pages.")
    as_pictures: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    if document.format == "pdf":
        made, as_pictures, checks = _redact_pdf(data, document, redactions, areas, settings, say)
    elif document.format == "docx":
        made, checks, notes = _redact_docx(data, document, redactions, settings, say)
    elif isinstance(document, TextDocument):
        made, checks = _redact_plain(document, redactions, settings), ("the text itself",)
    else:
        raise WrongType("Files of this kind cannot be redacted.")
    counted = Counter(redaction.span.label for redaction in redactions)
    if areas:
        counted["area"] += len(areas)
    notes = (*notes, *_notes(document, as_pictures))
    verdict = Verdict(counted.total(), dict(counted), len(document.pages), as_pictures, checks, notes)
    say(1.0)
    return RedactedFile(made, _SUFFIXES[document.format], _TYPES[document.format], verdict)


def _redact_plain(document: TextDocument, redactions: Sequence[Redaction], settings: "Settings") -> bytes:
    from shared.formats.plain import read_plain

    made = document.redact(redactions)
    expected = redact_text(document.map.text, redactions)
    if made and read_plain(made, settings.max_document_characters).map.text != expected:
        raise Unverified(f"The redacted text could not be proven clean, so it is not given out. {_FAILED}")
    return made


# ------------------------------------------------------------------ PDF


def _redact_pdf(
    data: bytes, document: ReadDocument, redactions: Sequence[Redaction], areas: Sequence[Box], settings: "Settings",
    say: Progress,
) -> tuple[bytes, tuple[int, ...], tuple[str, ...]]:  # fmt: skip
    broken = [page.number for page in document.pages if not page.width]
    if broken:
        raise Damaged(
            f"Page {broken[0]} of this PDF is damaged and cannot be read, so it cannot be redacted. Open the file in a "
            "PDF viewer, print it to a new PDF and try again."
        )
    options: dict[str, Any] = {
        "covers": [cover for redaction in redactions for cover in _covers(document, redaction)],
        "areas": [[box.page, box.left, box.top, box.right, box.bottom, "", "bar", False] for box in areas],
        "raster": [],
        "dpi": PICTURE_DPI,
    }
    expected = {"pages": _expected(document, redactions)}
    for start in (0.0, 0.5):
        head, _, made = _run("pdf_redact:redact", data, options, settings, say, start, 0.35).partition(b"\n")
        answer = _run("pdf_verify:verify", made, expected, settings, say, start + 0.35, 0.15)
        try:
            as_pictures = [int(page) for page in json.loads(head)]
            failed = [int(page) for page in json.loads(answer)["failed"]]
            checks_failed = [str(check) for check in json.loads(answer)["broken"]]
        except (ValueError, TypeError, KeyError):
            raise Damaged("This PDF made its redactor fail. Print it to a new PDF and try again.") from None
        if not failed and not checks_failed:
            from_one = tuple(page + 1 for page in sorted(as_pictures))
            return made, from_one, PDF_CHECKS
        if checks_failed or not set(failed) - set(as_pictures):
            break
        options["raster"] = sorted({*as_pictures, *failed})
    where = f"page {failed[0] + 1}" if failed else "the file as a whole"
    raise Unverified(f"The redacted PDF could not be proven clean at {where}, so it is not given out. {_FAILED}")


def _covers(document: ReadDocument, redaction: Redaction) -> list[list[Any]]:
    """The boxes of a finding; what stands in its place is written into the widest."""
    span = redaction.span
    places = [place for place in document.map.places(span.start, span.end) if isinstance(place, Box)]
    columns = _columns(places)
    boxes = [(box, True) for box in columns] if columns else [(box, False) for box in unite_lines(places)]
    widest = max(boxes, key=lambda one: one[0].width, default=None)
    tone = "bar" if _PLACEHOLDER.fullmatch(redaction.replacement) else "pale"
    covers: list[list[Any]] = []
    for one in boxes:
        box, is_upright = one
        words = _words(redaction.replacement, one is widest)
        covers.append([box.page, box.left, box.top, box.right, box.bottom, words, tone, is_upright])
    return covers


def _columns(places: Sequence[Box]) -> list[Box]:
    """The boxes of lines that run up or down the page: letters exactly above one another. Empty for other lines."""
    columns: list[Box] = []
    for box in places:
        last = columns[-1] if columns else None
        if last and last.page == box.page and _is_above(last, box):
            columns[-1] = last.union(box)
        else:
            columns.append(box)
    return columns if 2 * len(columns) <= len(places) else []


def _is_above(a: Box, b: Box) -> bool:
    gap = max(a.top, b.top) - min(a.bottom, b.bottom)
    return abs(a.left - b.left) < 1 and abs(a.right - b.right) < 1 and gap <= 0.5 * b.width


def _words(replacement: str, is_widest: bool) -> str:
    return replacement if is_widest and any(letter.isalnum() for letter in replacement) else ""


def _expected(document: ReadDocument, redactions: Sequence[Redaction]) -> list[dict[str, Any]]:
    """Of each page: what may stand on it, and what was removed from it."""
    by_page: dict[int, list[Redaction]] = defaultdict(list)
    starts = [page.start for page in document.pages]
    for redaction in redactions:
        for number in _pages_of(document.pages, starts, redaction):
            by_page[number].append(redaction)
    return [
        _expected_of(document.map.text, page, sorted(by_page.get(number, ())))
        for number, page in enumerate(document.pages)
    ]


def _pages_of(pages: Sequence[Page], starts: Sequence[int], redaction: Redaction) -> Iterable[int]:
    number = max(0, bisect_right(starts, redaction.span.start) - 1)
    while number < len(pages) and pages[number].start < redaction.span.end:
        if pages[number].end > redaction.span.start:
            yield number
        number += 1


def _expected_of(text: str, page: Page, redactions: Sequence[Redaction]) -> dict[str, Any]:
    kept: list[str] = []
    removed: list[str] = []
    position = page.start
    for redaction in redactions:
        start, end = max(redaction.span.start, page.start), min(redaction.span.end, page.end)
        kept += [text[position:start], redaction.replacement]
        removed.append(text[start:end])
        position = max(position, end)
    kept.append(text[position : page.end])
    return {"kept": " ".join(kept), "removed": needles_of(removed)}


def needles_of(removed: Iterable[str]) -> list[str]:
    """What was removed, and each longer word of it: half a name is a trace too."""
    found: dict[str, None] = {}
    for text in removed:
        found[text] = None
        found |= dict.fromkeys(_WORD.findall(text))
    return list(found)


# ------------------------------------------------------------------ Word


def _redact_docx(
    data: bytes, document: ReadDocument, redactions: Sequence[Redaction], settings: "Settings", say: Progress
) -> tuple[bytes, tuple[str, ...], tuple[str, ...]]:
    from shared.formats import open_document

    edits = [edit for redaction in redactions for edit in _edits(document, redaction)]
    options = {"edits": edits, "max_pages": settings.max_document_pages}
    lost, _, made = _run("docx_redact:redact", data, options, settings, say, 0.0, 0.5).partition(b"\n")
    text = document.map.text
    kept = redact_text(text, [replace(redaction, replacement=f" {redaction.replacement} ") for redaction in redactions])
    removed = [text[redaction.span.start : redaction.span.end] for redaction in redactions]
    expected = {"kept": kept, "removed": removed, "words": needles_of(removed)}
    answer = _run("docx_redact:verify", made, expected, settings, say, 0.5, 0.3)
    try:
        left, lost_pictures = [str(check) for check in json.loads(answer)], int(lost)
    except (ValueError, TypeError):
        raise Damaged("This Word file made its redactor fail. Save a fresh copy in Word and try again.") from None
    # The reader that people see the file with has to agree.
    if left or _squeezed(open_document(made, settings, "docx").map.text) != _squeezed(redact_text(text, redactions)):
        raise Unverified(f"The redacted Word file could not be proven clean, so it is not given out. {_FAILED}")
    lost_words = "One of its pictures is" if lost_pictures == 1 else f"{lost_pictures} of its pictures are"
    notes = (f"{lost_words} of a kind that can hold words and cannot be looked into, and left out.",)
    checks = ("no removed word in any part", "no part but the known ones", "the same text otherwise")
    return made, checks, notes if lost_pictures else ()


def _edits(document: ReadDocument, redaction: Redaction) -> list[list[Any]]:
    """Where characters go: part, element, from, to, and what the first place gets instead."""
    edits: list[list[Any]] = []
    span = redaction.span
    for run in document.map.runs_in(span.start, span.end):
        assert isinstance(run.place, Passage)
        start, end = max(span.start, run.start) - run.start, min(span.end, run.end) - run.start
        words = "" if edits else redaction.replacement
        edits.append([run.place.part, run.place.element, run.place.offset + start, run.place.offset + end, words])
    return edits


def _squeezed(text: str) -> str:
    return "".join(text.split())


# ------------------------------------------------------------------


def _notes(document: ReadDocument, as_pictures: Sequence[int]) -> Iterable[str]:
    """What a person should still know. Sentences only, in the order of their weight."""
    yield from (note for note in document.notes if "picture" in note or "scanned" in note or "font that" in note)
    if as_pictures:
        yield "Pages that could not be cleaned became pictures; their text cannot be selected or searched any more."
    if document.format == "pdf":
        yield (
            "The width of a box tells how long the removed words were, and embedded fonts may still name letters that "
            "are no longer used."
        )


def _run(
    function: str, data: bytes, options: dict[str, Any], settings: "Settings", say: Progress, start: float,
    share: float,
) -> bytes:  # fmt: skip
    from shared.formats.isolation import POOL, Limits

    limits = Limits(settings.parse_seconds, settings.parse_memory_bytes, 2 * settings.max_document_pages)
    return POOL.run(
        f"shared.formats.{function}", data, options, limits, lambda done: say(min(1.0, start + share * done))
    )
