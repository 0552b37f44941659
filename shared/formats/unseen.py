"""A document with what nobody sees of it: letters on its pages are marked, words beside them come after the last page.

Knows no file format.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from shared.formats.document import Block, Hidden, ReadDocument
from shared.formats.textmap import Box, TextMap

Edges = tuple[float, float, float, float]


def with_hidden_words(
    document: ReadDocument, unseen: Mapping[int, Sequence[tuple[Edges, str]]], beside: Iterable[tuple[str, str]]
) -> ReadDocument:
    """The document with its hidden words. `unseen` are boxes on pages, counted from 0, and `beside` the words that
    stand on none; each with its place."""
    hidden = list(document.hidden)
    hidden += [one for number, boxes in sorted(unseen.items()) for one in _on_page(document, number, boxes)]
    parts, length = [document.map.text], len(document.map.text)
    blocks = list(document.blocks)
    for place, words in beside:
        gap = "\n\n" if length else ""
        start = length + len(gap)
        parts += (gap, words)
        length = start + len(words)
        hidden.append(Hidden(place, start, length))
        blocks.append(Block("hidden", start, length, len(document.pages) - 1))
    return replace(document, map=TextMap("".join(parts), document.map.runs), blocks=tuple(blocks), hidden=tuple(hidden))


def _on_page(document: ReadDocument, number: int, boxes: Sequence[tuple[Edges, str]]) -> list[Hidden]:
    """The characters whose middle lies in one of these boxes, those that follow one another together."""
    page = document.pages[number]
    found: list[Hidden] = []
    for run in document.map.runs_in(page.start, page.end):
        if not isinstance(run.place, Box):
            continue
        across, down = (run.place.left + run.place.right) / 2, (run.place.top + run.place.bottom) / 2
        place = next((why for box, why in boxes if box[0] <= across <= box[2] and box[1] <= down <= box[3]), "")
        if place and found and found[-1].place == place and run.start - found[-1].end <= 1:
            found[-1] = replace(found[-1], end=run.end)
        elif place:
            found.append(Hidden(place, run.start, run.end))
    return found
