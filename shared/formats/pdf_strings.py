"""Takes the lists of strings in a page's content apart before anything is taken out of them.

MuPDF 1.28 forgets the width of the first letter that it takes out of the middle of a string in a list (`TJ`): what
follows on the line moves left, under the box, and the distance tells which letter it was. Strings that stand alone
(`Tj`) keep their places. Measured; `tests/shared/formats/test_redacting_pdf.py` holds it.

Works on PyMuPDF's objects without importing it. Runs where it can be killed.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

_SHOW, _MOVE = pikepdf.Operator("Tj"), pikepdf.Operator("TJ")


def take_apart(pdf: Any, page: Any, done: set[int]) -> None:
    """The page with each string by itself, and the forms that it draws; `done` are those that were met before."""
    content = page.read_contents()
    if b"TJ" in content:
        numbers = page.get_contents()
        pdf.update_stream(numbers[0], _apart(content))
        page.set_contents(numbers[0])
    for number, *_ in page.get_xobjects():
        if number not in done:
            done.add(number)
            form = pdf.xref_stream(number)
            if form and b"TJ" in form:
                pdf.update_stream(number, _apart(form))


def _apart(content: bytes) -> bytes:
    with pikepdf.new() as scratch:
        return bytes(pikepdf.unparse_content_stream(list(_instructions(scratch.make_stream(content)))))


def _instructions(stream: Any) -> Iterator[Any]:
    for instruction in pikepdf.parse_content_stream(stream):
        if str(instruction.operator) != "TJ" or not _is_list(instruction):
            yield instruction
            continue
        for part in instruction.operands[0]:
            if isinstance(part, pikepdf.String):
                yield pikepdf.ContentStreamInstruction([part], _SHOW)
            else:
                yield pikepdf.ContentStreamInstruction([pikepdf.Array([part])], _MOVE)


def _is_list(instruction: Any) -> bool:
    return len(instruction.operands) == 1 and isinstance(instruction.operands[0], pikepdf.Array)
