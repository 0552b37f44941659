"""A policy's own patterns, dictionaries and sections, read into lookups.

This module does not run them; `shared.rules.lookups` does.
"""

from dataclasses import dataclass
from types import MappingProxyType

from shared.policies.reading import Entry
from shared.policies.sources import Sources
from shared.policies.trying import check_lookup, check_pattern
from shared.policy import Dictionary, Lookup, Pattern, Section
from shared.rules.validators import VALIDATORS

DEFAULT_PATTERN = r"\b[A-Z0-9_-]{6,}\b"
"""What an identifier without a pattern looks for, as in Philter 2.x."""

_DISTANCES = MappingProxyType({"off": 0, "high": 1, "medium": 2, "low": 3, "auto": 2})
"""How many letters may differ. As in Philter a high sensitivity asks for more likeness."""


@dataclass(frozen=True, slots=True)
class Own:
    """A list of filters of the policy's own: their type, the keys of their strategies, what they are without a name."""

    type: str
    strategies: tuple[str, ...]
    classification: str = ""


PATTERNS = Own("id", ("identifierFilterStrategies", "identifierFilterStrategy"), "custom-identifier")
DICTIONARIES = Own(
    "custom-dictionary",
    ("customFilterStrategies", "customFilterStrategy", "customDictionaryFilterStrategies"),
)
SECTIONS = Own("section", ("sectionFilterStrategies", "sectionFilterStrategy"))


def read_pattern(entry: Entry, kind: str, sources: Sources) -> Lookup:
    """One of `identifiers`: a regular expression, perhaps with a check of what it matches."""
    expression = entry.text("pattern") or DEFAULT_PATTERN
    group = entry.whole("groupNumber", 0, 0, 99)
    check_pattern(expression, entry.where("pattern"), group)
    return Pattern(kind, expression, group, entry.flag("caseSensitive", True), check=_validator(entry))


def _validator(entry: Entry) -> str:
    if not entry.is_object("validator"):
        name = entry.text("validator")
        variant = ""
    else:
        inner = entry.entry("validator")
        assert inner is not None
        name, params = inner.text("name"), inner.entry("params") or Entry({}, "params")
        variant = params.text("variant")
        for key in params.unread():
            if key != "substitutions":
                params.refuse(key, "is not known here.")
        inner.finish()
    full = f"{name}-{variant}" if variant else name
    if full and full not in VALIDATORS:
        known = ", ".join(sorted(VALIDATORS))
        entry.refuse("validator", f"is not known here, or lacks its variant. Known are: {known}.")
    return full


def read_dictionary(entry: Entry, kind: str, sources: Sources) -> Lookup:
    """One of `dictionaries`: terms, also from files, exact or nearly so."""
    terms = set(entry.texts("terms"))
    for name in entry.texts("files"):
        terms.update(sources.lines(name, entry.where("files")))
    return Dictionary(kind, frozenset(terms), read_distance(entry), capitalized=entry.flag("capitalized", False))


def read_distance(entry: Entry) -> int:
    """How many letters may differ, by `fuzzy` and `sensitivity`."""
    sensitivity = entry.choice("sensitivity", _DISTANCES, "medium")
    return _DISTANCES[sensitivity] if entry.flag("fuzzy", False) else 0


def read_section(entry: Entry, kind: str, sources: Sources) -> Lookup:
    """One of `sections`: all that stands between two patterns, and they."""
    start, end = entry.text("startPattern"), entry.text("endPattern")
    for key, expression in (("startPattern", start), ("endPattern", end)):
        check_pattern(expression, entry.where(key))
    lookup = Section(kind, start, end)
    check_lookup(lookup, entry.path)
    return lookup
