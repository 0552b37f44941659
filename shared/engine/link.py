"""Asks one other machine, whose address a person has given, and says in a sentence what went wrong.

Certificates are checked, no proxy and no redirect is followed, every wait has an end, and whoever gives up hangs up.
Knows HTTP and JSON; knows nothing of what is asked.
"""

import contextlib
import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from shared.errors import BadSetup, BadValue, BlackbarError, Busy, NotFound, TooLarge, Unavailable

HEARTBEAT_SECONDS = 0.25
MOST_ANSWER_BYTES = 512 * 1024 * 1024
_PIECE_BYTES = 1 << 20
_LONGEST_SENTENCE = 300

_LOCAL = ("localhost", "127.0.0.1", "::1")


class Link:
    """One address, `http://` or `https://`, with the key it asks for and the seconds it may take for an answer."""

    def __init__(self, address: str, key: str = "", seconds: float = 120.0) -> None:
        parts = urlsplit(address)
        try:
            port = parts.port
        except ValueError:
            port = -1
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or port == -1:
            raise BadSetup("The engine's address must look like https://host:port; please correct --model.")
        if parts.username or parts.password:
            raise BadSetup("The engine's address must hold no password; please give its key as BLACKBAR_ENGINE_KEY.")
        self.encrypted = parts.scheme == "https"
        self.place = parts.hostname if port is None else f"{parts.hostname}:{port}"
        self.is_local = parts.hostname in _LOCAL
        self._host, self._port, self._folder = parts.hostname, port, parts.path.rstrip("/")
        self._key, self._seconds = key, seconds

    def __repr__(self) -> str:
        return f"<Link {self.place}>"

    def ask(self, path: str, question: object = None, heartbeat: Callable[[], None] | None = None) -> Any:
        """The JSON at a path, by GET, or by POST where there is a question.

        `heartbeat` is called while waiting, and may end it by raising. Raises NotFound where the other machine knows
        no such path, Busy, TooLarge or BadValue when it says so, and Unavailable for everything else.
        """
        body = None if question is None else _written(question)
        connection = self._connect()
        answer = _Answer()

        def fetch() -> None:
            try:
                answer.status, answer.body = self._fetch(connection, path, body)
            except BaseException as error:  # told in the caller's thread
                answer.error = error
            finally:
                answer.there.set()

        threading.Thread(target=fetch, name="engine link", daemon=True).start()
        try:
            until = time.monotonic() + 2 * self._seconds  # for one that sends its headers letter by letter
            while not answer.there.wait(HEARTBEAT_SECONDS):
                if heartbeat:
                    heartbeat()
                if time.monotonic() > until:
                    raise self._explained(TimeoutError())
        finally:
            _hang_up(connection)
        if answer.error is not None:
            raise self._explained(answer.error) from None
        return self._read(answer)

    def _connect(self) -> http.client.HTTPConnection:
        if self.encrypted:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(self._host, self._port, timeout=self._seconds, context=context)
        return http.client.HTTPConnection(self._host, self._port, timeout=self._seconds)

    def _fetch(self, connection: http.client.HTTPConnection, path: str, body: bytes | None) -> tuple[int, bytes]:
        until = time.monotonic() + self._seconds
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        connection.request("GET" if body is None else "POST", self._folder + path, body, headers)
        answer = connection.getresponse()
        pieces, size = [], 0
        while piece := answer.read1(_PIECE_BYTES):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_ANSWER_BYTES or time.monotonic() > until:
                raise TimeoutError
        return answer.status, b"".join(pieces)

    def _explained(self, error: BaseException) -> BlackbarError:
        where = f"The engine at {self.place}"
        if isinstance(error, ssl.SSLCertVerificationError):
            return Unavailable(f"{where} has a certificate that this machine does not trust; nothing was sent to it.")
        if isinstance(error, TimeoutError):
            return Unavailable(f"{where} took longer than {self._seconds:g} seconds; please try again or ask for less.")
        if isinstance(error, OSError | http.client.HTTPException):
            return Unavailable(f"{where} cannot be reached; please see whether it runs and its address is right.")
        return Unavailable(f"{where} could not be asked ({type(error).__name__}).")

    def _read(self, answer: "_Answer") -> Any:
        where = f"The engine at {self.place}"
        if answer.status in (401, 403):
            raise Unavailable(f"{where} asks for another key; please set BLACKBAR_ENGINE_KEY to it.")
        if answer.status == 404:
            raise NotFound(f"{where} knows no such address.")
        if answer.status in (429, 503):
            raise Busy(f"{where} is busy. Please try again in a moment.")
        try:
            content = json.loads(answer.body)
        except (ValueError, RecursionError):
            content = None
        if answer.status in (400, 413, 422):
            said = content.get("error") if isinstance(content, dict) else None
            reason = f": {said[:_LONGEST_SENTENCE]}" if isinstance(said, str) and said.isprintable() else "."
            raise (TooLarge if answer.status == 413 else BadValue)(f"{where} refuses this{reason}")
        if answer.status != 200 or content is None:
            raise Unavailable(f"{where} did not answer as an engine does (status {answer.status}).")
        return content


class _Answer:
    def __init__(self) -> None:
        self.there = threading.Event()
        self.status = 0
        self.body = b""
        self.error: BaseException | None = None


def _written(question: object) -> bytes:
    try:
        return json.dumps(question, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # a lone surrogate, which only JSON's own escape can write
        return json.dumps(question, separators=(",", ":")).encode()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    """Closes even while another thread reads: that one then ends at once."""
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)
    connection.close()
