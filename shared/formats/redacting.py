"""A document goes in with what is to be gone, and comes out in its own format, proven clean, or not at all.

Each step runs in a process of its own that can be killed: the one that redacts, and the one that looks at the bytes
that leave and knows nothing of how they were made. A page that fails becomes a picture; if that does not help, the
file is refused. Knows nothing of policies or of people.
"""

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shared.errors import Damaged, Unverified, WrongType
from shared.formats.document import Page, ReadDocument, TextDocument
from shared.formats.textmap import Box, Passage, Spot, unite_lines
from shared.formats.traces import PDF_CHECKS, Needles, folded
from shared.redaction import Redaction, redact_text
from shared.spans import Span

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
_WRITTEN = {
    "txt": "text/plain",
    "md": "text/markdown",
    "json": "application/json",
    "csv": "text/csv",
}
_SUFFIXES = {"pdf": "pdf", "docx": "docx", "text": "txt", "markdown": "md"}
_PLACEHOLDER = re.compile(r"[<\[{(].*[>\]})]|\W*", re.DOTALL)
_WORD = re.compile(r"\w{4,}")
_OPEN_WIDTHS = "The width of a box tells how long the removed words were."
_CLOSED_WIDTHS = "All boxes are of one width, and the lines they stand on were set anew, so that none tells a length."
_OPEN_FONTS = "Embedded fonts may still name letters that are no longer used."
_CLOSED_FONTS = "Embedded fonts name only the letters that are shown."
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
class Area:
    """A rectangle of a page that goes with all that lies in it. `words` are written on its box."""

    box: Box
    words: str = ""
    label: str = "area"


@dataclass(frozen=True, slots=True)
class RedactedFile:
    """The file that may leave."""

    data: bytes = field(repr=False)
    suffix: str
    type: str
    verdict: Verdict


def redact_file(
    data: bytes, document: ReadDocument, redactions: Sequence[Redaction], settings: "Settings",
    progress: Progress | None = None, areas: Sequence[Area] = (), *, closes_widths: bool = False,
    prunes_fonts: bool = False,
) -> RedactedFile:  # fmt: skip
    """The file without what the redactions name. `document` is what reading `data` gave, `areas` are rectangles.

    `closes_widths` makes pictures of pages with findings, all boxes of one width, and sets the lines they stand on
    anew; `prunes_fonts` takes from fonts what they say about letters that are gone. Raises Unverified when it cannot
    be proven clean, and BadInput for a file that cannot be worked on.
    """
    say = progress or (lambda share: None)
    if areas and document.format != "pdf":
        raise WrongType("Areas can be redacted in a PDF only; this file has no fixed pages.")
    as_pictures: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    closes = {"closes_widths": closes_widths, "prunes_fonts": prunes_fonts}
    if document.format == "pdf":
        made, as_pictures, checks = _redact_pdf(data, document, redactions, areas, closes, settings, say)
    elif document.format == "docx":
        made, checks, notes = _redact_docx(data, document, redactions, settings, say)
    elif isinstance(document, TextDocument):
        made, checks = _redact_plain(document, redactions, settings), ("the text itself",)
    else:
        raise WrongType("Files of this kind cannot be redacted.")
    counted = Counter(redaction.span.label for redaction in redactions)
    counted.update(area.label for area in areas)
    notes = (*notes, *_notes(document, as_pictures, closes if document.format == "pdf" else None))
    verdict = Verdict(counted.total(), dict(counted), len(document.pages), as_pictures, checks, notes)
    say(1.0)
    return RedactedFile(made, _SUFFIXES[document.format], _TYPES[document.format], verdict)


def write_file(
    document: ReadDocument, redactions: Sequence[Redaction], suffix: str, write: Callable[[], tuple[bytes, str]]
) -> RedactedFile:
    """A document written as text of some kind. `write` gives the file and all that it says of the document's text,
    which is looked through before it leaves."""
    made, said = write()
    text = document.map.text
    removed = [text[redaction.span.start : redaction.span.end] for redaction in redactions]
    kept = _kept(document, redactions, with_pictures=True)
    if Needles(needles_of(removed), [kept]).left_in(folded(said)):
        raise Unverified(f"The redacted text could not be proven clean, so it is not given out. {_FAILED}")
    counted = Counter(redaction.span.label for redaction in redactions)
    checks = ("no removed word in the text",) if said else ("places, categories and reasons alone are listed",)
    verdict = Verdict(counted.total(), dict(counted), len(document.pages), (), checks, tuple(_notes(document, ())))
    return RedactedFile(made, suffix, _WRITTEN[suffix], verdict)


