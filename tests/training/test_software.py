"""Real program text teaches what is harmless, and nothing about the people it may name."""

import re
from pathlib import Path
from random import Random

import pytest

from training.pieces import Writer
from training.software import DIGESTS, EVENTS, STAMPS, library, machine_words, paragraphs, plain_line, program, stamp
from training.values import Values


@pytest.mark.parametrize(
    "line",
    [
        "# Written by Tim Peters",
        "__author__ = 'somebody'",
        "see https://example.org/x",
        "mail me@example.org",
        "(c) 1999",
        'PASSWORD = "hunter2"',
    ],
)
def test_a_line_that_may_name_somebody_teaches_nothing(line: str) -> None:
    writer = Writer()
    plain_line(line, writer)
    piece = writer.piece("en", "program")
    assert [piece.text[mark.start : mark.end] for mark in piece.ignore] == [line]


def test_only_the_doubtful_part_of_a_line_is_left_out() -> None:
    writer = Writer()
    plain_line("    raise ValueError('see Grace Hopper, 555 123 4567')  # always", writer)
    piece = writer.piece("en", "program")
    assert [piece.text[mark.start : mark.end] for mark in piece.ignore] == ["Grace Hopper", "555 123 4567"]
    assert not piece.spans


def test_the_library_and_its_manual_are_there_and_in_a_fixed_order() -> None:
    assert len(library()) > 100 and list(library()) == sorted(library())
    assert len(paragraphs()) > 500


def test_every_shape_of_a_log_line_can_be_written() -> None:
    rng = Random(1)
    assert all("{" not in stamp(shape, rng) for shape in STAMPS)
    assert all("{" not in machine_words(event, rng) for event in EVENTS)
    assert all(not re.search(r"\{\w+\}", machine_words(line, rng)) for line in DIGESTS)
    assert len(machine_words("sha256:{hex_64}", rng)) == len("sha256:") + 64


def test_what_is_planted_in_a_program_is_marked(tmp_path: Path) -> None:
    (tmp_path / "gazetteers").mkdir()
    for name in ("forenames", "surnames"):
        (tmp_path / "gazetteers" / f"common-{name}-by-country.csv").write_text(
            "Country,Localized Name,Romanized Name\nUS,Ada,Ada\n", encoding="utf-8"
        )
    values, planted = Values("en", 5, tmp_path), 0
    for _ in range(60):
        writer = Writer()
        program(values, writer)
        planted += len(writer.piece("en", "program").spans)
    assert planted > 10
