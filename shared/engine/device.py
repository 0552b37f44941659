"""Chooses where the model runs and in which precision, and says why.

Knows machines and sizes; knows nothing of texts.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shared.errors import BadSetup

if TYPE_CHECKING:
    import torch

# Above this, float32 costs gigabytes and speed; below it, float32 is exact and costs nothing.
SMALL_PARAMETERS = 100_000_000


@dataclass(frozen=True, slots=True)
class Placement:
    """A device and a dtype, and the reason for both."""

    device: "torch.device"
    dtype: "torch.dtype"
    reason: str


def choose_device(device: str, parameters: int, zero_gpu: bool = False) -> Placement:
    """Where a model of that many parameters runs, when `auto`, `cpu` or `cuda` is asked for."""
    import torch

    if zero_gpu:  # the card is there during a call only, and `spaces` puts the model on it
        dtype = torch.float32 if parameters <= SMALL_PARAMETERS else torch.bfloat16
        return Placement(torch.device("cuda"), dtype, "ZeroGPU lends a graphics card for each call")
    if device == "cuda" and not torch.cuda.is_available():
        raise BadSetup("No graphics card that this PyTorch can use was found; use --device cpu or auto.")
    if device in ("auto", "cuda") and torch.cuda.is_available():
        asked = "asked for" if device == "cuda" else "a graphics card is there"
        return Placement(torch.device("cuda"), *_precision_on_gpu(parameters, asked))
    asked = "asked for" if device == "cpu" else "no graphics card that this PyTorch can use"
    return Placement(torch.device("cpu"), *_precision_on_cpu(parameters, asked))


def usable_cores(quota: Path = Path("/sys/fs/cgroup/cpu.max")) -> int:
    """How many processor cores this process may use: those it sees, and no more than its container is given."""
    seen = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        given, period = quota.read_text(encoding="ascii").split()
        return max(1, min(seen, round(int(given) / int(period))))
    except (OSError, ValueError):  # no container, or one without a quota ("max")
        return seen


def _precision_on_gpu(parameters: int, asked: str) -> tuple["torch.dtype", str]:
    import torch

    if parameters <= SMALL_PARAMETERS:
        return torch.float32, f"{asked}; float32, exact, as the checkpoint is small ({_millions(parameters)})"
    if torch.cuda.is_bf16_supported(including_emulation=False):
        return torch.bfloat16, f"{asked}; bfloat16, as the checkpoint is large ({_millions(parameters)})"
    return torch.float32, f"{asked}; float32, as this card does not multiply bfloat16"


def _precision_on_cpu(parameters: int, asked: str) -> tuple["torch.dtype", str]:
    import torch

    if parameters <= SMALL_PARAMETERS:
        return torch.float32, f"{asked}; float32, exact, as the checkpoint is small ({_millions(parameters)})"
    if torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported():
        return torch.bfloat16, f"{asked}; bfloat16, which this processor multiplies natively"
    if 4 * parameters < _memory_bytes() / 2:
        return torch.float32, f"{asked}; float32, as this processor does not multiply bfloat16 natively"
    return torch.bfloat16, f"{asked}; bfloat16, as the memory is too small for float32"


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _millions(parameters: int) -> str:
    return f"{parameters / 1e6:.1f} M parameters"
