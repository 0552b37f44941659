"""A server with the Filter API alone, spoken to byte by byte."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import pytest


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the headers by their lower-case names, the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@pytest.fixture(scope="module")
def running(run_server):
    one = run_server("filter", metrics=True)
    one.services.engine(wait_seconds=10)
    return one


@pytest.fixture(scope="module")
def client(running):
    with httpx.Client(base_url=running.url, timeout=60, trust_env=False) as one:
        yield one


@pytest.fixture(scope="module")
def replay(running) -> Callable[[bytes], Answer]:
    """Sends bytes as a client put them on the wire, and reads the one answer."""
    parts = urlsplit(running.url)

    def send(raw: bytes) -> Answer:
        with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
            connection.sendall(raw.replace(b"{host}", parts.netloc.encode()))
            received = b""
            while b"\r\n\r\n" not in received:
                received += connection.recv(65536)
            head, _, body = received.partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            while len(body) < int(headers.get("content-length", 0)):
                body += connection.recv(65536)
            return Answer(int(first.split()[1]), headers, body)

    return send
