"""The forward pass as machine code, but for plain products, on processors that it is written for.

`Kernels` for experts in bfloat16, `Exact` for what is float32. Without a C compiler, on other processors and for other
sizes there are none, and the plain ways of experts.py, band.py and rows.py are taken: the same results, in more time.
With AMX those are taken as well in bfloat16, as they use it.
Knows nothing of texts and layers.
"""

import ctypes
import logging
import platform

import torch
from torch import Tensor

from shared.engine.architecture import Architecture
from shared.engine.compiling import compiled
from shared.engine.rows import Plain
from shared.engine.walk import load_walk

FILES, EXACT_FILES = ("experts.c", "attention.c", "rows.c"), ("exact.c",)
# Told which instructions there are rather than "those of this machine": the result is for every such processor. Tuned
# for an AMD EPYC: left alone, GCC 12 keeps a few of the sums in memory, and the experts are a quarter slower.
EXACT_OPTIONS = (
    *("-O3", "-mtune=znver3", "-mfma", "-mbmi2"),
    *("-mavx512f", "-mavx512bw", "-mavx512vl", "-mavx512dq"),
)
OPTIONS = (*EXACT_OPTIONS, "-mavx512bf16")
LANES = 16
MOST_REACH = 128
MOST_CHOSEN = 16
HEAD = 64

_log = logging.getLogger(__name__)


class _Compiled(Plain):
    """Positions and attention, which both ask for alike. Of keys (tokens, heads, head) the kernels are told `told`
    sizes: how many heads there are, or also how large they are."""

    def __init__(self, library: ctypes.CDLL, told: int) -> None:
        number, address = ctypes.c_int64, ctypes.c_void_p
        self._told = slice(1, 1 + told)
        self._turn, self._attend = library.turn, library.attend
        self._turn.argtypes = [address, *[number] * (2 + told), *[address] * 4]
        self._attend.argtypes = [*[address] * 6, *[number] * (4 + told), address, address]
        for function in (self._turn, self._attend):
            function.restype = None

    def turn(self, qkv: Tensor, turns: Tensor, queries: Tensor, keys: Tensor, values: Tensor) -> None:
        self._turn(
            *(qkv.data_ptr(), len(qkv), queries.shape[1], *keys.shape[self._told], turns.data_ptr()),
            *(queries.data_ptr(), keys.data_ptr(), values.data_ptr()),
        )

    def attend(
        self,
        queries: Tensor,
        keys: Tensor,
        values: Tensor,
        texts: tuple[Tensor, Tensor],
        sinks: Tensor,
        reach: int,
        rows: slice,
    ) -> Tensor:
        count, heads, head = rows.stop - rows.start, *queries.shape[1:]
        scratch = torch.empty(head * (count + 2 * reach + 32))
        seen = torch.empty(count, heads * head, dtype=queries.dtype)
        self._attend(
            *(queries.data_ptr(), keys.data_ptr(), values.data_ptr(), texts[0].data_ptr(), texts[1].data_ptr()),
            *(sinks.data_ptr(), heads, *keys.shape[self._told], reach, rows.start, rows.stop),
            *(scratch.data_ptr(), seen.data_ptr()),
        )
        return seen


