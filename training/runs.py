"""A run: the folder inside WORK in which one network learns, and the `state.pt` that it leaves there.

The stages hand a network on as such a file; what each of them needs of it is read and written here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from training.model import Filter, Shape

STATE = "state.pt"


def saved(state: Path) -> dict[str, Any]:
    """What a run left: `model`, `shape`, `step`, and where it learned itself `optimizer` and its place in the text."""
    content: dict[str, Any] = torch.load(state, weights_only=True, map_location="cpu")
    return content


def shape_of(state: Path) -> Shape | None:
    """The size of the network of a run that was begun."""
    return Shape(**torch.load(state, weights_only=True, mmap=True)["shape"]) if state.exists() else None


def restore(state: Path) -> Filter:
    """The network of a run, as it is asked, not taught."""
    return network(saved(state)).eval()


def network(content: dict[str, Any]) -> Filter:
    """The network in what a run left."""
    model = Filter(Shape(**content["shape"]))
    model.load_state_dict(content["model"])
    return model


def steps(content: dict[str, Any]) -> int:
    """All steps that its weights have learned, those of the networks it was made from among them."""
    return int(content.get("step", 0)) + int(content.get("before", 0))


def begin(folder: Path, model: Filter, before: int = 0) -> Path:
    """A run of this network at step 0, its optimizer fresh; `before` it had learned so many steps elsewhere."""
    return write(folder, {"model": model.state_dict(), "shape": model.shape.as_dict(), "before": before, "step": 0})


def write(folder: Path, content: dict[str, Any]) -> Path:
    """Whole or not at all: a run that was stopped while it was written is the run before."""
    folder.mkdir(parents=True, exist_ok=True)
    part, state = folder / "state.part", folder / STATE
    torch.save(content, part)
    part.rename(state)
    return state
