"""How fast and how large the engine is beside transformers, by length of text, and how near to what the machine can do.

    ./run bench engine                                     the whole table: 512 to 131,072 tokens, at real size
    ./run bench engine --tokens 8192 --json                one length, one line of JSON
    ./run bench engine --model embedded                    the checkpoint that comes with the program, or a folder
    ./run bench engine --plot docs/engine-speed.svg        also draws tokens a second against length

Without --model, weights of the official size are made up on the way (2.8 GB on the disk, gone afterwards). Ours and
transformers' run in two processes of their own, in turns, over the same token ids, each in its best setting; the latter
is left out where its n x n scores would need tens of gigabytes. The peak is the best that a plain product of two large
matrices reaches on as many threads, in the same precision. Memory is the most that a process held during its turn.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

LENGTHS = (512, 2_048, 8_192, 32_768, 131_072)
LONGEST_OF_TRANSFORMERS = 8_192
"""At 32,768 tokens one copy of its scores is 30 GB."""
SHORT_TEXT = "Call Jane Doe on +44 20 7946 0958 or write to jane.doe@example.org before Friday, 14 March 2025. "
CLIENTS = 32
TINY = {
    **{"vocab_size": 20_000, "pad_token_id": 0, "eos_token_id": 0},
    "hidden_size": 64,
    "num_hidden_layers": 2,
    "intermediate_size": 64,
    "num_local_experts": 8,
}
GIGABYTE = 1e9


@dataclass(frozen=True)
class Row:
    """One length. None where transformers cannot, or the system does not say."""

    tokens: int
    ours_tokens_per_second: float
    transformers_tokens_per_second: float | None
    times_transformers: float | None
    ours_peak_gb: float | None
    ours_anonymous_gb: float | None
    transformers_peak_gb: float | None
    share_of_peak: float
    viterbi_seconds: float


def make_weights(folder: Path, changes: dict[str, int]) -> Path:
    """A checkpoint of the official architecture with random weights, and the embedded one's tokenizer."""
    import torch
    from safetensors.torch import save_file

    from shared.engine.architecture import read_architecture
    from shared.engine.checkpoint import EMBEDDED, MODEL_TYPE

    folder.mkdir(parents=True, exist_ok=True)
    names = json.loads((EMBEDDED / "config.json").read_text(encoding="utf-8"))["id2label"]
    config = {"model_type": MODEL_TYPE, "architectures": ["OpenAIPrivacyFilterForTokenClassification"]}
    content = {**config, **changes, "id2label": names, "label2id": {name: int(n) for n, name in names.items()}}
    (folder / "config.json").write_text(json.dumps(content), encoding="utf-8")
    for name in ("tokenizer.json", "viterbi_calibration.json"):
        shutil.copyfile(EMBEDDED / name, folder / name)
    one = read_architecture(folder / "config.json")
    made = torch.Generator().manual_seed(0)

    def random(*shape: int, spread: float = 0.02) -> torch.Tensor:
        return torch.empty(shape, dtype=torch.bfloat16).normal_(0, spread, generator=made)

    def norm() -> torch.Tensor:
        return torch.ones(one.hidden, dtype=torch.bfloat16)

    # Tokens far apart, so that they stay apart through the layers: every expert is touched by 512 tokens, and the most
    # used of a layer has 6 to 8 % of them (3 % would be even). Where the layers add more than the tokens are, all look
    # alike after a while, a few experts do all the work, and the rest is never read.
    embedding = random(one.vocabulary, one.hidden, spread=1.0)
    tensors = {"model.embed_tokens.weight": embedding, "model.norm.weight": norm()}
    tensors |= {"score.weight": random(len(names), one.hidden), "score.bias": random(len(names))}
    for number in range(one.layers):
        at = f"model.layers.{number}."
        tensors |= {f"{at}input_layernorm.weight": norm(), f"{at}post_attention_layernorm.weight": norm()}
        for name, heads in (("q", one.heads), ("k", one.key_heads), ("v", one.key_heads)):
            tensors[f"{at}self_attn.{name}_proj.weight"] = random(heads * one.head, one.hidden)
            tensors[f"{at}self_attn.{name}_proj.bias"] = random(heads * one.head)
        tensors[f"{at}self_attn.o_proj.weight"] = random(one.hidden, one.heads * one.head)
        tensors[f"{at}self_attn.o_proj.bias"] = random(one.hidden)
        tensors[f"{at}self_attn.sinks"] = random(one.heads)
        tensors[f"{at}mlp.router.weight"] = random(one.experts, one.hidden)
        tensors[f"{at}mlp.router.bias"] = random(one.experts)
        tensors[f"{at}mlp.experts.gate_up_proj"] = random(one.experts, one.hidden, 2 * one.inner)
        tensors[f"{at}mlp.experts.gate_up_proj_bias"] = random(one.experts, 2 * one.inner)
        tensors[f"{at}mlp.experts.down_proj"] = random(one.experts, one.inner, one.hidden)
        tensors[f"{at}mlp.experts.down_proj_bias"] = random(one.experts, one.hidden)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def operations(folder: Path) -> float:
    """Floating point operations a token, as the architecture asks for them; a multiply-add is two."""
    from shared.engine.architecture import read_architecture

    one = read_architecture(folder / "config.json")
    projections = one.hidden * one.head * (2 * one.heads + 2 * one.key_heads)
    experts = 3 * one.hidden * one.inner * one.experts_per_token
    band = 2 * (2 * one.reach + 1) * one.heads * one.head
    router = one.hidden * one.experts if one.experts > 1 else 0
    return 2.0 * (one.layers * (projections + experts + band + router) + one.hidden * len(one.id2label))


