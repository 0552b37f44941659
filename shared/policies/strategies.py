"""Philter's strategies as our treatments: what a finding becomes, with the parameters by Philter's names.

An unknown strategy, and one that a kind of finding cannot have, is refused; Philter falls back silently there.
This module knows nothing of texts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from shared.errors import BadValue
from shared.policies.conditions import read_condition
from shared.policies.page import read_color
from shared.policies.reading import Entry
from shared.policies.sources import Sources, is_reference
from shared.policy import Treatment
from shared.replacements import Replacement, build

DEFAULT_FORMAT = "{{{REDACTED-%t}}}"
DEFAULT_MASK_LENGTH = 5
"""What Philter masks with when the length it is given is none."""

_FAR = 1_000_000


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a policy for encryption; empty where it has none."""

    key: str = field(default="", repr=False)
    iv: str = field(default="", repr=False)
    fpe_key: str = field(default="", repr=False)
    fpe_tweak: str = field(default="", repr=False)


Options = dict[str, object]
_Reader = Callable[[Entry, Keys, Sources, str], tuple[str, Options]]


def read_treatment(entry: Entry, kind: str, keys: Keys, sources: Sources) -> Treatment:
    """One strategy of a filter; `kind` is "date", "zip-code" or another of the policy's types."""
    name = entry.choice("strategy", STRATEGIES, "REDACT")
    refuse_unfit(entry, "strategy", name, kind)
    replacement, options = STRATEGIES[name](entry, keys, sources, kind)
    # Serializers write every parameter, also those of other strategies: known ones are read past.
    for reader in _ALL_PARAMETERS:
        reader(entry)
    condition = entry.text("condition")
    treatment = Treatment(
        replacement,
        MappingProxyType(options),
        read_condition(condition, entry.where("condition"), of_zip_codes=kind == "zip-code"),
        "context" if entry.choice("replacementScope", ("DOCUMENT", "CONTEXT"), "DOCUMENT") == "CONTEXT" else "document",
        entry.flag("alert", False),
        entry.text("id")[:100],
        read_color(entry, "color", ""),
    )
    entry.finish()
    _try(entry, treatment)
    return treatment


def refuse_unfit(entry: Entry, key: str, name: str, kind: str) -> None:
    """Raises BadValue for a strategy that this kind of finding cannot have."""
    if name in _ONLY and kind not in _ONLY[name]:
        entry.refuse(key, f"is {name}, which is for {' and '.join(_ONLY[name])} alone.")
    if name in _NEVER.get(kind, ()):
        entry.refuse(key, f"is {name}, which a {kind} cannot have. It can have REDACT, MASK, TRUNCATE and others.")


def _try(entry: Entry, treatment: Treatment) -> None:
    """A broken option is said when the policy is read, with its place, and not at the first finding."""
    try:
        build(treatment.replacement, treatment.options)
    except BadValue as error:
        raise BadValue(f"{entry.path}: {error.message}") from None
    except (ValueError, TypeError):
        raise BadValue(f"{entry.path}: the strategy cannot be used with these parameters.") from None


