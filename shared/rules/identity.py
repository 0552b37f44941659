"""National, tax, health, vehicle and domestic bank numbers of a hundred and fifty kinds, each by its checksum.

A wrong checksum is no finding. Where the checksum is weak (one digit) and the layout common, a word about the number
has to stand near it, in its own language.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

from shared.rules.finding import finding
from shared.rules.national import CODES, NUMBERS, Code, Number
from shared.rules.reading import CHECKED, CONTEXT, Reading
from shared.rules.vocabulary import words
from shared.spans import Span

_RUN = re.compile(
    r"[0-9](?<![0-9A-Za-z_].)(?<![0-9][.,:/-].)(?=(?:[ ./-]?[0-9]){7})"
    r"[0-9]{0,21}(?:[ ./-][0-9]{1,22}){0,7}(?![0-9A-Za-z_])"
)
_GROUP = re.compile("[0-9]+")
_WHOLE = ("fi.hetu", "cz.bankaccount")
"""Their signs are part of the number: the Finnish one says the century."""
_REACH = 64
"""How far before a number, in characters, the word may stand that speaks of it."""


def find(reading: Reading) -> Iterator[Span]:
    """The national and domestic numbers of a text."""
    layouts, beginnings = _layouts()
    for run in _RUN.finditer(reading.text):
        yield from _numbers(reading, run, layouts, beginnings)
    position = 0
    while match := _any_code().search(reading.text, position):
        found = _code(reading, match.start())
        position = found.end if found else match.start() + 1
        if found:
            yield found


Layouts = dict[str, list[tuple[Number, bool]]]


def _numbers(reading: Reading, run: re.Match[str], layouts: Layouts, beginnings: frozenset[str]) -> Iterator[Span]:
    """Tries each stretch of neighbouring groups whose layout some number has; the longest valid one counts."""
    groups = [(group.start(), group.end()) for group in _GROUP.finditer(run[0])]
    first = 0
    while first < len(groups):
        layout, found, last = "", None, first
        for last in range(first, len(groups)):
            separator = run[0][groups[last][0] - 1] if last > first else ""
            layout += f"{separator}{groups[last][1] - groups[last][0]}"
            if layout in layouts and not _goes_on(run[0], groups, first, last):
                start, end = run.start() + groups[first][0], run.start() + groups[last][1]
                found = _number(reading, start, end, layout) or found
            if layout not in beginnings:
                break
        if found:
            yield found
            first = next((n for n in range(first, len(groups)) if run.start() + groups[n][0] >= found.end), len(groups))
        else:
            first += 1


def _goes_on(text: str, groups: list[tuple[int, int]], first: int, last: int) -> bool:
    """Whether the stretch is part of a longer dotted or dashed number, which is then something else."""
    before = text[groups[first][0] - 1] if first else " "
    after = text[groups[last][1]] if last + 1 < len(groups) else " "
    return before != " " or (
        after != " " and not (after in "./" and text[groups[last][1] + 1 : groups[last][1] + 2] == " ")
    )


def _number(reading: Reading, start: int, end: int, layout: str) -> Span | None:
    digits = re.sub("[^0-9]", "", reading.text[start:end])
    if len(set(digits)) == 1:
        return None
    around = f"{reading.before(start, _REACH)}\n{reading.after(end, 24)}"
    # The words are looked for before the checksums are worked out: most numbers in a log end here.
    spoken_of = _near_any(layout).search(around)
    alone: Span | None = None
    for number, peculiar in _layouts()[0][layout]:
        # The word first: forty checksums are worked out for nine digits else, and a page of them takes twice as long.
        named = spoken_of and _near(number.near).search(around)
        if not (named or peculiar) or not _check(number.check)(digits):
            continue
        if named:
            return finding(start, end, number.kind, CHECKED)
        alone = alone or finding(start, end, number.kind, CHECKED)
    return alone


def _code(reading: Reading, start: int) -> Span | None:
    before = ""
    for code in CODES:
        match = _pattern(code).match(reading.text, start)
        if not match:
            continue
        compact = re.sub(r"[ .()-]", "", match[0])
        if len(set(compact)) < 4 or not _check(code.check)(match[0] if code.check in _WHOLE else compact):
            continue
        before = before or reading.before(start, _REACH)
        if _near(code.near).search(before) or _near(code.near).search(reading.after(match.end(), 24)):
            return finding(start, match.end(), code.kind, CHECKED)
        if code.alone and match[0].upper() == match[0]:
            return finding(start, match.end(), code.kind, CONTEXT if len(compact) < 11 else CHECKED)
    return None


@cache
def _layouts() -> tuple[Layouts, frozenset[str]]:
    layouts: Layouts = {}
    beginnings: set[str] = set()
    for number in NUMBERS:
        for layout in _split(number.layouts):
            bare = layout.rstrip("!")
            layouts.setdefault(bare, []).append((number, layout.endswith("!")))
            beginnings.update(bare[: cut.start()] for cut in re.finditer("[ ./-]", bare))
    return layouts, frozenset(beginnings)


def _split(layouts: str) -> list[str]:
    """The layouts of an entry. They hold spaces themselves, so in the table a comma stands between them."""
    return layouts.split(", ")


@cache
def _any_code() -> re.Pattern[str]:
    choices = "|".join(f"(?:{code.pattern})" for code in CODES)
    return re.compile(rf"(?<![0-9A-Za-z_])(?<![0-9]:)(?=[A-Za-zÑ&]{{0,6}} ?-?[0-9])(?:{choices})(?![0-9A-Za-z_])")


@cache
def _pattern(code: Code) -> re.Pattern[str]:
    return re.compile(rf"(?:{code.pattern})(?![0-9A-Za-z_])")


@cache
def _near_any(layout: str) -> re.Pattern[str]:
    return words(*(number.near for number, _ in _layouts()[0][layout]))


@cache
def _near(entry: str) -> re.Pattern[str]:
    return words(entry)


@cache
def _check(check: str | Callable[[str], bool]) -> Callable[[str], bool]:
    if callable(check):
        return check
    valid: Callable[[str], bool] = import_module(f"stdnum.{check}").is_valid
    return valid
