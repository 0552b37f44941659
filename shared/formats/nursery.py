"""The process that waits with its libraries loaded, and the copies it makes of itself, one for each file.

The server's end of `worker.py`: it sends orders to the waiting process, and a file to a copy, and hears what comes
back under a deadline. Knows nothing of how many files are read at once, nor of their formats.
"""

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
from shared.errors import Abandoned, BadInput, BadSetup, BlackbarError, Busy, Damaged, TooComplex
from shared.formats.worker import FORK, FRAME, JOB, ORDER, PROGRESS, REFUSAL, REPLY, RESULT, SECONDS_PER_STEP

Progress = Callable[[float], None]
Gone = Callable[[], bool]
"""Whether nobody waits for the result any more."""

FOLDER = "blackbar-reader-"
"""How the private folders of readers begin; the number of the server's process follows."""

START_SECONDS = 60.0
"""A process that has not loaded its libraries by then never will; 0.5 s is usual, 5 s on a cold disk."""

_LOOK_SECONDS = 0.1
"""How often it is asked whether anybody still waits."""

_ORDER_SECONDS = 10.0
_MOST_ANSWER_BYTES = 1 << 30
_REFUSALS = {
    kind.__name__: kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, BadInput)
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take. A reader that says how many steps it has (its pages), at most `steps`, gets
    `SECONDS_PER_STEP` more for each of them."""

    seconds: float
    memory_bytes: int
    steps: int = 0


class Nursery:
    """The waiting process, and the orders it takes."""

    def __init__(self, preload: tuple[str, ...]) -> None:
        self.owner = os.getpid()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{FOLDER}{self.owner}-"))
        self._lock = threading.Lock()
        self._socket, theirs = socket.socketpair()
        self._is_ready = False
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
                    "OMP_THREAD_LIMIT": "1",  # many files are read at once: each has one core
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

    def fork(self) -> "Reader":
        """A process for one file. Raises BadSetup when the libraries cannot be loaded on this machine."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                return Reader(ours, self._order(FORK, 0, theirs.fileno()))
            except OSError:
                ours.close()
                self.close()
                raise BadSetup("The document reader does not start on this machine. ./run --check says why.") from None

    def end(self, number: int, order: bytes) -> int:
        """End a process and say with what code it ended, below zero for a signal."""
        try:
            return self._order(order, number)
        except OSError:  # the waiting process is gone, and its copies with it
            return -signal.SIGKILL

    def close(self) -> None:
        """End the waiting process and every copy of it; nothing is left, no zombie and no folder."""
        self._socket.close()
        if self.owner != os.getpid():
            return
        try:
            self._process.wait(2.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _order(self, letter: bytes, number: int, file: int | None = None) -> int:
        with self._lock:
            if not self._is_ready:
                self._reply(START_SECONDS)
                self._is_ready = True
            try:
                self._socket.settimeout(_ORDER_SECONDS)
                socket.send_fds(self._socket, [ORDER.pack(letter, number)], [] if file is None else [file])
                return self._reply(_ORDER_SECONDS)
            except OSError:
                self._process.kill()  # answers would no longer fit the orders; the next file starts another
                raise

    def _reply(self, seconds: float) -> int:
        self._socket.settimeout(seconds)
        reply = self._socket.recv(REPLY.size, socket.MSG_WAITALL)
        if len(reply) < REPLY.size:
            raise ConnectionError("the waiting process ended")
        return int(REPLY.unpack(reply)[0])


class Reader:
    """One process for one file."""

    def __init__(self, channel: socket.socket, number: int) -> None:
        self._socket = channel
        self._gone: Gone | None = None
        self.number = number

    def run(
        self, function: str, data: bytes, options: Mapping[str, Any], limits: Limits, progress: Progress | None = None,
        gone: Gone | None = None,
    ) -> bytes:  # fmt: skip
        """What `function` makes of `data`. Raises the refusal it raised, TooComplex past its time, Abandoned when
        nobody waits any more, and OSError, ValueError or TypeError when the process ended, or answered what no reader
        of ours does."""
        self._gone = gone
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

    def close(self) -> None:
        self._socket.close()

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
            left = _seconds_until(deadline)
            self._socket.settimeout(min(left, _LOOK_SECONDS) if self._gone else left)
            try:
                chunk = self._socket.recv(min(length - len(received), 1 << 20))
            except TimeoutError:
                if self._gone and self._gone():
                    raise Abandoned("The call was ended.") from None
                continue
            if not chunk:
                raise ConnectionError("the process ended")
            received += chunk
        return received


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