def _redact(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    return "placeholder", {"format": _format(entry)}


def _format(entry: Entry) -> str:
    return _plain(entry, "redactionFormat") or DEFAULT_FORMAT


def _plain(entry: Entry, key: str, default: str = "") -> str:
    value = entry.text(key, default)
    if is_reference(value):
        entry.refuse(key, "asks for something of the environment, which only the keys of crypto and fpe may.")
    return value


def _mask(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    return "mask", {"character": _plain(entry, "maskCharacter", "*") or "*", "length": _mask_length(entry)}


def _mask_length(entry: Entry) -> int | None:
    if entry.has("maskLength") and entry.is_text("maskLength") and entry.text("maskLength").upper() in ("SAME", ""):
        return None
    if not entry.has("maskLength"):
        return None
    length = entry.whole("maskLength", 0, -_FAR, 10_000)
    return length if length >= 1 else DEFAULT_MASK_LENGTH


def _last_4(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    return "last", {}


def _static(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    return "static", {"text": _plain(entry, "staticReplacement")}


def _random(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    method = entry.choice("anonymizationMethod", ("REALISTIC", "FROM_LIST", "UUID"), "REALISTIC")
    candidates = entry.texts("anonymizationCandidates")
    if method == "UUID":
        return "uuid", {}
    if method == "FROM_LIST" or candidates:
        if not candidates:
            entry.refuse("anonymizationCandidates", "must be there and have entries for FROM_LIST.")
        return "choose", {"candidates": tuple(candidates)}
    return "fake", {}


def _hash(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    return "hash", {"salted": entry.flag("salt", False)}


def _encrypt(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    if not keys.key:
        entry.refuse("strategy", "is CRYPTO_REPLACE, for which the policy needs crypto.key.")
    return "encrypt", {"key": keys.key, "iv": keys.iv or None}


def _encipher(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    if not keys.fpe_key or not keys.fpe_tweak:
        entry.refuse("strategy", "is FPE_ENCRYPT_REPLACE, for which the policy needs fpe.key and fpe.tweak.")
    return "encipher", {"key": keys.fpe_key, "tweak": keys.fpe_tweak, "otherwise": _format(entry)}


def _truncate(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    # Philter 2 says how many digits of a ZIP code stay; later versions how many characters of anything.
    digits = entry.whole("truncateDigits", 2 if kind == "zip-code" else 4, 1, _FAR)
    leave = entry.whole("truncateLeaveCharacters", digits, 1, _FAR)
    keep = entry.choice("truncateDirection", ("LEADING", "TRAILING"), "LEADING")
    character = _plain(entry, "truncateCharacter", "*") or "*"
    count = digits if entry.has("truncateDigits") else leave
    return "truncate", {"leave": count, "character": character, "keep": "head" if keep == "LEADING" else "tail"}


def _zero_leading(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    return "zero_leading", {}


def _abbreviate(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    return "initials", {}


def _shift(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    return "shift", {
        "days": entry.whole("shiftDays", 0, -_FAR, _FAR),
        "months": entry.whole("shiftMonths", 0, -_FAR, _FAR),
        "years": entry.whole("shiftYears", 0, -10_000, 10_000),
        "random": entry.flag("shiftRandom", False),
        "otherwise": _format(entry),
    }


def _year(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    return "year", {"otherwise": _format(entry)}


def _relative(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    return "distance", {"future": entry.flag("futureDates", False), "otherwise": _format(entry)}


def _map(entry: Entry, keys: Keys, sources: Sources, kind: str) -> tuple[str, Options]:
    if entry.text("generator"):
        entry.refuse("generator", "calls a model over the network, which this program never does.")
    table: dict[str, str] = {}
    for name in entry.texts("mappingFiles"):
        table.update(_pairs(sources.lines(name, entry.where("mappingFiles")), entry))
    table.update(entry.table("mappings"))
    fallback = entry.choice("fallbackStrategy", STRATEGIES, "REDACT")
    if fallback == "MAP_REPLACE":
        entry.refuse("fallbackStrategy", "must be another strategy.")
    refuse_unfit(entry, "fallbackStrategy", fallback, kind)
    name, options = STRATEGIES[fallback](entry, keys, sources, kind)
    otherwise: Replacement = build(name, options)
    case_sensitive = entry.flag("caseSensitive", False)
    return "lookup", {"table": MappingProxyType(table), "case_sensitive": case_sensitive, "otherwise": otherwise}


def _pairs(lines: list[str], entry: Entry) -> dict[str, str]:
    pairs = [line.split("\t") for line in lines]
    if any(len(pair) != 2 for pair in pairs):
        entry.refuse("mappingFiles", "must name files in which each line is a value, a tab and its replacement.")
    return {pair[0]: pair[1] for pair in pairs}


STRATEGIES: Mapping[str, _Reader] = MappingProxyType(
    {
        "REDACT": _redact,
        "MASK": _mask,
        "LAST_4": _last_4,
        "STATIC_REPLACE": _static,
        "RANDOM_REPLACE": _random,
        "HASH_SHA256_REPLACE": _hash,
        "CRYPTO_REPLACE": _encrypt,
        "FPE_ENCRYPT_REPLACE": _encipher,
        "TRUNCATE": _truncate,
        "ZERO_LEADING": _zero_leading,
        "ABBREVIATE": _abbreviate,
        "SHIFT": _shift,
        "TRUNCATE_TO_YEAR": _year,
        "RELATIVE": _relative,
        "MAP_REPLACE": _map,
    }
)
"""Every strategy by Philter's name."""

_ONLY = MappingProxyType(
    {
        "SHIFT": ("date",),
        "TRUNCATE_TO_YEAR": ("date",),
        "RELATIVE": ("date",),
        "ZERO_LEADING": ("zip-code",),
    }
)
_UNFIT = ("LAST_4", "FPE_ENCRYPT_REPLACE", "ABBREVIATE", "MAP_REPLACE")
_NEVER: Mapping[str, tuple[str, ...]] = MappingProxyType({"date": _UNFIT, "zip-code": _UNFIT})

_ALL_PARAMETERS: tuple[Callable[[Entry], object], ...] = (
    _format,
    lambda entry: _plain(entry, "staticReplacement"),
    lambda entry: _plain(entry, "maskCharacter"),
    _mask_length,
    lambda entry: entry.choice("anonymizationMethod", ("REALISTIC", "FROM_LIST", "UUID"), "REALISTIC"),
    lambda entry: entry.texts("anonymizationCandidates"),
    lambda entry: entry.flag("salt", False),
    lambda entry: entry.whole("truncateDigits", 2, 1, _FAR),
    lambda entry: entry.whole("truncateLeaveCharacters", 4, 1, _FAR),
    lambda entry: _plain(entry, "truncateCharacter"),
    lambda entry: entry.choice("truncateDirection", ("LEADING", "TRAILING"), "LEADING"),
    lambda entry: [entry.whole(f"shift{unit}", 0, -_FAR, _FAR) for unit in ("Days", "Months", "Years")],
    lambda entry: entry.flag("shiftRandom", False),
    lambda entry: entry.flag("futureDates", False),
    lambda entry: entry.table("mappings"),
    lambda entry: entry.texts("mappingFiles"),
    lambda entry: entry.flag("caseSensitive", False),
    lambda entry: entry.text("generator"),
    lambda entry: entry.choice("fallbackStrategy", STRATEGIES, "REDACT"),
)
