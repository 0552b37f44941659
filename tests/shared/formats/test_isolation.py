"""Whatever a file does to its reader, the server goes on and the user gets one plain sentence."""

import json
import os
import platform
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from shared.errors import BadSetup, Busy, Damaged, Locked, TooComplex
from shared.formats import isolation
from shared.formats.confined import confine
from shared.formats.isolation import Limits, Pool
from shared.formats.nursery import Nursery
from shared.formats.worker import JOB, WAIT_FOR

ROOT = Path(__file__).parents[3]
FAULTS = "tests.shared.formats.faults"
LIMITS = Limits(seconds=20.0, memory_bytes=1 << 31, steps=10)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    pool = Pool(most=2, preload=(FAULTS,))
    yield pool
    pool.close()


def run(pool: Pool, fault: str, data: bytes = b"Jane", limits: Limits = LIMITS) -> bytes:
    return pool.run(f"{FAULTS}:parser_that_{fault}", data, {}, limits)


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


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


def test_a_parser_that_spins_ends_by_itself(pool: Pool) -> None:
    nursery = pool.warm()
    reader = nursery.fork()
    job = {"function": f"{FAULTS}:parser_that_spins", "options": {}, "seconds": 0, "memory_bytes": 1 << 31}
    for payload in (json.dumps(job).encode(), b""):
        reader._send(JOB, payload, time.monotonic() + 5)

    reader._socket.settimeout(30)
    assert reader._socket.recv(1) == b""
    assert nursery.end(reader.number, WAIT_FOR) in (-signal.SIGKILL, -signal.SIGXCPU)


def test_an_errors_own_words_stay_in_the_process(pool: Pool) -> None:
    with pytest.raises(Damaged) as refused:
        run(pool, "quotes_the_file", b"Jane Miller, 078-05-1120")

    assert "Jane" not in str(refused.value)


def test_a_refusal_keeps_its_class_and_its_words(pool: Pool) -> None:
    with pytest.raises(Locked, match="needs a password"):
        run(pool, "refuses")


def test_a_parser_holds_none_of_our_files_and_variables(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLACKBAR_KEY", "hush")
    with open(__file__) as ours:
        files, variables, folder, memory = run(pool, "looks_around").decode().split("\n")

    assert ours.name not in files
    assert set(variables.split()) <= {"PYTHONPATH", "PYTHONUTF8", "TMPDIR", "LC_CTYPE", "OMP_THREAD_LIMIT"}
    assert Path(folder).parent.name.startswith("blackbar-reader-")
    assert not Path(folder).exists()
    assert int(memory) == LIMITS.memory_bytes


def test_a_parser_writes_no_file(pool: Pool) -> None:
    assert run(pool, "writes_a_file") == b"refused"


@pytest.mark.skipif(platform.system() != "Linux", reason="the filter of system calls is Linux's")
def test_a_parser_reaches_neither_the_network_nor_programs_nor_other_processes(pool: Pool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        said = json.loads(run(pool, "reaches_out", str(server.getsockname()[1]).encode()))

    assert len(said) == 6 and set(said.values()) == {"refused"}, said


def test_where_there_is_no_such_filter_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "pdp11")
    assert not confine()
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    assert not confine()


def test_nothing_is_left_of_a_reader(pool: Pool) -> None:
    for fault in ("answers", "crashes"):
        with suppress(Damaged):
            run(pool, fault)

    assert children(pool.warm().pid) == []
    assert list(pool.warm().folder.iterdir()) == []


def test_nothing_is_left_of_the_waiting_process() -> None:
    nursery = Nursery((FAULTS,))
    reader = nursery.fork()
    folder, pid = nursery.folder, nursery.pid
    assert children(pid) == [str(reader.number)]

    nursery.close()

    assert not folder.exists()
    assert not Path(f"/proc/{pid}").exists()
    assert not Path(f"/proc/{reader.number}").exists()


def test_readers_end_with_a_server_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import os, signal; from shared.formats.nursery import Nursery;"
        f"n = Nursery(('{FAULTS}',)); r = n.fork(); print(n.pid, r.number, n.folder, flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT).stdout.split()

    left = [Path(f"/proc/{said[0]}"), Path(f"/proc/{said[1]}"), Path(said[2])]
    until = time.monotonic() + 10
    while time.monotonic() < until and any(path.exists() for path in left):
        time.sleep(0.02)

    assert not any(path.exists() for path in left)


def test_one_waiting_process_serves_file_after_file(pool: Pool) -> None:
    waiting = pool.warm().pid

    assert [run(pool, "answers") for _ in range(3)] == [b"enaJ"] * 3
    assert pool.warm().pid == waiting


def test_a_waiting_process_that_died_is_replaced(pool: Pool) -> None:
    died = pool.warm()
    died._process.kill()
    died._process.wait()

    assert run(pool, "answers") == b"enaJ"
    assert not died.folder.exists()


def test_libraries_that_cannot_be_loaded_are_a_fault_of_the_machine() -> None:
    pool = Pool(most=1, preload=("no_such_library",))

    with pytest.raises(BadSetup, match="does not start"):
        run(pool, "answers")

    pool.close()


def test_many_threads_read_at_once(pool: Pool) -> None:
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(run(pool, "answers"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [b"enaJ"] * 6


def test_more_files_than_may_be_read_wait_and_then_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_folders_of_a_server_that_was_killed_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation.tempfile, "gettempdir", lambda: str(tmp_path))
    gone, ours, other = (tmp_path / name for name in (f"blackbar-reader-{2**22 + 1}-x", "ours", "other"))
    ours = tmp_path / f"blackbar-reader-{os.getpid()}-x"
    for folder in (gone, ours, other):
        folder.mkdir()

    isolation._sweep()

    assert not gone.exists()
    assert ours.exists()
    assert other.exists()


def _ignore(call: Callable[[], object]) -> None:
    with pytest.raises(TooComplex):
        call()
