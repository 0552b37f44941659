"""The text of a Word file as it grows: what was written, where each run of it came from, where pages begin.

Knows nothing of XML.
"""

from shared.errors import TooLarge
from shared.formats.textmap import Passage, Run, TextMap


class Writer:
    """Writes text at the end. A `gap` is written before the next text, and never at the beginning or the end."""

    def __init__(self, max_characters: int) -> None:
        self._max_characters = max_characters
        self._parts: list[str] = []
        self._runs: list[Run[Passage]] = []
        self._page_starts = {0}
        self.length = 0
        self.gap = ""
        self._begun: int | None = None

    def begin(self) -> None:
        """From here on, remember where the first letter comes to stand."""
        self._begun = None

    @property
    def begun(self) -> int | None:
        """Where text was first written since `begin`, or None when there was none but blanks."""
        return self._begun

    @property
    def next(self) -> int:
        """Where the next letter comes to stand."""
        return self.length + (len(self.gap) if self.length else 0)

    def write_from(self, place: Passage, text: str) -> None:
        """Write text that stands in the file."""
        if not text:
            return
        self.flush()
        if self._begun is None and not text.isspace():
            self._begun = self.length
        self._runs.append(Run(self.length, self.length + len(text), place))
        self.add(text)

    def write(self, sign: str) -> None:
        """Write what the file says in another way than by text."""
        self.flush()
        self.add(sign)

    def flush(self) -> None:
        """Write the gap."""
        gap, self.gap = self.gap, ""
        if self.length:
            self.add(gap)

    def add(self, text: str) -> None:
        """Write without the gap. Raises TooLarge past the most characters."""
        self._parts.append(text)
        self.length += len(text)
        if self.length > self._max_characters:
            raise TooLarge(
                f"This document has more than {self._max_characters:,} characters of text, the most that are taken. "
                "Send a part of it."
            )

    def break_page(self) -> None:
        """The next page begins here."""
        self._page_starts.add(self.length)

    def text_map(self) -> TextMap[Passage]:
        return TextMap("".join(self._parts), tuple(self._runs))

    def page_starts(self) -> list[int]:
        """Where each page begins; a break at the very end begins none."""
        return sorted(start for start in self._page_starts if start < max(1, self.length))
