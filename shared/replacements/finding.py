"""What a replacement may look at, and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from shared.spans import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A span with its text, shown to a replacement and to nobody else.

    `key` is random for each document, or belongs to a context: the same text under the same key always
    gets the same replacement, and without the key nobody can tell which text that was. `type_name` is what the
    policy calls this kind of finding, `classification` what it calls it more finely.
    """

    span: Span
    text: str = field(repr=False)
    key: bytes = field(repr=False)
    type_name: str = ""
    classification: str = ""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What stands in the finding's place, and the salt it was made with, if any."""

    text: str
    salt: str = ""


Replacement = Callable[[Finding], Replaced]
"""Takes a finding, gives what stands there instead."""
