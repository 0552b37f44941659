"""Whose turn it is: everybody's in turn, and of each the things they asked for in turn.

Who asks for fifty things at once waits for fifty turns of their own, and nobody else does. Knows nothing of what is
asked for; not safe to use from many threads at once.
"""

from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Turns(Generic[T]):
    """Things waiting, each of a client."""

    def __init__(self) -> None:
        self._of_client: dict[str, deque[T]] = {}  # the client whose turn it is first

    def __len__(self) -> int:
        return sum(map(len, self._of_client.values()))

    def __iter__(self) -> Iterator[T]:
        return (one for things in self._of_client.values() for one in things)

    def add(self, client: str, one: T) -> None:
        """Puts something last in its client's line; a client that had nothing waiting comes after all others."""
        self._of_client.setdefault(client, deque()).append(one)

    def first(self) -> T:
        """What has its turn."""
        return next(iter(self._of_client.values()))[0]

    def pass_on(self, again: bool) -> None:
        """Ends that turn: the next client's comes, and what had it waits `again` or is gone."""
        client = next(iter(self._of_client))
        things = self._of_client.pop(client)
        one = things.popleft()
        if again:
            things.append(one)
        if things:
            self._of_client[client] = things

    def clear(self) -> None:
        """Nothing waits any more."""
        self._of_client.clear()
