"""Lets many callers share one model: what they ask at the same time goes through it together, and fairly.

One thread owns the model. A caller cuts its own texts into tokens and windows and decodes its own result, unless
several short ones are ready at once: decoded together they cost a quarter, and take no turns at Python's lock with
the model. Each batch takes windows from every client in turn and of each client from its calls in turn,
so that a long document gives way to a short text after one batch, and fifty calls of one client to one of another.
A caller that is alone never waits for company. What waits is bounded in tokens, of which no client gets all: past
that, callers are told to come back.
This module knows nothing of tokens, labels and torch.
"""

import threading
import time
from collections import Counter, deque
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Protocol, cast

from shared.engine import Engine, Progress, asking, find_at
from shared.engine.turns import Turns
from shared.errors import Busy, Unavailable
from shared.spans import Span

# After a batch of several callers, the next ones are likely to ask within the time a thread needs to come round:
# so long after the last one, and no longer in all.
GATHER_SECONDS = 0.003
MOST_GATHER_SECONDS = 0.03

MAX_WAITING_TOKENS = 1_000_000
"""How many tokens may wait: about a minute's work for the embedded checkpoint on two cores."""

ONE_CLIENTS_SHARE = 0.75
"""Of that, what one client may have waiting: another one always finds room for a text."""

Job = Any
"""A text on its way through an engine; nothing is known of it here."""


class Window(Protocol):
    """A part of a job, of a length in tokens."""

    def __len__(self) -> int: ...


class SteppedEngine(Engine, Protocol):
    """An engine that can be taken step by step, as `shared.engine.local.LocalEngine`."""

    @property
    def batch_tokens(self) -> int: ...
    @property
    def room_tokens(self) -> int | None: ...
    def admit(self, tokens: int) -> None: ...
    def begin(self, text: str, operating_point: str = "") -> Job: ...
    def windows(self, job: Job) -> Sequence[Window]: ...
    def run(self, work: Sequence[tuple[Job, Any]]) -> None: ...
    def end(self, jobs: Sequence[Job]) -> list[list[Span]]: ...


class BatchingEngine:
    """One engine for many threads; the same protocol as the engine it holds. `close` it, or use it with `with`.

    Whose call it is, is what `shared.engine.asking` says in the caller's context.
    """

    def __init__(self, engine: Engine, max_waiting_tokens: int = MAX_WAITING_TOKENS) -> None:
        self.engine = engine
        self.name = engine.name
        self._steps: SteppedEngine = _stepped(engine)
        # What the model is lent for goes by the caller's thread, so nothing may be moved to another one.
        self._in_callers_thread = bool(getattr(engine, "in_callers_thread", False))
        self._state = threading.Condition()
        self._calls: Turns[_Call] = Turns()  # those with windows left
        self._waiting: Counter[str] = Counter()  # tokens of all calls that have not ended, by client
        self._max_waiting = max_waiting_tokens
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="model", daemon=True)
        if not self._in_callers_thread:
            self._thread.start()

    def find(
        self, texts: Sequence[str], progress: Progress | None = None, operating_point: str = ""
    ) -> list[list[Span]]:
        """The findings of each text.

        Raises Busy when too much waits already, Unavailable after `close`, and whatever the model raised on them.
        """
        if self._closed:
            raise _closed()
        if self._in_callers_thread:
            return find_at(self.engine, texts, progress, operating_point)
        jobs = [self._steps.begin(text, operating_point) for text in texts]
        call = _Call(jobs, [(job, window) for job in jobs for window in self._steps.windows(job)])
        if call.total:
            self._wait_for(call, progress)
        spans = self._steps.end(jobs) if call.spans is None else call.spans
        if progress:
            progress(1.0)
        return spans

    def close(self) -> None:
        """Ends the thread after the batch at hand; who still waits gets Unavailable. May be called twice."""
        with self._state:
            self._closed = True
            self._state.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def __enter__(self) -> "BatchingEngine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _wait_for(self, call: "_Call", progress: Progress | None) -> None:
        """Queues a call and waits; progress is told in the caller's own thread, and may give up by raising."""
        client = asking.get()
        with self._state:
            if self._closed:
                raise _closed()
            self._make_room(call.total, client)
            self._waiting[client] += call.total
            self._calls.add(client, call)
            self._state.notify_all()
        try:
            while True:
                with self._state:
                    self._state.wait_for(call.has_news)
                    call.told = call.done
                    ended, error = call.ended, call.error
                if error:
                    raise error
                if ended:
                    return
                if progress:
                    progress(call.told / call.total)
        finally:
            with self._state:
                self._waiting[client] -= call.total
                if not self._waiting[client]:
                    del self._waiting[client]
                call.work.clear()  # nothing is left on success; after an exception the rest is not run

    def _make_room(self, tokens: int, client: str) -> None:
        """Raises Busy when so many tokens more are too many to wait, TooLarge when they would be even alone.

        A call is never too long to wait when nobody else does. Called with the lock held.
        """
        self._steps.admit(tokens)
        room = self._steps.room_tokens
        most = self._max_waiting if room is None else min(self._max_waiting, room)
        waiting, own, most_of_own = self._waiting.total(), self._waiting[client], int(most * ONE_CLIENTS_SHARE)
        if waiting and waiting + tokens > most:
            raise Busy(
                f"The model is busy: {waiting:,} tokens of text are waiting for it, and {most:,} may."
                " Please try again in a moment."
            )
        if own and own + tokens > most_of_own:
            raise Busy(
                f"The model is busy with what you sent: {own:,} tokens of it are waiting, and {most_of_own:,} of one"
                " client may. Please try again in a moment."
            )

    def _serve(self) -> None:
        together = 0  # how many callers shared the last batch
        while True:
            with self._state:
                self._state.wait_for(lambda: bool(self._calls) or self._closed)
                if together > 1 and not self._closed:
                    self._gather()
                if self._closed:
                    for call in self._calls:
                        call.fail(_closed())
                    self._calls.clear()
                    self._state.notify_all()
                    return
                batch = self._next_batch()
            together = len({id(call) for call, _ in batch})
            if batch:  # nothing is left when every caller gave up
                self._run(batch)

    def _gather(self) -> None:
        """Waits a moment for more callers, unless there is enough for a batch. Called with the lock held."""
        until = time.monotonic() + MOST_GATHER_SECONDS
        while sum(call.left for call in self._calls) < self._steps.batch_tokens and not self._closed:
            if not self._state.wait(min(GATHER_SECONDS, until - time.monotonic())) or time.monotonic() >= until:
                return

    def _next_batch(self) -> "list[tuple[_Call, tuple[Job, Window]]]":
        """Windows of all clients in turn, one each, until the batch is full. Called with the lock held."""
        batch: list[tuple[_Call, tuple[Job, Window]]] = []
        tokens = 0
        while self._calls:
            call = self._calls.first()
            if call.work:
                size = len(call.work[0][1])
                if batch and tokens + size > self._steps.batch_tokens:
                    break
                batch.append((call, call.work.popleft()))
                tokens += size
            self._calls.pass_on(again=bool(call.work))
        return batch

    def _run(self, batch: "list[tuple[_Call, tuple[Job, Window]]]") -> None:
        try:
            self._steps.run([item for _, item in batch])
        except BaseException as error:
            self._blame(batch, error)
            return
        with self._state:
            for call, (_, window) in batch:
                call.done += len(window)
            ready = list({id(call): call for call, _ in batch if call.done == call.total and not call.error}.values())
        self._end_together([call for call in ready if call.total <= self._steps.batch_tokens])
        with self._state:
            for call in ready:
                call.ready = True
            self._state.notify_all()

    def _end_together(self, calls: "list[_Call]") -> None:
        """Decodes the results of several callers at once. Where that fails, each decodes its own, and is told."""
        if len(calls) < 2:
            return
        try:
            found = iter(self._steps.end([job for call in calls for job in call.jobs]))
        except Exception:
            return
        for call in calls:
            call.spans = [next(found) for _ in call.jobs]

    def _blame(self, batch: "list[tuple[_Call, tuple[Job, Window]]]", error: BaseException) -> None:
        """A batch failed: each caller's part is run on its own, so that only who caused it is told."""
        callers = list({id(call): call for call, _ in batch}.values())
        if len(callers) == 1:
            with self._state:
                callers[0].fail(error)
                self._state.notify_all()
            return
        for caller in callers:
            self._run([(call, item) for call, item in batch if call is caller])


