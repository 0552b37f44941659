"""Real program text and its documentation, taken from the Python that runs the training, and made-up server logs.

Knows where they are, which lines may name a person (left out of the loss) and how a secret or a
contact is put between lines in which nothing is personal. The lines of the logs are in
patterns/. Does not know the other carriers.
"""

from __future__ import annotations

import re
import sysconfig
from functools import cache
from pathlib import Path
from random import Random

from training.filling import fill
from training.machine import made
from training.patterns import patterns
from training.pieces import Writer
from training.technical import CODE
from training.values import Values

# A line that may name its author, and what looks like an address on the net: neither taught nor held against anybody.
PERSONAL = re.compile(
    r"@|(?i:https?:|copyright|author|maintain|written by|contributed|thanks|\(c\)|credit|passw|secret|token)|\bby [A-Z]"
)
TWO_NAMES = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\. ?)?[A-Z][a-z]+\b")
NUMBER = re.compile(r"[+(]?\d[\d .()/-]{6,}\d|\b\d{1,3}(?:\.\d{1,3}){3}\b")
LONGEST = 700  # characters of a line


@cache
def library() -> tuple[Path, ...]:
    """The source files of the standard library, in a fixed order."""
    folder = Path(sysconfig.get_paths()["stdlib"])
    return tuple(
        path
        for path in sorted(folder.rglob("*.py"))
        if not {"site-packages", "test", "tests", "lib2to3", "encodings"} & set(path.relative_to(folder).parts)
        and 2000 < path.stat().st_size < 300_000
    )


@cache
def lines_of(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8", errors="replace").splitlines())


def excerpt(rng: Random, low: int, high: int) -> list[str]:
    """Some lines of one file, without the indentation they share."""
    lines = lines_of(rng.choice(library()))
    size = rng.randint(low, high)
    at = rng.randrange(max(1, len(lines) - size))
    part = [line[:LONGEST] for line in lines[at : at + size]]
    indents = [len(line) - len(line.lstrip()) for line in part if line.strip()]
    shared = min(indents, default=0) if rng.random() < 0.5 else 0
    return [line[shared:] for line in part]


def plain_line(line: str, writer: Writer) -> None:
    """One line of real text, what may be personal in it marked as not to be learned from."""
    if PERSONAL.search(line):
        writer.value(line, "")
        return
    at = 0
    doubtful = sorted([*TWO_NAMES.finditer(line), *NUMBER.finditer(line)], key=lambda match: match.start())
    for match in doubtful:
        if match.start() >= at:
            writer.write(line[at : match.start()]).value(match[0], "")
            at = match.end()
    writer.write(line[at:])


def program(values: Values, writer: Writer) -> None:
    """Lines of a real program, sometimes with a credential or somebody's data among them."""
    rng = values.rng
    lines = excerpt(rng, 2, 16)
    planted = rng.randrange(len(lines)) if lines and rng.random() < 0.4 else -1
    for index, line in enumerate(lines):
        writer.write("\n" if index else "")
        plain_line(line, writer)
        if index == planted:
            indent = line[: len(line) - len(line.lstrip())]
            writer.write("\n" + indent)
            fill(rng.choice(CODE), values, writer)


@cache
def paragraphs() -> tuple[str, ...]:
    """The paragraphs of the language reference that the interpreter carries for `help()`."""
    from pydoc_data.topics import topics

    found = (part.strip() for text in topics.values() for part in re.split(r"\n\s*\n", text))
    return tuple(part for part in found if 40 < len(part) < 900)


def manual(values: Values, writer: Writer) -> None:
    """Documentation: one to three paragraphs, wrapped or on one line."""
    rng = values.rng
    at = rng.randrange(len(paragraphs()) - 3)
    flat = rng.random() < 0.5
    for index, part in enumerate(paragraphs()[at : at + rng.randint(1, 3)]):
        writer.write("\n\n" if index else "")
        for number, line in enumerate(part.splitlines()):
            writer.write((" " if flat else "\n") if number else "")
            plain_line(line.strip() if flat else line, writer)


LEVELS = ("INFO", "WARN", "ERROR", "DEBUG", "TRACE", "NOTICE", "FATAL", "info", "warning", "I", "W", "E", "V", "D")
LOGS = patterns("logs")
PARTS, EVENTS, THINGS, DIGESTS = LOGS["parts"], LOGS["events"], LOGS["things"], LOGS["digests"]
STAMPS = (*LOGS["stamps"], "")


def stamp(shape: str, rng: Random) -> str:
    """A moment, written in the shape of one log."""
    highest = {"mo": 12, "d": 28, "h": 23, "mi": 59, "s": 59}
    two = {name: f"{rng.randint(1, most):02}" for name, most in highest.items()}
    year = rng.randint(2003, 2027)
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return shape.format(
        y=year, yy=f"{year % 100:02}", ms=rng.randint(100, 999), epoch=rng.randint(1_100_000_000, 1_790_000_000),
        mon=rng.choice(months), day=rng.choice(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")), **two,
    )  # fmt: skip


def machine_words(pattern: str, rng: Random) -> str:
    """'{n}', '{hex}', '{name}' and the like, each time another; what is not here is one of machine.py."""
    most = rng.choice((9, 99, 9999, 9_999_999))

    def one(match: re.Match[str]) -> str:
        digits = f"{rng.getrandbits(128):032x}"
        own = {
            "n": str(rng.randint(0, most)),
            "two": f"{rng.randint(0, 59):02}",
            "long": str(rng.randint(10**17, 10**19)),
            "uuid": "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])),
            "hex": digits[:10],
            "name": rng.choice(THINGS),
        }
        return own.get(match[1]) or made(match[1], rng) or match[0]

    return re.sub(r"\{(\w+)\}", one, pattern)


def digests(values: Values, writer: Writer) -> None:
    """Long random figures that are nobody's secret: hashes, commits, traces, layers; and places of this machine."""
    rng = values.rng
    same = rng.random() < 0.4
    chosen = rng.choice(DIGESTS)
    for index in range(rng.randint(1, 6)):
        writer.write(("\n" if index else "") + machine_words(chosen if same else rng.choice(DIGESTS), rng))


def journal(values: Values, writer: Writer) -> None:
    """Server logs in which nothing is personal: stamps, levels, parts, figures."""
    rng = values.rng
    shape, order, mark = rng.choice(STAMPS), rng.randint(0, 3), rng.choice((" ", " ", ": ", " - ", " | ", "\t"))
    for index in range(rng.randint(1, 8)):
        when, level = stamp(shape, rng), rng.choice(LEVELS)
        part, event = machine_words(rng.choice(PARTS), rng), machine_words(rng.choice(EVENTS), rng)
        parts = ((when, level, part, event), (when, part, event), (when, event), (level, part, event))[order]
        writer.write(("\n" if index else "") + mark.join(part for part in parts if part))
