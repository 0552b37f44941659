"""The shape of a Privacy Filter checkpoint, read from its config.json.

Knows the names and defaults that transformers gives them (`original_names` knows those of the original release);
knows nothing of weights and of what is computed.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shared.engine.original_names import ORIGINAL_MODEL_TYPE, in_transformers_words
from shared.errors import BadSetup
from shared.spans import LABELS

MOST_HEAD, MOST_REACH = 1024, 8192
"""Larger ones are in no model, and would fill the memory before the weights are found not to fit."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """Rotary positions: the angle a token, for each pair of dimensions, and a factor on cosine and sine."""

    angles: tuple[float, ...]
    factor: float


@dataclass(frozen=True, slots=True)
class Architecture:
    """Sizes of the network. `reach` is how many tokens a token sees on each side, a layer."""

    vocabulary: int
    hidden: int
    layers: int
    inner: int
    heads: int
    key_heads: int
    head: int
    reach: int
    attention_bias: bool
    experts: int
    experts_per_token: int
    epsilon: float
    gate_gain: float
    gate_limit: float
    rotation: Rotation
    id2label: Mapping[int, str]

    @property
    def halo(self) -> int:
        """How many tokens on each side can change what becomes of a token."""
        return self.layers * self.reach


def read_architecture(path: Path) -> Architecture:
    """The architecture that a config.json describes. Raises BadSetup when it describes none."""
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        is_original = config.get("model_type") == ORIGINAL_MODEL_TYPE
        architecture = _read(in_transformers_words(config) if is_original else config)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
        raise BadSetup("The checkpoint's config.json does not describe a Privacy Filter model.") from error
    sizes = (architecture.vocabulary, architecture.hidden, architecture.layers, architecture.inner)
    heads = (architecture.key_heads, architecture.heads, architecture.head, architecture.reach)
    fits = (
        min(sizes + heads) > 0
        and architecture.heads % architecture.key_heads == 0
        and architecture.head % 2 == 0
        and architecture.reach <= MOST_REACH
        and 0 < architecture.experts_per_token <= architecture.experts
    )
    if not fits:
        raise BadSetup("The sizes in the checkpoint's config.json do not fit together.")
    return architecture


def _read(config: Mapping[str, Any]) -> Architecture:
    names = config.get("id2label") or _default_labels()
    hidden, heads = int(config.get("hidden_size", 640)), int(config.get("num_attention_heads", 14))
    head = int(config.get("head_dim", 64) or hidden // heads)
    if not 0 < head <= MOST_HEAD:
        raise ValueError("no head is so large")
    return Architecture(
        vocabulary=int(config.get("vocab_size", 200_064)),
        hidden=hidden,
        layers=int(config.get("num_hidden_layers", 8)),
        inner=int(config.get("intermediate_size", 640)),
        heads=heads,
        key_heads=int(config.get("num_key_value_heads", 2)),
        head=head,
        reach=int(config.get("sliding_window", 128)),
        attention_bias=bool(config.get("attention_bias", True)),
        experts=int(config.get("num_local_experts", 128)),
        experts_per_token=int(config.get("num_experts_per_tok", 4)),
        epsilon=float(config.get("rms_norm_eps", 1e-5)),
        gate_gain=float(config.get("swiglu_alpha", 1.702)),
        gate_limit=float(config.get("swiglu_limit", 7.0)),
        rotation=_rotation(config, head),
        id2label={int(number): str(name) for number, name in names.items()},
    )


def _default_labels() -> dict[int, str]:
    return dict(enumerate(["O", *(f"{family}-{category}" for category in sorted(LABELS) for family in "BIES")]))


def _rotation(config: Mapping[str, Any], head: int) -> Rotation:
    """YaRN: fast dimensions turn as trained, slow ones are stretched by `factor`, those between by a ramp."""
    rope = config.get("rope_parameters") or config.get("rope_scaling") or {"truncate": False}
    kind = rope.get("rope_type", "yarn")
    base = float(rope.get("rope_theta") or config.get("rope_theta") or 150_000.0)
    # Every step is rounded to float32, as in transformers and the original release: an angle is multiplied by the
    # token's place, so that one differing in the last bit moved logits by 0.002 at 5,000 tokens.
    one = np.float32(1)
    shares = np.arange(0, head, 2, dtype=np.float32) / np.float32(head)
    turns = np.array([base ** float(share) for share in shares], dtype=np.float32)  # tokens for a radian
    plain = one / turns
    if kind == "default":
        return Rotation(tuple(plain.tolist()), 1.0)
    if kind != "yarn":
        raise ValueError("another kind of rotary positions")
    factor = float(rope.get("factor", 32.0))
    original = float(rope.get("original_max_position_embeddings", 4096))

    def dimension(turns: float) -> float:
        return head * math.log(original / (turns * 2 * math.pi)) / (2 * math.log(base))

    low = dimension(float(rope.get("beta_fast") or 32.0))
    high = dimension(float(rope.get("beta_slow") or 1.0))
    if rope.get("truncate", True):
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, head - 1)
    pairs = np.arange(head // 2, dtype=np.float32)
    kept = one - ((pairs - np.float32(low)) / np.float32((high - low) or 0.001)).clip(0, 1)
    angles = one / (np.float32(factor) * turns) * (one - kept) + plain * kept
    stretch = 0.1 * math.log(factor) + 1.0 if factor > 1 else 1.0
    return Rotation(tuple(angles.tolist()), float(rope.get("attention_factor") or stretch))
