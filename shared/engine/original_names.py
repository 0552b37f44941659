"""Reads checkpoints as the model was first released, and as its own training tool writes them, beside transformers'.

Such a checkpoint says the same with other names: `model_type` is "privacy_filter", queries, keys and values lie in one
tensor, sinks are powers of two, the head has no bias, and the experts may be packed in MXFP4. Here its config.json
becomes one of transformers', and its tensors are given under transformers' names, each made when it is asked for.
Knows nothing of what is computed.

Facts from transformers' convert_openai_privacy_filter_weights_to_hf.py and the model files of the release ("opf").
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from shared.errors import BadSetup
from shared.spans import LABELS

if TYPE_CHECKING:
    from torch import Tensor

    from shared.engine.architecture import Architecture

ORIGINAL_MODEL_TYPE = "privacy_filter"

_SIZES = {
    "vocab_size": "vocab_size",
    "hidden_size": "hidden_size",
    "intermediate_size": "intermediate_size",
    "num_hidden_layers": "num_hidden_layers",
    "num_attention_heads": "num_attention_heads",
    "num_key_value_heads": "num_key_value_heads",
    "head_dim": "head_dim",
    "num_experts": "num_local_experts",
    "experts_per_token": "num_experts_per_tok",
}
_ENCODING = "o200k_base"


def in_transformers_words(config: Mapping[str, Any]) -> dict[str, Any]:
    """The original release's config.json as transformers would write it. Raises BadSetup with what it cannot mean."""
    positions = ("rope_theta", "rope_scaling_factor", "rope_ntk_alpha", "rope_ntk_beta", "initial_context_length")
    sides = ("bidirectional_left_context", "bidirectional_right_context")
    missing = [key for key in (*_SIZES, *sides, *positions) if key not in config]
    if missing:
        raise BadSetup(f"The checkpoint's config.json is not complete: it has no {', '.join(missing)}.")
    left, right = (int(config[side]) for side in sides)
    window = int(config.get("sliding_window", left + right + 1))
    if left != right or window != left + right + 1 or not config.get("bidirectional_context", True):
        raise BadSetup("The checkpoint sees unlike many tokens on its two sides, which this architecture cannot.")
    if config.get("packed_geglu"):
        raise BadSetup("The checkpoint has its gates interleaved (packed_geglu), which no released one does.")
    if config.get("encoding", _ENCODING) != _ENCODING:
        raise BadSetup(f"The checkpoint's text encoding is another than {_ENCODING}.")
    return {
        **{ours: config[theirs] for theirs, ours in _SIZES.items()},
        "sliding_window": left,
        "swiglu_limit": config.get("swiglu_limit", 7.0),
        "rope_parameters": {
            "rope_type": "yarn",
            "rope_theta": config["rope_theta"],
            "factor": config["rope_scaling_factor"],
            "beta_fast": config["rope_ntk_beta"],
            "beta_slow": config["rope_ntk_alpha"],
            "truncate": False,
            "original_max_position_embeddings": config["initial_context_length"],
        },
        "id2label": dict(enumerate(_labels(config))),
    }


def _labels(config: Mapping[str, Any]) -> list[str]:
    """The labels in order: as they are listed, of the categories that are listed, or of the release's eight."""
    if config.get("ner_class_names"):
        return [str(name) for name in config["ner_class_names"]]
    categories = [str(name) for name in config.get("span_class_names") or sorted(LABELS)]
    return ["O", *(f"{family}-{name}" for name in categories if name != "O" for family in "BIES")]


def has_original_names(names: Mapping[str, object]) -> bool:
    """Whether a checkpoint's tensors are named as in the original release."""
    return "unembedding.weight" in names


