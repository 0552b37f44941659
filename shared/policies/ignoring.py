"""What a policy never redacts although it is found: terms, files of terms, and patterns.

A pattern must match a whole finding. This module only reads the lists; `shared.decision` looks things up in them.
"""

from shared.policies.reading import Entry
from shared.policies.sources import Sources
from shared.policies.trying import check_pattern
from shared.policy import Ignore


def read_ignored(top: Entry, sources: Sources) -> tuple[Ignore, ...]:
    """The policy's own `ignored`: named lists of terms."""
    return tuple(_list(entry, sources) for entry in top.entries("ignored"))


def _list(entry: Entry, sources: Sources) -> Ignore:
    entry.text("name")
    terms = set(entry.texts("terms"))
    for name in entry.texts("files"):
        terms.update(sources.lines(name, entry.where("files")))
    ignore = Ignore(frozenset(terms), case_sensitive=entry.flag("caseSensitive", False))
    entry.finish()
    return ignore


def read_ignored_patterns(entry: Entry, key: str) -> tuple[Ignore, ...]:
    """`ignoredPatterns`: objects with a name and a pattern, or patterns alone. Letter case counts in them."""
    patterns = tuple(entry.each(key, _pattern, "pattern"))
    return (Ignore(patterns=patterns, case_sensitive=True),) if patterns else ()


def _pattern(entry: Entry) -> str:
    entry.text("name")
    pattern = entry.text("pattern")
    check_pattern(pattern, entry.where("pattern"))
    entry.finish()
    return pattern


def read_own_ignored(entry: Entry, sources: Sources) -> tuple[Ignore, ...]:
    """What one filter ignores: `ignored`, `ignoredFiles`, `ignoredPatterns`."""
    terms = set(entry.texts("ignored"))
    for name in entry.texts("ignoredFiles"):
        terms.update(sources.lines(name, entry.where("ignoredFiles")))
    by_terms = (Ignore(frozenset(terms)),) if terms else ()
    return (*by_terms, *read_ignored_patterns(entry, "ignoredPatterns"))
