"""What a policy looks for on its own: patterns, dictionaries and sections.

A policy is a stranger's text, so all its patterns run under one time limit; what is too slow is refused, because
text that nobody looked at must not pass as clean. This module knows nothing of replacements.
"""

import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import regex

from shared.errors import BadValue
from shared.policy import Dictionary, Lookup, Pattern, Section
from shared.rules.validators import CHECKS
from shared.spans import Span

SECONDS = 5.0
"""How long all lookups may take over one text of up to `FREELY` characters; over a longer one, as much longer."""

FREELY = 500_000

MOST_FUZZY_TERMS = 1_000
"""Fuzzy terms are tried one by one; exact ones are looked up together, however many they are."""


_CALL = regex.compile(r"(?<!\\)(?:\\\\)*\(\?(?:R|[+-]?[0-9]|&|P>)")
"""How a group, or the whole pattern, is called from within one. Without end that takes half a gigabyte in a second,
before the clock is looked at; Java's patterns, which policies are written in, cannot do it either."""


def find_lookups(text: str, lookups: Iterable[Lookup]) -> list[Span]:
    """Every finding of a policy's own lookups. Raises BadValue for a pattern that is broken or too slow."""
    ready = [(lookup, _searches(lookup)) for lookup in lookups]  # made once; the clock is for the text
    deadline = time.monotonic() + SECONDS * max(1.0, len(text) / FREELY)
    return sorted(span for lookup, searches in ready for span in _find(text, lookup, searches, deadline))


def _find(text: str, lookup: Lookup, searches: Iterable[tuple[Any, int]], deadline: float) -> Iterator[Span]:
    for compiled, group in searches:
        try:
            for match in _within_time(compiled, text, deadline):
                if match.end(group) > match.start(group) and _counts(lookup, match[group]):
                    label = lookup.label or lookup.kind
                    yield Span(match.start(group), match.end(group), label, lookup.kind, lookup.score, source="rule")
        except TimeoutError:
            raise BadValue("A pattern of the policy takes too long on this text. Please simplify it.") from None
        except (MemoryError, RecursionError):
            raise BadValue("A pattern of the policy takes too much memory on this text. Please simplify it.") from None


def _counts(lookup: Lookup, token: str) -> bool:
    if isinstance(lookup, Pattern):
        return not lookup.check or CHECKS[lookup.check](token)
    return not (isinstance(lookup, Dictionary) and lookup.capitalized) or token[:1].isupper()


@lru_cache(maxsize=2048)
def _searches(lookup: Lookup) -> tuple[tuple[Any, int], ...]:
    if isinstance(lookup, Pattern):
        compiled = _compile(lookup.expression, 0 if lookup.case_sensitive else regex.IGNORECASE)
        if lookup.group > compiled.groups:
            raise BadValue(f"A pattern of the policy has {compiled.groups} groups, not {lookup.group}.")
        return ((compiled, lookup.group),)
    if isinstance(lookup, Section):
        _compile(lookup.start, 0), _compile(lookup.end, 0)  # each must stand alone, or "(?:" could join them
        compiled = _compile(f"(?:{lookup.start})(?:.*?)(?:{lookup.end})", regex.DOTALL)
        return ((compiled, 0),)
    return tuple((compiled, 0) for compiled in _dictionary(lookup))


def _dictionary(lookup: Dictionary) -> Iterator[Any]:
    # Beside a letter or digit of a script that parts words by blanks, a term is only part of a word.
    edge = r"[\p{L}\p{N}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]]"
    terms = [term for term in lookup.terms if term.strip()]
    if lookup.distance == 0:
        yield (
            regex.compile(rf"(?V1)(?<!{edge})\L<terms>(?!{edge})", regex.IGNORECASE, terms=terms)
            if terms
            else regex.compile("(?!)")
        )
        return
    if len(terms) > MOST_FUZZY_TERMS:
        raise BadValue(f"A fuzzy dictionary holds at most {MOST_FUZZY_TERMS} terms.")
    for term in terms:
        yield regex.compile(
            rf"(?V1)(?<!{edge})(?:{regex.escape(term)}){{e<={lookup.distance}}}(?!{edge})",
            regex.IGNORECASE | regex.BESTMATCH,
        )


def _compile(expression: str, flags: int) -> Any:
    if _CALL.search(expression):
        raise BadValue("A pattern of the policy calls itself or one of its groups, which is not taken.")
    try:
        return regex.compile(expression, flags)
    except regex.error:
        raise BadValue("A pattern of the policy is not a regular expression.") from None
    except (RecursionError, OverflowError, MemoryError):
        raise BadValue("A pattern of the policy is too large.") from None


def _within_time(compiled: Any, text: str, deadline: float) -> Iterator[Any]:
    """The matches; TimeoutError past the deadline, whether one match or their number takes so long."""
    for match in compiled.finditer(text, timeout=max(0.001, deadline - time.monotonic())):
        if time.monotonic() > deadline:
            raise TimeoutError
        yield match
