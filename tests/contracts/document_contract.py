"""What every document keeps, whatever file it was read from. Run with `check_document(document)`."""

import re

from shared.formats.document import FORMATS, KINDS, Document
from shared.formats.textmap import Box, Passage
from shared.formats.view import detector_view
from shared.spans import Span


def check_document(document: Document) -> None:
    """Blocks, pages, runs and breaks lie in the text, in order; every letter is in a block; views lead back."""
    text = document.map.text
    assert document.format in FORMATS
    check_runs(document)
    check_pages(document)
    check_blocks(document)
    check_views(document)
    for note in document.notes:
        assert not note[0].islower() and note.endswith("."), "a note is a sentence"
    text.encode()  # what cannot be encoded cannot be sent


def check_runs(document: Document) -> None:
    text, end = document.map.text, 0
    boxes = isinstance(next(iter(document.map.runs), None) and document.map.runs[0].place, Box)
    placed: set[int] = set()
    for run in document.map.runs:
        assert end <= run.start < run.end <= len(text)
        assert isinstance(run.place, Box if boxes else Passage)
        if isinstance(run.place, Box):
            page = document.pages[run.place.page]
            assert page.start <= run.start and run.end <= page.end, "a character stands on the page of its box"
            middle = (run.place.left + run.place.right) / 2, (run.place.top + run.place.bottom) / 2
            assert 0 <= middle[0] <= page.width and 0 <= middle[1] <= page.height, "a box lies on its page"
        placed.update(range(run.start, run.end))
        end = run.end
    assert all(index in placed for index, letter in enumerate(text) if letter.isalnum()), "every letter has a place"


def check_pages(document: Document) -> None:
    assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
    end = 0
    for page in document.pages:
        assert end <= page.start <= page.end <= len(document.map.text)
        end = page.end


def check_blocks(document: Document) -> None:
    text, end = document.map.text, 0
    for block in document.blocks:
        assert block.kind in KINDS
        assert end <= block.start <= block.end <= len(text), "blocks are in order, and apart"
        if block.figure >= 0 and block.start == block.end:
            continue  # a picture without words
        assert text[block.start : block.end].strip(), "a block says something"
        assert (block.level > 0) == (block.kind in ("heading", "list_item"))
        page = document.pages[block.page]
        assert page.start <= block.start < max(page.end, page.start + 1)
        for row in block.rows:
            for start, stop in row:
                assert block.start <= start <= stop <= block.end
        if block.rows:
            in_cells = "".join(text[start:stop] for row in block.rows for start, stop in row)
            assert letters(in_cells) == letters(text[block.start : block.end]), "cells hold every letter of a table"
        end = block.end
    outside = list(text)
    for block in document.blocks:
        outside[block.start : block.end] = [""] * (block.end - block.start)
    left = re.sub(r"\b\d{1,9}[.)]", "", "".join(outside))  # numbers of a list's items
    markers = sum(len(block.marker) for block in document.blocks if block.kind == "list_item")
    assert len(letters(left)) <= markers + 10 * text.count("```") + 10 * text.count("~~~"), "letters are in blocks"


def check_views(document: Document) -> None:
    text, view = document.map.text, detector_view(document)
    assert len(view.text) <= len(text)
    assert [text[view.original(index)] for index in range(len(view.text))] == list(view.text)
    if view.text:
        [whole] = view.back([Span(0, len(view.text), "secret")])
        assert text[whole.start] == view.text[0]
        assert text[whole.end - 1] == view.text[-1]


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
