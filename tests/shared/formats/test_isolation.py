"""Whatever a file does to its reader, the server goes on and the user gets one plain sentence."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.errors import Busy, Damaged, Locked, TooComplex
from shared.formats import isolation
from shared.formats.isolation import Limits, Pool, Process
from shared.formats.worker import JOB

FAULTS = "tests.shared.formats.faults"
LIMITS = Limits(seconds=20.0, memory_bytes=1 << 31, steps=10)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    pool = Pool(most=2, preload=(FAULTS,))
    yield pool
    pool.close()


def run(pool: Pool, fault: str, data: bytes = b"Jane", limits: Limits = LIMITS) -> bytes:
    return pool.run(f"{FAULTS}:parser_that_{fault}", data, {}, limits)


def zombies() -> list[str]:
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [pid for pid in children if "Z" in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]]


def test_an_answer_comes_back_and_progress_before_it(pool: Pool) -> None:
    heard: list[float] = []

    answer = pool.run(f"{FAULTS}:parser_that_answers", b"Jane", {}, LIMITS, heard.append)

    assert answer == b"enaJ"
    assert heard == [0.5]


def test_a_large_file_goes_in_and_comes_out(pool: Pool) -> None:
    data = bytes(range(256)) * 40_000

    assert run(pool, "answers", data) == data[::-1]


def test_a_parser_that_hangs_is_ended_and_the_sentence_names_the_seconds(pool: Pool) -> None:
    with pytest.raises(TooComplex, match="within 1 seconds"):
        run(pool, "hangs", limits=Limits(0.6, 1 << 31))


def test_a_parser_that_claims_endless_pages_gets_no_endless_time(pool: Pool) -> None:
    with pytest.raises(TooComplex, match="within 1 seconds"):
        run(pool, "claims_endless_pages", limits=Limits(0.5, 1 << 31, steps=2))


@pytest.mark.parametrize("fault", ["crashes", "exits", "answers_nonsense"])
def test_a_parser_that_crashes_leaves_a_plain_sentence(pool: Pool, fault: str) -> None:
    with pytest.raises(Damaged, match="made its reader crash"):
        run(pool, fault)


def test_a_parser_that_eats_memory_is_told_how_much_there_is(pool: Pool) -> None:
    with pytest.raises(TooComplex, match="more than 512 MB of memory"):
        run(pool, "eats_memory", limits=Limits(20.0, 512 * 1024**2))


def test_a_parser_that_spins_ends_by_itself_when_the_server_is_gone() -> None:
    process = Process((FAULTS,))
    process._wait_until_ready()
    job = {"function": f"{FAULTS}:parser_that_spins", "options": {}, "seconds": 0, "memory_bytes": 1 << 31}
    for payload in (json.dumps(job).encode(), b""):
        process._send(JOB, payload, time.monotonic() + 5)

    code = process._process.wait(30)

    assert code in (-signal.SIGKILL, -signal.SIGXCPU)
    assert isinstance(process._why_it_ended(), TooComplex)
    process.stop()


def test_an_errors_own_words_stay_in_the_process(pool: Pool) -> None:
    with pytest.raises(Damaged) as refused:
        run(pool, "quotes_the_file", b"Jane Miller, 078-05-1120")

    assert "Jane" not in str(refused.value)


def test_a_refusal_keeps_its_class_and_its_words(pool: Pool) -> None:
    with pytest.raises(Locked, match="needs a password"):
        run(pool, "refuses")


def test_a_parser_holds_none_of_our_files_and_none_of_our_environment(pool: Pool, monkeypatch) -> None:
    monkeypatch.setenv("BLACKBAR_KEY", "hush")
    with open(__file__) as ours:
        files, variables, folder, memory = run(pool, "looks_around").decode().split("\n")

    assert ours.name not in files
    assert set(variables.split()) <= {"PYTHONPATH", "PYTHONUTF8", "TMPDIR", "LC_CTYPE"}
    assert Path(folder).name.startswith("blackbar-reader-")
    assert not Path(folder).exists()
    assert int(memory) == LIMITS.memory_bytes


def test_a_parser_writes_no_file(pool: Pool) -> None:
    assert run(pool, "writes_a_file") == b"refused"


def test_nothing_is_left_of_a_process(pool: Pool) -> None:
    process = Process((FAULTS,))
    folder, pid = process.folder, process.pid

    process.stop()

    assert not folder.exists()
    assert not Path(f"/proc/{pid}").exists()
    assert zombies() == []


def test_the_next_file_finds_a_process_waiting(pool: Pool) -> None:
    pool.warm()
    waiting = pool._spare
    assert waiting is not None

    run(pool, "answers")

    assert not waiting.is_alive
    assert pool._spare is not None
    assert pool._spare is not waiting


def test_a_waiting_process_that_died_is_replaced(pool: Pool) -> None:
    pool.warm()
    assert pool._spare is not None
    pool._spare._process.kill()
    pool._spare._process.wait()

    assert run(pool, "answers") == b"enaJ"


def test_many_threads_read_at_once(pool: Pool) -> None:
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(run(pool, "answers"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [b"enaJ"] * 6


def test_more_files_than_may_be_read_wait_and_then_are_told(monkeypatch) -> None:
    monkeypatch.setattr(isolation, "WAIT_SECONDS", 0.05)
    pool = Pool(most=1, preload=(FAULTS,))
    slow = threading.Thread(target=lambda: _ignore(lambda: run(pool, "hangs", limits=Limits(1.5, 1 << 31))))
    slow.start()
    while pool._slots._value:
        time.sleep(0.01)

    with pytest.raises(Busy, match="Try again"):
        run(pool, "answers")

    slow.join()
    pool.close()


def test_folders_of_a_server_that_was_killed_are_swept(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(isolation.tempfile, "gettempdir", lambda: str(tmp_path))
    gone, ours, other = (tmp_path / name for name in (f"blackbar-reader-{2**22 + 1}-x", "ours", "other"))
    ours = tmp_path / f"blackbar-reader-{os.getpid()}-x"
    for folder in (gone, ours, other):
        folder.mkdir()

    isolation._sweep()

    assert not gone.exists()
    assert ours.exists()
    assert other.exists()


def _ignore(call) -> None:
    with pytest.raises(TooComplex):
        call()
