"""The mean of two runs of one network. `python -m training.average --work DIR --names FIRST SECOND --share S --to RUN`

Where a run went on from another one, their weights lie in one valley, and a point between them fits text that neither
has seen better than both (measured: README.md). Reads both state.pt, writes the third run's, with the second one's
counts of steps; S is the share of the second.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

from training import runs


def averaged(first: dict[str, Tensor], second: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Each weight between the two, so much of the way to the second. Raises ValueError for unlike networks."""
    if not 0 <= share <= 1:
        raise ValueError("A share is from 0 to 1.")
    if {name: tensor.shape for name, tensor in first.items()} != {n: t.shape for n, t in second.items()}:
        raise ValueError("These are two networks of different shapes; only runs of one can be averaged.")
    return {name: torch.lerp(tensor.float(), second[name].float(), share) for name, tensor in first.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--names", nargs=2, default=("deeper", "again"), help="folders of the two runs inside WORK")
    parser.add_argument("--share", type=float, default=0.35, help="of the second, from 0 to 1")
    parser.add_argument("--to", default="averaged", help="folder of the new run inside WORK")
    options = parser.parse_args()
    first, second = (runs.saved(options.work / name / runs.STATE) for name in options.names)
    counts = {key: second[key] for key in ("shape", "step", "before", "origin") if key in second}
    model = averaged(first["model"], second["model"], options.share)
    target = runs.write(options.work / options.to, counts | {"share": options.share, "model": model})
    print(f"{options.names[0]} and {options.share:g} of {options.names[1]}: {target}")


if __name__ == "__main__":
    main()
