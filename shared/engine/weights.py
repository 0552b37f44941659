"""A checkpoint's weights, mapped from their files and laid out as `shared.engine.forward` wants them.

Knows the names in the files; knows nothing of what is computed. Weights that are already in the wanted
precision are used where they lie: loading 2.8 GB takes no time, and processes share them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from shared.engine.architecture import Architecture
from shared.engine.original_names import OriginalTensors, has_original_names
from shared.engine.products import Product, prepare_product
from shared.errors import BadSetup


@dataclass(frozen=True, slots=True)
class Expert:
    """Two products in the wanted precision: hidden to gate and up, side by side, and inner to hidden."""

    gate_up: Product
    down: Product


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: its large products in the wanted precision, all else in float32."""

    attention_norm: Tensor  # (hidden,)
    qkv: Product  # hidden to (heads + 2 key_heads) * head, in attention's precision
    sinks: Tensor  # (heads,)
    out: Product  # heads * head to hidden
    mlp_norm: Tensor  # (hidden,)
    router: Product  # hidden to experts, in float32
    experts: tuple[Expert, ...]
    # The same weights, of all experts, where they lie: gate_up (experts, hidden, 2 * inner), its bias, down, its bias.
    # None where the products hold copies of their own.
    stacked: tuple[Tensor, Tensor, Tensor, Tensor] | None


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights of a checkpoint, on one device."""

    embedding: Tensor  # (vocabulary, hidden), as precise as in its file; eight bits as bfloat16
    layers: tuple[Layer, ...]
    norm: Tensor  # (hidden,)
    score: Product  # hidden to labels, in float32


def attention_dtype(one: Architecture, dtype: torch.dtype) -> torch.dtype:
    """The precision of queries, keys and values: without experts float32 in any case.

    Rounding them, what they are made of and what ids are looked up as is nearly all that bfloat16 changes in a small
    trained checkpoint: 99.83 % of the labels of own documents were those of float32, and 99.95 % are without.
    """
    return torch.float32 if one.experts == 1 else dtype


def load_weights(
    files: Sequence[Path], architecture: Architecture, device: torch.device, dtype: torch.dtype
) -> Weights:
    """Reads the weights, in transformers' names or in those of the original release.

    Raises BadSetup when one is missing, is one too many or has another size than config.json says.
    """
    tensors: Mapping[str, Tensor] = _read(files)
    if has_original_names(tensors):
        tensors = OriginalTensors(tensors, architecture)
    one, labels, source = architecture, len(architecture.id2label), _Source(tensors, architecture, device, dtype)
    weights = Weights(
        embedding=_looked_up(source.take("model.embed_tokens.weight", one.vocabulary, one.hidden)).to(device),
        layers=tuple(source.layer(f"model.layers.{number}.") for number in range(one.layers)),
        norm=source.exact("model.norm.weight", one.hidden),
        score=source.exact_product("score", labels),
    )
    if source.left:  # more layers than config.json says, biases that it denies: what comes out would be something else
        raise BadSetup(
            f"The checkpoint's weights do not fit its config.json: there is no place for {len(source.left):,} of them,"
            f" such as {ascii(min(source.left))[1:81]}."
        )
    return weights


def _looked_up(embedding: Tensor) -> Tensor:
    """A table that every device can look up: not all can in eight bits, and bfloat16 holds these exactly."""
    return embedding.to(torch.bfloat16) if embedding.dtype.itemsize == 1 else embedding


class _Source:
    """The tensors of a checkpoint by their names, taken one by one; `left` are those that nobody has asked for."""

    def __init__(
        self, tensors: Mapping[str, Tensor], architecture: Architecture, device: torch.device, dtype: torch.dtype
    ) -> None:
        self._tensors, self._one, self._device, self._dtype = tensors, architecture, device, dtype
        self.left = set(tensors)

    def take(self, name: str, *shape: int) -> Tensor:
        if name not in self._tensors:
            raise BadSetup(f"The checkpoint is not complete: among its weights there is no {name}.")
        tensor = self._tensors[name]
        if tuple(tensor.shape) != shape:
            raise BadSetup(
                f"The checkpoint's weights do not fit its config.json: {name} is {_written(tensor.shape)},"
                f" and {_written(shape)} is expected."
            )
        self.left.discard(name)
        return tensor

    def exact(self, name: str, *shape: int) -> Tensor:
        """In float32."""
        return self.take(name, *shape).to(torch.float32).to(self._device)

    def exact_product(self, name: str, outputs: int) -> Product:
        """From hidden to so many, in float32."""
        weight = self.exact(f"{name}.weight", outputs, self._one.hidden)
        return prepare_product(weight.t(), self.exact(f"{name}.bias", outputs), own_layout=True)

    def layer(self, at: str) -> Layer:
        hidden, stacked = self._one.hidden, self._stacked(f"{at}mlp.experts.")
        copied = self._device.type == "cpu" and self._dtype == torch.float32
        gate_up, gate_up_bias, down, down_bias = stacked
        return Layer(
            attention_norm=self.exact(f"{at}input_layernorm.weight", hidden),
            qkv=self._qkv(f"{at}self_attn."),
            sinks=self.exact(f"{at}self_attn.sinks", self._one.heads),
            out=self._out(f"{at}self_attn.o_proj"),
            mlp_norm=self.exact(f"{at}post_attention_layernorm.weight", hidden),
            router=self.exact_product(f"{at}mlp.router", self._one.experts),
            experts=tuple(
                Expert(
                    prepare_product(gate_up[expert], gate_up_bias[expert], own_layout=copied),
                    prepare_product(down[expert], down_bias[expert], own_layout=copied),
                )
                for expert in range(self._one.experts)
            ),
            stacked=None if copied else stacked,  # gigabytes of bfloat16 stay where they are mapped
        )

    def _qkv(self, at: str) -> Product:
        one, attention = self._one, attention_dtype(self._one, self._dtype)
        queries, keys = one.heads * one.head, one.key_heads * one.head
        sizes = [(f"{at}q_proj", queries), (f"{at}k_proj", keys), (f"{at}v_proj", keys)]
        weight = torch.cat([self.take(f"{name}.weight", size, one.hidden) for name, size in sizes])
        bias = torch.cat([self._bias(f"{name}.bias", size) for name, size in sizes])
        return prepare_product(
            weight.t().to(attention).to(self._device), bias.to(attention).to(self._device), own_layout=True
        )

    def _out(self, at: str) -> Product:
        weight = self.take(f"{at}.weight", self._one.hidden, self._one.heads * self._one.head)
        bias = self._bias(f"{at}.bias", self._one.hidden)
        return prepare_product(self._placed(weight.t()), self._placed(bias), own_layout=True)

    def _stacked(self, at: str) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        experts, hidden, inner = self._one.experts, self._one.hidden, self._one.inner
        return (
            self._placed(self.take(f"{at}gate_up_proj", experts, hidden, 2 * inner)).contiguous(),
            self._placed(self.take(f"{at}gate_up_proj_bias", experts, 2 * inner)).contiguous(),
            self._placed(self.take(f"{at}down_proj", experts, inner, hidden)).contiguous(),
            self._placed(self.take(f"{at}down_proj_bias", experts, hidden)).contiguous(),
        )

    def _bias(self, name: str, size: int) -> Tensor:
        return self.take(name, size) if self._one.attention_bias else torch.zeros(size)

    def _placed(self, tensor: Tensor) -> Tensor:
        """In the wanted precision. Put together on the processor, then moved: ZeroGPU has no card yet at loading."""
        return tensor.to(self._dtype).to(self._device)


def _written(shape: Sequence[int]) -> str:
    return " × ".join(map(str, shape)) or "a number"


def _read(files: Sequence[Path]) -> dict[str, Tensor]:
    from safetensors import SafetensorError, safe_open

    tensors: dict[str, Tensor] = {}
    try:
        for path in files:
            with safe_open(path, framework="pt") as file:
                tensors.update({name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118  not a dict
    except (OSError, SafetensorError) as error:
        raise BadSetup("The checkpoint's weights are damaged or cut short; copy or download it again.") from error
    return tensors
