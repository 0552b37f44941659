"""Which of many words stand in a text: all of them are looked for in one pass.

A file with a thousand findings is looked through for ten thousand traces, a scanned page of it is ten million bytes.
Each place of the text is looked up by its first four bytes; only words that begin so are then looked for. One after
another, 4,000 names took half a minute over 200 pages. Knows no file format.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

_FIRST = 4
_FEW = 64
"""As few words as these are found faster one by one."""

_AT_ONCE = 1 << 22
_SLOTS = 1 << 16
_SPREAD = 2654435761


class Finder:
    """Looks for words in bytes."""

    def __init__(self, words: Iterable[bytes]) -> None:
        self._one_by_one = set(words)
        self._by_first: dict[int, list[bytes]] = defaultdict(list)
        if len(self._one_by_one) <= _FEW:
            return
        import numpy as np

        for word in self._one_by_one:
            if len(word) >= _FIRST:
                self._by_first[int.from_bytes(word[:_FIRST], "little")].append(word)
        self._one_by_one = {word for word in self._one_by_one if len(word) < _FIRST}
        self._slots = np.zeros(_SLOTS, bool)
        self._slots[_slot(np.fromiter(self._by_first, np.uint32, len(self._by_first)))] = True

    def found_in(self, text: bytes) -> Iterator[bytes]:
        """Those that stand in the text, each once."""
        yield from (word for word in self._one_by_one if word in text)
        for first in self._starts(text) if self._by_first else ():
            yield from (word for word in self._by_first[first] if word in text)

    def _starts(self, text: bytes) -> list[int]:
        """The first bytes of our words that stand in the text."""
        import numpy as np

        found: set[int] = set()
        for at in range(0, len(text), _AT_ONCE):
            part = text[at : at + _AT_ONCE + _FIRST - 1]
            for shift in range(_FIRST):
                count = (len(part) - shift) // _FIRST
                if count > 0:
                    four = np.frombuffer(part, "<u4", count, shift)
                    likely = four[self._slots[_slot(four)]]
                    found.update(likely.tolist())
        return sorted(found & self._by_first.keys())


def _slot(four: Any) -> Any:
    """Where a table keeps whether any word begins so. 32 bits by 32 bits, the upper half of what is left."""
    return (four * _SPREAD) >> 16
