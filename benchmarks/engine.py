"""How fast and how large the engine is beside transformers, by length of text, and how near to what the machine can do.

    ./run bench engine                                     the whole table: 512 to 131,072 tokens, at real size
    ./run bench engine --tokens 8192 --json                one length, one line of JSON
    ./run bench engine --model embedded                    the checkpoint that comes with the program, or a folder
    ./run bench engine --texts --json                      short texts alone: of one caller, and of 32 clients at a time
    ./run bench engine --plot docs/engine-speed.svg        also draws tokens a second against length

Without --model, weights of the official size are made up on the way (2.8 GB on the disk, gone afterwards). Ours and
transformers' run in two processes of their own, in turns, over the same token ids, each in its best setting; the latter
is left out where its n x n scores would need tens of gigabytes. Memory is the most that a process held during its turn.

"of peak", in JSON `share_of_peak`, is a share of processor time: the operations that the architecture asks for a text
of that length, divided by the processor time that all threads took for it, and that by the operations which a product
of two matrices of 2,048 x 2,048 in the same precision does in as much time of one core. Others on the machine do not
count in it, as they do in all that the clock says; nor do moments in which one of our threads waits for another.
"""

import argparse
import contextlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.tools.plot import plot
from benchmarks.tools.processes import CLIENTS, started
from benchmarks.tools.random_weights import TINY, make_weights, operations

LENGTHS = (512, 2_048, 8_192, 32_768, 131_072)
LONGEST_OF_TRANSFORMERS = 8_192
"""At 32,768 tokens one copy of its scores is 30 GB."""
SHORT = (60, 300)
"""Characters of a short text."""
LONGEST = LENGTHS[-1]
"""Is run once, as its half minute is measurement enough."""


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
    ours_processor_seconds: float
    """Of all threads: what the pass would take of a machine that does nothing else, times the threads."""


def measured_peak(dtype: str) -> float:
    """Operations that a large product does in a second of one core's time; the best of several."""
    import torch

    from shared.engine.products import prepare_product

    torch.set_num_threads(1)
    size = 2048
    left, right = (torch.randn(size, size, dtype=getattr(torch, dtype)) for _ in range(2))
    laid_out = prepare_product(right, right[0], own_layout=True)  # in float32 twice as fast as the plain product

    def seconds(product: Callable[[], object]) -> float:
        begun = time.process_time()
        product()
        return time.process_time() - begun

    best = min(min(seconds(lambda: left @ right), seconds(lambda: laid_out(left))) for _ in range(12))
    return 2.0 * size**3 / best


def measure(
    folder: Path, lengths: list[int], runs: int, threads: int, alone: bool, short: Sequence[int]
) -> Iterator[Row | dict[str, float]]:
    """A row for each length, ours and transformers' in turns; then short texts of so many characters, ours."""
    import random

    from shared.engine.architecture import read_architecture

    vocabulary = read_architecture(folder / "config.json").vocabulary
    ids = random.Random(0).choices(range(vocabulary), k=max(lengths, default=0))  # not one token alone
    with contextlib.ExitStack() as stack:
        ours = stack.enter_context(started("ours", str(folder), threads))
        dtype = ours.ask("about")[0]["dtype"]
        compared = [length for length in lengths if length <= LONGEST_OF_TRANSFORMERS and not alone]
        theirs = stack.enter_context(started("transformers", str(folder), threads, dtype)) if compared else None
        peak = 0.0
        for length in lengths:
            taken: dict[str, list[Any]] = {"ours": [], "theirs": []}
            ours.ask("run", ids[: min(length, 4_096)])  # wakes it up, and reads every expert from the file
            if theirs and length in compared:
                theirs.ask("run", ids[:64])
            for turn in range(runs if length < LONGEST else 1):
                taken["ours"].append(ours.ask("run", ids[:length]))
                if theirs and length in compared and (turn == 0 or length <= 2_048):
                    taken["theirs"].append(theirs.ask("run", ids[:length]))
            used = statistics.median(one[4] for one in taken["ours"])
            speed = length / statistics.median(one[0] for one in taken["ours"])
            other = length / statistics.median(one[0] for one in taken["theirs"]) if taken["theirs"] else None
            peak = max(peak, measured_peak(dtype))  # others on the machine only ever make it look lower
            yield Row(
                length,
                round(speed, 1),
                other and round(other, 1),
                other and round(speed / other, 2),
                *(_most(taken["ours"], 2), _most(taken["ours"], 3), _most(taken["theirs"], 2)),
                round(length * operations(folder) / used / peak, 4),
                round(min(one[1] for one in taken["ours"]), 4),
                round(used, 3),
            )
        for characters in short:
            yield {"load_seconds": ours.ask("about")[0]["load_seconds"], **ours.ask("texts", characters)[0]}


def _most(taken: list[Any], which: int) -> float | None:
    known = [one[which] for one in taken if one[which] is not None]
    return round(max(known), 3) if known else None


HEAD = (
    f"{'tokens':>8} {'ours/s':>9} {'theirs/s':>9} {'times':>7} {'ours GB':>9} {'anonymous':>10} {'theirs GB':>10}"
    f" {'of peak':>8} {'Viterbi s':>10} {'processor s':>12}"
)


def shown(row: Row) -> str:
    """A row of the table for people."""

    def number(value: float | None, form: str) -> str:
        return "-" if value is None else format(value, form)

    return (
        f"{row.tokens:>8,} {row.ours_tokens_per_second:>9,.0f} {number(row.transformers_tokens_per_second, ',.0f'):>9}"
        f" {number(row.times_transformers, '.1f'):>7} {number(row.ours_peak_gb, '.2f'):>9}"
        f" {number(row.ours_anonymous_gb, '.2f'):>10} {number(row.transformers_peak_gb, '.2f'):>10}"
        f" {row.share_of_peak:>8.1%} {row.viterbi_seconds:>10.3f} {row.ours_processor_seconds:>12.2f}"
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
    parser.add_argument("--runs", type=int, default=3, help="how often; the median counts (131,072 and more: once)")
    parser.add_argument("--threads", type=int, default=0, help="processor threads of both; 0: every core")
    parser.add_argument("--alone", action="store_true", help="without transformers")
    parser.add_argument("--texts", action="store_true", help="no lengths, short texts only")
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
        lengths = [] if given.texts else sorted(given.tokens or LENGTHS)
        short = SHORT if given.texts or (len(lengths) > 1 and not given.json) else ()
        for one in measure(folder, lengths, given.runs, threads, given.alone, short):
            if isinstance(one, Row):
                rows.append(one)
                print(json.dumps(asdict(one)) if given.json else shown(one), flush=True)
            elif given.json:
                print(json.dumps(one), flush=True)
            else:
                print(
                    f"loaded in {one['load_seconds']:.2f} s; a text of {one['characters']} characters, {one['tokens']}"
                    f" tokens, takes {one['alone_ms']:.1f} ms: {one['alone_tokens_per_second']:,.0f} tokens/s;"
                    f" {CLIENTS} clients with such texts get {one['clients_tokens_per_second']:,.0f} tokens/s:"
                    f" {one['clients_times_one']:.1f} times as much",
                    flush=True,
                )
        if given.plot:
            plot(
                [(row.tokens, row.ours_tokens_per_second, row.transformers_tokens_per_second) for row in rows],
                given.plot,
            )


if __name__ == "__main__":
    main()
