"""The forward pass's two largest parts as machine code, on processors that it is written for and where it can be made.

Compiles kernels.c once, by the C compiler that this machine has, and keeps the result where Python keeps its own
compiled code. Without a compiler, on other processors and for other sizes there are none, and the plain ways of
experts.py and band.py are taken: the same results, in 1.6 times the time. With AMX those are taken as well, as they
use it.
Knows nothing of texts and layers.
"""

import ctypes
import hashlib
import logging
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import torch
from torch import Tensor

from shared.engine.architecture import Architecture

SOURCE = Path(__file__).with_name("kernels.c")
# Told which instructions there are rather than "those of this machine": the result is for every such processor. Tuned
# for an AMD EPYC: left alone, GCC 12 keeps a few of the sums in memory, and the experts are a quarter slower.
OPTIONS = (
    *("-O3", "-std=gnu11", "-shared", "-fPIC", "-mtune=znver3", "-mfma", "-mbmi2"),
    *("-mavx512f", "-mavx512bw", "-mavx512vl", "-mavx512dq", "-mavx512bf16"),
)
COMPILING_SECONDS = 120
MOST_REACH = 128
HEAD = 64

_log = logging.getLogger(__name__)


class Kernels:
    """The compiled functions. Each writes to its last argument; they may run in several threads at once."""

    def __init__(self, library: ctypes.CDLL) -> None:
        number, address, real = ctypes.c_int64, ctypes.c_void_p, ctypes.c_float
        self._mixture, self._attend, self._add = library.mixture, library.attend, library.add_answers
        self._mixture.argtypes = [
            *(address, number, address, address, address, address, address, address, address),
            *(number, number, real, real, number, address, address),
        ]
        self._attend.argtypes = [*[address] * 6, *[number] * 5, address, address]
        self._add.argtypes = [address, number, number, address, address, address, number]
        for function in (self._mixture, self._attend, self._add):
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

    def attend(
        self,
        queries: Tensor,  # (rows, heads, head)
        keys: Tensor,  # (reach + rows + reach, key_heads, head)
        values: Tensor,
        texts: tuple[Tensor, Tensor],  # (tokens,) each: where a token's text begins and ends
        sinks: Tensor,  # (heads,), float32
        reach: int,
        rows: slice,
    ) -> Tensor:
        """What these rows see: (rows, heads * head)."""
        count, heads, head = rows.stop - rows.start, *queries.shape[1:]
        scratch = torch.empty(64 * (count + 2 * reach + 32), dtype=torch.int32)
        seen = torch.empty(count, heads * head, dtype=queries.dtype)
        self._attend(
            *(queries.data_ptr(), keys.data_ptr(), values.data_ptr(), texts[0].data_ptr(), texts[1].data_ptr()),
            *(sinks.data_ptr(), heads, keys.shape[1], reach, rows.start, rows.stop),
            *(scratch.data_ptr(), seen.data_ptr()),
        )
        return seen

    def add_answers(self, made: Tensor, places: Tensor, shares: Tensor, state: Tensor) -> None:
        """Adds to each row of the state, by its shares (rows, chosen), what was made for it at its places."""
        self._add(
            *(state.data_ptr(), *state.shape, made.data_ptr(), places.data_ptr(), shares.data_ptr(), shares.shape[1]),
        )


def load_kernels(one: Architecture, device: torch.device, dtype: torch.dtype) -> Kernels | None:
    """The kernels, where they fit the network and this machine and can be compiled."""
    fits = (
        (device.type, dtype) == ("cpu", torch.bfloat16)
        and one.experts > 1
        and one.hidden % 64 == one.inner % 64 == 0
        and one.head == HEAD
        and one.reach <= MOST_REACH
    )
    if not fits or not torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported():
        return None
    library = _compiled(SOURCE.parent / "__pycache__")
    _log.info("experts and attention: %s", "compiled" if library else "plain, as there is no C compiler for them")
    return Kernels(library) if library else None


def _compiled(folder: Path) -> ctypes.CDLL | None:
    """The library, from the folder or made now; None where it cannot be made."""
    digest = hashlib.sha256(SOURCE.read_bytes() + " ".join(OPTIONS).encode()).hexdigest()[:16]
    kept = folder / f"kernels-{digest}.so"
    try:
        if kept.is_file():
            return ctypes.CDLL(str(kept))
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if compiler is None:
            return None
        with tempfile.TemporaryDirectory(prefix="blackbar-kernels-") as private:
            made = Path(private) / kept.name
            command = [compiler, *OPTIONS, "-o", str(made), str(SOURCE)]
            subprocess.run(command, check=True, capture_output=True, timeout=COMPILING_SECONDS)
            library = ctypes.CDLL(str(made))
            _keep(made, kept)
            return library
    except (OSError, subprocess.SubprocessError):
        return None


def _keep(made: Path, kept: Path) -> None:
    """For the next start. Where this folder may not be written to, it is made anew then."""
    try:
        kept.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
            file.write(made.read_bytes())
        os.chmod(file.name, 0o644)  # as Python's own: whoever may run the source may run this
        os.replace(file.name, kept)
    except OSError:
        _log.info("the compiled kernels cannot be kept beside their source")


def main() -> None:
    """`python -m shared.engine.compiled` compiles them ahead, for an image that will have no compiler."""
    if _compiled(SOURCE.parent / "__pycache__") is None:
        raise SystemExit("The kernels could not be compiled; is there a C compiler for x86-64?")


if __name__ == "__main__":
    main()
