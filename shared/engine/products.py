"""A matrix to multiply many rows by, laid out for the processor it is on.

Knows nothing of what is multiplied.
"""

from collections.abc import Callable

import torch
from torch import Tensor

Product = Callable[[Tensor], Tensor]
"""Rows (rows, in) to rows @ weight + bias (rows, out)."""


def prepare_product(weight: Tensor, bias: Tensor, own_layout: bool) -> Product:
    """The product by a weight (in, out) and a bias (out,); on a processor perhaps in oneDNN's own layout.

    On an AMD EPYC of 2024 that layout gives, in float32, 210 GFLOP/s a core where the plain call, by MKL, reaches 95:
    the embedded checkpoint goes from 12.6 to 17.8 thousand tokens a second and core. In bfloat16 it gives 380 where
    the plain call, by oneDNN as well, reaches 310. It costs a copy: not for gigabytes that are mapped from a file.
    """
    if weight.device.type != "cpu" or not own_layout or not _has_own_layout():
        return lambda rows: torch.addmm(bias, rows, weight)
    packed = torch.ops.mkldnn._reorder_linear_weight(weight.t().contiguous())

    def product(rows: Tensor) -> Tensor:
        result: Tensor = torch.ops.mkldnn._linear_pointwise(rows, packed, bias, "none", [], "")
        return result

    return product


def _has_own_layout() -> bool:
    available: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    return available and hasattr(torch.ops.mkldnn, "_linear_pointwise")
