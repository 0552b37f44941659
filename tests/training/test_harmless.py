"""The evaluation's own material: the harmless set is what its page says, and each language has its own words."""

from pathlib import Path

import pytest

from shared.rules import find
from training.eval.harmless import HERE as FIRST
from training.eval.harmless import PLAIN, QUIET, harmless
from training.eval.sets import HERE
from training.phrases import LANGUAGES, phrases


def test_many_kinds_and_languages_stand_in_it() -> None:
    pieces = list(harmless())

    assert sum(piece.text.count("\n") + 1 for piece in pieces) >= 400
    assert all(piece.text.strip() and not piece.spans for piece in pieces)
    assert len({piece.source for piece in pieces}) >= 12
    assert {piece.lang for piece in pieces} == {"en", "de", "fr", "es", "it", "pl", "ru", "zh", "ja"}


def test_the_rules_find_next_to_nothing_in_it() -> None:
    pieces = list(harmless())
    found = [(piece.text, span) for piece in pieces for span in find(piece.text)]

    assert sum(span.end - span.start for _, span in found) <= 0.002 * sum(len(piece.text) for piece in pieces)
    assert len(found) <= 4


BOTH = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "tr", "zh", "ja"}


@pytest.mark.parametrize(
    ("folder", "others"), ((PLAIN, {"ko", "hi", "ar"}), (QUIET, {"sv", "cs", "uk"})), ids=("plain", "quiet")
)
def test_a_blind_set_has_a_thousand_lines_in_fifteen_languages_and_no_spans(folder: Path, others: set[str]) -> None:
    pieces = list(harmless(folder))

    assert sum(piece.text.count("\n") + 1 for piece in pieces) >= 1000
    assert all(piece.text.strip() and not piece.spans for piece in pieces)
    assert len({piece.source for piece in pieces}) >= 40
    assert {piece.lang for piece in pieces if piece.source.startswith("prose")} == BOTH | others


def test_the_sets_repeat_neither_themselves_nor_one_another() -> None:
    texts = [piece.text for folder in (FIRST, PLAIN, QUIET) for piece in harmless(folder)]

    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_evaluation_has_its_own_words_in_every_language(language: str) -> None:
    own, taught = phrases(language, HERE), phrases(language)

    assert own.labels
    assert own.lists["sentences"]
    assert not set(own.lists["sentences"]) & set(taught.lists["sentences"])
