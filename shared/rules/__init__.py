"""Finds personal data by format and checksum: a wrong checksum is nothing.

`find` knows no model and no policy. Scores mean the same in every rule: .95 and more when a checksum agreed or the
format cannot be anything else, .85 when the words around it say so, less when the format stands alone. Nothing is
compiled or loaded before the first call.
"""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from shared.spans import Span

if TYPE_CHECKING:
    from shared.rules.reading import Reading

RULES = (
    "emails",
    "urls",
    "network",
    "handles",
    "phones",
    "cards",
    "banks",
    "crypto",
    "identity",
    "labelled",
    "courts",
    "partials",
    "parcels",
    "dates",
    "ages",
    "keys",
    "connections",
    "passwords",
    "logins",
    "spelled",
)
"""The modules of this room that find something, each by one idea."""


def find(text: str) -> list[Span]:
    """What the rules find in a text: sorted, each finding inside the text, none inside another."""
    from shared.rules.finding import keep
    from shared.rules.reading import read

    reading = read(text)
    found = (span for rule in _rules() for span in rule(reading))
    return keep(reading.span(span) for span in found)


@cache
def _rules() -> "tuple[Callable[[Reading], Iterable[Span]], ...]":
    return tuple(import_module(f"shared.rules.{name}").find for name in RULES)
