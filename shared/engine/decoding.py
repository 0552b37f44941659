"""Scores of tokens in, findings out: by an operating point of the checkpoint, each with a confidence.

Knows nothing of how scores come about, so that a model on another machine is decoded like one on this.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from shared.engine.confidence import CONFIDENCE_FILE, Confidence, read_confidence
from shared.engine.labels import Labels, spans_of_path
from shared.engine.operating_points import Beside, OperatingPoint, read_operating_points
from shared.engine.tokenizer import Tokens
from shared.engine.viterbi import Decoder, Scores
from shared.errors import BadSetup, BadValue
from shared.spans import Overlaps, Span


class Decision:
    """One operating point, with the labels of one checkpoint. Safe to use from many threads."""

    def __init__(self, labels: Labels, point: OperatingPoint) -> None:
        self.decoder = Decoder(labels, point.biases)
        self._beside = point.beside
        self._careful = Decoder(labels, point.beside.biases) if point.beside else None

    def spans(self, texts: Sequence[tuple[Tokens, Scores]]) -> list[list[Span]]:
        """The findings of texts, each given by its tokens and their log-probabilities (tokens, labels)."""
        found = _decoded(self.decoder, texts)
        if self._beside and self._careful:
            least = self._beside.least_score
            again = [index for index, spans in enumerate(found) if any(span.score >= least for span in spans)]
            careful = _decoded(self._careful, [texts[index] for index in again])
            for index, spans in zip(again, careful, strict=True):
                found[index] = with_neighbours(found[index], spans, self._beside)
        return found


def _decoded(decoder: Decoder, texts: Sequence[tuple[Tokens, Scores]]) -> list[list[Span]]:
    paths = decoder.decode([scores for _, scores in texts])
    return [
        spans_of_path(path, scores, tokens.starts, tokens.ends, tokens.text, decoder.labels)
        for path, (tokens, scores) in zip(paths, texts, strict=True)
    ]


def with_neighbours(found: Sequence[Span], careful: Sequence[Span], beside: Beside) -> list[Span]:
    """The findings, and those of a more careful look that are near a sure one. Both sorted, none overlapping another.

    No character that was found is lost: a careful finding takes the place of those that lie in it, and one that cuts
    through another is passed over.
    """
    sure = [span for span in found if span.score >= beside.least_score]
    starts, ends = [span.start for span in sure], [span.end for span in sure]

    def is_near(span: Span) -> bool:
        after = bisect_left(ends, span.start - beside.characters + 1)  # the first that does not end too far before
        return after < len(starts) and starts[after] < span.end + beside.characters

    known = Overlaps(found)
    taken = [
        span
        for span in careful
        if is_near(span) and all(span.start <= one.start and one.end <= span.end for one in known.of(span))
    ]
    covered = Overlaps(taken)
    return sorted(chain(taken, (span for span in found if not covered.of(span))))


@dataclass(frozen=True, slots=True)
class Decoding:
    """How one checkpoint's scores become findings. `usual` is the operating point of calls that name none."""

    labels: Labels
    decisions: Mapping[str, Decision]
    confidence: Confidence
    usual: str = "default"

    def known(self, operating_point: str) -> str:
        """The operating point that is meant; empty means the usual one. Raises BadValue when there is none such."""
        point = operating_point or self.usual
        if point not in self.decisions:
            raise BadValue(f"There is no such operating point; there are {', '.join(self.decisions)}.")
        return point

    def spans(self, texts: Sequence[tuple[Tokens, Scores, str]]) -> list[list[Span]]:
        """The findings of texts, each given by its tokens, their log-probabilities and an operating point."""
        found: list[list[Span]] = [[] for _ in texts]
        points = [self.known(point) for _, _, point in texts]
        for point in set(points):
            chosen = [index for index, one in enumerate(points) if one == point]
            spans = self.decisions[point].spans([texts[index][:2] for index in chosen])
            for index, one in zip(chosen, spans, strict=True):
                found[index] = self._sure(one)
        return found

    def _sure(self, spans: list[Span]) -> list[Span]:
        return [replace(span, score=self.confidence(span.score)) for span in spans]


def read_decoding(folder: Path, labels: Labels, usual: str = "default") -> Decoding:
    """What a checkpoint's folder says about decoding. Raises BadSetup with what is wrong."""
    points = read_operating_points(folder / "viterbi_calibration.json")
    if usual not in points:
        raise BadSetup(f"The checkpoint has no such operating point; it has {', '.join(points)}.")
    decisions = {name: Decision(labels, point) for name, point in points.items()}
    return Decoding(labels, decisions, read_confidence(folder / CONFIDENCE_FILE), usual)
