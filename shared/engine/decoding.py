"""Scores of tokens in, findings out: by an operating point of the checkpoint, each with a confidence.

Knows nothing of how scores come about, so that a model on another machine is decoded like one on this.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shared.engine.confidence import CONFIDENCE_FILE, Confidence, read_confidence
from shared.engine.labels import Labels, spans_of_path
from shared.engine.tokenizer import Tokens
from shared.engine.viterbi import Decoder, LabelIds, Scores, read_operating_points
from shared.errors import BadSetup, BadValue
from shared.spans import Span


@dataclass(frozen=True, slots=True)
class Decoding:
    """How one checkpoint's scores become findings. `usual` is the operating point of calls that name none."""

    labels: Labels
    decoders: Mapping[str, Decoder]
    confidence: Confidence
    usual: str = "default"

    def known(self, operating_point: str) -> str:
        """The operating point that is meant; empty means the usual one. Raises BadValue when there is none such."""
        point = operating_point or self.usual
        if point not in self.decoders:
            raise BadValue(f"There is no such operating point; there are {', '.join(self.decoders)}.")
        return point

    def spans(self, texts: Sequence[tuple[Tokens, Scores, str]]) -> list[list[Span]]:
        """The findings of texts, each given by its tokens, their log-probabilities and an operating point."""
        paths: list[LabelIds | None] = [None] * len(texts)
        points = [self.known(point) for _, _, point in texts]
        for point in set(points):
            chosen = [index for index, one in enumerate(points) if one == point]
            found = self.decoders[point].decode([texts[index][1] for index in chosen])
            for index, path in zip(chosen, found, strict=True):
                paths[index] = path
        return [
            self._sure(spans_of_path(path, scores, tokens.starts, tokens.ends, tokens.text, self.labels))
            for path, (tokens, scores, _) in zip(paths, texts, strict=True)
            if path is not None
        ]

    def _sure(self, spans: list[Span]) -> list[Span]:
        return [replace(span, score=self.confidence(span.score)) for span in spans]


def read_decoding(folder: Path, labels: Labels, usual: str = "default") -> Decoding:
    """What a checkpoint's folder says about decoding. Raises BadSetup with what is wrong."""
    points = read_operating_points(folder / "viterbi_calibration.json")
    if usual not in points:
        raise BadSetup(f"The checkpoint has no such operating point; it has {', '.join(points)}.")
    decoders = {name: Decoder(labels, biases) for name, biases in points.items()}
    return Decoding(labels, decoders, read_confidence(folder / CONFIDENCE_FILE), usual)
