"""A checkpoint's weights, mapped from their files and laid out as `shared.engine.forward` wants them.

Knows the names in the files; knows nothing of what is computed. Weights that are already in the wanted
precision are used where they lie: loading 2.8 GB takes no time, and processes share them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shared.engine.architecture import Architecture
from shared.engine.original_names import OriginalTensors, has_original_names
from shared.errors import BadSetup

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from shared.engine.products import Product


@dataclass(frozen=True, slots=True)
class Expert:
    """Two products in the wanted precision: hidden to gate and up, side by side, and inner to hidden."""

    gate_up: "Product"
    down: "Product"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: its large products in the wanted precision, all else in float32."""

    attention_norm: "Tensor"  # (hidden,)
    qkv: "Product"  # hidden to (heads + 2 key_heads) * head, in attention's precision
    sinks: "Tensor"  # (heads,)
    out: "Product"  # heads * head to hidden
    mlp_norm: "Tensor"  # (hidden,)
    router: "Product"  # hidden to experts, in float32
    experts: tuple[Expert, ...]
    # The same weights, of all experts, where they lie: gate_up (experts, hidden, 2 * inner), its bias, down, its bias.
    # None where the products hold copies of their own.
    stacked: tuple["Tensor", "Tensor", "Tensor", "Tensor"] | None


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights of a checkpoint, on one device."""

    embedding: "Tensor"  # (vocabulary, hidden), as precise as in its file
    layers: tuple[Layer, ...]
    norm: "Tensor"  # (hidden,)
    score: "Product"  # hidden to labels, in float32


def attention_dtype(one: Architecture, dtype: "torch.dtype") -> "torch.dtype":
    """The precision of queries, keys and values: without experts float32 in any case.

    Rounding them, what they are made of and what ids are looked up as is nearly all that bfloat16 changes in a small
    trained checkpoint: 99.83 % of the labels of own documents were those of float32, and 99.95 % are without.
    """
    import torch

    return torch.float32 if one.experts == 1 else dtype


def load_weights(
    files: Sequence[Path], architecture: Architecture, device: "torch.device", dtype: "torch.dtype"
) -> Weights:
    """Reads the weights, in transformers' names or in those of the original release.

    Raises BadSetup when one is missing, is one too many or has another size than config.json says.
    """
    import torch

    from shared.engine.products import prepare_product

    tensors: Mapping[str, Tensor] = _read(files)
    if has_original_names(tensors):
        tensors = OriginalTensors(tensors, architecture)
    one, labels = architecture, len(architecture.id2label)
    queries, keys = one.heads * one.head, one.key_heads * one.head
    left = set(tensors)

    def take(name: str, *shape: int) -> "Tensor":
        if name not in tensors:
            raise BadSetup(f"The checkpoint is not complete: among its weights there is no {name}.")
        tensor = tensors[name]
        if tuple(tensor.shape) != shape:
            raise BadSetup(
                f"The checkpoint's weights do not fit its config.json: {name} is {_written(tensor.shape)},"
                f" and {_written(shape)} is expected."
            )
        left.discard(name)
        return tensor

    def exact(name: str, *shape: int) -> "Tensor":
        return take(name, *shape).to(torch.float32).to(device)

    def bias(name: str, size: int) -> "Tensor":
        return take(name, size) if one.attention_bias else torch.zeros(size)

    # Put together on the processor, then moved: ZeroGPU has no card yet when weights are loaded.
    def placed(tensor: "Tensor") -> "Tensor":
        return tensor.to(dtype).to(device)

    attention = attention_dtype(architecture, dtype)
    copied = device.type == "cpu" and dtype == torch.float32  # gigabytes of bfloat16 stay where they are mapped

    def layer(at: str) -> Layer:
        projections = [("q", queries), ("k", keys), ("v", keys)]
        qkv = torch.cat([take(f"{at}self_attn.{name}_proj.weight", size, one.hidden) for name, size in projections])
        qkv_bias = torch.cat([bias(f"{at}self_attn.{name}_proj.bias", size) for name, size in projections])
        out = take(f"{at}self_attn.o_proj.weight", one.hidden, queries)
        gate_up = placed(take(f"{at}mlp.experts.gate_up_proj", one.experts, one.hidden, 2 * one.inner)).contiguous()
        gate_up_bias = placed(take(f"{at}mlp.experts.gate_up_proj_bias", one.experts, 2 * one.inner)).contiguous()
        down = placed(take(f"{at}mlp.experts.down_proj", one.experts, one.inner, one.hidden)).contiguous()
        down_bias = placed(take(f"{at}mlp.experts.down_proj_bias", one.experts, one.hidden)).contiguous()
        return Layer(
            attention_norm=exact(f"{at}input_layernorm.weight", one.hidden),
            qkv=prepare_product(qkv.t().to(attention).to(device), qkv_bias.to(attention).to(device), own_layout=True),
            sinks=exact(f"{at}self_attn.sinks", one.heads),
            out=prepare_product(
                placed(out.t()), placed(bias(f"{at}self_attn.o_proj.bias", one.hidden)), own_layout=True
            ),
            mlp_norm=exact(f"{at}post_attention_layernorm.weight", one.hidden),
            router=prepare_product(
                exact(f"{at}mlp.router.weight", one.experts, one.hidden).t(),
                exact(f"{at}mlp.router.bias", one.experts),
                own_layout=True,
            ),
            experts=tuple(
                Expert(
                    prepare_product(gate_up[expert], gate_up_bias[expert], own_layout=copied),
                    prepare_product(down[expert], down_bias[expert], own_layout=copied),
                )
                for expert in range(one.experts)
            ),
            stacked=None if copied else (gate_up, gate_up_bias, down, down_bias),
        )

    weights = Weights(
        embedding=take("model.embed_tokens.weight", one.vocabulary, one.hidden).to(device),
        layers=tuple(layer(f"model.layers.{number}.") for number in range(one.layers)),
        norm=exact("model.norm.weight", one.hidden),
        score=prepare_product(
            exact("score.weight", labels, one.hidden).t(), exact("score.bias", labels), own_layout=True
        ),
    )
    if left:  # more layers than config.json says, biases that it denies: what comes out would be something else
        raise BadSetup(
            f"The checkpoint's weights do not fit its config.json: there is no place for {len(left):,} of them,"
            f" such as {ascii(min(left))[1:81]}."
        )
    return weights


def _written(shape: Sequence[int]) -> str:
    return " × ".join(map(str, shape)) or "a number"


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
