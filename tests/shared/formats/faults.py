"""Readers that go wrong, each in the way its name says, and one that looks around. They run in the real process."""

import ctypes
import json
import os
import resource
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shared.errors import Locked

Report = Callable[[int, int], None]


def parser_that_answers(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    report(1, 2)
    return data[::-1]


def parser_that_hangs(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    while True:
        time.sleep(0.01)


def parser_that_spins(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    while True:
        pass


def parser_that_crashes(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    ctypes.string_at(0)
    return b""


def parser_that_exits(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    os._exit(3)


def parser_that_eats_memory(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    held = []
    while True:
        held.append(bytearray(1 << 24))


def parser_that_quotes_the_file(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    raise RuntimeError(data.decode())


def parser_that_refuses(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    raise Locked("This file needs a password.")


def parser_that_claims_endless_pages(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    report(0, 10**9)
    while True:
        time.sleep(0.01)


def parser_that_answers_nonsense(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    for link in Path("/proc/self/fd").iterdir():
        if os.path.exists(link) and "socket" in os.readlink(link):
            os.write(int(link.name), b"\xff" * 64)
    time.sleep(5)
    return b""


def parser_that_writes_a_file(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    try:
        Path("left-behind").write_bytes(data)
    except OSError:
        return b"refused"
    return b"written"


def parser_that_looks_around(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """Its open files, its variables, its folder and its limit of memory, one a line."""
    files = [os.readlink(link) for link in Path("/proc/self/fd").iterdir() if link.exists()]
    limit = resource.getrlimit(resource.RLIMIT_AS)[1]
    return "\n".join([" ".join(sorted(files)), " ".join(sorted(os.environ)), os.getcwd(), str(limit)]).encode()


def parser_that_reaches_out(data: bytes, options: dict[str, Any], report: Report) -> bytes:
    """Every way out of the process, and what the kernel says to it."""
    ways: dict[str, Callable[[], object]] = {
        "the internet": lambda: socket.create_connection(("127.0.0.1", int(data))),
        "a socket file": lambda: socket.socket(socket.AF_UNIX),
        "a datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "a program": lambda: os.execv("/bin/true", ["true"]),
        "a signal": lambda: os.kill(os.getppid(), 0),
        "a signal to a group": lambda: os.killpg(os.getpgrp(), 0),
    }
    said = {}
    for name, way in ways.items():
        try:
            way()
            said[name] = "done"
        except PermissionError:
            said[name] = "refused"
    return json.dumps(said).encode()
