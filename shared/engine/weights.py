"""A checkpoint's weights, mapped from their files and laid out as `shared.engine.forward` wants them.

Knows the names in the files; knows nothing of what is computed. Weights that are already in the wanted
precision are used where they lie: loading 2.8 GB takes no time, and processes share them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from shared.engine.architecture import Architecture
from shared.errors import BadSetup

if TYPE_CHECKING:
    import torch
    from torch import Tensor


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer. Norms, sinks and router are float32; the large matrices, and their biases, in the wanted dtype."""

    attention_norm: "Tensor"  # (hidden,)
    qkv: "Tensor"  # (hidden, (heads + 2 key_heads) * head)
    qkv_bias: "Tensor"
    sinks: "Tensor"  # (heads,)
    out: "Tensor"  # (heads * head, hidden)
    out_bias: "Tensor"
    mlp_norm: "Tensor"  # (hidden,)
    router: "Tensor"  # (hidden, experts)
    router_bias: "Tensor"
    gate_up: "Tensor"  # (experts, hidden, 2 * inner), gate and up side by side
    gate_up_bias: "Tensor"  # (experts, 2 * inner)
    down: "Tensor"  # (experts, inner, hidden)
    down_bias: "Tensor"  # (experts, hidden)


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights of a checkpoint, on one device."""

    embedding: "Tensor"  # (vocabulary, hidden)
    layers: tuple[Layer, ...]
    norm: "Tensor"  # (hidden,)
    score: "Tensor"  # (hidden, labels)
    score_bias: "Tensor"


def load_weights(
    files: Sequence[Path], architecture: Architecture, device: "torch.device", dtype: "torch.dtype"
) -> Weights:
    """Reads the weights. Raises BadSetup when one is missing or has another size than config.json says."""
    import torch

    tensors = _read(files)
    one, labels = architecture, len(architecture.id2label)
    queries, keys = one.heads * one.head, one.key_heads * one.head

    def take(name: str, *shape: int, exact: bool = False) -> "Tensor":
        tensor = tensors.get(name)
        if tensor is None:
            raise BadSetup("The checkpoint is not complete: some of its weights are missing.")
        if tuple(tensor.shape) != shape:
            raise BadSetup("The checkpoint's weights do not fit its config.json.")
        return tensor.to(torch.float32 if exact else dtype)

    def bias(name: str, size: int) -> "Tensor":
        return take(name, size) if one.attention_bias else torch.zeros(size, dtype=dtype)

    def layer(at: str) -> Layer:
        projections = [("q", queries), ("k", keys), ("v", keys)]
        weight = [take(f"{at}self_attn.{name}_proj.weight", size, one.hidden) for name, size in projections]
        biases = [bias(f"{at}self_attn.{name}_proj.bias", size) for name, size in projections]
        return Layer(
            attention_norm=take(f"{at}input_layernorm.weight", one.hidden, exact=True),
            qkv=torch.cat(weight).t(),
            qkv_bias=torch.cat(biases),
            sinks=take(f"{at}self_attn.sinks", one.heads, exact=True),
            out=take(f"{at}self_attn.o_proj.weight", one.hidden, queries).t(),
            out_bias=bias(f"{at}self_attn.o_proj.bias", one.hidden),
            mlp_norm=take(f"{at}post_attention_layernorm.weight", one.hidden, exact=True),
            router=take(f"{at}mlp.router.weight", one.experts, one.hidden, exact=True).t(),
            router_bias=take(f"{at}mlp.router.bias", one.experts, exact=True),
            gate_up=take(f"{at}mlp.experts.gate_up_proj", one.experts, one.hidden, 2 * one.inner),
            gate_up_bias=take(f"{at}mlp.experts.gate_up_proj_bias", one.experts, 2 * one.inner),
            down=take(f"{at}mlp.experts.down_proj", one.experts, one.inner, one.hidden),
            down_bias=take(f"{at}mlp.experts.down_proj_bias", one.experts, one.hidden),
        )

    # Put together on the processor, then moved: ZeroGPU has no card yet when weights are loaded.
    return Weights(
        embedding=take("model.embed_tokens.weight", one.vocabulary, one.hidden).to(device),
        layers=tuple(_moved(layer(f"model.layers.{number}."), device) for number in range(one.layers)),
        norm=take("model.norm.weight", one.hidden, exact=True).to(device),
        score=take("score.weight", labels, one.hidden, exact=True).t().to(device),
        score_bias=take("score.bias", labels, exact=True).to(device),
    )


def _moved(layer: Layer, device: "torch.device") -> Layer:
    return Layer(**{one.name: getattr(layer, one.name).to(device) for one in fields(Layer)})


def _read(files: Sequence[Path]) -> dict[str, "Tensor"]:
    from safetensors import SafetensorError, safe_open

    tensors: dict[str, Tensor] = {}
    try:
        for path in files:
            with safe_open(path, framework="pt") as file:
                tensors.update({name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118  not a dict
    except (OSError, SafetensorError) as error:
        raise BadSetup("The checkpoint's weights are damaged or cut short; copy or download it again.") from error
    return tensors
