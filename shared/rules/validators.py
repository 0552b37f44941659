"""Checks that a policy can ask for by name: checksums of numbers, and what makes a date, a URL or a ZIP code one.

Each says whether a text passes. Blanks, dots and dashes never count in a number. This module finds nothing.
"""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from shared.rules import checks
from shared.rules.cards import luhn


def _digits(text: str) -> str:
    return "".join(c for c in text if "0" <= c <= "9")


def _compact(text: str) -> str:
    return re.sub(r"[\s./-]", "", text).upper()


def _stdnum(name: str) -> Callable[[str], bool]:
    """A check of python-stdnum, loaded when it is first asked."""

    def passes(text: str) -> bool:
        try:
            return bool(import_module(f"stdnum.{name}").is_valid(_compact(text)))
        except (ValueError, IndexError, KeyError):
            return False

    return passes


def _either(*names: str) -> Callable[[str], bool]:
    return lambda text: any(_stdnum(name)(text) for name in names)


def _luhn(text: str) -> bool:
    digits = _digits(text)
    return len(digits) > 1 and luhn(digits)


def _card(text: str) -> bool:
    return 13 <= len(_digits(text)) <= 19 and _luhn(text)


def _known_top_level(text: str) -> bool:
    import tldextract

    extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    return bool(extract(text.rpartition("@")[2]).suffix)


def _zip_prefix(text: str) -> bool:
    """Whether a ZIP code can be one: the post office has given out 00501 to 99950."""
    digits = _digits(text)[:5]
    return len(digits) == 5 and 501 <= int(digits) <= 99950


def _ein_prefix(text: str) -> bool:
    """Whether the first two digits were ever given to an office of the IRS."""
    digits = _digits(text)
    return len(digits) == 9 and digits[:2] not in _NO_EIN


_NO_EIN = frozenset(
    ["00", "07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89", "96", "97"]
)


def _personalausweis(text: str) -> bool:
    """The German identity card: the check digit of machine readable documents over nine characters."""
    compact = _compact(text)
    if not re.fullmatch("[0-9A-Z]{9}[0-9]D?", compact):
        return False
    total = sum(int(c, 36) * weight for c, weight in zip(compact[:9], (7, 3, 1) * 3, strict=True))
    return total % 10 == int(compact[9])


def _date(text: str) -> bool:
    from shared.rules import find

    return any(span.kind == "date" and span.start == 0 and span.end == len(text) for span in find(text))


VALIDATORS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "luhn": _luhn,
        "aba": _stdnum("us.rtn"),
        "verhoeff": _stdnum("verhoeff"),
        "damm": _stdnum("damm"),
        "mod11-cpf": _stdnum("br.cpf"),
        "mod11-cnpj": _stdnum("br.cnpj"),
        "mod97-iban": _stdnum("iban"),
        "mod97-nir": _stdnum("fr.nir"),
        "mod23-letter": _either("es.dni", "es.nie"),
        "es-cif": _stdnum("es.cif"),
        "de-steuerid": _stdnum("de.idnr"),
        "de-personalausweis": _personalausweis,
        "bic-structural": _stdnum("bic"),
    }
)
"""The checks of a policy's own identifiers, by the names that policies give them."""

CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        **VALIDATORS,
        "card": _card,
        "vin": checks.vin,
        "tld": _known_top_level,
        "http-or-www": lambda text: text.lower().startswith(("http://", "https://", "www.")),
        "zip-delimiter": lambda text: len(_digits(text)) == 5 or "-" in text,
        "zip-prefix": _zip_prefix,
        "ein-prefix": _ein_prefix,
        "capitalized": lambda text: text[:1].isupper(),
        "date": _date,
    }
)
"""These and those of single filters."""
