"""A stranger's JSON, read key by key: whatever is not understood is named, never passed over.

Messages name keys, cut short, and never repeat a value: a policy may hold terms that are themselves private.
This module knows JSON and its mistakes, and nothing of policies.
"""

import difflib
import json
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from shared.errors import BadValue, TooLarge

MOST_BYTES = 2 * 1024 * 1024
"""The longest policy; longer lists of terms belong in files."""

MOST_ENTRIES = 100_000
MOST_OBJECTS = 1_000
MOST_CHARACTERS = 100_000
_SHOWN = 60
_NAMED_KEYS = 12


def parse(text: str | bytes) -> "Entry":
    """The object that the text is. Raises BadValue for anything else, TooLarge past the limit."""
    if len(text) > MOST_BYTES:
        raise TooLarge(f"A policy is at most {MOST_BYTES // 1024 // 1024} MB long. Please put long lists into files.")
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        value = json.loads(decoded, object_pairs_hook=_object, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise BadValue(f"The policy is not UTF-8 text: byte {error.start} is not.") from None
    except RecursionError:
        raise BadValue("The policy is nested too deeply.") from None
    except json.JSONDecodeError as error:
        raise BadValue(f"The policy is not JSON: line {error.lineno}, column {error.colno}.") from None
    except ValueError:
        raise BadValue("The policy is not JSON: one of its numbers is none.") from None
    return Entry(value, "")


def shown(key: str) -> str:
    """A stranger's key as it may stand in a message."""
    cut = "".join(c if c.isprintable() and c != '"' else "?" for c in key[:_SHOWN])
    return cut + ("…" if len(key) > _SHOWN else "")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for key, item in pairs:
        if key in value:
            raise BadValue(f'The policy has the key "{shown(key)}" twice in one place, and only one could count.')
        value[key] = item
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError("not a number of JSON")


class Entry:
    """One object of the policy, with the path that leads to it. `finish` names the keys that nobody asked for.

    A key that is null counts as absent: serializers of other programs write all keys.
    """

    def __init__(self, value: object, path: str) -> None:
        self.path = path
        if not isinstance(value, Mapping):
            raise BadValue(f"{path or 'The policy'} must be an object in braces.")
        self._values: dict[str, Any] = {key: item for key, item in value.items() if item is not None}
        self._null = {key for key, item in value.items() if item is None}
        self._known: dict[str, None] = {}

    def where(self, key: str) -> str:
        """The path of a key, for a message."""
        return f"{self.path}.{shown(key)}" if self.path else shown(key)

    def refuse(self, key: str, problem: str) -> NoReturn:
        """Raises BadValue that names the key."""
        raise BadValue(f"{self.where(key)} {problem}")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self._known[key] = None
        return key in self._values

    def is_text(self, key: str) -> bool:
        """Whether the key is there and a string."""
        return isinstance(self._values.get(key), str)

    def is_object(self, key: str) -> bool:
        """Whether the key is there and an object."""
        return isinstance(self._values.get(key), Mapping)

    def unread(self) -> list[str]:
        """The keys that nobody has asked for yet."""
        return [key for key in self._values if key not in self._known]

    def finish(self) -> None:
        """Raises BadValue for a key that is not known here, with the known one that looks most like it."""
        for key in (*self.unread(), *sorted(self._null - set(self._known))):
            known = sorted(set(self._known))
            like = difflib.get_close_matches(key[:_SHOWN], known, 1)
            hint = f" Is {like[0]} meant?" if like else f" Known are: {', '.join(known[:_NAMED_KEYS])}."
            place = f"{self.path} has" if self.path else "The policy has"
            raise BadValue(f'{place} the key "{shown(key)}", which is not known.{hint}')

    def text(self, key: str, default: str = "") -> str:
        """A string."""
        if not self.has(key):
            return default
        value = self._values[key]
        if not isinstance(value, str):
            self.refuse(key, "must be a string.")
        return self._checked(key, value)

    def choice(self, key: str, known: Iterable[str], default: str) -> str:
        """One of a few words, in any letter case; the way it is spelled here is given back."""
        value = self.text(key, default)
        table = {name.casefold(): name for name in known}
        if value.casefold() not in table:
            self.refuse(key, f"is none of those that are known: {', '.join(table.values())}.")
        return table[value.casefold()]

    def flag(self, key: str, default: bool) -> bool:
        """true or false, also in quotes."""
        if not self.has(key):
            return default
        value = self._values[key]
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
        if not isinstance(value, bool):
            self.refuse(key, "must be true or false.")
        return value

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """A number within bounds, also in quotes."""
        if not self.has(key):
            return default
        value = self._values[key]
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                self.refuse(key, "must be a number.")
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(key, "must be a number.")
        if not least <= value <= most or not math.isfinite(value):
            self.refuse(key, f"must lie between {least:g} and {most:g}.")
        return float(value)

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds, also in quotes."""
        value = self.number(key, default, least, most)
        if not float(value).is_integer():
            self.refuse(key, "must be a whole number.")
        return int(value)

    def texts(self, key: str) -> list[str]:
        """A list of strings; absent, it is empty."""
        values = self._list(key)
        if not all(isinstance(value, str) for value in values):
            self.refuse(key, "must be a list of strings.")
        return [self._checked(key, value) for value in values]

    def table(self, key: str) -> dict[str, str]:
        """Strings by strings."""
        entry = self.entry(key)
        return {} if entry is None else {name: entry.text(name) for name in entry.unread()}

    def entry(self, key: str) -> "Entry | None":
        """An object, or None where there is none."""
        return Entry(self._values[key], self.where(key)) if self.has(key) else None

    def entries(self, key: str) -> list["Entry"]:
        """A list of objects; absent, it is empty."""
        return [Entry(value, f"{self.where(key)}[{n}]") for n, value in enumerate(self._list(key, MOST_OBJECTS))]

    def each(self, key: str, read: Callable[["Entry"], Any], bare: str) -> list[Any]:
        """A list of objects, of which one may also be a bare string: the object's `bare` key."""
        listed = self._list(key, MOST_OBJECTS)
        values = [{bare: value} if isinstance(value, str) else value for value in listed]
        return [read(Entry(value, f"{self.where(key)}[{n}]")) for n, value in enumerate(values)]

    def _list(self, key: str, most: int = MOST_ENTRIES) -> list[Any]:
        values = self._values[key] if self.has(key) else []
        if not isinstance(values, list):
            self.refuse(key, "must be a list in brackets.")
        if len(values) > most:
            self.refuse(key, f"must have at most {most} entries.")
        return values

    def _checked(self, key: str, value: str) -> str:
        if len(value) > MOST_CHARACTERS:
            self.refuse(key, f"must be at most {MOST_CHARACTERS} characters long.")
        if any("\ud800" <= c <= "\udfff" for c in value):
            self.refuse(key, "must be text that can be written as UTF-8.")
        return value
