"""What a policy wants somebody to know: that a finding of a certain kind went through, and in which document.

An alert names no text. Alerts are kept in memory until they are deleted or the program stops. This module knows
nothing of HTTP and not what an alert is made of.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any

MOST_KEPT = 10_000
"""The newest are kept: a policy that alerts on every name would otherwise fill the memory."""


class Alerts:
    """Alerts by their id, the oldest first. Safe to share between threads."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Mapping[str, Any]] = OrderedDict()

    def add(self, alerts: Iterable[Mapping[str, Any]]) -> None:
        """Keep these, and let go of the oldest beyond the most that are kept."""
        with self._lock:
            for alert in alerts:
                self._kept[str(alert["id"])] = alert
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def every(self) -> list[Mapping[str, Any]]:
        """All that are kept."""
        with self._lock:
            return list(self._kept.values())

    def delete(self, alert_id: str) -> bool:
        """Let go of one; whether it was there."""
        with self._lock:
            return self._kept.pop(alert_id, None) is not None
