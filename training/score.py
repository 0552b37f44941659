"""How well found spans fit the true ones.

relaxed: label right and the spans overlap (each gold and each found span counted once); exact: label
and both ends right; leak: share of gold characters that no found span covers, whatever its label;
over-redaction: share of characters outside gold (and outside regions that are not judged) that are
covered. Found spans that lie mostly in a region that is not judged, or carry a label that the set
does not judge, count neither way. Knows nothing of engines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from training.pieces import Mark, Piece


@dataclass
class Tally:
    """Counts that can be added up."""

    gold: int = 0
    found: int = 0
    gold_met: int = 0  # gold spans overlapped by a found one of the same label
    found_met: int = 0
    exact: int = 0
    gold_chars: int = 0
    leaked_chars: int = 0
    harmless_chars: int = 0
    over_chars: int = 0

    def add(self, other: Tally) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    @staticmethod
    def f1(right_gold: int, gold: int, right_found: int, found: int) -> float:
        recall = right_gold / gold if gold else 0.0
        precision = right_found / found if found else 0.0
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0

    @property
    def relaxed(self) -> float:
        return self.f1(self.gold_met, self.gold, self.found_met, self.found)

    @property
    def strict(self) -> float:
        return self.f1(self.exact, self.gold, self.exact, self.found)

    @property
    def recall(self) -> float:
        return self.gold_met / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        return self.found_met / self.found if self.found else 0.0

    @property
    def leak(self) -> float:
        return self.leaked_chars / self.gold_chars if self.gold_chars else 0.0

    @property
    def over(self) -> float:
        return self.over_chars / self.harmless_chars if self.harmless_chars else 0.0


@dataclass
class Scores:
    """Tallies of a set: in all, by category, by language."""

    total: Tally = field(default_factory=Tally)
    categories: dict[str, Tally] = field(default_factory=dict)
    languages: dict[str, Tally] = field(default_factory=dict)
    pieces: int = 0


def overlap(one: Mark, other: Mark) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def cover(marks: Iterable[Mark]) -> set[int]:
    return {index for mark in marks for index in range(mark.start, mark.end)}


def tallies(piece: Piece, found: Iterable[Mark], judged: Collection[str]) -> dict[str, Tally]:
    """One tally a label; the characters of over-redaction are under ""."""
    gold = [mark for mark in piece.spans if mark.label in judged]
    unjudged = cover(piece.ignore) | cover(mark for mark in piece.spans if mark.label not in judged)
    covered = cover(found)
    out = {label: Tally() for label in (*judged, "")}
    for mark in gold:
        tally = out[mark.label]
        same = [other for other in found if other.label == mark.label and overlap(mark, other) > 0]
        seen = [index for index in range(mark.start, mark.end) if not piece.text[index].isspace()]
        tally.gold += 1
        tally.gold_met += bool(same)
        tally.exact += any(other.start == mark.start and other.end == mark.end for other in same)
        tally.gold_chars += len(seen)
        tally.leaked_chars += sum(index not in covered for index in seen)
    for mark in found:
        if mark.label not in judged:
            continue
        met = any(other.label == mark.label and overlap(mark, other) > 0 for other in gold)
        outside = sum(index in unjudged for index in range(mark.start, mark.end))
        if not met and 2 * outside >= mark.end - mark.start:
            continue
        out[mark.label].found += 1
        out[mark.label].found_met += met
    counted = cover(mark for mark in found if mark.label in judged)
    gold_chars = cover(gold)
    harmless = [
        index
        for index, char in enumerate(piece.text)
        if index not in gold_chars and index not in unjudged and not char.isspace()
    ]
    out[""].harmless_chars = len(harmless)
    out[""].over_chars = sum(index in counted for index in harmless)
    return out


def score(pieces: Iterable[Piece], found: Iterable[Iterable[Mark]], judged: Collection[str]) -> Scores:
    scores = Scores()
    for piece, marks in zip(pieces, found, strict=True):
        scores.pieces += 1
        language = scores.languages.setdefault(piece.lang, Tally())
        for label, tally in tallies(piece, list(marks), judged).items():
            scores.total.add(tally)
            language.add(tally)
            if label:
                scores.categories.setdefault(label, Tally()).add(tally)
    return scores
