"""Whether our forward pass gives, on your checkpoint, what transformers' own model gives.

The product never runs transformers; this is how anyone can see that nothing is lost by that, for the checkpoint
they have and on the processor they have. It takes transformers' time and memory, so texts are short.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shared.engine.architecture import read_architecture
from shared.engine.checkpoint import EMBEDDED, find_checkpoint
from shared.engine.tokenizer import ByteTokenizer
from shared.errors import BadSetup

TEXTS = (
    "My name is Harry Potter and my email is harry.potter@hogwarts.edu.",
    "Contact John Smith at john@acme.com, key sk-proj-abc123def456.",
    "Bitte überweisen Sie an Frau Jürgens, Lindenstraße 4, 04109 Leipzig, IBAN DE89 3704 0044 0532 0130 00.",
    "田中太郎さんの電話番号は 03-1234-5678 です。",
    "2026-11-22 07:33:58 INFO executor: finished task 1.0 in stage 3.0, 1024 bytes sent to the driver.",
)
"""Every kind of text in short: prose, secrets, umlauts, another script, and a line with nothing to find."""

CLOSE = 1e-4
"""What float32 sums in another order may differ by, relative to the largest logit (or to 1 where that is larger)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two forward passes are apart: the largest difference of a logit, and the share of equal labels."""

    checkpoint: str
    tokens: int
    largest_difference: float
    largest_logit: float
    equal_labels: float

    @property
    def agrees(self) -> bool:
        """Whether the difference is no more than rounding."""
        return self.equal_labels == 1.0 and self.largest_difference < CLOSE * max(1.0, self.largest_logit)


def compare_with_transformers(model: str, texts: Sequence[str] = TEXTS, embedded: Path = EMBEDDED) -> Comparison:
    """Runs each text through both, in float32 on the processor. Raises BadSetup when there is no such checkpoint."""
    checkpoint = find_checkpoint(model, embedded)
    if checkpoint.is_original:
        raise BadSetup("transformers cannot read a checkpoint of the original release; only a converted one compares.")

    import torch
    from transformers import OpenAIPrivacyFilterForTokenClassification

    from shared.engine.forward import Forward

    tokenizer = ByteTokenizer(checkpoint.tokenizer)
    pieces = [torch.from_numpy(tokenizer.encode(text).ids) for text in texts]
    architecture = read_architecture(checkpoint.path / "config.json")
    forward = Forward(checkpoint.weights, architecture, torch.device("cpu"), torch.float32)
    with torch.inference_mode():
        ours = forward(torch.cat(pieces), [len(piece) for piece in pieces])  # (tokens, labels)
        del forward
        theirs = OpenAIPrivacyFilterForTokenClassification.from_pretrained(checkpoint.path, dtype=torch.float32).eval()
        expected = torch.cat([theirs(input_ids=piece[None]).logits[0] for piece in pieces])  # (tokens, labels)
    return Comparison(
        checkpoint.name,
        len(ours),
        float((ours - expected).abs().max()),
        float(expected.abs().max()),
        float((ours.argmax(-1) == expected.argmax(-1)).float().mean()),
    )
