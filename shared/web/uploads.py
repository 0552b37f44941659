"""The file you sent waits in memory until it is read, once, and is never written down.

gradio keeps uploads in a folder, named by their content, for ever, and gives them to whoever asks. Here an
upload has a random name of 256 bits, lies in memory only, and is handed out once: two people who send the
same file do not meet, nothing can be fetched, linked or left behind, not even by a power cut. `take_upload`
never opens a path, so a path in a request cannot name anything.

This module knows nothing of what is in a file.
"""

import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from shared.errors import BadInput, BadValue, EmptyInput, TooLarge, TooMany
from shared.settings import Settings
from shared.web.room import WAIT_SECONDS, Room

KEPT_SECONDS = 600.0
"""How long an upload waits for the call that reads it. Sending and calling are one step in every client."""

RECEIVED_SECONDS = 600.0
"""How long a file may take to arrive: 50 MB at under a megabit a second."""

_NAME = re.compile(r"upload/[0-9a-f]{64}")

LOST = "The file is no longer here: a file is kept for a few minutes and read once. Choose it again."


MOST_FILES_EACH = 64
"""How many files of one client may wait: even an empty one takes some memory."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    data: bytes = field(repr=False)
    since: float
    client: str = field(default="", repr=False)


class Uploads:
    """Files between the request that sends them and the call that reads them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, _Waiting] = {}
        self._room = Room()

    @property
    def bytes_held(self) -> int:
        """The memory of what waits and of what is still arriving."""
        return self._room.held

    @contextmanager
    def receiving(self, most_bytes: int, client: str = "", most_bytes_each: int = 0) -> Iterator[Callable[[int], None]]:
        """Room for a file that arrives: call what this gives with each stretch of bytes.

        Raises Busy once all uploads together would take more than `most_bytes`, so that many that never end
        cannot fill the memory either, and TooMany once those of this client would take more than `most_bytes_each`.
        """
        arrived = 0

        def make_room(size: int) -> None:
            nonlocal arrived
            self._room.take(client, size, most_bytes, most_bytes_each)
            arrived += size

        try:
            yield make_room
        finally:
            self._room.give(client, arrived)

    def put(self, data: bytes, client: str = "") -> str:
        """Keep `data` and say under which name. Raises TooMany for a client with too many files that wait."""
        name = f"upload/{secrets.token_hex(32)}"
        with self._lock:
            if sum(one.client == client for one in self._waiting.values()) >= MOST_FILES_EACH:
                raise TooMany("Many files of yours are waiting to be read. Try again when they are done.", WAIT_SECONDS)
            self._waiting[name] = _Waiting(data, time.monotonic(), client)
        self._room.hold(client, len(data))
        return name

    def take(self, name: object) -> bytes | None:
        """The file of this name, once; None when there is none (any more)."""
        if not isinstance(name, str):
            return None
        with self._lock:
            one = self._waiting.pop(name, None)
        if one is None:
            return None
        self._room.give(one.client, len(one.data))
        return one.data

    def sweep(self, kept_seconds: float = KEPT_SECONDS) -> None:
        """Forget what nobody came for."""
        oldest = time.monotonic() - kept_seconds
        with self._lock:
            old = [self._waiting.pop(name) for name, one in list(self._waiting.items()) if one.since <= oldest]
        for one in old:
            self._room.give(one.client, len(one.data))

    def __len__(self) -> int:
        return len(self._waiting)


UPLOADS = Uploads()
"""The uploads of this process. Names are random, so the servers of a test process share it without meeting."""


def take_upload(file: object, settings: Settings, most_bytes: int | None = None) -> bytes:
    """The bytes of the file a client sent with a call. They are read once: a second call finds nothing.

    Raises BadInput for anything that is not an upload of ours, EmptyInput, and TooLarge past `most_bytes`.
    """
    if not isinstance(file, dict) or not isinstance(file.get("path"), str):
        raise BadValue("A file is expected here, uploaded first, as gradio's clients and the page do it.")
    if not _NAME.fullmatch(file["path"]):
        raise BadInput("This is not a file that was sent here. Nothing is read by its path or its address.")
    data = UPLOADS.take(file["path"])
    if data is None:
        raise BadInput(LOST)
    if not data:
        raise EmptyInput("The file is empty. Choose one with something in it.")
    most = most_bytes if most_bytes is not None else max(settings.max_document_bytes, settings.max_image_bytes)
    if len(data) > most:
        raise TooLarge(f"The file is larger than {most // 1024**2} MB. Choose a smaller one.")
    return data
