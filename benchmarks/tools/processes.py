"""Blackbar's engine and transformers' model, each in a process of its own, with the time and memory that they take."""

import contextlib
import multiprocessing
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

SHORT_TEXT = "Call Jane Doe on +44 20 7946 0958 or write to jane.doe@example.org before Friday, 14 March 2025. "
CLIENTS = 32
GIGABYTE = 1e9


def seconds_of(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


class Ours:
    """The engine as it runs: windows with their halo, batches, log-probabilities, the best labels."""

    def __init__(self, folder: str, threads: int) -> None:
        import torch  # noqa: F401  not part of loading

        from shared.engine.local import load_engine

        begun = time.perf_counter()
        self.engine = load_engine(folder, "cpu", threads)
        self.load_seconds = time.perf_counter() - begun
        self.viterbi_seconds = 0.0

    def about(self) -> dict[str, Any]:
        return {"name": self.engine.name, "dtype": self.engine.dtype, "load_seconds": self.load_seconds}

    def run(self, ids: list[int]) -> float:
        """As a text of these tokens goes through: in parts, to log-probabilities, to the best labels."""
        import numpy as np

        from shared.engine.tokenizer import Tokens

        row = np.array(ids)
        job = self.engine.begin_tokens(Tokens(row, row, row, ""))

        def forward() -> None:
            for window in self.engine.windows(job):
                self.engine.run([(job, window)])

        passed = seconds_of(forward)
        decoder = self.engine._decoding.decisions["default"].decoder
        self.viterbi_seconds = seconds_of(lambda: decoder.decode([job.scores]))
        return passed + self.viterbi_seconds

    def texts(self, characters: int, runs: int = 9) -> dict[str, float]:
        """A short text alone, and how much more many clients get through together, who ask again when answered."""
        from concurrent.futures import ThreadPoolExecutor

        from shared.engine.batching import BatchingEngine

        text = (SHORT_TEXT * 4)[:characters]
        tokens = len(self.engine.begin(text).tokens)
        self.engine.find([text])
        alone = statistics.median(seconds_of(lambda: self.engine.find([text])) for _ in range(runs))
        with BatchingEngine(self.engine) as engine, ThreadPoolExecutor(CLIENTS) as pool:
            many = seconds_of(lambda: list(pool.map(lambda _: engine.find([text]), range(4 * CLIENTS))))
        return {
            "characters": characters,
            "tokens": tokens,
            "alone_ms": round(1000 * alone, 2),
            "alone_tokens_per_second": round(tokens / alone, 1),
            "clients_tokens_per_second": round(4 * CLIENTS * tokens / many, 1),
            "clients_times_one": round(4 * CLIENTS * alone / many, 2),
        }


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
    threading.Thread(target=_end_with_parent, daemon=True).start()
    one = {"ours": Ours, "transformers": Theirs}[kind](*options)
    pipe.send("ready")
    while (call := pipe.recv()) is not None:
        method, *rest = call
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the high-water mark begins anew
        begun = time.process_time()
        with watched() as most:
            result = getattr(one, method)(*rest)
        memory = _status("VmHWM"), most.get("anonymous")
        pipe.send((result, getattr(one, "viterbi_seconds", 0.0), *memory, time.process_time() - begun))


def _end_with_parent() -> None:
    """Whoever stops the measurement does not leave gigabytes at work behind."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


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

    def ask(self, *call: Any) -> Any:
        """What a method gave: (result, seconds of Viterbi, peak, anonymous peak, processor seconds)."""
        self.pipe.send(call)
        return self.pipe.recv()


@contextlib.contextmanager
def started(kind: str, *options: Any) -> Iterator[Process]:
    """A process that is ready, and ended afterwards."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work_for, args=(theirs, kind, *options), daemon=True)
    process.start()
    theirs.close()
    try:
        ours.recv()
        yield Process(process, ours)
        ours.send(None)
        process.join(30)
    finally:
        process.kill()
