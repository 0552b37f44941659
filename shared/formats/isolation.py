"""A file from outside is read in a process of its own, which can be killed, and which sees no other file.

Each call takes a fresh process that was started ahead of time with its libraries loaded, so a small file does not
wait for a start. The process gets the bytes of one file and limits of time and memory; it may write no file, holds
none of our open files, and is gone after the call, however the call ends.

What is trusted: the code in the process, until it touches the file. A file may take over its reader, so the answer
is plain bytes, never unpickled, and whoever asked checks it as any input. This module knows no file format.
"""

import atexit
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared import errors
from shared.errors import BadInput, BadSetup, BlackbarError, Busy, Damaged, TooComplex
from shared.formats.worker import FRAME, JOB, PROGRESS, REFUSAL, RESULT, SECONDS_PER_STEP

Progress = Callable[[float], None]

PRELOAD = ("shared.formats.pdf", "shared.formats.docx", "shared.formats.markdown")
"""What a waiting process has loaded already: 0.5 s and 60 MB that no file waits for."""

START_SECONDS = 60.0
"""A process that has not loaded its libraries by then never will; 0.5 s is usual, 5 s on a cold disk."""

WAIT_SECONDS = 60.0
"""How long a file waits for its turn while as many as may be are being read."""

_MOST_ANSWER_BYTES = 1 << 30
_FOLDER = "blackbar-reader-"
_REFUSALS = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, BadInput)
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take. A reader that says how many steps it has (its pages), at most `steps`, gets
    `SECONDS_PER_STEP` more for each of them."""

    seconds: float
    memory_bytes: int
    steps: int = 0


class Process:
    """One process for one file, with a private folder that goes when the process goes."""

    def __init__(self, preload: tuple[str, ...] = PRELOAD) -> None:
        self.owner = os.getpid()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{self.owner}-"))
        self._socket, theirs = socket.socketpair()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "shared.formats.worker", *preload],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # MuPDF writes there what it finds in a file
                cwd=self.folder,
                env={
                    "PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in sys.path),
                    "PYTHONUTF8": "1",
                    "TMPDIR": str(self.folder),
                },
                close_fds=True,
                start_new_session=True,  # Ctrl-C is for the server, which then ends its readers
            )
        except OSError:
            self._socket.close()
            shutil.rmtree(self.folder, ignore_errors=True)
            raise Busy("This machine cannot start another reader now. Try again in a minute.") from None
        finally:
            theirs.close()

    @property
    def pid(self) -> int:
        return int(self._process.pid)

    @property
    def is_alive(self) -> bool:
        return self.owner == os.getpid() and self._process.poll() is None

    def run(
        self, function: str, data: bytes, options: Mapping[str, Any], limits: Limits, progress: Progress | None = None
    ) -> bytes:
        """What `function` makes of `data`. Raises the refusal it raised, or the one that its end calls for."""
        self._wait_until_ready()
        job = {
            "function": function,
            "options": dict(options),
            "seconds": limits.seconds + SECONDS_PER_STEP * limits.steps,
            "memory_bytes": limits.memory_bytes,
        }
        started = time.monotonic()
        seconds = limits.seconds
        try:
            self._send(JOB, json.dumps(job).encode(), started + seconds)
            self._send(JOB, data, started + seconds)
            while True:
                letter, payload = self._receive(started + seconds)
                if letter == RESULT:
                    return payload
                if letter == REFUSAL:
                    raise _refusal(payload)
                if letter == PROGRESS:
                    done, steps = _done_of(payload, limits.steps)
                    seconds = limits.seconds + SECONDS_PER_STEP * steps
                    if progress and steps:
                        progress(done / steps)
        except TimeoutError:
            raise TooComplex(
                f"This file could not be read within {seconds:.0f} seconds: it is too complex, or built to keep a "
                "reader busy. Print it to a new PDF, or send a part of it."
            ) from None
        except (OSError, ValueError):  # it ended, or what it said makes no sense
            raise self._why_it_ended() from None

    def stop(self) -> None:
        """End the process and wait for its end, so that nothing is left of it: no zombie, no folder."""
        self._socket.close()
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _wait_until_ready(self) -> None:
        try:
            self._receive(time.monotonic() + START_SECONDS)
        except (OSError, ValueError):
            raise BadSetup("The document reader does not start on this machine. ./run --check says why.") from None

    def _send(self, letter: bytes, payload: bytes, deadline: float) -> None:
        self._socket.settimeout(_seconds_until(deadline))
        self._socket.sendall(FRAME.pack(letter, len(payload)))
        self._socket.sendall(payload)

    def _receive(self, deadline: float) -> tuple[bytes, bytes]:
        letter, length = FRAME.unpack(self._receive_exactly(FRAME.size, deadline))
        if length > _MOST_ANSWER_BYTES:
            raise ValueError("an answer longer than any of ours")
        return letter, bytes(self._receive_exactly(length, deadline))

    def _receive_exactly(self, length: int, deadline: float) -> bytearray:
        received = bytearray()
        while len(received) < length:
            self._socket.settimeout(_seconds_until(deadline))
            chunk = self._socket.recv(min(length - len(received), 1 << 20))
            if not chunk:
                raise ConnectionError("the process ended")
            received += chunk
        return received

    def _why_it_ended(self) -> BlackbarError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)
        # Both come from the system: past its processor time, or the machine ran out of memory.
        if self._process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return TooComplex("This file takes more time or memory than one file may. Send a part of it.")
        return Damaged(
            "This file made its reader crash: it is damaged, or built to do so. Open it in its own program, save a "
            "fresh copy and try again."
        )


class Pool:
    """Processes, at most `most` at work and one waiting ahead."""

    def __init__(self, most: int, preload: tuple[str, ...] = PRELOAD) -> None:
        self._preload = preload
        self._slots = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()
        self._spare: Process | None = None
        self._is_open = False

    def run(
        self, function: str, data: bytes, options: Mapping[str, Any], limits: Limits, progress: Progress | None = None
    ) -> bytes:
        """Run `function` ("module:name") on `data` in a process of its own; see `Process.run`."""
        if not self._slots.acquire(timeout=WAIT_SECONDS):
            raise Busy("Many files are being read at this moment. Try again in a minute.")
        try:
            process = self._take()
            try:
                return process.run(function, data, options, limits, progress)
            finally:
                process.stop()
                # Only now: on a small machine the spare's start would slow the file down.
                self.warm()
        finally:
            self._slots.release()

    def warm(self) -> None:
        """Have a process waiting. Called at the start, the first file is as quick as the next."""
        with self._lock:
            if not self._is_open:
                self._is_open = True
                _sweep()
                atexit.register(self.close)
            if self._spare is None or not self._spare.is_alive:
                # Without a spare the next file starts its own, or says why it cannot.
                with contextlib.suppress(Busy):
                    self._spare = Process(self._preload)

    def close(self) -> None:
        """End the waiting process."""
        with self._lock:
            spare, self._spare = self._spare, None
        if spare:
            spare.stop()

    def _take(self) -> Process:
        with self._lock:
            spare, self._spare = self._spare, None
        if spare and spare.is_alive:
            return spare
        if spare:
            spare.stop()
        return Process(self._preload)


POOL = Pool(most=max(2, min(8, os.cpu_count() or 2)))
"""The readers of this process. No process is started before the first file, or `warm`."""


def _seconds_until(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _refusal(payload: bytes) -> BlackbarError:
    name, message = json.loads(payload)
    return _REFUSALS.get(name, Damaged)(str(message))


def _done_of(payload: bytes, most: int) -> tuple[int, int]:
    done, steps = json.loads(payload)
    if not (isinstance(done, int) and isinstance(steps, int) and 0 <= done <= steps):
        raise ValueError("progress makes no sense")
    return min(done, most), min(steps, most)


def _sweep() -> None:
    """Remove the folders of servers that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*-*"):
        owner = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)
