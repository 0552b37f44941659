"""Stand-ins for the model: as good as the real one in all that the rest of the program can see of it.

`FakeEngine` finds marked words and nothing by chance: every `Jane Doe` in any case of pairs of capitalised words,
`SENTINEL…` words as secrets, and, by `extra`, whatever a test wants found. Asked for `precision` it finds only what it
is sure of, which no name is; asked for `recall` it finds `PERHAPS…` words as people, too.
"""

import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence

from shared.spans import Span

PERSON = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
SECRET = re.compile(r"\bSENTINEL[\w-]*")
PERHAPS = re.compile(r"\bPERHAPS[\w-]*")

LEAST_SCORES = {"precision": 0.95, "recall": 0.0}
"""What is found by each operating point; by any other, what is rather so than not."""


class FakeEngine:
    """Finds pairs of capitalised words as people and `SENTINEL…` as secrets, deterministically, in no time."""

    name = "fake"
    device = "cpu"
    dtype = "float32"
    reason = "A stand-in for tests."

    def __init__(self, extra: Mapping[str, str] | None = None) -> None:
        self.extra = dict(extra or {})
        self.calls: list[int] = []

    def find(
        self, texts: Sequence[str], progress: Callable[[float], None] | None = None, operating_point: str = ""
    ) -> list[list[Span]]:
        self.calls.append(len(texts))
        least = LEAST_SCORES.get(operating_point, 0.5)
        results = [[span for span in self._find(text) if span.score >= least] for text in texts]
        if progress is not None:
            progress(1.0)
        return results

    def _find(self, text: str) -> list[Span]:
        spans = {
            (match.start(), match.end()): Span(match.start(), match.end(), label, score=score)
            for pattern, label, score in self._patterns()
            for match in pattern.finditer(text)
            if match.end() > match.start()
        }
        return sorted(spans.values())

    def _patterns(self) -> list[tuple[re.Pattern[str], str, float]]:
        words = [(re.compile(re.escape(word)), label, 0.95) for word, label in self.extra.items()]
        known = [(PERSON, "private_person", 0.9), (SECRET, "secret", 0.99), (PERHAPS, "private_person", 0.3)]
        return [*known, *words]


class EngineThatWaits(FakeEngine):
    """Finds nothing until it is let go: for what happens meanwhile. Tells its progress, so it can be ended."""

    name = "waiting"

    def __init__(self, most_seconds: float = 30.0) -> None:
        super().__init__()
        self.go = threading.Event()
        self.entered = threading.Semaphore(0)
        self.most_seconds = most_seconds

    def find(
        self, texts: Sequence[str], progress: Callable[[float], None] | None = None, operating_point: str = ""
    ) -> list[list[Span]]:
        self.entered.release()
        end = time.monotonic() + self.most_seconds
        while not self.go.wait(0.05) and time.monotonic() < end:
            if progress is not None:
                progress(0.5)
        return super().find(texts, progress, operating_point)


class EngineThatFails(FakeEngine):
    """Breaks on every call, with the text it was given in its message: nothing of that may be seen."""

    name = "failing"

    def find(
        self, texts: Sequence[str], progress: Callable[[float], None] | None = None, operating_point: str = ""
    ) -> list[list[Span]]:
        raise ValueError(f"cannot read {texts[0]!r}" if texts else "nothing")


class FragileEngine(FakeEngine):
    """Breaks on texts that say so, with the text in the message; finds like the others in every other."""

    name = "fragile"

    def find(
        self, texts: Sequence[str], progress: Callable[[float], None] | None = None, operating_point: str = ""
    ) -> list[list[Span]]:
        for text in texts:
            if "break the engine" in text:
                raise ValueError(text)
        return super().find(texts, progress, operating_point)


class EngineThatFindsNothing(FakeEngine):
    """Finds nothing at all."""

    name = "blind"

    def find(
        self, texts: Sequence[str], progress: Callable[[float], None] | None = None, operating_point: str = ""
    ) -> list[list[Span]]:
        return [[] for _ in texts]