def measured_peak(dtype: str, threads: int) -> float:
    """Operations a second of a large product; the best of several."""
    import torch

    torch.set_num_threads(threads)
    size = 2048
    left, right = (torch.randn(size, size, dtype=getattr(torch, dtype)) for _ in range(2))
    return 2.0 * size**3 / min(seconds_of(lambda: left @ right) for _ in range(8))


def seconds_of(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


class Ours:
    """The engine as it runs: windows with their halo, batches, log-probabilities, the best labels."""

    def __init__(self, folder: str, threads: int) -> None:
        from shared.engine.local import load_engine

        self.engine = load_engine(folder, "cpu", threads)
        self.viterbi_seconds = 0.0

    def about(self) -> dict[str, str]:
        return {"name": self.engine.name, "dtype": self.engine.dtype}

    def run(self, ids: list[int]) -> float:
        import numpy as np

        plan = self.engine.plan
        row = np.array(ids)
        scores = np.empty((len(row), len(self.engine._decoding.labels)), dtype=np.float32)

        def forward() -> None:
            for window in plan.windows(len(row)):
                [found] = self.engine._infer([row[window.start : window.end]])
                core = slice(window.core_start - window.start, window.core_end - window.start)
                scores[window.core_start : window.core_end] = found[core]

        passed = seconds_of(forward)
        self.viterbi_seconds = seconds_of(lambda: self.engine._decoding.decoders["default"].decode([scores]))
        return passed + self.viterbi_seconds

    def texts(self) -> dict[str, float]:
        """A short text alone, and how much more many clients get through together."""
        from concurrent.futures import ThreadPoolExecutor

        from shared.engine.batching import BatchingEngine

        text = (SHORT_TEXT * 4)[:300]
        self.engine.find([text])
        alone = statistics.median(seconds_of(lambda: self.engine.find([text])) for _ in range(9))
        with BatchingEngine(self.engine) as engine, ThreadPoolExecutor(CLIENTS) as pool:
            many = seconds_of(lambda: list(pool.map(lambda _: engine.find([text]), range(4 * CLIENTS))))
        return {"short_text_ms": 1000 * alone, "clients_times_one": 4 * CLIENTS * alone / many}


class Theirs:
    """transformers' model, with whichever of its ways to compute experts is faster."""

    def __init__(self, folder: str, threads: int, dtype: str) -> None:
        import torch
        from transformers import OpenAIPrivacyFilterForTokenClassification

        torch.set_num_threads(threads)
        self.model = OpenAIPrivacyFilterForTokenClassification.from_pretrained(folder, dtype=getattr(torch, dtype))
        self.model.eval()

    def run(self, ids: list[int]) -> float:
        import torch

        row = torch.tensor([ids])
        best = float("inf")
        for way in ("eager", "grouped_mm"):
            with contextlib.suppress(AttributeError, ValueError, ImportError, RuntimeError), torch.inference_mode():
                self.model.set_experts_implementation(way)
                best = min(best, seconds_of(lambda: self.model(input_ids=row).logits))
        if best == float("inf"):
            with torch.inference_mode():
                best = seconds_of(lambda: self.model(input_ids=row).logits)
        return best


def work_for(pipe: Connection, kind: str, *options: Any) -> None:
    """A process: calls methods of one of the two by name, and tells what they gave and how much memory they held."""
    one = {"ours": Ours, "transformers": Theirs}[kind](*options)
    pipe.send("ready")
    while (call := pipe.recv()) is not None:
        method, *rest = call
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the high-water mark begins anew
        with watched() as most:
            result = getattr(one, method)(*rest)
        pipe.send((result, getattr(one, "viterbi_seconds", 0.0), _status("VmHWM"), most.get("anonymous")))


@contextlib.contextmanager
def watched() -> Iterator[dict[str, float]]:
    """The most memory that was not read from files, looked at twenty times a second."""
    most: dict[str, float] = {}
    done = threading.Event()

    def look() -> None:
        while True:
            now = _status("RssAnon")
            if now is not None:
                most["anonymous"] = max(now, most.get("anonymous", 0.0))
            if done.wait(0.05):
                return

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        done.set()
        thread.join()


def _status(name: str) -> float | None:
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith(name + ":"):
                return 1024 * int(line.split()[1]) / GIGABYTE
    return None


@dataclass
class Process:
    """One of the two, in a process of its own."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    load_seconds: float

    def ask(self, *call: Any) -> Any:
        """What a method gave: (result, seconds of Viterbi, peak, anonymous peak)."""
        self.pipe.send(call)
        return self.pipe.recv()


@contextlib.contextmanager
def started(kind: str, *options: Any) -> Iterator[Process]:
    """A process that is ready, and ended afterwards."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work_for, args=(theirs, kind, *options), daemon=True)
    begun = time.perf_counter()
    process.start()
    theirs.close()
    try:
        ours.recv()
        yield Process(process, ours, time.perf_counter() - begun)
        ours.send(None)
        process.join(30)
    finally:
        process.kill()


def measure(folder: Path, lengths: list[int], runs: int, threads: int, alone: bool) -> Iterator[Row | dict[str, float]]:
    """A row for each length, ours and transformers' in turns; at last what short texts take."""
    import random

    from shared.engine.architecture import read_architecture

    vocabulary = read_architecture(folder / "config.json").vocabulary
    ids = random.Random(0).choices(range(vocabulary), k=max(lengths))  # one after the other, not one alone
    with contextlib.ExitStack() as stack:
        ours = stack.enter_context(started("ours", str(folder), threads))
        dtype = ours.ask("about")[0]["dtype"]
        compared = [length for length in lengths if length <= LONGEST_OF_TRANSFORMERS and not alone]
        theirs = stack.enter_context(started("transformers", str(folder), threads, dtype)) if compared else None
        for length in lengths:
            taken: dict[str, list[Any]] = {"ours": [], "theirs": []}
            ours.ask("run", ids[: min(length, 512)])  # wakes it up
            if theirs and length in compared:
                theirs.ask("run", ids[:64])
            for turn in range(runs if length <= LONGEST_OF_TRANSFORMERS else 1):
                taken["ours"].append(ours.ask("run", ids[:length]))
                if theirs and length in compared and (turn == 0 or length <= 2_048):
                    taken["theirs"].append(theirs.ask("run", ids[:length]))
            speed = length / statistics.median(one[0] for one in taken["ours"])
            other = length / statistics.median(one[0] for one in taken["theirs"]) if taken["theirs"] else None
            peak = measured_peak(dtype, threads)
            yield Row(
                length,
                round(speed, 1),
                other and round(other, 1),
                other and round(speed / other, 2),
                *(_most(taken["ours"], 2), _most(taken["ours"], 3), _most(taken["theirs"], 2)),
                round(speed * operations(folder) / peak, 4),
                round(min(one[1] for one in taken["ours"]), 4),
            )
        if len(lengths) > 1:
            yield {"load_seconds": ours.load_seconds, **ours.ask("texts")[0]}


def _most(taken: list[Any], which: int) -> float | None:
    known = [one[which] for one in taken if one[which] is not None]
    return round(max(known), 3) if known else None


def plot(rows: list[Row], path: Path) -> None:
    """Tokens a second against length, both on a logarithmic scale, as a picture for a page."""
    import math

    left, top, width, height = 70, 20, 560, 300
    lengths = [math.log2(row.tokens) for row in rows]
    speeds = [row.ours_tokens_per_second for row in rows] + [row.transformers_tokens_per_second or 0 for row in rows]
    low, high = math.floor(math.log10(min(filter(None, speeds)))), math.ceil(math.log10(max(speeds)))

    def place(tokens: float, speed: float) -> tuple[float, float]:
        across = (math.log2(tokens) - lengths[0]) / ((lengths[-1] - lengths[0]) or 1)
        up = (math.log10(speed) - low) / ((high - low) or 1)
        return round(left + width * across, 1), round(top + height * (1 - up), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 120} {top + height + 50}" '
        'font-family="sans-serif" font-size="13">',
        "<title>Tokens a second against the length of the text</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for power in range(low, high + 1):
        _, y = place(rows[0].tokens, 10**power)
        parts.append(f'<path d="M{left} {y}H{left + width}" stroke="#ccc"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end" fill="#333">{10**power:,}</text>')
    for row in rows:
        x, _ = place(row.tokens, 10**low)
        parts.append(f'<text x="{x}" y="{top + height + 20}" text-anchor="middle" fill="#333">{row.tokens:,}</text>')
    parts.append(
        f'<text x="{left}" y="{top + height + 42}" fill="#333">tokens of one text; upwards: tokens a second</text>'
    )
    for name, color, values in (
        ("Blackbar", "#0b5cad", [(row.tokens, row.ours_tokens_per_second) for row in rows]),
        ("transformers", "#a14a00", [(row.tokens, row.transformers_tokens_per_second) for row in rows]),
    ):
        points = [place(tokens, speed) for tokens, speed in values if speed]
        if points:
            line = " ".join(f"{x},{y}" for x, y in points)
            parts.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2.5"/>')
            parts += [f'<circle cx="{x}" cy="{y}" r="4" fill="{color}"/>' for x, y in points]
            parts.append(f'<text x="{points[-1][0] + 8}" y="{points[-1][1] + 4}" fill="{color}">{name}</text>')
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


HEAD = (
    f"{'tokens':>8} {'ours/s':>9} {'theirs/s':>9} {'times':>7} {'ours GB':>9} {'anonymous':>10} {'theirs GB':>10}"
    f" {'of peak':>8} {'Viterbi s':>10}"
)


def shown(row: Row) -> str:
    """A row of the table for people."""

    def number(value: float | None, form: str) -> str:
        return "-" if value is None else format(value, form)

    return (
        f"{row.tokens:>8,} {row.ours_tokens_per_second:>9,.0f} {number(row.transformers_tokens_per_second, ',.0f'):>9}"
        f" {number(row.times_transformers, '.1f'):>7} {number(row.ours_peak_gb, '.2f'):>9}"
        f" {number(row.ours_anonymous_gb, '.2f'):>10} {number(row.transformers_peak_gb, '.2f'):>10}"
        f" {row.share_of_peak:>8.1%} {row.viterbi_seconds:>10.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="./run bench engine", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tokens", type=int, nargs="+", help="the lengths (512 to 131,072)")
    parser.add_argument(
        "--model", help="a checkpoint instead of random weights: embedded, a folder, or a name on the Hub"
    )
    parser.add_argument("--tiny", action="store_true", help="random weights of next to no size, to try this program")
    parser.add_argument("--runs", type=int, default=3, help="how often; the median counts (longer ones run once)")
    parser.add_argument("--threads", type=int, default=0, help="processor threads of both; 0: every core")
    parser.add_argument("--alone", action="store_true", help="without transformers")
    parser.add_argument("--json", action="store_true", help="lines of JSON, one for each length")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="also draw it")
    given = parser.parse_args()

    from shared.engine.checkpoint import find_checkpoint
    from shared.engine.device import usable_cores

    threads = given.threads or usable_cores()
    with tempfile.TemporaryDirectory(prefix="blackbar-bench-") as made:
        if given.model:
            folder = find_checkpoint(given.model).path
        else:
            folder = make_weights(Path(made) / "random", TINY if given.tiny else {})
        if not given.json:
            name = given.model or ("random, tiny" if given.tiny else "random, official size")
            print(f"weights: {name}; {threads} threads of {os.cpu_count()} cores; median of {given.runs}\n{HEAD}")
        rows: list[Row] = []
        for one in measure(folder, sorted(given.tokens or LENGTHS), given.runs, threads, given.alone):
            if isinstance(one, Row):
                rows.append(one)
                print(json.dumps(asdict(one)) if given.json else shown(one), flush=True)
            elif not given.json:
                print(
                    f"\nready in {one['load_seconds']:.1f} s with Python and torch; a text of 300 characters takes"
                    f" {one['short_text_ms']:.1f} ms;"
                    f" {CLIENTS} clients get through {one['clients_times_one']:.1f} times as much as one"
                )
        if given.plot:
            plot(rows, given.plot)


if __name__ == "__main__":
    main()
