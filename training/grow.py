"""A deeper network from a trained one. `python -m training.grow --work DIR --name RUN --to RUN --layers N`

Puts a copy of some layers behind them whose results count for nothing yet, so that the deeper network gives at
first exactly what the other gave, and learning goes on from there. Nothing is forgotten, and what a
shallow network learns fast is not learned again slowly. Reads WORK/RUN/state.pt, writes the other run's.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from training import runs
from training.model import Filter, Layer


def copied(layers: int, wanted: int) -> list[int]:
    """Behind which layers a copy goes: the ones in the middle first, for the ends are where words come in and out."""
    if not layers <= wanted <= 2 * layers:
        raise ValueError("A network grows to at most twice its layers at a time.")
    middle = (layers - 1) / 2
    return sorted(sorted(range(layers), key=lambda index: (abs(index - middle), index))[: wanted - layers])


def grown(model: Filter, layers: int) -> Filter:
    """The same function, with so many layers."""
    behind = copied(model.shape.layers, layers)
    deeper = Filter(replace(model.shape, layers=layers))
    state = {name: tensor for name, tensor in model.state_dict().items() if not name.startswith("layers.")}
    stack: list[dict[str, torch.Tensor]] = []
    for index, layer in enumerate(model.layers):
        assert isinstance(layer, Layer)
        stack.append(layer.state_dict())
        if index in behind:
            silent = ("attention.out.weight", "attention.out.bias", "down.weight", "down.bias")
            stack.append({name: torch.zeros_like(t) if name in silent else t for name, t in stack[-1].items()})
    for index, one in enumerate(stack):
        state |= {f"layers.{index}.{name}": tensor.clone() for name, tensor in one.items()}
    deeper.load_state_dict(state)
    return deeper


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--name", default="train", help="folder of the trained run inside WORK")
    parser.add_argument("--to", default="deeper", help="folder of the new run inside WORK")
    parser.add_argument("--layers", type=int, default=8)
    options = parser.parse_args()
    target = options.work / options.to / runs.STATE
    if target.exists():
        return
    run = runs.saved(options.work / options.name / runs.STATE)
    model = runs.network(run)
    runs.begin(target.parent, grown(model, options.layers), before=runs.steps(run))
    print(f"{model.shape.layers} layers became {options.layers}: {target}")


if __name__ == "__main__":
    main()
