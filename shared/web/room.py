"""Memory for what arrives and waits, shared by everybody and never all of it anybody's.

Counted by client, so that one who sends and never comes back takes its own share and no more. This module knows
nothing of what is kept.
"""

import threading
from collections import Counter

from shared.errors import Busy, TooMany

WAIT_SECONDS = 30


class Room:
    """How many bytes each client holds. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: Counter[str] = Counter()

    @property
    def held(self) -> int:
        """The bytes of everybody."""
        with self._lock:
            return self._held.total()

    def take(self, client: str, size: int, most: int, most_each: int = 0) -> None:
        """Room for so many bytes more. Raises Busy past `most` of all, TooMany past `most_each` of this client."""
        with self._lock:
            if self._held.total() + size > most:
                raise Busy("Many files are waiting to be read. Try again in a minute.")
            if most_each and self._held[client] + size > most_each:
                raise TooMany("Many files of yours are waiting to be read. Try again when they are done.", WAIT_SECONDS)
            self._held[client] += size

    def hold(self, client: str, size: int) -> None:
        """So many bytes more that are there already."""
        with self._lock:
            self._held[client] += size

    def give(self, client: str, size: int) -> None:
        """So many bytes less."""
        with self._lock:
            self._held[client] -= size
            if self._held[client] <= 0:
                del self._held[client]
