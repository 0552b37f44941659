"""Our forward pass gives what transformers' model gives, the yardstick, for every shape of checkpoint."""

from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import OpenAIPrivacyFilterForTokenClassification

from shared.engine.architecture import read_architecture
from shared.engine.checkpoint import EMBEDDED
from shared.engine.forward import Forward
from shared.engine.tokenizer import ByteTokenizer
from tests.shared.engine.tiny import save_checkpoint
from training.phrases import phrases

SHAPES: dict[str, dict[str, Any]] = {
    "dense": {},
    "mixture": {"num_local_experts": 6, "num_experts_per_tok": 2},
    "one key head, all experts": {"num_key_value_heads": 1, "num_local_experts": 4, "num_experts_per_tok": 4},
    "no bias": {"attention_bias": False},
    "wide reach": {"sliding_window": 70, "num_hidden_layers": 1},
    "as the embedded one": {"sliding_window": 32, "head_dim": 32, "num_attention_heads": 8, "num_key_value_heads": 4},
    "as the official one, narrower": {
        "sliding_window": 128,
        "head_dim": 64,
        "num_attention_heads": 14,
        "num_local_experts": 16,
        "num_experts_per_tok": 4,
    },
    "other positions": {
        "rope_parameters": {
            "rope_type": "yarn",
            "rope_theta": 10_000.0,
            "factor": 4.0,
            "original_max_position_embeddings": 128,
            "truncate": True,
            "beta_fast": 16.0,
            "beta_slow": 2.0,
        }
    },
    "plain positions": {"rope_parameters": {"rope_type": "default", "rope_theta": 10_000.0}},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_logits_are_those_of_transformers(shape: str, tmp_path: Path) -> None:
    folder = save_checkpoint(tmp_path / "checkpoint", seed=len(shape), **SHAPES[shape])
    theirs = OpenAIPrivacyFilterForTokenClassification.from_pretrained(folder, dtype=torch.float32).eval()
    ours = open_forward(folder)
    # Shorter and longer than a block and the band, and one token alone.
    lengths = [1, 300, 2, 64, 5, 129]
    texts = [torch.randint(0, theirs.config.vocab_size, (length,)) for length in lengths]

    with torch.inference_mode():
        logits = ours(torch.cat(texts), lengths)
        expected = torch.cat([theirs(input_ids=text[None]).logits[0] for text in texts])

    assert logits.dtype == torch.float32
    assert (logits - expected).abs().max() < 1e-4 * max(1.0, float(expected.abs().max()))


def test_bfloat16_stays_close(tmp_path: Path) -> None:
    folder = save_checkpoint(tmp_path / "checkpoint")
    ids = torch.randint(0, 300, (200,))

    with torch.inference_mode():
        exact = open_forward(folder)(ids, [200])
        rounded = open_forward(folder, torch.bfloat16)(ids, [200])

    assert rounded.dtype == torch.float32
    assert (rounded - exact).abs().mean() < 0.02 * exact.abs().mean()


def test_bfloat16_gives_the_labels_of_float32_on_the_embedded_checkpoint() -> None:
    tokenizer = ByteTokenizer(EMBEDDED / "tokenizer.json")
    texts = [
        template for language in ("en", "de", "ru", "ja", "ar") for template in phrases(language).lists["sentences"]
    ]
    pieces = [torch.from_numpy(tokenizer.encode(text.replace("{", "").replace("}", "")).ids) for text in texts[:400]]
    lengths = [len(piece) for piece in pieces]

    with torch.inference_mode():
        exact = open_forward(EMBEDDED)(torch.cat(pieces), lengths).argmax(-1)
        rounded = open_forward(EMBEDDED, torch.bfloat16)(torch.cat(pieces), lengths).argmax(-1)

    assert len(exact) > 5000
    assert (exact == rounded).float().mean() >= 0.999


def open_forward(folder: Path, dtype: torch.dtype = torch.float32) -> Forward:
    architecture = read_architecture(folder / "config.json")
    return Forward([folder / "model.safetensors"], architecture, torch.device("cpu"), dtype)
