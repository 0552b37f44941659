"""The scorer, on examples counted by hand."""

import pytest

from training.pieces import Mark, Piece
from training.score import score

JUDGED = ("private_person", "private_phone")
TEXT = "Ada Byron 555 123 x"  # 0-9 person, 10-17 phone
PIECE = Piece(TEXT, (Mark(0, 9, "private_person"), Mark(10, 17, "private_phone")), (), "en", "x")


def test_all_right() -> None:
    total = score([PIECE], [list(PIECE.spans)], JUDGED).total
    assert (total.relaxed, total.strict, total.leak, total.over) == (1.0, 1.0, 0.0, 0.0)


def test_half_a_name_is_relaxed_right_and_leaks_the_other_half() -> None:
    total = score([PIECE], [[Mark(0, 3, "private_person")]], JUDGED).total
    assert total.recall == 0.5 and total.precision == 1.0 and total.strict == 0.0
    assert total.leaked_chars == 5 + 6 and total.gold_chars == 8 + 6  # Byron and the phone, blanks not counted


def test_a_wrong_label_covers_all_the_same() -> None:
    total = score([PIECE], [[Mark(0, 9, "private_phone"), Mark(10, 17, "private_phone")]], JUDGED).total
    assert total.leak == 0.0
    assert total.gold_met == 1 and total.found == 2 and total.found_met == 1


def test_over_redaction_counts_harmless_characters() -> None:
    total = score([PIECE], [[Mark(18, 19, "private_person")]], JUDGED).total
    assert total.over == 1.0 and total.leak == 1.0 and total.precision == 0.0


def test_what_is_not_judged_counts_neither_way() -> None:
    piece = Piece("on 3 May Ada", (Mark(9, 12, "private_person"),), (Mark(3, 8, ""),), "en", "x")
    total = score(
        [piece],
        [[Mark(3, 8, "private_person"), Mark(9, 12, "private_person"), Mark(0, 2, "private_date")]],
        ("private_person",),
    ).total
    assert total.found == 1 and total.relaxed == 1.0 and total.over == 0.0


def test_nothing_found_is_all_leaked() -> None:
    scores = score([PIECE], [[]], JUDGED)
    assert scores.total.leak == 1.0 and scores.total.relaxed == 0.0
    assert scores.categories["private_phone"].gold == 1 and scores.languages["en"].gold == 2
    assert scores.total.over == pytest.approx(0.0)
