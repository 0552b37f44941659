"""A document goes in with what is to be gone, and comes out in its own format, proven clean, or not at all.

What was done is told in a verdict that repeats no word of the document. Knows nothing of policies or of people.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shared.errors import Unverified, WrongType
from shared.formats.covers import Area
from shared.formats.document import ReadDocument, TextDocument
from shared.formats.expecting import kept_text, needles_of
from shared.formats.redacting_docx import DOCX_CHECKS, redact_docx
from shared.formats.redacting_pdf import redact_pdf
from shared.formats.steps import ADVICE, Progress
from shared.formats.traces import PDF_CHECKS, Needles, folded
from shared.redaction import Redaction, redact_text

if TYPE_CHECKING:
    from shared.settings import Settings

__all__ = ["Area", "RedactedFile", "Verdict", "redact_file", "write_file"]

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
_OPEN_WIDTHS = "The width of a box tells how long the removed words were."
_CLOSED_WIDTHS = "All boxes are of one width, and the lines they stand on were set anew, so that none tells a length."
_OPEN_FONTS = "Embedded fonts may still name letters that are no longer used."
_CLOSED_FONTS = "Embedded fonts name only the letters that are shown."


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
    checks: tuple[str, ...] = ("the text itself",)
    notes: tuple[str, ...] = ()
    closes = {"closes_widths": closes_widths, "prunes_fonts": prunes_fonts}
    if document.format == "pdf":
        made, as_pictures = redact_pdf(data, document, redactions, areas, closes, settings, say)
        checks = PDF_CHECKS
    elif document.format == "docx":
        made, notes = redact_docx(data, document, redactions, settings, say)
        checks = DOCX_CHECKS
    elif isinstance(document, TextDocument):
        made = _redact_plain(document, redactions, settings)
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
    kept = kept_text(document, redactions, with_pictures=True)
    if Needles(needles_of(removed), [kept]).left_in(folded(said)):
        raise Unverified(f"The redacted text could not be proven clean, so it is not given out. {ADVICE}")
    counted = Counter(redaction.span.label for redaction in redactions)
    checks = ("no removed word in the text",) if said else ("places, categories and reasons alone are listed",)
    verdict = Verdict(counted.total(), dict(counted), len(document.pages), (), checks, tuple(_notes(document, ())))
    return RedactedFile(made, suffix, _WRITTEN[suffix], verdict)


def _redact_plain(document: TextDocument, redactions: Sequence[Redaction], settings: "Settings") -> bytes:
    from shared.formats.plain import read_plain

    made = document.redact(redactions)
    expected = redact_text(document.map.text, redactions)
    if made and read_plain(made, settings.max_document_characters).map.text != expected:
        raise Unverified(f"The redacted text could not be proven clean, so it is not given out. {ADVICE}")
    return made


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
