"""So many a minute for each client, and a plain word with a time to come back for whoever asks for more.

Counted in memory, so each process counts for itself. This module knows nothing of what is counted.
"""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from shared.errors import TooMany


class Rate:
    """How often a client may do one thing in any minute; 0 is as often as it likes."""

    def __init__(self, most_per_minute: int, what: str) -> None:
        self._what = what
        self._limit = RateLimitItemPerMinute(most_per_minute) if most_per_minute else None
        self._counts = MovingWindowRateLimiter(MemoryStorage())

    def check(self, client: str) -> None:
        """Raises TooMany for a client that has had its number, and counts nothing."""
        if self._limit is not None and not self._counts.test(self._limit, client):
            self._refuse(client)

    def count(self, client: str) -> None:
        """Counts one. Raises TooMany instead when the client has had its number."""
        if self._limit is not None and not self._counts.hit(self._limit, client):
            self._refuse(client)

    def _refuse(self, client: str) -> None:
        assert self._limit is not None
        reset = self._counts.get_window_stats(self._limit, client).reset_time
        raise TooMany(f"Too many {self._what}. Wait a minute and try again.", max(1, math.ceil(reset - time.time())))
