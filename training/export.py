"""Writes a checkpoint folder in the library's format from a training state.

`python -m training.export --work DIR --to DIR [--name RUN]`. Matrices are stored in eight bits each, so that a
network of twice the layers takes no more room; what they are multiplied in is the reader's choice. The biases of the
decoder are zeros until training.calibrate has chosen them.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from shared.engine.operating_points import OperatingPoint, write_operating_points
from training.model import Filter
from training.runs import STATE, restore

# Three bits of mantissa. On the development documents (2026-11-23, a network of 8 layers) the loss was 0.0931 with all
# matrices so, 0.0932 in bfloat16 and 0.0932 in float32: what is rounded off is less than the noise of the training.
MATRICES = torch.float8_e4m3fn
REST = torch.bfloat16  # norms, biases, sinks; and what config.json tells a reader to multiply in


def stored(tensor: Tensor) -> Tensor:
    """As it is written: what has rows and columns in eight bits, what has not in sixteen."""
    if min(tensor.shape[-2:]) == 1 or tensor.dim() == 1:
        return tensor.to(REST)
    if tensor.abs().max() > torch.finfo(MATRICES).max:
        raise ValueError("This weight is too large for eight bits; the training has gone astray.")
    return tensor.to(MATRICES)


def export(model: Filter, tokenizer: Path, folder: Path, kept: Callable[[Tensor], Tensor] = stored) -> None:
    """config.json, model.safetensors, tokenizer.json and, where there is none, a calibration of zeros."""
    folder.mkdir(parents=True, exist_ok=True)
    config = model.shape.config() | {"dtype": str(REST).removeprefix("torch.")}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    weights = {name: kept(tensor) for name, tensor in model.library_weights().items()}
    save_file(weights, folder / "model.safetensors.part", metadata={"format": "pt"})
    (folder / "model.safetensors.part").chmod(0o644)
    (folder / "model.safetensors.part").rename(folder / "model.safetensors")
    if tokenizer.resolve() != (folder / "tokenizer.json").resolve():
        shutil.copyfile(tokenizer, folder / "tokenizer.json")
    if not (folder / "viterbi_calibration.json").exists():
        write_operating_points(folder / "viterbi_calibration.json", {"default": OperatingPoint()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--name", default="train")
    options = parser.parse_args()
    export(restore(options.work / options.name / STATE), options.work / "tokenizer.json", options.to)
    print("written", options.to, sum(path.stat().st_size for path in options.to.iterdir()), "bytes")


if __name__ == "__main__":
    main()
