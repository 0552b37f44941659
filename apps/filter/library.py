"""The policies that a caller can name: those it has stored, and those that come with the program.

A stored policy of a ready one's name stands before it; deleted, the ready one is there again. This module knows
nothing of HTTP.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from shared.errors import BadValue, NotFound
from shared.policies import READY, Sources, read_policy, ready_text
from shared.policy import Policy
from shared.store import PolicyStore

READ_AGAIN_SECONDS = 60.0
"""How long a policy that was read is used as it is: its word lists and keys may change meanwhile."""

_MOST_READ = 256


class Library:
    """Policies by name. Safe to share between threads."""

    def __init__(self, store: PolicyStore, sources: Sources, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._sources = sources
        self._clock = clock
        self._lock = threading.Lock()
        self._read: dict[str, tuple[float, Policy]] = {}

    def names(self) -> list[str]:
        """Every name, sorted."""
        return sorted({*self._store.list(), *READY})

    def text(self, name: str) -> str:
        """A policy as it was stored. Raises NotFound."""
        try:
            return self._store.get(name).text
        except NotFound:
            return ready_text(name)

    def policy(self, name: str) -> Policy:
        """A policy, read. Raises NotFound, or BadValue for one that is stored and can no longer be read."""
        return self._policy(self.text(name), name)

    def save(self, text: str, name: str = "") -> bool:
        """Store a policy under its own name, or the one given here; whether there was none of that name.

        Raises BadValue that names what is wrong with it.
        """
        policy = read_policy(text, self._sources)
        name = name or policy.name
        if not name:
            raise BadValue("name must be there: it says under which name the policy is kept.")
        return self._store.put(name, text)

    def delete(self, name: str) -> None:
        """Take a stored policy away. Raises NotFound when there is none of that name."""
        if not self._store.delete(name):
            raise NotFound("There is no stored policy of this name.")

    def _policy(self, text: str, name: str) -> Policy:
        now = self._clock()
        with self._lock:
            read_at, policy = self._read.get(text, (-READ_AGAIN_SECONDS, None))
        if policy is None or now - read_at >= READ_AGAIN_SECONDS:
            policy = read_policy(text, self._sources)
            with self._lock:
                if len(self._read) >= _MOST_READ:
                    self._read.clear()
                self._read[text] = (now, policy)
        return replace(policy, name=name)