class Kernels(_Compiled):
    """A network with experts in bfloat16. Its functions may run in several threads at once."""

    def __init__(self, library: ctypes.CDLL) -> None:
        number, address, real = ctypes.c_int64, ctypes.c_void_p, ctypes.c_float
        super().__init__(library, told=1)  # heads are of HEAD
        self._mixture, self._add, self._norm = library.mixture, library.add_answers, library.norm
        self._choose, self._arrange = library.choose, library.arrange
        self._mixture.argtypes = [
            *(address, number, address, address, address, address, address, address, address),
            *(number, number, real, real, number, address, address),
        ]
        self._add.argtypes = [address, number, number, address, address, address, number]
        self._norm.argtypes = [address, number, number, address, real, number, address]
        self._choose.argtypes = [address, number, number, number, address, address]
        self._arrange.argtypes = [address, number, number, number, number, address, address, address]
        self._arrange.restype = number
        for function in (self._mixture, self._add, self._norm, self._choose):
            function.restype = None

    def mixture(
        self,
        parts: Tensor,  # (parts, 3): expert, first pair, last pair
        following: Tensor,  # (1,), the next part that nobody has taken yet; shared by the threads
        inputs: Tensor,  # (tokens, hidden)
        sources: Tensor,  # (pairs,), the token of each
        weights: tuple[Tensor, Tensor, Tensor, Tensor],  # of all experts: gate_up, its bias, down, its bias
        one: Architecture,
        most: int,  # pairs of a part
        made: Tensor,  # (pairs, hidden)
    ) -> None:
        """Takes parts of the experts' work until none is left."""
        panel = max(one.hidden, one.inner) // 2 * 64 * 4
        scratch = torch.empty(panel + most * (one.hidden + one.inner) * 2, dtype=torch.uint8)
        self._mixture(
            *(parts.data_ptr(), len(parts), following.data_ptr(), inputs.data_ptr(), sources.data_ptr()),
            *(tensor.data_ptr() for tensor in weights),
            *(one.hidden, one.inner, one.gate_gain, one.gate_limit, most, scratch.data_ptr(), made.data_ptr()),
        )

    def norm(self, rows: Tensor, weight: Tensor, epsilon: float, dtype: torch.dtype) -> Tensor:
        out = torch.empty(rows.shape, dtype=dtype)
        self._norm(
            *(rows.data_ptr(), *rows.shape, weight.data_ptr(), epsilon, dtype == torch.bfloat16, out.data_ptr()),
        )
        return out

    def choose(self, scores: Tensor, chosen: int) -> tuple[Tensor, Tensor]:
        best, shares = torch.empty(len(scores), chosen, dtype=torch.int64), torch.empty(len(scores), chosen)
        self._choose(*(scores.data_ptr(), *scores.shape, chosen, best.data_ptr(), shares.data_ptr()))
        return best, shares

    def arrange(self, choices: Tensor, experts: int, most: int) -> tuple[Tensor, Tensor, Tensor]:
        pairs, chosen = choices.numel(), choices.shape[1]
        sources, places = torch.empty(pairs, dtype=torch.int64), torch.empty(pairs, dtype=torch.int64)
        parts = torch.empty(experts + pairs // most, 3, dtype=torch.int64)
        count = self._arrange(
            *(choices.data_ptr(), pairs, chosen, experts, most),
            *(sources.data_ptr(), places.data_ptr(), parts.data_ptr()),
        )
        return parts[:count], sources, places

    def add_answers(self, made: Tensor, places: Tensor, shares: Tensor, state: Tensor) -> None:
        self._add(
            *(state.data_ptr(), *state.shape, made.data_ptr(), places.data_ptr(), shares.data_ptr(), shares.shape[1]),
        )


class Exact(_Compiled):
    """Attention, norms, positions and activations in float32, of a network with experts or without."""

    def __init__(self, library: ctypes.CDLL) -> None:
        number, address, real = ctypes.c_int64, ctypes.c_void_p, ctypes.c_float
        super().__init__(library, told=2)
        self._norm, self._activate = library.norm, library.activate
        self._norm.argtypes = [address, number, number, address, real, address]
        self._activate.argtypes = [address, number, number, real, real, address]
        for function in (self._norm, self._activate):
            function.restype = None

    def norm(self, rows: Tensor, weight: Tensor, epsilon: float, dtype: torch.dtype) -> Tensor:
        out = torch.empty(rows.shape)
        self._norm(*(rows.data_ptr(), *rows.shape, weight.data_ptr(), epsilon, out.data_ptr()))
        return out.to(dtype)

    def activate(self, gate_up: Tensor, gain: float, limit: float) -> Tensor:
        exact, inner = gate_up.float(), gate_up.shape[1] // 2
        out = torch.empty(len(exact), inner)
        self._activate(*(exact.data_ptr(), len(exact), inner, gain, limit, out.data_ptr()))
        return out


def load_exact(one: Architecture, device: torch.device, attention: torch.dtype) -> Exact | None:
    """The kernels for float32, where attention is, where they fit the network and this machine and can be compiled."""
    fits = (
        (device.type, attention) == ("cpu", torch.float32)
        and one.hidden % LANES == one.inner % LANES == one.head % LANES == 0
        and one.reach <= MOST_REACH
    )
    if not fits or not torch.cpu._is_avx512_supported():
        return None
    library = compiled(EXACT_FILES, EXACT_OPTIONS)
    return Exact(library) if library else None


def load_kernels(one: Architecture, device: torch.device, dtype: torch.dtype) -> Kernels | None:
    """The kernels, where they fit the network and this machine and can be compiled."""
    fits = (
        (device.type, dtype) == ("cpu", torch.bfloat16)
        and one.experts > 1
        and one.experts_per_token <= MOST_CHOSEN
        and one.hidden % 64 == one.inner % 64 == 0
        and one.head == HEAD
        and one.reach <= MOST_REACH
    )
    if not fits or not torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported():
        return None
    library = compiled(FILES, OPTIONS)
    _log.info("experts and attention: %s", "compiled" if library else "plain, as there is no C compiler for them")
    return Kernels(library) if library else None


def main() -> None:
    """`python -m shared.engine.compiled` compiles all there is, for an image that will have no compiler."""
    made = [load_walk() is not None]
    if platform.machine() == "x86_64":
        made += [compiled(*each) is not None for each in ((FILES, OPTIONS), (EXACT_FILES, EXACT_OPTIONS))]
    if not all(made):
        raise SystemExit("The kernels could not be compiled; is there a C compiler?")


if __name__ == "__main__":
    main()
