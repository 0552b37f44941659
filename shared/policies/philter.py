"""Philter's policies read as ours: every filter, list and setting of the format, or a sentence that names the key.

Nothing is passed over: an unknown key is refused, and so is what could be read but not be done. This module knows
nothing of texts, of HTTP or of where policies are kept.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from shared.engine import OPERATING_POINTS
from shared.policies.identifiers import ALIASES, IDENTIFIERS, REFUSED, TYPES, Identifier
from shared.policies.ignoring import read_ignored, read_ignored_patterns, read_own_ignored
from shared.policies.lookups import DICTIONARIES, PATTERNS, SECTIONS, Own, read_dictionary, read_pattern, read_section
from shared.policies.options import Extra, read_extra
from shared.policies.page import read_areas, read_drawing
from shared.policies.reading import Entry, parse
from shared.policies.sources import Sources
from shared.policies.strategies import Keys, read_treatment
from shared.policy import Clause, Condition, Dictionary, Drawing, Ignore, Lookup, Policy, Treatment, Trim
from shared.rules.lookups import MOST_FUZZY_TERMS

NO_SOURCES = Sources()
MOST_NAME = 100
_FAR = 1_000_000


def read_policy(text: str | bytes, sources: Sources = NO_SOURCES) -> Policy:
    """The policy that a JSON text is. Raises BadValue that names the key, or TooLarge.

    Its `digest` is the SHA-256 of the text as it came; its `name` is empty where the text gives none.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    top = parse(text)
    name = top.text("name")
    if len(name) > MOST_NAME:
        top.refuse("name", f"must be at most {MOST_NAME} characters long.")
    _say_what_is_refused(top)
    operating_point, trim, drawing = _read_config(top)
    keys = _read_keys(top, sources)
    clauses, lookups, classifications, types = _read_identifiers(top, keys, sources)
    ignored = (*read_ignored(top, sources), *read_ignored_patterns(top, "ignoredPatterns"))
    areas = read_areas(top)
    top.finish()
    return Policy(
        name, clauses, ignored, lookups, MappingProxyType({**TYPES, **types}), MappingProxyType(classifications),
        operating_point, trim, areas, drawing, hashlib.sha256(data).hexdigest(),
    )  # fmt: skip


def _say_what_is_refused(top: Entry) -> None:
    top.choice("domain", ("", "legal", "health"), "")  # Philter 2 marked policies for its own defaults
    if top.has("metadata"):
        top.entry("metadata")
    generators = top.entry("generators")
    if generators is not None and generators.unread():
        top.refuse("generators", "call models over the network, which this program never does.")


def _read_config(top: Entry) -> tuple[str, Trim, Drawing]:
    config = top.entry("config") or Entry({}, "config")
    if (splitting := config.entry("splitting")) is not None:
        # A text is never split here; whether and how it should be is checked and has no effect on the result.
        splitting.flag("enabled", False)
        splitting.whole("threshold", 10_000, -1, 1_000_000_000)
        splitting.text("method")
        splitting.whole("overlap", 0, 0, 1_000_000_000)
        splitting.finish()
    if (analysis := config.entry("analysis")) is not None:
        for key in ("identification", "spanDisambiguation"):
            analysis.flag(key, True)
        for key in ("sentiment", "offensiveness"):
            if _is_on(analysis, key):
                analysis.refuse(key, "is not measured here. Please set it to false.")
        analysis.finish()
    after = config.entry("postFilters") or Entry({}, "config.postFilters")
    trim = Trim(
        after.flag("removeTrailingPeriods", True),
        after.flag("removeTrailingSpaces", True),
        after.flag("removeTrailingNewLines", True),
    )
    after.finish()
    drawing = read_drawing(config)
    # Ours alone: Philter's models have one way to decide.
    point = config.choice("operatingPoint", OPERATING_POINTS, "default")
    config.finish()
    return "" if point == "default" else point, trim, drawing


def _is_on(entry: Entry, key: str) -> bool:
    if not entry.is_object(key):
        return entry.flag(key, False)
    inner = entry.entry(key)
    return inner is not None and inner.flag("enabled", True)


def _read_keys(top: Entry, sources: Sources) -> Keys:
    crypto = top.entry("crypto") or Entry({}, "crypto")
    fpe = top.entry("fpe") or Entry({}, "fpe")
    keys = Keys(
        sources.secret(crypto.text("key"), "crypto.key"),
        sources.secret(crypto.text("iv"), "crypto.iv"),
        sources.secret(fpe.text("key"), "fpe.key"),
        sources.secret(fpe.text("tweak"), "fpe.tweak"),
    )
    crypto.finish()
    fpe.finish()
    return keys


@dataclass(slots=True)
class _Gathered:
    clauses: list[Clause] = field(default_factory=list)
    lookups: list[Lookup] = field(default_factory=list)
    classifications: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)