class _Call:
    """One caller's texts on their way. All fields are guarded by the engine's lock."""

    def __init__(self, jobs: Sequence[Job], work: list[tuple[Job, Window]]) -> None:
        self.jobs = jobs
        self.spans: list[list[Span]] | None = None  # of each job, where they were decoded with others
        self.ready = False  # all is done, and decoded if it will be
        self.work = deque(work)
        self.total = sum(len(window) for _, window in work)  # tokens
        self.done = 0
        self.told = 0  # how much of it the caller knows of
        self.error: BaseException | None = None

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def ended(self) -> bool:
        return self.error is not None or self.ready

    def has_news(self) -> bool:
        return self.ended or self.told < self.done < self.total

    def fail(self, error: BaseException) -> None:
        self.error = error
        self.work.clear()


class _WholeTexts:
    """Any other engine, taken text by text: each text is one window, as long as its characters."""

    batch_tokens = 8192  # characters here

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self._engine = engine
        self.room_tokens: int | None = None

    def find(
        self, texts: Sequence[str], progress: Progress | None = None, operating_point: str = ""
    ) -> list[list[Span]]:
        return find_at(self._engine, texts, progress, operating_point)

    def admit(self, tokens: int) -> None:
        """Nothing is known of how much fits."""

    def begin(self, text: str, operating_point: str = "") -> "_Text":
        return _Text(text, operating_point)

    def windows(self, job: "_Text") -> list[str]:
        return [job.text] if job.text else []

    def run(self, work: "Sequence[tuple[_Text, str]]") -> None:
        for point in {job.operating_point for job, _ in work}:
            jobs = [job for job, _ in work if job.operating_point == point]
            found = find_at(self._engine, [job.text for job in jobs], None, point)
            for job, spans in zip(jobs, found, strict=True):
                job.spans = spans

    def end(self, jobs: "Sequence[_Text]") -> list[list[Span]]:
        return [job.spans for job in jobs]


class _Text:
    def __init__(self, text: str, operating_point: str) -> None:
        self.text = text
        self.operating_point = operating_point
        self.spans: list[Span] = []


def _stepped(engine: Engine) -> SteppedEngine:
    steps = all(hasattr(engine, step) for step in ("batch_tokens", "admit", "begin", "windows", "run", "end"))
    return cast(SteppedEngine, engine) if steps else _WholeTexts(engine)


def _closed() -> Unavailable:
    return Unavailable("The model is being shut down; try again in a moment.")
