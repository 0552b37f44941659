"""Some characters of a text that were called something, and what stands around them. Knows no category."""

import re
from dataclasses import dataclass
from functools import cached_property

_REACH = 240
_BLANK = re.compile(r"\s")


@dataclass(frozen=True)
class Claim:
    """Some characters of a text, and what the model says they are."""

    text: str
    start: int
    end: int

    @cached_property
    def words(self) -> str:
        """What was found."""
        return self.text[self.start : self.end]

    @cached_property
    def token(self) -> tuple[str, int]:
        """The run without blanks that the finding is in or made of, and where in it the finding begins."""
        left = max(0, self.start - _REACH)
        start = (
            left + next((m.end() for m in reversed(list(_BLANK.finditer(self.text, left, self.start)))), left) - left
        )
        stop = _BLANK.search(self.text, self.end, self.end + _REACH)
        return self.text[start : stop.start() if stop else self.end + _REACH], self.start - start

    @cached_property
    def line(self) -> str:
        """The line around the finding, in lower case."""
        return f"{self.before} {self.after}"

    @cached_property
    def before(self) -> str:
        """The line up to the finding, in lower case."""
        return self.text[max(0, self.start - _REACH) : self.start].rpartition("\n")[2].lower()

    @cached_property
    def after(self) -> str:
        """The line after the finding, in lower case."""
        return self.text[self.end : self.end + _REACH].partition("\n")[0].lower()

    @cached_property
    def above(self) -> str:
        """The line above it, in lower case."""
        return self.text[max(0, self.start - _REACH) : self.start].rpartition("\n")[0].rpartition("\n")[2].lower()

    @cached_property
    def line_text(self) -> str:
        """The line around the finding, as it is written."""
        before = self.text[max(0, self.start - _REACH) : self.start].rpartition("\n")[2]
        return before + self.words + self.text[self.end : self.end + _REACH].partition("\n")[0]

    @cached_property
    def digits(self) -> int:
        """How many digits of any script were found."""
        return sum(map(str.isdecimal, self.words))
