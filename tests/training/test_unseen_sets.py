"""The sets that training never sees: marks lie on the text, numbers are in order, no words are shared with training."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from stdnum import iban, luhn
from stdnum.au import tfn
from stdnum.ca import sin
from stdnum.cn import ric
from stdnum.de import idnr
from stdnum.es import ccc, dni
from stdnum.gb import nhs
from stdnum.ie import pps
from stdnum.jp import in_ as my_number
from stdnum.kr import rrn
from stdnum.us import rtn, ssn

import training
from training.eval import checked
from training.eval.english import HERE as ENGLISH
from training.eval.english import english
from training.eval.form_words import WORDS
from training.eval.korean import HERE as KOREAN
from training.eval.korean import korean
from training.eval.scans import HERE as SCANS
from training.eval.scans import Line, aligned, carried, scans
from training.eval.sets import unseen
from training.eval.written import carriers, particle
from training.labels import CATEGORIES
from training.pieces import Piece

TAUGHT = Path(training.__file__).parent


@pytest.mark.parametrize("make", (english, korean, lambda _: scans()))
def test_marks_lie_on_the_text_and_do_not_meet(make: Callable[[int], list[Piece]]) -> None:
    for piece in make(1):
        assert piece.text.strip() and not re.search(r"\{[^}]*\}", piece.text)
        marks = sorted((*piece.spans, *piece.ignore), key=lambda mark: mark.start)
        assert all(mark.label in (*CATEGORIES, "") and mark.end <= len(piece.text) for mark in marks)
        assert all(one.end <= other.start for one, other in pairwise(marks))
        assert all(text and text == text.strip() for text, _ in piece.values())


def test_there_is_enough_of_everything() -> None:
    assert len(carriers(ENGLISH)) >= 90 and len(carriers(KOREAN)) >= 70
    sentences, mixed, forms = (one.pieces for one in unseen())
    assert 280 <= len(sentences) <= 340 and 230 <= len(mixed) <= 280 and len(forms) >= 140
    for pieces in (sentences, mixed):
        assert {label for piece in pieces for _, label in piece.values()} == set(CATEGORIES)
        assert any(not piece.spans for piece in pieces)
    for language in WORDS:
        assert sum(piece.lang == language for piece in forms) >= 25
    assert len({piece.source for piece in forms}) >= 8
    assert SCANS.stat().st_size < 500_000


@pytest.mark.parametrize("make", (english, korean))
def test_the_same_seed_gives_the_same_documents(make: Callable[[int], list[Piece]]) -> None:
    assert make(5) == make(5)
    assert make(5) != make(6)


def test_a_particle_fits_the_letter_before_it() -> None:
    assert [particle(name, "이", "가") for name in ("박서준", "김민수", "010-1234-5678", "Kim")] == [
        "이",
        "가",
        "이",
        "가",
    ]
    assert [particle(name, "으로", "로") for name in ("서울", "부산", "제주", "번지 7")] == ["로", "으로", "로", "로"]


def test_the_numbers_pass_their_checks() -> None:
    rng = Random(3)
    for _ in range(40):
        assert luhn.is_valid(re.sub(r"\D", "", checked.card(rng)))
        assert all(iban.is_valid(checked.iban(rng, country)) for country in checked.IBANS)
        assert ccc.is_valid(checked.iban(rng, "ES").replace(" ", "")[4:])
        born = rng.randint(1985, 2009), rng.randint(1, 12), rng.randint(1, 28)
        assert rrn.is_valid(checked.resident(rng, *born, True)) and ric.is_valid(checked.chinese(rng, *born))
        assert nhs.is_valid(checked.nhs(rng)) and tfn.is_valid(checked.tfn(rng)) and sin.is_valid(checked.sin(rng))
        assert pps.is_valid(checked.ppsn(rng)) and ssn.is_valid(checked.ssn(rng).replace(" ", "-"))
        assert rtn.is_valid(checked.routing(rng)) and idnr.is_valid(checked.german_tax(rng))
        assert dni.is_valid(checked.dni(rng)) and my_number.is_valid(checked.my_number(rng))


def test_what_was_read_badly_keeps_its_owner() -> None:
    assert aligned("xK1ng", "King") == [(-1, False), (0, True), (1, False), (2, True), (3, True)]
    glyphs = [glyph for at, text in ((0, "Name: "), (60, "Ada King")) for glyph in drawn(text, at, 0 if at else -1)]
    line = Line(("Narne:", "Ada", "K1ng"), 1, 0, 140, 0, 20)
    piece, share = carried([line], glyphs, [("Ada King", "private_person")], "en", "x")
    assert piece.values() == [("Ada K1ng", "private_person")] and 0.7 < share < 1
    unread, _ = carried([Line(("Name:", "@%#"), 1, 0, 140, 0, 20)], glyphs, [("Ada King", "private_person")], "en", "x")
    assert not unread.spans


def drawn(text: str, at: float, value: int) -> Iterable["Glyph"]:
    for number, char in enumerate(text):
        if char != " ":
            yield Glyph(char, at + 10 * number, at + 10 * number + 9, 2, 18, value)


class Glyph:
    """As training.eval.forms has them, without the drawing."""

    def __init__(self, char: str, left: float, right: float, top: float, bottom: float, value: int) -> None:
        self.char, self.left, self.right, self.top, self.bottom, self.value = char, left, right, top, bottom, value


def grams(text: str, words: int, letters: int) -> set[tuple[str, ...]]:
    """Runs of so many words, and of so many letters where a script has no spaces; what is filled in parts them."""
    found: set[tuple[str, ...]] = set()
    for part in re.split(r"\{[^}\n]*\}|<[^>\n]*>|\n|[|;=]", text.lower()):
        said = re.findall(r"\w+", part)
        found |= {tuple(said[at : at + words]) for at in range(len(said) - words + 1)}
        for run in re.findall(r"[\u3040-\u30ff\u4e00-\u9fff，。、]+", part):
            found |= {tuple(run[at : at + letters]) for at in range(len(run) - letters + 1)}
    return found


def test_no_sentence_is_shared_with_the_training_text() -> None:
    taught = "\n".join(
        path.read_text("utf-8") for path in sorted([*(TAUGHT / "phrases").rglob("*.txt"), *TAUGHT.glob("*.py")])
    )
    own = [carrier.text for path in (ENGLISH, KOREAN) for carrier in carriers(path)]
    own += [line for words in WORDS.values() for line in (*words.letters, *words.notices, *words.remarks)]
    shared = {gram for text in own for gram in grams(text, 8, 12)} & grams(taught, 8, 12)
    # Only the count: whoever writes training text does not look at these sets.
    count = len(shared)
    assert count == 0
