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
from shared.engine.architecture import Architecture, read_architecture
from shared.engine.checkpoint import EMBEDDED, Checkpoint, find_checkpoint
from shared.engine.decoding import Decoding, read_decoding
from shared.engine.device import choose_device, usable_cores
from shared.engine.labels import read_labels
from shared.engine.passing import Part, Passing, Steps
from shared.engine.room import Room, forward_bytes, free_bytes, row_bytes
from shared.engine.tokenizer import ByteTokenizer, Tokens
from shared.engine.viterbi import Scores
from shared.engine.windows import Plan, Window, choose_plan
from shared.engine.zero_gpu import on_lent_gpu
from shared.errors import BadSetup, Unverified
from shared.spans import Span

if TYPE_CHECKING:
    import torch

    from shared.engine.forward import Forward

_log = logging.getLogger(__name__)

Ids = npt.NDArray[np.int64]


@dataclass(slots=True, repr=False)
class Job:
    """One text on its way through the model; `scores` fills as its windows, and the parts of long ones, are run."""

    tokens: Tokens
    windows: list[Window | Part]
    scores: Scores  # (tokens, labels), log-probabilities
    operating_point: str


class LocalEngine:
    """Finds personal data with one checkpoint. Made by `load_engine`; safe to use from many threads."""

    def __init__(
        self,
        name: str,
        device: str,
        dtype: str,
        reason: str,
        tokenizer: ByteTokenizer,
        decoding: Decoding,
        plan: Plan,
        infer: Callable[[list[Ids]], list[Scores]],
        room: Room,
        in_callers_thread: bool = False,
        start: Callable[[Ids], Steps] | None = None,
        steps: Callable[[int], int] = lambda tokens: 1,
    ) -> None:
        """`infer` takes pieces of texts at once; `start` begins a long one, which takes so many `steps`."""
        self.name = name
        self.device = device
        self.dtype = dtype
        self.reason = reason
        self.plan = plan
        self.in_callers_thread = in_callers_thread
        self._tokenizer = tokenizer
        self._decoding = decoding
        self._room = room
        self._infer = infer
        self._start = start
        self._steps = steps

    def find(
        self, texts: Sequence[str], progress: Progress | None = None, operating_point: str = ""
    ) -> list[list[Span]]:
        """The findings of each text; a text of any script, and of any length that memory allows.

        Raises TooLarge, with the number, for texts that do not fit, and BadValue for an unknown operating point.
        """
        jobs = [self.begin(text, operating_point) for text in texts]
        self.admit(sum(len(job.tokens) for job in jobs))
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

    @property
    def room_tokens(self) -> int | None:
        """For how many tokens there is memory now; None where nobody knows."""
        return self._room.tokens()

    def admit(self, tokens: int) -> None:
        """Raises TooLarge, with the number, when texts of so many tokens do not fit in memory."""
        self._room.admit(tokens)

    def begin(self, text: str, operating_point: str = "") -> Job:
        """A text's tokens and windows."""
        point = self._decoding.known(operating_point)
        self._room.admit_characters(len(text))
        tokens = self._tokenizer.encode(text)
        self._room.admit(len(tokens))
        return self.begin_tokens(tokens, point)

    def begin_tokens(self, tokens: Tokens, operating_point: str = "") -> Job:
        """The same, of a text that has been cut into tokens."""
        scores = np.empty((len(tokens), len(self._decoding.labels)), dtype=np.float32)
        job = Job(tokens, [], scores, self._decoding.known(operating_point))
        for window in self.plan.windows(len(tokens)):
            if self._start is None or len(window) <= self.plan.batch:
                job.windows.append(window)
            else:
                job.windows += self._passing(job, window, self._start).parts
        return job

    def _passing(self, job: Job, window: Window, start: Callable[[Ids], Steps]) -> Passing:
        # The pass may hold nothing of the job that holds it: who gives up leaves nothing behind.
        ids, scores = job.tokens.ids[window.start : window.end], job.scores
        count = self._steps(len(window))
        return Passing(len(window), count, lambda: start(ids), lambda found: _keep(scores, window, found))

    def windows(self, job: Job) -> list[Window | Part]:
        """What of a text goes through the model one by one."""
        return job.windows

    def run(self, work: Sequence[tuple[Job, Window | Part]]) -> None:
        """Puts windows, of any jobs, through the model together; parts of long ones in their order."""
        whole = [(job, window) for job, window in work if isinstance(window, Window)]
        if whole:
            found = self._infer([job.tokens.ids[window.start : window.end] for job, window in whole])
            for (job, window), scores in zip(whole, found, strict=True):
                _keep(job.scores, window, scores)
        for _, part in work:
            if isinstance(part, Part):
                part.run()

    def end(self, jobs: Sequence[Job]) -> list[list[Span]]:
        """The findings of jobs whose windows have all been run. Only here does a job's operating point count."""
        return self._decoding.spans([(job.tokens, job.scores, job.operating_point) for job in jobs])


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
    core; `operating_point` is the one for calls that name none.
    """
    checkpoint = find_checkpoint(model, embedded)
    _log.info("checkpoint %s: %s", checkpoint.name, checkpoint.reason)
    architecture, decoding, tokenizer = _read_tables(checkpoint, operating_point)
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

    def start(ids: Ids) -> Steps:
        return _Long(forward, torch.from_numpy(ids).to(placement.device))

    value_bytes = placement.dtype.itemsize
    return LocalEngine(
        checkpoint.name,
        placement.device.type,
        str(placement.dtype).removeprefix("torch."),
        f"{checkpoint.reason}; {placement.device.type}: {placement.reason}",
        tokenizer,
        decoding,
        plan,
        on_lent_gpu(infer, zero_gpu, seconds),
        Room(
            forward_bytes(architecture, forward.slice_tokens, value_bytes),
            free_bytes,
            row_bytes(architecture, forward.attention_dtype.itemsize),
            plan.core + 2 * plan.halo,
        ),
        in_callers_thread=zero_gpu,
        start=None if zero_gpu else start,
        steps=forward.steps,
    )


def _read_tables(checkpoint: Checkpoint, operating_point: str) -> tuple[Architecture, Decoding, ByteTokenizer]:
    """All of a checkpoint but its weights. Raises BadSetup where the parts do not belong together."""
    architecture = read_architecture(checkpoint.path / "config.json")
    decoding = read_decoding(checkpoint.path, read_labels(architecture.id2label), operating_point)
    tokenizer = ByteTokenizer(checkpoint.tokenizer)
    if len(tokenizer) > architecture.vocabulary:
        raise BadSetup("The checkpoint's tokenizer has more tokens than its model knows; they do not belong together.")
    return architecture, decoding, tokenizer


def _infer(forward: "Forward", device: "torch.device", plan: Plan, pieces: list[Ids]) -> list[Scores]:
    """The pure step: token ids of each piece in, its log-probabilities (tokens, labels) out."""
    import torch

    found: list[Scores] = [np.empty((0, 0), dtype=np.float32)] * len(pieces)
    with torch.inference_mode():
        for batch in plan.batches([len(piece) for piece in pieces]):
            lengths = [len(pieces[index]) for index in batch]
            ids = torch.from_numpy(np.concatenate([pieces[index] for index in batch])).to(device)
            scores = _scores(forward(ids, lengths))
            for index, part in zip(batch, np.split(scores, np.cumsum(lengths)[:-1]), strict=True):
                found[index] = part
    return found


class _Long:
    """A long text's pass, as `Steps`."""

    def __init__(self, forward: "Forward", ids: "torch.Tensor") -> None:
        self._row = forward.start(ids, [len(ids)])
        self.steps = self._row.steps

    def step(self) -> None:
        self._row.step()

    def scores(self) -> Scores:
        return _scores(self._row.logits())


def _scores(logits: "torch.Tensor") -> Scores:
    """Log-probabilities (tokens, labels), float32."""
    import torch

    with torch.inference_mode():
        scores = torch.log_softmax(logits, dim=-1)
        if not scores.isfinite().all():  # decoding would take these for "nothing found"
            raise Unverified("The model's result is not made of numbers; its checkpoint may be damaged.")
        found: Scores = scores.cpu().numpy()
        return found


def _keep(scores: Scores, window: Window, found: Scores) -> None:
    """Of what a window gave, its core."""
    core = slice(window.core_start - window.start, window.core_end - window.start)
    scores[window.core_start : window.core_end] = found[core]
