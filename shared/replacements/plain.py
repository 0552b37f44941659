"""Replacements that need no key: placeholders, masks, and parts of the original."""

import re
from collections.abc import Mapping
from typing import Literal

from shared.errors import BadValue
from shared.replacements.finding import Finding, Replaced, Replacement

PLACEHOLDER = "<{LABEL}>"
"""The format of a placeholder where nobody asks for another."""

_FIELD = re.compile(r"\{LABEL\}|\{label\}|%[tlv]")

_SHORTEST_SHOWN_IN_PART = 5
"""Texts below this many characters are masked wholly: four digits shown of four would be all of them."""


def placeholder(format: str = PLACEHOLDER) -> Replacement:
    """The category in angle brackets, such as `<PRIVATE_PERSON>`, or a format of your own.

    In a format, `{LABEL}` and `{label}` stand for the category, `%t` for the type as the policy calls it,
    `%l` for the finer kind (left as it is where there is none), and `%v`, once, for the original text.
    """
    if format.count("%v") > 1:  # a long finding, a thousand times over, would fill the memory
        raise BadValue("A format may hold %v, the original text, once.")

    def replace(finding: Finding) -> Replaced:
        span, finer = finding.span, finding.classification or finding.span.kind
        said = {
            "{LABEL}": span.label.upper(),
            "{label}": span.label,
            "%t": finding.type_name or span.kind or span.label,
            "%l": finer or "%l",
            "%v": finding.text,
        }
        return Replaced(_FIELD.sub(lambda field: said[field[0]], format))

    return replace


def mask(character: str = "*", length: int | None = None) -> Replacement:
    """One character for each of the original's, or a fixed number of them. Line breaks stay line breaks."""
    _one_character(character)

    def replace(finding: Finding) -> Replaced:
        if length is not None:
            return Replaced(character * max(1, length))
        return Replaced("".join(c if c in "\r\n" else character for c in finding.text))

    return replace


def remove() -> Replacement:
    """Nothing at all."""
    return lambda finding: Replaced("")


def static(text: str) -> Replacement:
    """The same words for every finding."""
    return lambda finding: Replaced(text)


def last(count: int = 4) -> Replacement:
    """Only the last characters; a text that would be shown whole is masked instead."""

    def replace(finding: Finding) -> Replaced:
        if len(finding.text) < max(_SHORTEST_SHOWN_IN_PART, count + 1):
            return Replaced("*" * len(finding.text))
        return Replaced(finding.text[-count:])

    return replace


def truncate(leave: int = 4, character: str = "*", keep: Literal["head", "tail"] = "head") -> Replacement:
    """The first or the last characters as they are, one `character` for each of the others."""
    _one_character(character)
    if keep not in ("head", "tail"):
        raise BadValue('truncate keeps the "head" or the "tail".')

    def replace(finding: Finding) -> Replaced:
        text = finding.text
        left = leave if len(text) > leave else 0  # never the whole text
        hidden = character * (len(text) - left)
        return Replaced(text[:left] + hidden if keep == "head" else hidden + text[len(text) - left :])

    return replace


def initials() -> Replacement:
    """The first letter of each word: JS for John Smith."""

    def replace(finding: Finding) -> Replaced:
        return Replaced("".join(word[0] for word in finding.text.split()).upper())

    return replace


def zero_leading() -> Replacement:
    """A US ZIP code without its region: 000 and the fourth and fifth digit (90210-0110 becomes 00010)."""

    def replace(finding: Finding) -> Replaced:
        digits = "".join(c for c in finding.text if c.isdecimal())
        return Replaced("000" + digits[3:5] if len(digits) >= 5 else "*" * len(finding.text))

    return replace


def lookup(table: Mapping[str, str], case_sensitive: bool = True, otherwise: Replacement | None = None) -> Replacement:
    """What a table of your own says; a text that is not in it gets `otherwise`, a placeholder unless told."""
    fold = str if case_sensitive else str.casefold
    folded = {fold(key): value for key, value in table.items()}
    rest = otherwise or placeholder()

    def replace(finding: Finding) -> Replaced:
        value = folded.get(fold(finding.text))
        return rest(finding) if value is None else Replaced(value)

    return replace


def _one_character(character: str) -> None:
    if len(character) != 1:
        raise BadValue("A mask is made of one character.")
