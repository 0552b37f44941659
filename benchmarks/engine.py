"""`python -m benchmarks.engine`: our forward pass beside transformers', on one checkpoint, in one run.

Both get the same token ids on the same processor, in turns, in float32; each length is run several times and the
median told, as a ratio first, because the machine's speed drifts. The whole engine, from text to findings, follows.
"""

import argparse
import statistics
import time
from collections.abc import Callable

TEXT = (
    "Dear Ms. Whitcombe, your parcel for 27 Marchmont Street, London WC1N 1AD was handed over on 14 March. "
    "Call +44 20 7946 0958 or write to help@parcels.example if it is not there. The office is open all week. "
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="embedded", help="auto, embedded, a checkpoint folder, or a name on the Hub")
    parser.add_argument("--tokens", type=int, nargs="+", default=[64, 512, 2048], help="the lengths to compare")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()

    import torch
    from transformers import OpenAIPrivacyFilterForTokenClassification

    from shared.engine.architecture import read_architecture
    from shared.engine.checkpoint import find_checkpoint
    from shared.engine.forward import Forward
    from shared.engine.local import load_engine
    from shared.engine.tokenizer import ByteTokenizer

    checkpoint = find_checkpoint(options.model)
    threads = torch.get_num_threads()
    ids = torch.from_numpy(ByteTokenizer(checkpoint.path / "tokenizer.json").encode(TEXT * 400).ids)
    architecture = read_architecture(checkpoint.path / "config.json")
    ours = Forward(checkpoint.weights, architecture, torch.device("cpu"), torch.float32, threads)
    theirs = OpenAIPrivacyFilterForTokenClassification.from_pretrained(checkpoint.path, dtype=torch.float32).eval()

    print(f"{checkpoint.name}, float32, {threads} threads; median of {options.runs} runs in turns")
    print(f"{'tokens':>8} {'times transformers':>20} {'ours, tokens/s':>16} {'transformers, tokens/s':>24}")
    for length in options.tokens:
        piece = ids[:length]
        with torch.inference_mode():
            seconds = in_turns(
                options.runs,
                lambda piece=piece, length=length: ours(piece, [length]),
                lambda piece=piece: theirs(input_ids=piece[None]),
            )
        own, other = seconds
        print(f"{length:>8} {other / own:>20.1f} {length / own:>16,.0f} {length / other:>24,.0f}")

    engine = load_engine(options.model)
    text = TEXT * 400
    [seconds] = in_turns(options.runs, lambda: engine.find([text]))
    print(f"text to findings: {len(text) / seconds:,.0f} characters/s over {len(text):,} characters")
    [seconds] = in_turns(4 * options.runs, lambda: engine.find([TEXT[:200]]))
    print(f"one text of 200 characters: {1000 * seconds:.1f} ms")


def in_turns(runs: int, *works: Callable[[], object]) -> list[float]:
    """The median seconds of each, A B A B …, after one run of each that does not count."""
    times: list[list[float]] = [[] for _ in works]
    for run in range(runs + 1):
        for work, taken in zip(works, times, strict=True):
            started = time.perf_counter()
            work()
            if run:
                taken.append(time.perf_counter() - started)
    return [statistics.median(taken) for taken in times]


if __name__ == "__main__":
    main()
