"""A read document as bytes, for the way out of the process that read it.

A short head in JSON, then the text, then flat arrays: nothing that could run when it is opened. `unpack` builds the
document through the same checks as any other, so what a hostile file makes of its reader stays plain data.
"""

import json
import struct
from array import array
from typing import Any

from shared.formats.document import Block, Hidden, Page, ReadDocument
from shared.formats.looks import CellLook, Figure, Reference, Styled
from shared.formats.textmap import Box, BoxRuns, Passage, Run, TextMap

_LENGTH = struct.Struct("!Q")


def pack(document: ReadDocument) -> bytes:
    """The document as bytes."""
    text = document.map.text.encode()
    runs = document.map.runs
    head: dict[str, Any] = {
        "format": document.format,
        "pages": [
            [page.number, page.start, page.end, page.width, page.height, page.rotation, page.has_image]
            for page in document.pages
        ],
        "blocks": [
            [block.kind, block.start, block.end, block.page, block.level, block.marker, block.rows, _dress(block)]
            for block in document.blocks
        ],
        "breaks": document.breaks,
        "notes": document.notes,
        "hidden": [[hidden.place, hidden.start, hidden.end] for hidden in document.hidden],
        "styles": [[styled.start, styled.end, styled.marks] for styled in document.styles],
        "references": [[reference.at, reference.words] for reference in document.references],
        "figures": [[one.part, one.width, one.height, one.is_shown] for one in document.figures],
        "text_bytes": len(text),
    }
    arrays: tuple[bytes, ...] = ()
    if isinstance(runs, BoxRuns):
        head["boxes"] = len(runs)
        arrays = (runs.starts.tobytes(), runs.pages.tobytes(), runs.edges.tobytes())
    else:
        placed = [(run, run.place) for run in runs if isinstance(run.place, Passage)]
        number = {part: index for index, part in enumerate(sorted({place.part for _, place in placed}))}
        head["parts"] = list(number)
        head["passages"] = [
            [run.start, run.end, number[place.part], place.element, place.offset] for run, place in placed
        ]
    packed = json.dumps(head).encode()
    return b"".join((_LENGTH.pack(len(packed)), packed, text, *arrays))


def unpack(data: bytes) -> ReadDocument:
    """The document in these bytes. Raises ValueError, TypeError, KeyError or a relative when they are not one."""
    (head_bytes,) = _LENGTH.unpack_from(data)
    head = json.loads(data[_LENGTH.size : _LENGTH.size + head_bytes])
    text_start = _LENGTH.size + head_bytes
    text_end = text_start + int(head["text_bytes"])
    return ReadDocument(
        format=head["format"],
        map=TextMap(data[text_start:text_end].decode(), _runs(head, data[text_end:])),
        pages=tuple(
            Page(int(number), int(start), int(end), float(width), float(height), int(rotation), bool(has_image))
            for number, start, end, width, height, rotation, has_image in head["pages"]
        ),
        blocks=tuple(_block(*block) for block in head["blocks"]),
        breaks=tuple((int(start), int(end)) for start, end in head["breaks"]),
        notes=tuple(str(note) for note in head["notes"]),
        hidden=tuple(Hidden(str(place), int(start), int(end)) for place, start, end in head["hidden"]),
        styles=tuple(
            Styled(int(start), int(end), tuple(map(str, marks))) for start, end, marks in head.get("styles", ())
        ),
        references=tuple(Reference(int(at), str(words)) for at, words in head.get("references", ())),
        figures=tuple(
            Figure(str(one), float(width), float(height), bool(is_shown))
            for one, width, height, is_shown in head.get("figures", ())
        ),
    )


def _dress(block: Block) -> list[Any]:
    """How a block looks; for most there is nothing to say."""
    looks = [[[look.columns, look.rows, look.align] for look in row] for row in block.looks]
    dress = [looks, block.head, block.align, block.figure]
    return dress if dress != [[], 1, "", -1] else []


def _block(kind: Any, start: Any, end: Any, page: Any, level: Any, marker: Any, rows: Any, dress: Any = ()) -> Block:
    looks, head, align, figure = dress or ((), 1, "", -1)
    return Block(
        kind,
        int(start),
        int(end),
        int(page),
        int(level),
        str(marker),
        tuple(tuple((int(first), int(last)) for first, last in row) for row in rows),
        tuple(tuple(CellLook(int(wide), int(high), str(where)) for wide, high, where in row) for row in looks),
        int(head),
        str(align),
        int(figure),
    )


def _runs(head: dict[str, Any], data: bytes) -> "BoxRuns | tuple[Run[Box | Passage], ...]":
    if "boxes" not in head:
        parts = [str(part) for part in head["parts"]]
        return tuple(
            Run(int(start), int(end), Passage(parts[part], int(element), int(offset)))
            for start, end, part, element, offset in head["passages"]
        )
    count = int(head["boxes"])
    codes = BoxRuns.TYPECODES
    starts: array[int] = array(codes[0])
    pages: array[int] = array(codes[1])
    edges: array[float] = array(codes[2])
    first, second = count * starts.itemsize, count * (starts.itemsize + pages.itemsize)
    starts.frombytes(data[:first])
    pages.frombytes(data[first:second])
    edges.frombytes(data[second:])
    if len(starts) != count:
        raise ValueError("there are fewer boxes than announced")
    return BoxRuns(starts, pages, edges)
