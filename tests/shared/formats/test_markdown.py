"""Markdown keeps its structure over exactly the text that was written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.formats.markdown import blocks_of
from shared.formats.plain import read_plain
from tests.contracts.document_contract import check_document

SAMPLE = """---
author: Jane
---
# Head **one** #

Setext
======

a paragraph of
two lines with [a link][1]

- one
  goes on
- two
  1. nested
  2. again
* [ ] to do

> quoted Jane
> twice

| Name | Phone |
|------|------:|
| Jane \\| M | 030 |
| Bob || 

```python
print("Jane")
```

    indented

<div>html</div>

***

[1]: https://example.com/jane
"""


def found(text: str) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.marker, text[block.start : block.end]) for block in blocks_of(text)]


def test_the_marks_tell_the_structure() -> None:
    assert found(SAMPLE) == [
        ("code", 0, "", "author: Jane"),
        ("heading", 1, "", "Head **one**"),
        ("heading", 1, "", "Setext"),
        ("paragraph", 0, "", "a paragraph of\ntwo lines with [a link][1]"),
        ("list_item", 1, "\u2022", "one\n  goes on"),
        ("list_item", 1, "\u2022", "two"),
        ("list_item", 2, "1.", "nested"),
        ("list_item", 2, "2.", "again"),
        ("list_item", 1, "\u2022", "[ ] to do"),
        ("paragraph", 0, "", "quoted Jane\n> twice"),
        ("table", 0, "", "| Name | Phone |\n|------|------:|\n| Jane \\| M | 030 |\n| Bob || "),
        ("code", 0, "", 'print("Jane")'),
        ("code", 0, "", "    indented"),
        ("code", 0, "", "<div>html</div>"),
        ("paragraph", 0, "", "[1]: https://example.com/jane"),
    ]


def test_a_table_has_its_cells() -> None:
    [table] = [block for block in blocks_of(SAMPLE) if block.rows]

    assert [[SAMPLE[start:end] for start, end in row] for row in table.rows] == [
        ["Name", "Phone"], ["Jane \\| M", "030"], ["Bob", ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "#", "# ", "```", "```\n```", "- ", "|a|\n|-|", "---\n---\n", "---\nx\n---", "a\\", "|\\\n|-|\n|\\|"],
)
def test_odd_texts_break_nothing(text: str) -> None:
    check(text)


def test_a_fence_that_is_never_closed_is_code_to_the_end() -> None:
    assert found("```\nJane\nBob") == [("code", 0, "", "Jane\nBob")]


PIECES = ["# ", "- ", "1. ", "> ", "| ", "|-|-|\n", "```", "\n", "\n\n", "    ", "Jane ", "x|", "\\", "<div>"]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_whatever_is_written_every_letter_is_in_a_block(pieces: list[str]) -> None:
    check("".join(pieces))


def check(text: str) -> None:
    document = read_plain(text.encode(), 10_000)
    check_document(replace(document, format="markdown", blocks=tuple(blocks_of(document.map.text))))
