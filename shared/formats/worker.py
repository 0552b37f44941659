"""The process in which one file is read. Started by `shared.formats.isolation`, never imported for its work.

It loads the libraries it is told to, says that it is ready, takes one job, gives up every right the job does not
need, answers, and ends. It never says anything of a file but its result or a refusal in plain words.
"""

import importlib
import json
import os
import resource
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any

from shared.errors import BadInput, Damaged, TooComplex

FRAME = struct.Struct("!cQ")
"""Every message is one letter, the length of what follows, and what follows."""

READY, JOB, PROGRESS, RESULT, REFUSAL = b"A", b"J", b"P", b"R", b"E"

SECONDS_PER_STEP = 0.25
"""What a step (a page) may add to the time. A dense page takes 0.02 s here, and twenty times that when the
machine is busy."""

_OPEN_FILES = 64

Report = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""


def main(preload: list[str]) -> None:
    channel = socket.socket(fileno=os.dup(0))
    for module in preload:
        importlib.import_module(module)
    _send(channel, READY, b"")
    try:
        job = json.loads(_receive(channel))
        data = _receive(channel)
    except ConnectionError:
        return  # the server ended before it had a file for us
    letter, answer = _answer(job, data, channel)
    _send(channel, letter, answer)


def _answer(job: dict[str, Any], data: bytes, channel: socket.socket) -> tuple[bytes, bytes]:
    module, _, name = job["function"].partition(":")
    function = getattr(importlib.import_module(module), name)
    _limit(job["seconds"], job["memory_bytes"])
    try:
        return RESULT, function(data, job["options"], _reporter(channel))
    except BadInput as refusal:
        return REFUSAL, _words(refusal)
    except MemoryError:
        return REFUSAL, _words(
            TooComplex(
                f"This file takes more than {job['memory_bytes'] // 1024**2} MB of memory to read, the most that one "
                "file may take. Send a part of it."
            )
        )
    except Exception:  # a parser's own words may repeat what is in the file
        return REFUSAL, _words(
            Damaged("This file is damaged and cannot be read. Open it in its own program and save a fresh copy.")
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
    os.nice(5)  # pages and the model go first


def _reporter(channel: socket.socket) -> Report:
    def report(done: int, steps: int) -> None:
        _send(channel, PROGRESS, json.dumps([done, steps]).encode())

    return report


def _words(refusal: BadInput) -> bytes:
    return json.dumps([type(refusal).__name__, refusal.message]).encode()


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
