"""The Privacy Filter architecture, dense (one expert), written for fast training.

Knows the arithmetic of transformers' OpenAIPrivacyFilterForTokenClassification and gives the same
logits (tests/training/test_model.py), with banded attention over short rows in a few large
operations instead of the library's eager path, and the translation of its weights to and from the
library's names. Does not know about data, losses or optimizers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.labels import LABELS


@dataclass(frozen=True)
class Shape:
    """The size of the model. `window` is the number of tokens seen on each side, per layer."""

    vocabulary: int = 16384
    hidden: int = 256
    layers: int = 4
    inner: int = 512
    heads: int = 8
    key_heads: int = 4
    head: int = 32
    window: int = 32
    pad: int = 0

    def config(self) -> dict[str, Any]:
        """config.json for the library's class."""
        return {
            "architectures": ["OpenAIPrivacyFilterForTokenClassification"],
            "model_type": "openai_privacy_filter",
            "vocab_size": self.vocabulary,
            "hidden_size": self.hidden,
            "num_hidden_layers": self.layers,
            "intermediate_size": self.inner,
            "num_attention_heads": self.heads,
            "num_key_value_heads": self.key_heads,
            "head_dim": self.head,
            "sliding_window": self.window,
            "num_local_experts": 1,
            "num_experts_per_tok": 1,
            "max_position_embeddings": 131072,
            "rms_norm_eps": 1e-5,
            "attention_bias": True,
            "attention_dropout": 0.0,
            "classifier_dropout": 0.0,
            "swiglu_alpha": 1.702,
            "swiglu_limit": 7.0,
            "rope_parameters": {
                "rope_type": "yarn",
                "rope_theta": 150000.0,
                "factor": 32.0,
                "beta_fast": 32.0,
                "beta_slow": 1.0,
                "truncate": False,
                "original_max_position_embeddings": 4096,
            },
            "pad_token_id": self.pad,
            "eos_token_id": self.pad,
            "bos_token_id": None,
            "tie_word_embeddings": False,
            "id2label": {str(index): label for index, label in enumerate(LABELS)},
            "label2id": {label: index for index, label in enumerate(LABELS)},
            "dtype": "bfloat16",
        }

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Shape:
        """The size that a config.json tells. Raises ValueError for a model with several experts."""
        if config["num_local_experts"] != 1:
            raise ValueError("This checkpoint has several experts; what is trained here has one.")
        return cls(
            vocabulary=config["vocab_size"],
            hidden=config["hidden_size"],
            layers=config["num_hidden_layers"],
            inner=config["intermediate_size"],
            heads=config["num_attention_heads"],
            key_heads=config["num_key_value_heads"],
            head=config["head_dim"],
            window=config["sliding_window"],
            pad=config["pad_token_id"],
        )

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def yarn_frequencies(
    head: int,
    theta: float = 150000.0,
    factor: float = 32.0,
    fast: float = 32.0,
    slow: float = 1.0,
    original: int = 4096,
) -> tuple[Tensor, float]:
    """The rotation speeds [head / 2] of YaRN (not truncated) and its factor on cosine and sine."""
    plain = 1.0 / theta ** (torch.arange(0, head, 2, dtype=torch.float32) / head)

    def dimension(turns: float) -> float:
        return head * math.log(original / (turns * 2 * math.pi)) / (2 * math.log(theta))

    low, high = max(dimension(fast), 0.0), min(dimension(slow), head - 1.0)
    ramp = ((torch.arange(head // 2, dtype=torch.float32) - low) / max(high - low, 0.001)).clamp(0, 1)
    return plain / factor * ramp + plain * (1 - ramp), 0.1 * math.log(factor) + 1.0


class Norm(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        x = x.float()
        return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5))


class Attention(nn.Module):
    """Grouped attention within the band, with a learned sink per head in the softmax's denominator."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.qkv = nn.Linear(shape.hidden, (shape.heads + 2 * shape.key_heads) * shape.head)
        self.out = nn.Linear(shape.heads * shape.head, shape.hidden)
        self.sinks = nn.Parameter(torch.zeros(shape.heads))

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        shape, (rows, length, _) = self.shape, x.shape
        group = shape.heads // shape.key_heads
        qkv = self.qkv(x).view(rows, length, shape.heads + 2 * shape.key_heads, shape.head)
        turned, v = qkv[:, :, : -shape.key_heads], qkv[:, :, -shape.key_heads :]
        pairs = turned.float().unflatten(-1, (-1, 2))  # [rows, length, heads + key heads, head/2, 2]
        even, odd = pairs[..., 0], pairs[..., 1]
        turned = torch.stack((even * cos - odd * sin, odd * cos + even * sin), -1).flatten(-2)
        turned = (turned * shape.head**-0.25).to(v.dtype)
        q, k = turned[:, :, : shape.heads], turned[:, :, shape.heads :]
        q = q.reshape(rows, length, shape.key_heads, group, shape.head)
        q = q.permute(0, 2, 3, 1, 4).reshape(rows, shape.key_heads, group * length, shape.head)
        k, v = k.permute(0, 2, 3, 1), v.transpose(1, 2)  # [rows, key heads, head, length], [.., length, head]
        scores = (q @ k).float().view(rows, shape.key_heads, group, length, length) + mask
        sinks = self.sinks.float().view(1, shape.key_heads, group, 1, 1)
        top = torch.maximum(scores.amax(-1, keepdim=True), sinks).detach()
        weights = (scores - top).exp()
        weights = weights / (weights.sum(-1, keepdim=True) + (sinks - top).exp())
        weights = weights.to(v.dtype).view(rows, shape.key_heads, group * length, length)
        mixed = (weights @ v).view(rows, shape.key_heads, group, length, shape.head)
        out: Tensor = self.out(mixed.permute(0, 3, 1, 2, 4).reshape(rows, length, shape.heads * shape.head))
        return out


class Layer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.norm1, self.attention = Norm(shape.hidden), Attention(shape)
        self.norm2 = Norm(shape.hidden)
        self.gate_up = nn.Linear(shape.hidden, 2 * shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor, drop: float = 0.0) -> Tensor:
        x = x + F.dropout(self.attention(self.norm1(x), cos, sin, mask).float(), drop, self.training)
        gate, up = self.gate_up(self.norm2(x)).chunk(2, dim=-1)  # [rows, length, inner] each
        gate, up = gate.clamp(max=7.0), up.clamp(-7.0, 7.0)
        inner = (up + 1) * gate * torch.sigmoid(1.702 * gate)
        return x + F.dropout(self.down(inner).float(), drop, self.training)


class Filter(nn.Module):
    """Token ids [rows, length] (padded with `shape.pad`, mask True where real) to logits [rows, length, 33]."""

    frequencies: Tensor

    def __init__(self, shape: Shape, drop: float = 0.0):
        super().__init__()
        self.shape, self.drop = shape, drop
        self.embed = nn.Embedding(shape.vocabulary, shape.hidden)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = Norm(shape.hidden)
        self.score = nn.Linear(shape.hidden, len(LABELS))
        frequencies, factor = yarn_frequencies(shape.head)
        self.register_buffer("frequencies", frequencies, persistent=False)
        self.factor = factor

    def start(self, seed: int) -> Filter:
        """Fresh weights from a seed."""
        generator = torch.Generator().manual_seed(seed)
        for name, parameter in self.named_parameters():
            with torch.no_grad():
                if name == "embed.weight":
                    parameter.normal_(0.0, 0.1, generator=generator)
                elif parameter.dim() == 2:
                    scale = (0.5 if name.endswith(("out.weight", "down.weight")) else 1.0) / math.sqrt(
                        parameter.shape[1]
                    )
                    parameter.normal_(0.0, scale, generator=generator)
                elif "norm" in name:
                    parameter.fill_(1.0)
                else:
                    parameter.zero_()
        return self

    def forward(self, ids: Tensor, real: Tensor) -> Tensor:
        logits: Tensor = self.score(self.states(ids, real))
        return logits.float()

    def states(self, ids: Tensor, real: Tensor) -> Tensor:
        """What each token becomes, before it is judged: [rows, length, hidden]."""
        length = ids.shape[1]
        place = torch.arange(length, device=ids.device)
        angles = place[:, None].float() * self.frequencies  # [length, head/2]
        cos = (angles.cos() * self.factor)[:, None]  # [length, 1, head/2]: broadcast over rows and heads
        sin = (angles.sin() * self.factor)[:, None]
        near = (place[:, None] - place[None, :]).abs() <= self.shape.window  # [length, length]
        seen = near[None] & real[:, None, :]  # [rows, length, length]
        mask = torch.where(seen, 0.0, -1e9)[:, None, None]
        x = self.embed(ids).float()
        x = F.dropout(x, self.drop, self.training)
        for layer in self.layers:
            x = layer(x, cos, sin, mask, self.drop)
        out: Tensor = self.norm(x)
        return out

    def library_weights(self) -> dict[str, Tensor]:
        """The weights under the library's names."""
        shape, named = self.shape, {"model.embed_tokens.weight": self.embed.weight}
        widths = (shape.heads * shape.head, shape.key_heads * shape.head, shape.key_heads * shape.head)
        for index, module in enumerate(self.layers):
            layer = cast(Layer, module)
            at = f"model.layers.{index}."
            named[at + "input_layernorm.weight"] = layer.norm1.weight
            named[at + "post_attention_layernorm.weight"] = layer.norm2.weight
            for kind in ("weight", "bias"):
                parts = getattr(layer.attention.qkv, kind).split(widths)
                for letter, part in zip("qkv", parts, strict=True):
                    named[f"{at}self_attn.{letter}_proj.{kind}"] = part
                named[f"{at}self_attn.o_proj.{kind}"] = getattr(layer.attention.out, kind)
            named[at + "self_attn.sinks"] = layer.attention.sinks
            named[at + "mlp.router.weight"] = torch.zeros(1, shape.hidden)
            named[at + "mlp.router.bias"] = torch.zeros(1)
            named[at + "mlp.experts.gate_up_proj"] = layer.gate_up.weight.t()[None]  # [1, hidden, 2 inner]
            named[at + "mlp.experts.gate_up_proj_bias"] = layer.gate_up.bias[None]
            named[at + "mlp.experts.down_proj"] = layer.down.weight.t()[None]
            named[at + "mlp.experts.down_proj_bias"] = layer.down.bias[None]
        named["model.norm.weight"] = self.norm.weight
        named["score.weight"], named["score.bias"] = self.score.weight, self.score.bias
        return {name: tensor.detach().float().cpu().contiguous().clone() for name, tensor in named.items()}

    def load_library_weights(self, weights: Mapping[str, Tensor]) -> Filter:
        """The same way back: takes over what `library_weights` of a network of this shape gave."""
        state = {"embed.weight": weights["model.embed_tokens.weight"], "norm.weight": weights["model.norm.weight"]}
        state |= {f"score.{kind}": weights[f"score.{kind}"] for kind in ("weight", "bias")}
        for index in range(self.shape.layers):
            theirs, ours = f"model.layers.{index}.", f"layers.{index}."
            state[ours + "norm1.weight"] = weights[theirs + "input_layernorm.weight"]
            state[ours + "norm2.weight"] = weights[theirs + "post_attention_layernorm.weight"]
            state[ours + "attention.sinks"] = weights[theirs + "self_attn.sinks"]
            for kind in ("weight", "bias"):
                heads = [weights[f"{theirs}self_attn.{letter}_proj.{kind}"].float() for letter in "qkv"]
                state[f"{ours}attention.qkv.{kind}"] = torch.cat(heads)
                state[f"{ours}attention.out.{kind}"] = weights[f"{theirs}self_attn.o_proj.{kind}"]
            for own, name in (("gate_up", "gate_up_proj"), ("down", "down_proj")):
                state[f"{ours}{own}.weight"] = weights[f"{theirs}mlp.experts.{name}"][0].t()
                state[f"{ours}{own}.bias"] = weights[f"{theirs}mlp.experts.{name}_bias"][0]
        self.load_state_dict({name: tensor.float() for name, tensor in state.items()})
        return self
