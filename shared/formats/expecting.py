"""What may stand in a redacted copy, and what must not: told to whoever looks at the copy before it leaves.

Works on a document's text alone. Knows no file format and carries nothing out.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shared.formats.document import Page, ReadDocument
from shared.redaction import Redaction
from shared.spans import Span

_WORD = re.compile(r"\w{4,}")


def needles_of(removed: Iterable[str]) -> list[str]:
    """What was removed, and each longer word of it: half a name is a trace too."""
    found: dict[str, None] = {}
    for text in removed:
        found[text] = None
        found |= dict.fromkeys(_WORD.findall(text))
    return list(found)


def kept_text(document: ReadDocument, redactions: Sequence[Redaction], with_pictures: bool = False) -> str:
    """What may stand in a copy: the text of the pages without what is gone. What pictures of a Word file say is no text
    of its own, unless `with_pictures`."""
    as_text = with_pictures or document.format != "docx"
    kept: list[str] = []
    position = 0
    for redaction in sorted(redactions):
        start, end = redaction.span.start, redaction.span.end
        if end <= document.shown:
            kept += _letters(document, position, start, as_text)
            if as_text or not all(is_scanned for *_, is_scanned in stretches(document, start, end)):
                kept.append(f" {redaction.replacement} ")
            position = max(position, end)
    return "".join([*kept, *_letters(document, position, document.shown, as_text)])


def stretches(document: ReadDocument, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The characters `[start, end)` cut where letters end and pixels begin; whether each stretch is pixels."""
    at = max(0, bisect_right(document.scanned, start, key=lambda one: one[0]) - 1)
    for first, last in document.scanned[at:]:
        if first >= end:
            break
        if last <= start:
            continue
        if first > start:
            yield start, first, False
        yield max(start, first), min(last, end), True
        start = min(last, end)
    if start < end:
        yield start, end, False


def expected_of_pages(document: ReadDocument, redactions: Sequence[Redaction]) -> list[dict[str, Any]]:
    """Of each page: what may stand on it as text, and what was removed from it."""
    by_page: dict[int, list[Redaction]] = defaultdict(list)
    starts = [page.start for page in document.pages]
    for redaction in redactions:
        for number in _pages_of(document.pages, starts, redaction):
            by_page[number].append(redaction)
    return [_expected(document, page, sorted(by_page.get(number, ()))) for number, page in enumerate(document.pages)]


def _pages_of(pages: Sequence[Page], starts: Sequence[int], redaction: Redaction) -> Iterable[int]:
    number = max(0, bisect_right(starts, redaction.span.start) - 1)
    while number < len(pages) and pages[number].start < redaction.span.end:
        if pages[number].end > redaction.span.start:
            yield number
        number += 1


def _expected(document: ReadDocument, page: Page, redactions: Sequence[Redaction]) -> dict[str, Any]:
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


def _letters(document: ReadDocument, start: int, end: int, with_pixels: bool = False) -> Iterator[str]:
    """What stands in this stretch as text, and only with `with_pixels` what is shown as pixels."""
    if start < end:
        cut = stretches(document, start, end)
        yield from (document.map.text[a:b] for a, b, is_scanned in cut if with_pixels or not is_scanned)


def removed_beside_pages(document: ReadDocument, redactions: Sequence[Redaction]) -> list[str]:
    """What was removed that stands on no page: in comments, in properties."""
    hidden = [redaction.span for redaction in redactions if redaction.span.end > document.shown]
    return needles_of(document.map.text[max(span.start, document.shown) : span.end] for span in hidden)


def words_of_pixels(document: ReadDocument, number: int) -> Iterator[tuple[int, Span]]:
    """The words that were read from the pixels of this page, each with the number of its line."""
    page = document.pages[number]
    line = 0
    for start, end, is_scanned in stretches(document, page.start, page.end):
        if is_scanned:
            for match in re.finditer(r"\S+|\n", document.map.text[start:end]):
                if match[0] == "\n":
                    line += 1
                else:
                    yield line, Span(start + match.start(), start + match.end(), "word")
        line += 1
