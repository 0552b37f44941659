"""One request and its answer on their way through the gate: what comes is counted, what goes carries its headers.

Knows limits and time. Does not know who may ask.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from shared.errors import BlackbarError
from shared.web.asgi import Message, Receive, Send
from shared.web.headers import with_headers
from shared.web.room import Room
from shared.web.uploads import RECEIVED_SECONDS

DRAIN_BYTES = 128 * 1024 * 1024
DRAIN_SECONDS = 10.0


class TooMuch(Exception):
    """More came than this address takes, than all may take together, or it took too long."""


@dataclass(frozen=True)
class Limits:
    """How many bytes one request, one client and everybody may have on their way in."""

    request: int
    client: int
    everybody: int


class Exchange:
    """What stands between a client and the application for one request."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        path: str,
        headers: Mapping[bytes, bytes],
        client: str,
        room: Room,
        limits: Limits,
    ) -> None:
        self._receive, self._send = receive, send
        self._path, self._headers = path, headers
        self._client, self._room, self._limits = client, room, limits
        self._deadline = asyncio.get_running_loop().time() + RECEIVED_SECONDS
        self._received = 0
        self._is_read = False
        self.is_begun = False
        """Whether a part of the answer has gone."""
        self.is_stream = False
        """Whether the answer is a stream of events."""
        self.over = 0
        """The status to refuse with once a limit was passed."""

    async def answer(self, message: Message) -> None:
        """Send a part of the answer."""
        if message["type"] == "http.response.start":
            self.is_begun = True
            message = {**message, "headers": with_headers(self._headers, self._path, message.get("headers", []))}
            self.is_stream = any(value.startswith(b"text/event-stream") for _, value in message["headers"])
            if self.is_stream:  # nginx would hold events back until its buffer is full
                message["headers"].append((b"x-accel-buffering", b"no"))
        await self._send(message)

    async def send(self, message: Message) -> None:
        """Send what the application says: past a limit, what it says about its broken input is of no interest."""
        if not self.over:
            await self.answer(message)

    async def receive(self) -> Message:
        """The next part of the request. Raises TooMuch past a limit."""
        try:
            async with asyncio.timeout_at(None if self._is_read else self._deadline):
                message = await self._receive()
        except TimeoutError:
            self.over = 408
            raise TooMuch from None
        if message["type"] == "http.request":
            self._is_read = not message.get("more_body", False)
            self._count(len(message.get("body", b"")))
        return message

    def _count(self, came: int) -> None:
        if self._received + came > self._limits.request:
            self.over = 413
            raise TooMuch
        try:
            self._room.take(self._client, came, self._limits.everybody, self._limits.client)
        except BlackbarError as error:
            self.over = error.status
            raise TooMuch from None
        self._received += came

    async def drain(self) -> None:
        """Read on for a while before refusing: a client that still sends would see a broken connection instead."""
        if self._is_read or self.over == 408:
            return
        drained = 0
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                while drained < DRAIN_BYTES:
                    message = await self._receive()
                    drained += len(message.get("body", b""))
                    if message["type"] != "http.request" or not message.get("more_body"):
                        return
        except TimeoutError:
            return

    def close(self) -> None:
        """Give back the room that the request took."""
        self._room.give(self._client, self._received)