def _read_identifiers(
    top: Entry, keys: Keys, sources: Sources
) -> tuple[tuple[Clause, ...], tuple[Lookup, ...], Mapping[str, str], Mapping[str, str]]:
    if not top.has("identifiers"):
        top.refuse("identifiers", "must be there: it says what is looked for.")
    entry = top.entry("identifiers")
    assert entry is not None
    gathered = _Gathered()
    for key in entry.unread():
        identifier = IDENTIFIERS.get(ALIASES.get(key, key))
        if key in REFUSED:
            if _is_enabled(entry, key):
                entry.refuse(key, f"{REFUSED[key]}.")
        elif identifier is not None:
            _read_filter(entry, key, identifier, keys, sources, gathered)
    for each in entry.entries("pheyes"):
        _read_people(each, keys, sources, gathered)
    for name, own, read in _OWN:
        for number, each in enumerate(entry.entries(name), 1):
            _read_own(each, number, own, read, keys, sources, gathered)
    for key in (*IDENTIFIERS, *ALIASES, *REFUSED):
        entry.has(key)  # known, for the hint that finish gives
    entry.finish()
    _check_together(entry, gathered)
    return tuple(gathered.clauses), tuple(gathered.lookups), gathered.classifications, gathered.types


def _check_together(entry: Entry, gathered: _Gathered) -> None:
    """What each filter may have and all of them together may not."""
    fuzzy = sum(len(look.terms) for look in gathered.lookups if isinstance(look, Dictionary) and look.distance)
    if fuzzy > MOST_FUZZY_TERMS:
        entry.refuse("dictionaries", f"must have at most {MOST_FUZZY_TERMS} fuzzy terms in all; they have {fuzzy}.")
    people = [clause for clause in gathered.clauses if clause.target == "private_person"]
    if len(people) > 1:
        entry.refuse("person", "and pheyes speak of people more than once. There is one model here: leave one of them.")


_OWN: tuple[tuple[str, Own, Callable[[Entry, str, Sources], Lookup]], ...] = (
    ("identifiers", PATTERNS, read_pattern),
    ("dictionaries", DICTIONARIES, read_dictionary),
    ("sections", SECTIONS, read_section),
)


def _is_enabled(entry: Entry, key: str) -> bool:
    inner = entry.entry(key)
    return inner is not None and inner.flag("enabled", True)


def _read_filter(
    identifiers: Entry, key: str, identifier: Identifier, keys: Keys, sources: Sources, gathered: _Gathered
) -> None:
    entry = identifiers.entry(key)
    assert entry is not None
    common = _read_common(entry, identifier.type, identifier.strategies, keys, sources)
    extra = read_extra(identifier, entry)
    entry.finish()
    if common is None:
        return
    for target in identifier.targets:
        gathered.clauses.append(_with(replace(common, target=target), extra))
    gathered.lookups += [*identifier.looks, *extra.looks]


def _read_people(entry: Entry, keys: Keys, sources: Sources, gathered: _Gathered) -> None:
    identifier = IDENTIFIERS["person"]
    common = _read_common(entry, identifier.type, identifier.strategies, keys, sources)
    extra = read_extra(identifier, entry)
    entry.finish()
    if common is not None:
        gathered.clauses.append(_with(replace(common, target=identifier.targets[0]), extra))


def _with(clause: Clause, extra: Extra) -> Clause:
    sure = tuple(
        replace(t, conditions=(*t.conditions, Condition("confidence", ">=", extra.least_score)))
        for t in clause.treatments
    )
    return replace(
        clause,
        treatments=sure if extra.least_score else clause.treatments,
        requires=extra.requires,
        ignored=(*clause.ignored, *extra.ignored),
    )


def _read_own(
    entry: Entry, number: int, own: Own, read: Callable[[Entry, str, Sources], Lookup],
    keys: Keys, sources: Sources, gathered: _Gathered,
) -> None:  # fmt: skip
    kind = f"{own.type}-{number}"  # each entry is a kind of its own, so that each keeps its own strategies
    common = _read_common(entry, own.type, own.strategies, keys, sources)
    classification = entry.text("classification", own.classification)
    lookup = read(entry, kind, sources)
    entry.finish()
    if common is None:
        return
    gathered.clauses.append(replace(common, target=kind))
    gathered.lookups.append(lookup)
    gathered.types[kind] = own.type
    gathered.classifications[kind] = classification


def _read_common(
    entry: Entry, kind: str, strategy_keys: tuple[str, ...], keys: Keys, sources: Sources
) -> Clause | None:
    """What all filters have in common; None for one that is switched off, which is still read and checked."""
    treatments: list[Treatment] = []
    for key in strategy_keys:
        treatments += [read_treatment(each, kind, keys, sources) for each in entry.entries(key)]
    ignored: tuple[Ignore, ...] = read_own_ignored(entry, sources)
    window = entry.whole("windowSize", 5, 0, 1_000)
    entry.whole("priority", 0, -_FAR, _FAR)  # longer findings go first here, then surer ones, then checked ones
    entry.text("id")
    if not entry.flag("enabled", True):
        return None
    if not treatments:
        treatments = [read_treatment(Entry({}, entry.path), kind, keys, sources)]
    return Clause("", tuple(treatments), ignored, window=window)
