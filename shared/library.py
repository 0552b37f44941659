"""The policies that can be named: those that people have stored, and those that come with the program.

Whoever names a policy, a page, a program or the command line, gets the same one from here. Philter's clients are used
to replace `default`, so for them a stored policy of a ready one's name stands before it; deleted, the ready one is
there again. This module knows nothing of HTTP.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shared.errors import BadInput, BadValue, NotFound
from shared.policies import READY, Sources, describe, read_policy, ready_policy, ready_text
from shared.policies.describing import READY_SENTENCES
from shared.policy import Policy

if TYPE_CHECKING:
    from shared.store import PolicyStore

READ_AGAIN_SECONDS = 60.0
"""How long a policy that was read is used as it is: its word lists and keys may change meanwhile."""

MOST_OFFERED = 100
"""How many stored policies a page offers; nobody chooses from more in a list, and all of them are read for it."""

_MOST_READ = 256
_VERSION_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """A policy as a person is offered it. `version` is the beginning of the hash of its text; `operating_point` how it
    has the model decide, where it says so."""

    name: str
    description: str
    version: str
    is_ready: bool = False
    operating_point: str = ""


class Library:
    """Policies by name; without a store, the ready ones. Safe to share between threads."""

    def __init__(
        self,
        store: "PolicyStore | None",
        sources: Sources,
        most_stored: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._sources = sources
        self._most_stored = most_stored
        self._clock = clock
        self._lock = threading.Lock()
        self._read: dict[str, tuple[float, Policy]] = {}

    def names(self) -> list[str]:
        """Every name, sorted."""
        return sorted({*(self._store.list() if self._store else ()), *READY})

    def text(self, name: str) -> str:
        """A policy as it was stored. Raises NotFound."""
        try:
            if self._store is not None:
                return self._store.get(name).text
        except NotFound:
            pass
        return ready_text(name)

    def policy(self, name: str) -> Policy:
        """A policy, read. Raises NotFound, or BadValue for one that is stored and can no longer be read."""
        return replace(self._policy(self.text(name)), name=name)

    def resolve(self, given: str) -> Policy:
        """The policy of that name, or the one that the text itself is. Raises BadInput in words for who gave it.

        A ready one's name means the ready one: what somebody stored under it changes no page and no command.
        """
        if given.lstrip("\ufeff \t\r\n").startswith("{"):
            return self._policy(given)
        try:
            return ready_policy(given or "default") if given in ("", *READY) else self.policy(given)
        except NotFound:
            raise BadValue(
                f"There is no policy of this name. Name a stored one or one of these: {', '.join(READY)}; or give one "
                "as JSON."
            ) from None

    def offers(self) -> tuple[list[Offer], int]:
        """What a person may choose from: the ready ones, then the stored ones by name; and how many were left out."""
        stored = [name for name in self._store.list() if name not in READY] if self._store else []
        shown = stored[:MOST_OFFERED]
        ready = [Offer(name, READY_SENTENCES[name], version_of(ready_policy(name)), is_ready=True) for name in READY]
        return [*ready, *(offer for name in shown if (offer := self._of(name)))], len(stored) - len(shown)

    def offer(self, text: str) -> Offer:
        """The same for a policy that was given whole. Raises BadInput that says what is wrong with it."""
        return _offer(self._policy(text))

    def _of(self, name: str) -> Offer | None:
        try:
            return _offer(self.policy(name))
        except NotFound:  # deleted at this moment
            return None
        except BadInput as error:  # stored with a list or a key that is no longer there
            return Offer(name, f"Cannot be used now: {error.message}", "")

    def save(self, text: str, name: str = "") -> bool:
        """Store a policy under its own name, or the one given here; whether there was none of that name.

        Raises BadValue that names what is wrong with it, and Full when no more are kept.
        """
        policy = read_policy(text, self._sources)
        name = name or policy.name
        if not name:
            raise BadValue("name must be there: it says under which name the policy is kept.")
        if self._store is None:
            raise NotFound("Policies are not kept here.")
        return self._store.put(name, text, self._most_stored)

    def delete(self, name: str) -> None:
        """Take a stored policy away. Raises NotFound when there is none of that name."""
        if self._store is None or not self._store.delete(name):
            raise NotFound("There is no stored policy of this name.")

    def _policy(self, text: str) -> Policy:
        now = self._clock()
        with self._lock:
            read_at, policy = self._read.get(text, (-READ_AGAIN_SECONDS, None))
        if policy is None or now - read_at >= READ_AGAIN_SECONDS:
            policy = read_policy(text, self._sources)
            with self._lock:
                if len(self._read) >= _MOST_READ:
                    self._read.clear()
                self._read[text] = (now, policy)
        return policy


def version_of(policy: Policy) -> str:
    """A policy's version: the beginning of the hash of its text."""
    return policy.digest[:_VERSION_CHARACTERS]


def _offer(policy: Policy) -> Offer:
    return Offer(policy.name, describe(policy), version_of(policy), operating_point=policy.operating_point)
