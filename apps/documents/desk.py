"""The documents that people have open: kept in memory, for a quarter of an hour at most, under a name nobody guesses.

Who knows the name sees the document; there is no list. What is not here (never was, was closed, is too old, had to
make room) is all the same. Knows no HTTP and no file format.
"""

import secrets
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from apps.documents.pipeline import Search
from shared.errors import NotFound
from shared.formats.document import ReadDocument
from shared.formats.textmap import BoxRuns
from shared.spans import Span

KEPT_SECONDS = 900.0
"""How long a document stays open. The page has the file and opens it again when somebody reads on."""

_RUN_BYTES, _ROUGH_BYTES = 24, 300


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it was read: `data` is the file without a lock, `spans` what was found, by which `search`."""

    data: bytes = field(repr=False)
    document: ReadDocument = field(repr=False)
    spans: tuple[Span, ...] = field(repr=False)
    engine: str = ""
    search: Search = field(default=Search(), repr=False)

    @property
    def size(self) -> int:
        """How much memory it takes, roughly."""
        runs = self.document.map.runs
        placed = len(runs) * (_RUN_BYTES if isinstance(runs, BoxRuns) else _ROUGH_BYTES)
        rest = len(self.document.blocks) + len(self.spans)
        return len(self.data) + 4 * len(self.document.map.text) + placed + _ROUGH_BYTES * rest


@dataclass(slots=True)
class _Place:
    kept: Kept
    size: int
    timer: threading.Timer
    asked: float


class Desk:
    """Open documents, together at most `most_bytes`: the one that was looked at longest ago makes room."""

    def __init__(self, most_bytes: int, kept_seconds: float = KEPT_SECONDS) -> None:
        self._most_bytes = most_bytes
        self._kept_seconds = kept_seconds
        self._lock = threading.Lock()
        self._places: dict[str, _Place] = {}

    def put(self, kept: Kept) -> tuple[str, str]:
        """The name under which it lies here, 128 random bits, and when it goes, in UTC. ("", "") when it is larger
        than all room there is."""
        size = kept.size
        if size > self._most_bytes:
            return "", ""
        name = secrets.token_hex(16)
        timer = threading.Timer(self._kept_seconds, self.close, [name])
        timer.daemon = True
        with self._lock:
            while self._places and self.bytes_held + size > self._most_bytes:
                oldest = min(self._places, key=lambda one: self._places[one].asked)
                self._places.pop(oldest).timer.cancel()
            self._places[name] = _Place(kept, size, timer, time.monotonic())
        timer.start()
        until = datetime.now(UTC) + timedelta(seconds=self._kept_seconds)
        return name, until.isoformat(timespec="seconds").replace("+00:00", "Z")

    def get(self, name: str) -> Kept:
        """The document of this name. Raises NotFound."""
        with self._lock:
            place = self._places.get(name)
            if place is None:
                raise NotFound("This document is not open here any more. Choose the file again.")
            place.asked = time.monotonic()
            return place.kept

    def close(self, name: str = "") -> bool:
        """Forget one; all of them without a name. Whether there was one."""
        with self._lock:
            names = [name] if name in self._places else [] if name else list(self._places)
            for one in names:
                self._places.pop(one).timer.cancel()
            return bool(names)

    @property
    def bytes_held(self) -> int:
        return sum(place.size for place in self._places.values())

    def __len__(self) -> int:
        return len(self._places)
