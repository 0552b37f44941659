"""The warm-up: words from their neighbours, before any label. `python -m training.warm --work DIR --steps N`

Hides some of the tokens of WORK/corpus and has the network tell which they were, by the embedding itself, so
that it knows the company that words keep when it is first asked who is a person. Writes WORK/train-warm/state.pt
every few minutes and goes on from there; at the end WORK/train/state.pt, from which `training.train` starts.
Knows nothing of labels.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from training.model import Shape
from training.runs import STATE, begin
from training.train import Plan, Trainer, has_bfloat16, stream

HIDDEN = 0.15
"""The share of the tokens that are to be told; each stands as nothing (`pad`) in its place."""


class Warming(Trainer):
    """A trainer whose loss is that of hidden tokens."""

    def network(self) -> Callable[[Tensor, Tensor], Tensor]:
        return self.model.states

    def loss(self, ids: Tensor, real: Tensor, wanted: Tensor) -> Tensor:
        chance = torch.Generator().manual_seed(self.plan.seed * 1_000_003 + self.step)
        hidden = (torch.rand(ids.shape, generator=chance).to(self.device) < HIDDEN) & real
        states = self.forward(ids.masked_fill(hidden, self.model.shape.pad), real)  # [rows, length, hidden]
        return F.cross_entropy((states[hidden] @ self.model.embed.weight.t()).float(), ids[hidden])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--name", default="train", help="folder of the run inside WORK")
    parser.add_argument("--corpus", default="corpus", help="folder of shards inside WORK")
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    started = options.work / options.name / STATE
    if started.exists():
        return
    tokenizer = Tokenizer.from_file(str(options.work / "tokenizer.json"))
    device = "cuda" if torch.cuda.is_available() else "cpu"
    plan = replace(Plan(), steps=options.steps, rate=options.rate, seed=options.seed, noise=0.0)
    trainer = Warming(
        Shape(vocabulary=tokenizer.get_vocab_size()),
        plan,
        options.work / f"{options.name}-warm",
        device,
        compiled=True,
        half=device == "cuda" or has_bfloat16(),
    )
    print("resumed at" if trainer.resume() else "started at", trainer.step, device, flush=True)
    paths = sorted((options.work / options.corpus).glob("*.jsonl"))
    trainer.run(stream(paths, tokenizer, plan, trainer.step), [], plan.steps)
    begin(started.parent, trainer.model)


if __name__ == "__main__":
    main()
