"""The engine on this machine: texts in, findings out, by the checkpoint that was found.

The straight line: text -> tokens -> windows -> logits -> the best legal labels -> spans. `find` runs it whole;
`begin`, `run` and `end` are its three steps, so that `shared.engine.batching` can put the windows of many
callers through the model together. This module knows nothing of documents, rules and what is done about a
finding.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from shared.engine import Progress
from shared.engine.architecture import read_architecture
from shared.engine.checkpoint import EMBEDDED, Checkpoint, find_checkpoint
from shared.engine.device import Placement, choose_device, usable_cores
from shared.engine.labels import read_labels, spans_of_path
from shared.engine.tokenizer import ByteTokenizer, Tokens
from shared.engine.viterbi import Decoder, read_operating_points
from shared.engine.windows import Plan, Window, choose_plan
from shared.engine.zero_gpu import on_lent_gpu
from shared.errors import BadSetup, Unverified
from shared.spans import Span

if TYPE_CHECKING:
    import torch

    from shared.engine.forward import Forward

_log = logging.getLogger(__name__)

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


@dataclass(slots=True, repr=False)
class Job:
    """One text on its way through the model; `scores` fills as its windows are run."""

    tokens: Tokens
    windows: list[Window]
    scores: Scores  # (tokens, labels), log-probabilities


class LocalEngine:
    """Finds personal data with one checkpoint on this machine. Made by `load_engine`; safe to use from many threads."""

    def __init__(
        self,
        checkpoint: Checkpoint,
        placement: Placement,
        tokenizer: ByteTokenizer,
        decoder: Decoder,
        plan: Plan,
        infer: Callable[[list[Ids]], list[Scores]],
        in_callers_thread: bool = False,
    ) -> None:
        self.name = checkpoint.name
        self.checkpoint = checkpoint
        self.device = placement.device.type
        self.dtype = str(placement.dtype).removeprefix("torch.")
        self.reason = f"{checkpoint.reason}; {self.device}: {placement.reason}"
        self.plan = plan
        self.in_callers_thread = in_callers_thread
        self._tokenizer = tokenizer
        self._decoder = decoder
        self._infer = infer

    def find(self, texts: Sequence[str], progress: Progress | None = None) -> list[list[Span]]:
        """The findings of each text; a text of any length and script."""
        jobs = [self.begin(text) for text in texts]
        work = [(job, window) for job in jobs for window in job.windows]
        sizes = [len(window) for _, window in work]
        total, done = sum(sizes), 0
        # A lent graphics card is asked for once, not once a batch.
        at_once = bool(work) and self.in_callers_thread
        for batch in [list(range(len(work)))] if at_once else self.plan.batches(sizes):
            self.run([work[index] for index in batch])
            done += sum(sizes[index] for index in batch)
            if progress and done < total:
                progress(done / total)
        spans = self.end(jobs)
        if progress:
            progress(1.0)
        return spans

    @property
    def batch_tokens(self) -> int:
        """How many tokens `run` is best given at once."""
        return self.plan.batch

    def begin(self, text: str) -> Job:
        """A text's tokens and windows."""
        tokens = self._tokenizer.encode(text)
        scores = np.empty((len(tokens), len(self._decoder.labels)), dtype=np.float32)
        return Job(tokens, self.plan.windows(len(tokens)), scores)

    def windows(self, job: Job) -> list[Window]:
        """The parts of a text that go through the model one by one."""
        return job.windows

    def run(self, work: Sequence[tuple[Job, Window]]) -> None:
        """Puts windows, of any jobs, through the model together."""
        found = self._infer([job.tokens.ids[window.start : window.end] for job, window in work])
        for (job, window), scores in zip(work, found, strict=True):
            core = slice(window.core_start - window.start, window.core_end - window.start)
            job.scores[window.core_start : window.core_end] = scores[core]

    def end(self, jobs: Sequence[Job]) -> list[list[Span]]:
        """The findings of jobs whose windows have all been run."""
        paths = self._decoder.decode([job.scores for job in jobs])
        return [
            spans_of_path(path, job.scores, job.tokens.starts, job.tokens.ends, job.tokens.text, self._decoder.labels)
            for job, path in zip(jobs, paths, strict=True)
        ]


def load_engine(
    model: str = "auto",
    device: str = "auto",
    threads: int = 0,
    *,
    zero_gpu: bool = False,
    operating_point: str = "default",
    embedded: Path = EMBEDDED,
) -> LocalEngine:
    """Finds and loads the checkpoint that `model` means. Raises BadSetup with what is wrong.

    `device` is `auto`, `cpu` or `cuda`; `threads` is how many processor threads the model uses, 0 for every
    core; `operating_point` is one of the checkpoint's sets of Viterbi biases.
    """
    checkpoint = find_checkpoint(model, embedded)
    _log.info("checkpoint %s: %s", checkpoint.name, checkpoint.reason)
    points = read_operating_points(checkpoint.path / "viterbi_calibration.json")
    if operating_point not in points:
        raise BadSetup(f"The checkpoint has no such operating point; it has {', '.join(points)}.")
    architecture = read_architecture(checkpoint.path / "config.json")
    labels = read_labels(architecture.id2label)
    tokenizer = ByteTokenizer(checkpoint.path / "tokenizer.json")
    if len(tokenizer) > architecture.vocabulary:
        raise BadSetup("The checkpoint's tokenizer has more tokens than its model knows; they do not belong together.")
    if zero_gpu:
        import spaces  # noqa: F401  before torch touches the graphics card
    import torch

    from shared.engine.forward import Forward

    torch.set_num_threads(1)  # the workers of `Forward` are the threads
    placement = choose_device(device, checkpoint.parameters, zero_gpu)
    _log.info("device %s: %s", placement.device.type, placement.reason)
    forward = Forward(checkpoint.weights, architecture, placement.device, placement.dtype, threads or usable_cores())
    plan = choose_plan(architecture.halo, placement.device.type)

    def infer(pieces: list[Ids]) -> list[Scores]:
        return _infer(forward, placement.device, plan, pieces)

    def seconds(pieces: list[Ids]) -> int:
        # Cards reach 100,000 tokens a second with this model; the rest is waking up and slower cards.
        return 20 + sum(map(len, pieces)) // 20_000

    return LocalEngine(
        checkpoint,
        placement,
        tokenizer,
        Decoder(labels, points[operating_point]),
        plan,
        on_lent_gpu(infer, zero_gpu, seconds),
        in_callers_thread=zero_gpu,
    )


def _infer(forward: "Forward", device: "torch.device", plan: Plan, pieces: list[Ids]) -> list[Scores]:
    """The pure step: token ids of each piece in, its log-probabilities (tokens, labels) out."""
    import torch

    found: list[Scores] = [np.empty((0, 0), dtype=np.float32)] * len(pieces)
    with torch.inference_mode():
        for batch in plan.batches([len(piece) for piece in pieces]):
            lengths = [len(pieces[index]) for index in batch]
            ids = torch.from_numpy(np.concatenate([pieces[index] for index in batch])).to(device)
            scores = torch.log_softmax(forward(ids, lengths), dim=-1)  # (tokens, labels), float32
            if not scores.isfinite().all():  # decoding would take these for "nothing found"
                raise Unverified("The model's result is not made of numbers; its checkpoint may be damaged.")
            for index, part in zip(batch, np.split(scores.cpu().numpy(), np.cumsum(lengths)[:-1]), strict=True):
                found[index] = part
    return found
