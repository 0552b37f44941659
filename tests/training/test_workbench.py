"""Technical text: what is nobody's stays without a label, what is somebody's has one, and no two draws are alike."""

import re
from random import Random

import pytest

from training import machine, workbench
from training.patterns import patterns
from training.pieces import Piece, Writer
from training.values import Values

NOBODY = [line for lines in patterns("nobody").values() for line in lines]
SOMEBODY = [line for lines in patterns("somebody").values() for line in lines]


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> Values:
    folder = tmp_path_factory.mktemp("data")
    (folder / "gazetteers").mkdir()
    for name in ("forenames", "surnames"):
        (folder / "gazetteers" / f"common-{name}-by-country.csv").write_text(
            "Country,Localized Name,Romanized Name\nUS,Ada,Ada\n", encoding="utf-8"
        )
    return Values("en", 5, folder)


def drawn(pattern: str, values: Values) -> Piece:
    writer = Writer()
    workbench.line(pattern, values, writer)
    return writer.piece("en", "bench")


def test_every_line_is_what_its_file_says(values: Values) -> None:
    for pattern in NOBODY:
        assert not drawn(pattern, values).spans, pattern
    for pattern in SOMEBODY:
        assert drawn(pattern, values).spans, pattern


def test_no_line_is_there_twice_and_every_domain_has_both_kinds() -> None:
    written = NOBODY + SOMEBODY
    assert len(set(written)) == len(written)
    assert {*patterns("somebody")} == {*patterns("nobody"), "any"}


def test_every_placeholder_is_known(values: Values) -> None:
    for pattern in NOBODY + SOMEBODY:
        for name in re.findall(r"(?<!\{)\{([A-Za-z]\w*)\}(?!\})", pattern):
            known = machine.made(name, Random(1)) is not None or name == "wordy" or hasattr(values, name)
            assert known, (name, pattern)


def test_a_table_has_one_head_and_many_rows(values: Values) -> None:
    made = {drawn("item;qty ==> {part};{n}", values).text for _ in range(20)}
    assert all(text.startswith("item;qty\n") and text.count("item") == 1 for text in made)
    assert len({text.count("\n") for text in made}) > 3


def test_a_password_of_words_is_a_secret(values: Values) -> None:
    piece = drawn("mode = {CONST}, password = {wordy}", values)
    assert [label for _, label in piece.values()] == ["secret"]
    assert piece.text.endswith(piece.values()[0][0])


def test_machine_words_are_new_each_time() -> None:
    rng = Random(3)
    for name in ("CONST", "camel", "addr", "pkg", "part", "image", "uuid", "hex_12", "dotted"):
        assert len({machine.made(name, rng) for _ in range(200)}) > 150, name
    assert all("{" not in str(machine.made(name, rng)) for name in ("err", "type") for _ in range(300))
    assert machine.made("nothing", rng) is None