def _redact_plain(document: TextDocument, redactions: Sequence[Redaction], settings: "Settings") -> bytes:
    from shared.formats.plain import read_plain

    made = document.redact(redactions)
    expected = redact_text(document.map.text, redactions)
    if made and read_plain(made, settings.max_document_characters).map.text != expected:
        raise Unverified(f"The redacted text could not be proven clean, so it is not given out. {_FAILED}")
    return made


# ------------------------------------------------------------------ PDF


def steps_of(
    document: ReadDocument, redactions: Sequence[Redaction], areas: Sequence[Area] = (),
    closes: Mapping[str, bool] | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:  # fmt: skip
    """What the process that redacts a PDF is told, and the one that verifies it."""
    covers, painted = _covers(document, redactions)
    options: dict[str, Any] = {
        "covers": covers,
        "areas": [*painted, *(_cover(area.box, area.words, "bar", False) for area in areas)],
        "raster": [],
        "dpi": PICTURE_DPI,
        **(closes or {}),
    }
    hidden = [redaction.span for redaction in redactions if redaction.span.end > document.shown]
    expected = {
        "pages": _expected(document, redactions),
        "removed": needles_of(document.map.text[max(span.start, document.shown) : span.end] for span in hidden),
    }
    return options, expected


def _redact_pdf(
    data: bytes, document: ReadDocument, redactions: Sequence[Redaction], areas: Sequence[Area],
    closes: Mapping[str, bool], settings: "Settings", say: Progress,
) -> tuple[bytes, tuple[int, ...], tuple[str, ...]]:  # fmt: skip
    broken = [page.number for page in document.pages if not page.width]
    if broken:
        raise Damaged(
            f"Page {broken[0]} of this PDF is damaged and cannot be read, so it cannot be redacted. Open the file in a "
            "PDF viewer, print it to a new PDF and try again."
        )
    options, expected = steps_of(document, redactions, areas, closes)
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


def _covers(document: ReadDocument, redactions: Sequence[Redaction]) -> tuple[list[list[Any]], list[list[Any]]]:
    """The boxes of the findings: those over letters of the page, and those over letters that are pixels."""
    letters: list[list[Any]] = []
    painted: list[list[Any]] = []
    for redaction in redactions:
        said = False
        for start, end, is_scanned in _stretches(document, redaction):
            found = _covers_of(document, start, end, "" if said else redaction.replacement)
            (painted if is_scanned else letters).extend(found)
            said = said or bool(found)
    return letters, painted


def _stretches(document: ReadDocument, redaction: Redaction) -> Iterator[tuple[int, int, bool]]:
    """The characters of a finding, cut where letters end and pixels begin."""
    position, end = redaction.span.start, redaction.span.end
    at = max(0, bisect_right(document.scanned, position, key=lambda one: one[0]) - 1)
    for first, last in document.scanned[at:]:
        if first >= end:
            break
        if last <= position:
            continue
        if first > position:
            yield position, first, False
        yield max(position, first), min(last, end), True
        position = min(last, end)
    if position < end:
        yield position, end, False


def _covers_of(document: ReadDocument, start: int, end: int, replacement: str) -> list[list[Any]]:
    """The boxes of these characters; what stands in their place is written into the widest."""
    places = [place for place in document.map.places(start, end) if isinstance(place, Box)]
    columns = _columns(places)
    boxes = [(box, True) for box in columns] if columns else [(box, False) for box in unite_lines(places)]
    widest = max(boxes, key=lambda one: one[0].width, default=None)
    tone = "bar" if _PLACEHOLDER.fullmatch(replacement) else "pale"
    return [_cover(one[0], _words(replacement, one is widest), tone, one[1]) for one in boxes]


def _cover(box: Box, words: str, tone: str, is_upright: bool) -> list[Any]:
    return [box.page, box.left, box.top, box.right, box.bottom, words, tone, is_upright]


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
    return [_expected_of(document, page, sorted(by_page.get(number, ()))) for number, page in enumerate(document.pages)]


def _pages_of(pages: Sequence[Page], starts: Sequence[int], redaction: Redaction) -> Iterable[int]:
    number = max(0, bisect_right(starts, redaction.span.start) - 1)
    while number < len(pages) and pages[number].start < redaction.span.end:
        if pages[number].end > redaction.span.start:
            yield number
        number += 1


def _expected_of(document: ReadDocument, page: Page, redactions: Sequence[Redaction]) -> dict[str, Any]:
    text = document.map.text
    kept: list[str] = []
    removed: list[str] = []
    position = page.start
    for redaction in redactions:
        start, end = max(redaction.span.start, page.start), min(redaction.span.end, page.end)
        kept += [*_letters(document, position, start), redaction.replacement]
        removed.append(text[start:end])
        position = max(position, end)
    kept += _letters(document, position, page.end)
    return {"kept": " ".join(kept), "removed": needles_of(removed)}


def _letters(document: ReadDocument, start: int, end: int) -> Iterator[str]:
    """What the page says as text in this stretch, not what it shows as pixels."""
    if start < end:
        whole = Redaction(Span(start, end, "kept"), "")
        yield from (document.map.text[a:b] for a, b, is_scanned in _stretches(document, whole) if not is_scanned)


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
    options = {
        "edits": edits,
        "pictures": _painted(document, redactions),
        "max_pages": settings.max_document_pages,
    }
    lost, _, made = _run("docx_redact:redact", data, options, settings, say, 0.0, 0.5).partition(b"\n")
    text = document.map.text
    kept = _kept(document, redactions)
    removed = [text[redaction.span.start : redaction.span.end] for redaction in redactions]
    expected = {"kept": kept, "removed": removed, "words": needles_of(removed)}
    answer = _run("docx_redact:verify", made, expected, settings, say, 0.5, 0.3)
    try:
        left, lost_pictures = [str(check) for check in json.loads(answer)], int(lost)
    except (ValueError, TypeError):
        raise Damaged("This Word file made its redactor fail. Save a fresh copy in Word and try again.") from None
    # The reader that people see the file with has to agree.
    if left or _squeezed(open_document(made, settings, "docx").map.text) != _squeezed(kept):
        raise Unverified(f"The redacted Word file could not be proven clean, so it is not given out. {_FAILED}")
    lost_words = "One of its pictures is" if lost_pictures == 1 else f"{lost_pictures} of its pictures are"
    notes = (f"{lost_words} of a kind that can hold words and cannot be looked into, and left out.",)
    checks = ("no removed word in any part", "no part but the known ones", "the same text otherwise")
    return made, checks, notes if lost_pictures else ()


def _kept(document: ReadDocument, redactions: Sequence[Redaction], with_pictures: bool = False) -> str:
    """What may stand in a copy: the text of the pages without what is gone."""
    end = document.shown
    if not with_pictures and document.format == "docx" and document.scanned:  # the words of its pictures come last
        end = document.scanned[0][0]
    apart = [replace(one, replacement=f" {one.replacement} ") for one in redactions if one.span.end <= end]
    return redact_text(document.map.text[:end], apart)


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


# ------------------------------------------------------------------


def _notes(
    document: ReadDocument, as_pictures: Sequence[int], closes: Mapping[str, bool] | None = None
) -> Iterable[str]:
    """What a person should still know. Sentences only, in the order of their weight."""
    yield from (note for note in document.notes if "picture" in note or "scanned" in note or "font that" in note)
    if as_pictures:
        yield "Pages that could not be cleaned became pictures; their text cannot be selected or searched any more."
    if closes is not None:
        yield _CLOSED_WIDTHS if closes["closes_widths"] else _OPEN_WIDTHS
        yield _CLOSED_FONTS if closes["prunes_fonts"] else _OPEN_FONTS


def _run(
    function: str, data: bytes, options: dict[str, Any], settings: "Settings", say: Progress, start: float,
    share: float,
) -> bytes:  # fmt: skip
    from shared.formats.isolation import POOL, Limits

    limits = Limits(settings.parse_seconds, settings.parse_memory_bytes, 2 * settings.max_document_pages)
    return POOL.run(
        f"shared.formats.{function}", data, options, limits, lambda done: say(min(1.0, start + share * done))
    )
