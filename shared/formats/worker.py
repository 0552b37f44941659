"""The process that files are read in. Started by `shared.formats.isolation`, never imported for its work.

It loads the libraries it is told to and then forks, whenever it is asked: each file is read by a copy that starts
in milliseconds, holds nothing of any other file, gives up every right that reading does not need, answers, and
ends. The process itself never sees a file. It ends its copies and itself when the server is gone.
"""

import gc
import importlib
import json
import os
import resource
import shutil
import signal
import socket
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from shared.errors import BadInput, Damaged, TooComplex
from shared.formats.confined import confine

ORDER = struct.Struct("!cI")
"""What the server asks: FORK, or to end the copy of this number, WAIT_FOR it first or KILL it at once."""

FORK, WAIT_FOR, KILL = b"F", b"W", b"K"

REPLY = struct.Struct("!i")
"""The answer: 0 for ready, the number of a new copy, or with what code a copy ended."""

FRAME = struct.Struct("!cQ")
"""What the server and a copy say to one another: one letter, the length of what follows, and what follows."""

JOB, PROGRESS, RESULT, REFUSAL = b"J", b"P", b"R", b"E"

SECONDS_PER_STEP = 0.25
"""What a step (a page) may add to the time. A dense page takes 0.02 s here, and ten times that when the machine is
busy."""

_PATIENCE_SECONDS = 1.0
_OPEN_FILES = 64

Report = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""


def main(preload: list[str]) -> None:
    """Fork on request until the server is gone."""
    server = socket.socket(fileno=os.dup(0))
    folder = Path.cwd()
    for module in preload:
        importlib.import_module(module)
    # What is loaded stays shared with every copy, and a copy ends before it has garbage worth looking for: without
    # that search a PDF of 200 dense pages takes a sixth less time.
    gc.freeze()
    gc.disable()
    server.sendall(REPLY.pack(0))
    copies: set[int] = set()
    try:
        while True:
            order, files, _, _ = socket.recv_fds(server, ORDER.size, 1)
            if len(order) < ORDER.size:
                return
            letter, number = ORDER.unpack(order)
            if letter == FORK:
                number = _fork(files[0], server, folder)
                copies.add(number)
                server.sendall(REPLY.pack(number))
            elif number in copies:
                copies.discard(number)
                code = _end(number, 0.0 if letter == KILL else _PATIENCE_SECONDS)
                shutil.rmtree(folder / str(number), ignore_errors=True)
                server.sendall(REPLY.pack(code))
    finally:
        for number in copies:
            _end(number, 0.0)
        shutil.rmtree(folder, ignore_errors=True)


def _fork(channel: int, server: socket.socket, folder: Path) -> int:
    number = os.fork()
    if number:
        os.close(channel)
        return number
    try:
        server.close()
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.close(null)
        _serve(socket.socket(fileno=channel), folder / str(os.getpid()))
    finally:
        os._exit(0)


def _end(number: int, patience_seconds: float) -> int:
    """End a copy and say with what code it ended, below zero for a signal. None is left behind as a zombie."""
    until = time.monotonic() + patience_seconds
    while True:
        ended, status = os.waitpid(number, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= until:
            os.kill(number, signal.SIGKILL)
            return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        time.sleep(0.005)


def _serve(channel: socket.socket, folder: Path) -> None:
    """Read one file."""
    job = json.loads(_receive(channel))
    data = _receive(channel)
    module, _, name = job["function"].partition(":")
    function = getattr(importlib.import_module(module), name)
    folder.mkdir(mode=0o700)
    os.chdir(folder)
    tempfile.tempdir = str(folder)
    confine()
    _limit(job["seconds"], job["memory_bytes"])
    try:
        _send(channel, RESULT, function(data, job["options"], _reporter(channel)))
    except BadInput as refusal:
        _refuse(channel, refusal)
    except MemoryError:
        megabytes = job["memory_bytes"] // 1024**2
        _refuse(
            channel,
            TooComplex(
                f"This file takes more than {megabytes:,} MB of memory to read, the most that one file may take. Send "
                "a part of it."
            ),
        )
    except Exception:  # a parser's own words may repeat what is in the file
        _refuse(
            channel,
            Damaged("This file is damaged and cannot be read. Open it in its own program and save a fresh copy."),
        )


def _limit(seconds: float, memory_bytes: int) -> None:
    limits = {
        resource.RLIMIT_AS: memory_bytes,
        # In case the server dies before it can end us; processor time is never more than wall time here.
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
    }
    for which, limit in limits.items():
        _, hard = resource.getrlimit(which)
        most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(which, (most, most))


def _reporter(channel: socket.socket) -> Report:
    told = -1

    def report(done: int, steps: int) -> None:
        nonlocal told
        percent = 100 * done // max(1, steps)
        if percent > told:
            told = percent
            _send(channel, PROGRESS, json.dumps([done, steps]).encode())

    return report


def _refuse(channel: socket.socket, refusal: BadInput) -> None:
    _send(channel, REFUSAL, json.dumps([type(refusal).__name__, refusal.message]).encode())


def _send(channel: socket.socket, letter: bytes, payload: bytes) -> None:
    channel.sendall(FRAME.pack(letter, len(payload)))
    channel.sendall(payload)


def _receive(channel: socket.socket) -> bytes:
    _, length = FRAME.unpack(_receive_exactly(channel, FRAME.size))
    return bytes(_receive_exactly(channel, length))


def _receive_exactly(channel: socket.socket, length: int) -> bytearray:
    received = bytearray()
    while len(received) < length:
        chunk = channel.recv(min(length - len(received), 1 << 20))
        if not chunk:
            raise ConnectionError("the server ended")
        received += chunk
    return received


if __name__ == "__main__":
    main(sys.argv[1:])
