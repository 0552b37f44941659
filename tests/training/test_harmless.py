"""The harmless set is what its page says, and the rules leave it as it is."""

from shared.rules import find
from training.eval.harmless import harmless


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
