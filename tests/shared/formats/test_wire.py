"""A document survives the way out of its reader's process, and nothing else comes that way."""

import json
import struct

import pytest

from shared.formats.docx import read_docx
from shared.formats.pdf import read_pdf
from shared.formats.wire import pack, unpack
from tests.shared.formats import docxs, pdfs


@pytest.mark.parametrize(
    "document",
    [
        read_pdf(pdfs.report(2), 10, 10_000),
        read_pdf(pdfs.table([["a", "b", "c"], ["d", "e", "f"]]), 10, 10_000),
        read_docx(docxs.everything(), 10, 10_000),
        read_pdf(pdfs.pages(1), 10, 10_000),
    ],
    ids=["report", "table", "docx", "nothing"],
)
def test_a_document_comes_out_as_it_went_in(document) -> None:
    assert unpack(pack(document)) == document


def forged(**changed: object) -> bytes:
    """What a reader that a file has taken over could answer."""
    head = {
        "format": "pdf",
        "pages": [[1, 0, 4, 100.0, 100.0, 0, False]],
        "blocks": [["paragraph", 0, 4, 0, 0, "", []]],
        "breaks": [],
        "hidden": [],
        "notes": [],
        "text_bytes": 4,
        "parts": ["x"],
        "passages": [[0, 4, 0, 0, 0]],
    } | changed
    packed = json.dumps(head).encode()
    return struct.pack("!Q", len(packed)) + packed + b"Jane"


def test_an_honest_answer_is_taken() -> None:
    assert unpack(forged()).map.text == "Jane"


@pytest.mark.parametrize(
    "lie",
    [
        {"format": "exe"},
        {"pages": []},
        {"pages": [[1, 0, 5, 1.0, 1.0, 0, False]]},
        {"pages": [[1, 0, 4, float("nan"), 1.0, 0, False]]},
        {"hidden": [["a comment", 2, 9]]},
        {"blocks": [["script", 0, 4, 0, 0, "", []]]},
        {"blocks": [["paragraph", 0, 5, 0, 0, "", []]]},
        {"blocks": [["paragraph", -1, 4, 0, 0, "", []]]},
        {"blocks": [["paragraph", 0, 4, 7, 0, "", []]]},
        {"blocks": [["paragraph", 0, 2, 0, 0, "", []], ["paragraph", 1, 4, 0, 0, "", []]]},
        {"blocks": [["table", 0, 2, 0, 0, "", [[[0, 4]]]]]},
        {"breaks": [[3, 9]]},
        {"passages": [[0, 9, 0, 0, 0]]},
        {"passages": [[0, 4, 3, 0, 0]]},
        {"text_bytes": "x"},
        {"boxes": 10**6},
        {"notes": 3},
    ],
    ids=lambda lie: json.dumps(lie)[:50],
)
def test_an_answer_that_lies_is_refused(lie: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError, LookupError)):
        unpack(forged(**lie))


@pytest.mark.parametrize("data", [b"", b"\0" * 7, b"\xff" * 20, b"\0" * 8 + b"{}"])
def test_an_answer_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, LookupError, struct.error)):
        unpack(data)
