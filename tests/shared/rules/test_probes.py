"""What people write, line by line: 560 ways in which personal data and secrets stand in a text, in sixteen languages.

A line of `probes/` is a label, a tab and a text with its findings marked; a backslash and n are a line break.
"""

from pathlib import Path

import pytest

from shared.rules import find
from tests.shared.rules.marked import unmark

PROBES = sorted(Path(__file__).with_name("probes").iterdir())


def missed(line: str) -> bool:
    """Whether a mark of the line is not found with exactly its ends and label."""
    label, _, marked = line.partition("\t")
    text, ranges = unmark(marked.replace("\\\\n", "\0").replace("\\n", "\n").replace("\0", "\\n"))
    found = {(span.label, span.start, span.end) for span in find(text)}
    return not ranges or any((label, start, end) not in found for start, end in ranges)


@pytest.mark.parametrize("path", PROBES, ids=lambda path: path.stem)
def test_every_way_to_write_it_is_found(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()

    assert len(lines) > 100
    assert [line for line in lines if missed(line)] == []
