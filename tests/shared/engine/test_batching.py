"""Many callers share one model: each gets its own result or its own error, and nobody waits for a long document."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.engine import Progress, asking
from shared.engine.batching import BatchingEngine
from shared.engine.local import LocalEngine
from shared.errors import Busy, TooLarge, Unavailable
from shared.spans import Span
from tests.shared.engine.tiny import SAMPLES


class SteppedFake:
    """Finds one secret as long as each text. A window is a word; a batch is three words, logged and held on demand."""

    name = "fake"
    batch_tokens = 3
    room_tokens: int | None = None

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.points: dict[str, str] = {}
        self.go = threading.Event()
        self.go.set()
        self.entered = threading.Event()
        self.seconds = 0.0  # how long a batch takes

    def find(self, texts: Sequence[str], progress: Progress | None = None) -> list[list[Span]]:
        raise AssertionError("stepped engines are taken by their steps")

    def admit(self, tokens: int) -> None:
        if self.room_tokens is not None and tokens > self.room_tokens:
            raise TooLarge(f"This text has {tokens} tokens, and there is room for {self.room_tokens}.")

    def begin(self, text: str, operating_point: str = "") -> str:
        self.points[text] = operating_point
        return text

    def windows(self, job: str) -> list[list[str]]:
        return [[word] for word in job.split()]

    def run(self, work: Sequence[tuple[str, list[str]]]) -> None:
        self.entered.set()
        assert self.go.wait(10)
        threading.Event().wait(self.seconds)
        words = [word for _, [word] in work]
        self.batches.append(words)
        if "bad" in words:
            raise ValueError("a bad word")

    def end(self, jobs: Sequence[str]) -> list[list[Span]]:
        return [[Span(0, len(job), "secret")] if job else [] for job in jobs]


class PlainFake:
    """An engine with nothing but `find`."""

    name = "plain"

    def __init__(self) -> None:
        self.threads: set[int] = set()

    def find(self, texts: Sequence[str], progress: Progress | None = None) -> list[list[Span]]:
        self.threads.add(threading.get_ident())
        if "bad" in texts:
            raise ValueError("a bad text")
        return [[Span(0, len(text), "secret")] if text else [] for text in texts]


def in_background(work: Callable[[], object], client: str = "") -> threading.Thread:
    def body() -> None:
        asking.set(client)
        work()

    thread = threading.Thread(target=body)
    thread.start()
    return thread


def wait_until(true: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(2000):
        if true():
            return
        pause.wait(0.005)
    raise AssertionError("it never came true")


def test_calls_of_many_threads_get_their_own_results(tiny_engine: LocalEngine) -> None:
    texts = [sample[: 10 + number] for number, sample in enumerate(SAMPLES * 6)]
    expected = [tiny_engine.find([text])[0] for text in texts]

    with BatchingEngine(tiny_engine) as engine, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: engine.find([text])[0], texts))

    for spans, others in zip(found, expected, strict=True):
        assert [(span.start, span.end, span.label) for span in spans] == [
            (span.start, span.end, span.label) for span in others
        ]


@pytest.mark.parametrize("broken", [False, True])
def test_short_results_that_are_ready_at_once_are_decoded_at_once(broken: bool) -> None:
    class Decoding(SteppedFake):
        def end(self, jobs: Sequence[str]) -> list[list[Span]]:
            decoded.append(tuple(jobs))
            if len(jobs) > 1 and broken:
                raise ValueError("one of them cannot be decoded")
            return super().end(jobs)

    decoded: list[tuple[str, ...]] = []
    found: dict[str, list[list[Span]]] = {}

    def ask(*texts: str) -> None:
        found[texts[0]] = engine.find(texts)

    fake = Decoding()
    with BatchingEngine(fake) as engine:
        fake.go.clear()
        threads = [in_background(lambda: ask("first"))]
        assert fake.entered.wait(10)
        threads += [in_background(lambda: ask("a")), in_background(lambda: ask("bcd"))]
        wait_until(lambda: engine._waiting.total() == 3)
        fake.go.set()
        for thread in threads:
            thread.join(10)

    assert found == {text: [[Span(0, len(text), "secret")]] for text in ("first", "a", "bcd")}
    decoded.remove(("first",))
    assert decoded[0] in {("a", "bcd"), ("bcd", "a")}
    assert sorted(decoded[1:]) == ([("a",), ("bcd",)] if broken else [])


def test_callers_at_the_same_time_share_a_batch() -> None:
    fake = SteppedFake()
    with BatchingEngine(fake) as engine:
        fake.go.clear()
        threads = [in_background(lambda: engine.find(["first"]))]
        assert fake.entered.wait(10)
        threads += [in_background(lambda word=word: engine.find([word])) for word in ("one", "two", "three")]
        wait_until(lambda: len(engine._calls) == 3)
        fake.go.set()
        for thread in threads:
            thread.join(10)

    assert fake.batches[0] == ["first"]
    assert sorted(fake.batches[1]) == ["one", "three", "two"]


def test_a_short_text_overtakes_a_long_document() -> None:
    fake = SteppedFake()
    with BatchingEngine(fake) as engine:
        fake.go.clear()
        document = in_background(lambda: engine.find([" ".join(f"page{number}" for number in range(30))]))
        assert fake.entered.wait(10)
        short = in_background(lambda: engine.find(["short"]))
        wait_until(lambda: len(engine._calls) == 2)
        fake.go.set()
        document.join(10)
        short.join(10)

    assert "short" in fake.batches[1]
    assert len(fake.batches) > 9


def test_every_caller_of_many_has_its_turn_before_a_document_has_its_second() -> None:
    fake = SteppedFake()
    with BatchingEngine(fake) as engine:
        fake.go.clear()
        threads = [in_background(lambda: engine.find(["first"]))]
        assert fake.entered.wait(10)
        documents = [" ".join(f"{name}{number}" for number in range(9)) for name in "ab"]
        for text in (*documents, "c", "d"):
            threads.append(in_background(lambda text=text: engine.find([text])))
            wait_until(lambda: len(engine._calls) == len(threads) - 1)
        fake.go.set()
        for thread in threads:
            thread.join(10)

    assert [word for batch in fake.batches[1:3] for word in batch][:4] == ["a0", "b0", "c", "d"]


def test_fifty_calls_of_one_client_take_one_turn_to_anothers_one() -> None:
    fake = SteppedFake()
    with BatchingEngine(fake) as engine:
        fake.go.clear()
        threads = [in_background(lambda: engine.find(["first"]), "greedy")]
        assert fake.entered.wait(10)
        for number in range(50):
            threads.append(in_background(lambda number=number: engine.find([f"many{number}"]), "greedy"))
        wait_until(lambda: len(engine._calls) == 50)
        for client in ("modest", "bashful"):
            threads.append(in_background(lambda client=client: engine.find([client, f"{client}-too"]), client))
        wait_until(lambda: len(engine._calls) == 52)
        fake.go.set()
        for thread in threads:
            thread.join(10)

    assert [word[:4] for batch in fake.batches[1:3] for word in batch] == ["many", "mode", "bash"] * 2
    assert sum(map(len, fake.batches)) == 55


def test_one_client_leaves_room_for_another() -> None:
    fake = SteppedFake()
    with BatchingEngine(fake, max_waiting_tokens=8) as engine:
        fake.go.clear()
        threads = [in_background(lambda: engine.find(["one two three four five"]), "greedy")]
        assert fake.entered.wait(10)

        def second() -> None:
            with pytest.raises(Busy, match="busy with what you sent: 5 tokens of it are waiting, and 6 of one client"):
                engine.find(["six seven"])
            refused.set()

        refused = threading.Event()
        in_background(second, "greedy").join(10)
        threads.append(in_background(lambda: engine.find(["a b"]), "modest"))
        wait_until(lambda: len(engine._calls) == 2)
        fake.go.set()
        for thread in threads:
            thread.join(10)

    assert refused.is_set()
    assert not engine._waiting


def test_what_waits_is_bounded_in_tokens_and_who_comes_too_many_is_told_the_numbers() -> None:
    fake = SteppedFake()
    with BatchingEngine(fake, max_waiting_tokens=5) as engine:
        fake.go.clear()
        # Alone, a text may be longer than what may wait.
        threads = [in_background(lambda: engine.find(["one two three four five six"]))]
        assert fake.entered.wait(10)
        with pytest.raises(Busy, match="6 tokens of text are waiting for it, and 5 may"):
            engine.find(["seven"])
        fake.go.set()
        threads[0].join(10)

        assert engine.find(["seven"]) == [[Span(0, 5, "secret")]], "there is room again"
        assert not engine._waiting


def test_who_gave_up_or_failed_makes_room_for_others() -> None:
    fake = SteppedFake()

    def give_up(done: float) -> None:
        raise KeyboardInterrupt

    with BatchingEngine(fake, max_waiting_tokens=5) as engine:
        with pytest.raises(KeyboardInterrupt):
            engine.find(["one two three four"], give_up)
        with pytest.raises(ValueError, match="a bad word"):
            engine.find(["bad"])

        assert not engine._waiting


def test_what_does_not_fit_in_memory_is_refused_and_less_of_it_may_wait() -> None:
    fake = SteppedFake()
    fake.room_tokens = 3
    with BatchingEngine(fake) as engine:
        with pytest.raises(TooLarge, match="4 tokens, and there is room for 3"):
            engine.find(["one two", "three four"])
        fake.go.clear()
        thread = in_background(lambda: engine.find(["one two"]))
        assert fake.entered.wait(10)
        with pytest.raises(Busy, match="2 tokens of text are waiting for it, and 3 may"):
            engine.find(["three four"])
        fake.go.set()
        thread.join(10)


def test_callers_with_different_operating_points_share_a_batch() -> None:
    fake = SteppedFake()
    with BatchingEngine(fake) as engine:
        fake.go.clear()
        threads = [in_background(lambda: engine.find(["first"]))]
        assert fake.entered.wait(10)
        threads.append(in_background(lambda: engine.find(["careful"], None, "precision")))
        threads.append(in_background(lambda: engine.find(["eager"], None, "recall")))
        wait_until(lambda: len(engine._calls) == 2)
        fake.go.set()
        for thread in threads:
            thread.join(10)

    assert sorted(fake.batches[1]) == ["careful", "eager"]
    assert fake.points == {"first": "", "careful": "precision", "eager": "recall"}


def test_an_error_reaches_who_caused_it_alone() -> None:
    fake = SteppedFake()
    with BatchingEngine(fake) as engine, ThreadPoolExecutor(4) as pool:
        fake.go.clear()
        first = pool.submit(engine.find, ["first"])
        assert fake.entered.wait(10)
        good, bad = pool.submit(engine.find, ["good"]), pool.submit(engine.find, ["bad word"])
        wait_until(lambda: len(engine._calls) == 2)
        fake.go.set()

        assert first.result(10) and good.result(10) == [[Span(0, 4, "secret")]]
        with pytest.raises(ValueError, match="a bad word"):
            bad.result(10)

        assert engine.find(["after"]) == [[Span(0, 5, "secret")]]


def test_progress_is_told_in_the_callers_thread_and_may_end_the_work() -> None:
    class GivenUp(Exception):
        pass

    told: list[tuple[float, int]] = []

    def progress(done: float) -> None:
        told.append((done, threading.get_ident()))
        if done > 0.3:
            raise GivenUp

    fake = SteppedFake()
    fake.seconds = 0.001
    with BatchingEngine(fake) as engine:
        with pytest.raises(GivenUp):
            engine.find([" ".join(["word"] * 3000)], progress)

        assert engine.find(["after"]) == [[Span(0, 5, "secret")]]

    assert {thread for _, thread in told} == {threading.get_ident()}
    assert sum(map(len, fake.batches)) < 3000


def test_after_close_nothing_is_accepted_and_nobody_is_left_waiting() -> None:
    fake = SteppedFake()
    engine = BatchingEngine(fake)
    fake.go.clear()
    with ThreadPoolExecutor(2) as pool:
        running = pool.submit(engine.find, ["running"])
        assert fake.entered.wait(10)
        waiting = pool.submit(engine.find, ["waiting"])
        wait_until(lambda: len(engine._calls) == 1)
        closing = in_background(engine.close)
        wait_until(lambda: engine._closed)
        fake.go.set()
        closing.join(10)

        assert running.result(10) == [[Span(0, 7, "secret")]]
        with pytest.raises(Unavailable, match="shut down"):
            waiting.result(10)
    with pytest.raises(Unavailable, match="shut down"):
        engine.find(["late"])
    engine.close()


def test_an_engine_with_nothing_but_find_is_batched_too() -> None:
    with BatchingEngine(PlainFake()) as engine:
        assert engine.name == "plain"
        assert engine.find(["one", "", "three"]) == [[Span(0, 3, "secret")], [], [Span(0, 5, "secret")]]
        with pytest.raises(ValueError, match="a bad text"):
            engine.find(["bad"])


def test_an_engine_that_belongs_to_its_callers_thread_is_called_there() -> None:
    class Lent(PlainFake):
        in_callers_thread = True

    fake = Lent()
    with BatchingEngine(fake) as engine:
        engine.find(["one"])

    assert fake.threads == {threading.get_ident()}