class OriginalTensors(Mapping[str, "Tensor"]):
    """The tensors of an original checkpoint under transformers' names. What this does not know keeps its name."""

    def __init__(self, tensors: Mapping[str, "Tensor"], architecture: "Architecture") -> None:
        self._tensors = tensors
        self._labels = len(architecture.id2label)
        queries, keys = architecture.heads * architecture.head, architecture.key_heads * architecture.head
        self._parts = {
            "q": slice(0, queries),
            "k": slice(queries, queries + keys),
            "v": slice(queries + keys, queries + 2 * keys),
        }
        self._made: dict[str, Callable[[], Tensor]] = {}
        for name in tensors:
            self._made.update(self._given_by(name))
        self._made.setdefault("score.bias", self._no_bias)

    def __getitem__(self, name: str) -> "Tensor":
        return self._made[name]()

    def __contains__(self, name: object) -> bool:  # without making it
        return name in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def _given_by(self, name: str) -> dict[str, Callable[[], "Tensor"]]:
        """What a tensor of the file is in transformers' words; of a packed pair, the blocks stand for both."""
        if name.endswith(".scales") and name.removesuffix("scales") + "blocks" in self._tensors:
            return {}
        packed = name.endswith(".blocks") and name.removesuffix("blocks") + "scales" in self._tensors
        plain = name.removesuffix(".blocks") if packed else name
        if plain in _OUTSIDE:
            return {_OUTSIDE[plain]: lambda: self._tensors[name]}
        found = re.fullmatch(r"block\.(\d+)\.(.+)", plain)
        place, part = (f"model.layers.{found[1]}.", found[2]) if found else ("", "")
        if part == "attn.sinks":
            return {f"{place}self_attn.sinks": lambda: self._tensors[name].float() * math.log(2)}
        if part in ("attn.qkv.weight", "attn.qkv.bias"):
            kind = part.removeprefix("attn.qkv.")
            return {
                f"{place}self_attn.{which}_proj.{kind}": partial(self._rows, name, rows)
                for which, rows in self._parts.items()
            }
        if part not in _IN_A_BLOCK:
            return {name: lambda: self._tensors[name]}
        if packed:
            return {place + _IN_A_BLOCK[part]: lambda: self._unpacked(name.removesuffix("blocks"))}
        return {place + _IN_A_BLOCK[part]: lambda: self._tensors[name]}

    def _rows(self, name: str, rows: slice) -> "Tensor":
        return self._tensors[name][rows]

    def _unpacked(self, name: str) -> "Tensor":
        return unpack_mxfp4(self._tensors[name + "blocks"], self._tensors[name + "scales"])

    def _no_bias(self) -> "Tensor":
        import torch

        return torch.zeros(self._labels)


_OUTSIDE = {
    "embedding.weight": "model.embed_tokens.weight",
    "norm.scale": "model.norm.weight",
    "unembedding.weight": "score.weight",
}
_IN_A_BLOCK = {
    "attn.norm.scale": "input_layernorm.weight",
    "attn.out.weight": "self_attn.o_proj.weight",
    "attn.out.bias": "self_attn.o_proj.bias",
    "mlp.norm.scale": "post_attention_layernorm.weight",
    "mlp.gate.weight": "mlp.router.weight",
    "mlp.gate.bias": "mlp.router.bias",
    "mlp.swiglu.weight": "mlp.experts.gate_up_proj",  # [expert, in, gate and then up], as transformers has it
    "mlp.swiglu.bias": "mlp.experts.gate_up_proj_bias",
    "mlp.out.weight": "mlp.experts.down_proj",
    "mlp.out.bias": "mlp.experts.down_proj_bias",
}

_FP4 = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)  # a sign bit, two of exponent, one of mantissa


def unpack_mxfp4(blocks: "Tensor", scales: "Tensor") -> "Tensor":
    """MXFP4 as bfloat16, exactly: a byte holds two numbers, the low half first, and a block's power of two plus 127.

    Blocks (…, count, bytes) and scales (…, count) give (…, count * bytes * 2). Raises BadSetup when they do not match.
    """
    import torch

    are_bytes = blocks.dtype == scales.dtype == torch.uint8
    if blocks.ndim < 3 or not are_bytes or blocks.shape[:-1] != scales.shape:
        raise BadSetup("The checkpoint's MXFP4 blocks and scales do not belong together.")
    values = torch.tensor([*_FP4, *(-value for value in _FP4)], dtype=torch.bfloat16)
    pairs = torch.stack([values[of_byte] for of_byte in (torch.arange(256) % 16, torch.arange(256) // 16)], dim=-1)
    powers = torch.ldexp(torch.ones(256), torch.arange(256) - 127).bfloat16()
    unpacked = torch.empty(*blocks.shape, 2, dtype=torch.bfloat16)
    for one, block, scale in zip(unpacked, blocks, scales, strict=True):  # by expert: indices are eight times as large
        torch.mul(pairs[block.long()], powers[scale.long()][..., None, None], out=one)
    return unpacked.flatten(-3)
