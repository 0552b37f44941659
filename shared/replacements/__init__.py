"""What stands in a finding's place. A policy names a replacement and its options; `build` makes it.

A replacement is a function of one finding. It knows nothing of policies, files or other findings::

    placeholder  <PRIVATE_PERSON>, or a format of your own      hash      SHA-256, salted or not
    mask         *** of the same length, or of a fixed one       encrypt   AES; whoever has the key can undo it
    remove       nothing at all                                  encipher  FF3-1: digits stay digits, letters letters
    static       the same words for every finding                fake      a believable value of the same kind
    last         the last four characters                        shift, year, distance    for dates
    choose       one of your own values                          uuid      a random-looking UUID
    truncate     the head or the tail, the rest masked           zero_leading             for US ZIP codes
    initials     JS for John Smith                               lookup    from a table of your own
"""

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType

from shared.errors import BadValue
from shared.replacements import choices, dates, encryption, fakes, hashing, plain
from shared.replacements.finding import Finding, Replaced, Replacement

__all__ = ["REPLACEMENTS", "Finding", "Replaced", "Replacement", "build"]

REPLACEMENTS: Mapping[str, Callable[..., Replacement]] = MappingProxyType(
    {
        "placeholder": plain.placeholder,
        "mask": plain.mask,
        "remove": plain.remove,
        "static": plain.static,
        "last": plain.last,
        "truncate": plain.truncate,
        "initials": plain.initials,
        "zero_leading": plain.zero_leading,
        "lookup": plain.lookup,
        "hash": hashing.hash_value,
        "encrypt": encryption.encrypt,
        "encipher": encryption.encipher,
        "fake": fakes.fake,
        "choose": choices.choose,
        "uuid": choices.uuid,
        "shift": dates.shift,
        "year": dates.year,
        "distance": dates.distance,
    }
)
"""Every replacement that a policy may name: each takes its options and gives the function that replaces."""


def build(name: str, options: Mapping[str, object] = MappingProxyType({})) -> Replacement:
    """The replacement of that name with those options. Raises BadValue for a name or option that is not there."""
    factory = REPLACEMENTS.get(name)
    if factory is None:
        raise BadValue(f"There is no such replacement. There are: {', '.join(REPLACEMENTS)}.")
    known = inspect.signature(factory).parameters
    if unknown := options.keys() - known:
        listed = ", ".join(known) or "none"
        raise BadValue(f"The replacement {name} does not know {len(unknown)} of its options; it knows: {listed}.")
    return factory(**options)
