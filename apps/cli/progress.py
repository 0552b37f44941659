"""How far a run over many files is: a bar on a terminal, one line for each file anywhere else.

This module knows nothing of files or of what is done to them.
"""

from types import TracebackType
from typing import TextIO

_WIDTH = 30


class Progress:
    """Counts up to `total`. Failures are always said; the rest only where it is not `quiet`."""

    def __init__(self, total: int, stream: TextIO, *, quiet: bool = False) -> None:
        self._total, self._stream, self._quiet = total, stream, quiet
        self._count = 0
        self._has_bar = not quiet and stream.isatty()

    def __enter__(self) -> "Progress":
        self._draw()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._has_bar:
            self._write("\r\033[K")

    def done(self, name: str, what: str) -> None:
        """One more is done."""
        self._count += 1
        if self._has_bar:
            self._draw()
        elif not self._quiet:
            self._say(name, what)

    def failed(self, name: str, why: str) -> None:
        """One more could not be done, which is said with its name."""
        self._count += 1
        if self._has_bar:
            self._write("\r\033[K")
        self._say(name, why)
        self._draw()

    def _say(self, name: str, what: str) -> None:
        shown = "".join(c if c.isprintable() else "?" for c in name)  # a name could hold control codes
        self._write(f"[{self._count}/{self._total}] {shown}: {what}\n")

    def _draw(self) -> None:
        if self._has_bar and self._total:
            full = _WIDTH * self._count // self._total
            self._write(f"\r[{'█' * full}{' ' * (_WIDTH - full)}] {self._count}/{self._total}")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
