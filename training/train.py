"""Stage 3: the weights. `python -m training.train --work DIR [--steps N]`

Reads WORK/corpus and WORK/tokenizer.json, writes WORK/train/state.pt every few minutes and goes on
from there when started again; the order of the data depends on the seed and the step alone. Runs on
a CPU (bfloat16 where the processor has it) and on a GPU. A file WORK/teacher.jsonl, in the corpus
format with the spans of a stronger model, is learned from as one more shard.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from training.batches import Batch, batches
from training.labels import IGNORE, LABELS
from training.model import Filter, Shape
from training.pieces import load
from training.runs import STATE, saved, shape_of, write


@dataclass(frozen=True)
class Plan:
    steps: int = 40000
    rate: float = 1.5e-3
    warm: int = 500
    decay: float = 0.4  # the share of the steps, at the end, in which the rate falls to zero
    tokens: int = 1024  # a step
    noise: float = 0.03  # share of input tokens replaced by random ones
    weight_decay: float = 0.02
    clip: float = 1.0
    seed: int = 1
    save_every: int = 1000
    watch_every: int = 3000

    def rate_at(self, step: int) -> float:
        rising = min(1.0, (step + 1) / self.warm)
        falling = min(1.0, (self.steps - step) / max(1.0, self.decay * self.steps))
        return self.rate * rising * max(0.0, falling)


def stream(paths: list[Path], tokenizer: Tokenizer, plan: Plan, skip: int = 0) -> Iterator[Batch]:
    """Batches for ever, epoch after epoch; the first `skip` are left out cheaply where whole shards are."""
    sizes: dict[Path, int] = {}
    epoch = 0
    while True:
        order = list(paths)
        Random(f"{plan.seed}/{epoch}").shuffle(order)
        for path in order:
            made = batches(load(path), tokenizer, plan.tokens, Random(f"{plan.seed}/{epoch}/{path.name}"))
            sizes[path] = len(made)
            if skip >= len(made):
                skip -= len(made)
                continue
            yield from made[skip:]
            skip = 0
        epoch += 1


def has_bfloat16() -> bool:
    flags = Path("/proc/cpuinfo")
    return flags.exists() and ("avx512_bf16" in (text := flags.read_text()) or "amx_bf16" in text)


def loss_of(model: Callable[[Tensor, Tensor], Tensor], ids: Tensor, real: Tensor, wanted: Tensor) -> Tensor:
    logits = model(ids, real)  # [rows, length, 33]
    return F.cross_entropy(logits.view(-1, len(LABELS)), wanted.view(-1), ignore_index=IGNORE)


class Trainer:
    def __init__(
        self, shape: Shape, plan: Plan, folder: Path, device: str = "cpu", compiled: bool = False, half: bool = False
    ):
        self.plan, self.folder, self.device, self.half = plan, folder, device, half
        self.model = Filter(shape).start(plan.seed).to(device)
        grouped: dict[bool, list[torch.nn.Parameter]] = {True: [], False: []}
        for parameter in self.model.parameters():
            grouped[parameter.dim() >= 2].append(parameter)
        self.optimizer = torch.optim.AdamW(
            [
                {"params": grouped[True], "weight_decay": plan.weight_decay},
                {"params": grouped[False], "weight_decay": 0.0},
            ],
            lr=plan.rate,
            betas=(0.9, 0.98),
            fused=True,
        )
        self.forward = torch.compile(self.network(), dynamic=False) if compiled else self.network()
        self.step = 0
        self.before = 0  # the steps of the smaller network that this one grew from
        self.origin = 0  # the step at which the present corpus was begun
        self.corpus = "corpus"

    def network(self) -> Callable[[Tensor, Tensor], Tensor]:
        """What is computed at each step."""
        return self.model

    def loss(self, ids: Tensor, real: Tensor, wanted: Tensor) -> Tensor:
        """What is made small."""
        return loss_of(self.forward, ids, real, wanted)

    @property
    def state(self) -> Path:
        return self.folder / STATE

    def resume(self) -> bool:
        if not self.state.exists():
            return False
        content = saved(self.state)
        self.model.load_state_dict(content["model"])
        if "optimizer" in content:  # a network that has just been made from another has none
            self.optimizer.load_state_dict(content["optimizer"])
        self.step, self.before = content["step"], content.get("before", 0)
        self.origin, self.corpus = content.get("origin", 0), content.get("corpus", "corpus")
        return True

    def turn_to(self, corpus: str) -> None:
        """From here on, another corpus."""
        if corpus != self.corpus:
            self.corpus, self.origin = corpus, self.step

    def save(self) -> None:
        content = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "before": self.before,
            "origin": self.origin,
            "corpus": self.corpus,
            "shape": self.model.shape.as_dict(),
        }
        write(self.folder, content)

    def tensors(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        return tuple(torch.from_numpy(part).to(self.device) for part in (batch.ids, batch.real, batch.targets))  # type: ignore[return-value]

    def learn(self, batch: Batch) -> float:
        for group in self.optimizer.param_groups:
            group["lr"] = self.plan.rate_at(self.step)
        ids, real, wanted = self.tensors(batch)
        if self.plan.noise:
            generator = torch.Generator().manual_seed(self.plan.seed * 1_000_003 + self.step)
            hit = torch.rand(ids.shape, generator=generator).to(self.device) < self.plan.noise
            other = torch.randint(1, self.model.shape.vocabulary, ids.shape, generator=generator).to(self.device)
            ids = torch.where(hit & real, other, ids)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.half):
            loss = self.loss(ids, real, wanted)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.plan.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        return float(loss.detach())

    @torch.no_grad()
    def watch(self, held: list[Batch]) -> float:
        """The mean loss on held-out batches."""
        self.model.eval()
        losses = [float(loss_of(self.model, *self.tensors(batch))) for batch in held]
        self.model.train()
        return sum(losses) / len(losses)

    def run(self, source: Iterator[Batch], held: list[Batch], until: int) -> None:
        began, seen, losses = time.time(), 0, []
        while self.step < until:
            batch = next(source)
            losses.append(self.learn(batch))
            seen += int(batch.real.sum())
            if self.step % 200 == 0:
                rate = seen / (time.time() - began)
                print(f"step {self.step} loss {sum(losses) / len(losses):.4f} tokens/s {rate:.0f}", flush=True)
                began, seen, losses = time.time(), 0, []
            if self.step % self.plan.save_every == 0:
                self.save()
            if held and self.step % self.plan.watch_every == 0:
                print(f"step {self.step} held-out loss {self.watch(held):.4f}", flush=True)
        self.save()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=Plan.steps)
    parser.add_argument("--rate", type=float, default=Plan.rate)
    parser.add_argument(
        "--decay", type=float, default=Plan.decay, help="the share of the steps, at the end, in which the rate falls"
    )
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--name", default="train", help="folder of the run inside WORK")
    parser.add_argument("--until", type=int, help="stop here, before the last step of the plan")
    parser.add_argument(
        "--corpus", default="corpus", help="folder of shards inside WORK; another one goes on from here"
    )
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    plan = Plan(steps=options.steps, rate=options.rate, decay=options.decay, seed=options.seed)
    tokenizer = Tokenizer.from_file(str(options.work / "tokenizer.json"))
    device = "cuda" if torch.cuda.is_available() else "cpu"
    trainer = Trainer(
        shape_of(options.work / options.name / STATE) or Shape(vocabulary=tokenizer.get_vocab_size()),
        plan,
        options.work / options.name,
        device,
        compiled=True,
        half=device == "cuda" or has_bfloat16(),
    )
    print("resumed at" if trainer.resume() else "started at", trainer.step, device, flush=True)
    until = options.until or plan.steps
    if trainer.step >= until:
        return
    trainer.turn_to(options.corpus)
    paths = sorted((options.work / options.corpus).glob("*.jsonl")) + sorted(options.work.glob("teacher.jsonl"))
    held = batches(load(options.work / "dev.jsonl"), tokenizer, plan.tokens, Random(0))[:60]
    trainer.run(stream(paths, tokenizer, plan, trainer.step - trainer.origin), held, until)


if __name__ == "__main__":
    main()
