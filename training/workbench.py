"""Technical text of one domain at a time: kernels, databases, phones, builds, manuals, interfaces.

Most of it is nobody's; in some pieces a real secret, a user or an address stands among it, in a line of the same
domain. Knows how lines are put together; they are in patterns/, their words in machine.py and values.py.
"""

from __future__ import annotations

from training.filling import PLACE
from training.machine import NOUNS, made
from training.madeup import words
from training.patterns import patterns
from training.pieces import Writer
from training.values import Values


def wordy(values: Values) -> str:
    """A password that is nothing but words."""
    rng, known = values.rng, (*words(), *NOUNS)
    joint, size = rng.choice(("", "", "-", "_", ".", " ")), rng.choice((1, 2, 2, 3, 4))
    text = joint.join(rng.choice(known) for _ in range(size))
    shapes = (text, text, text.title(), text.capitalize())
    return text.upper() if joint in ("", "-") and rng.random() < 0.1 else rng.choice(shapes)


def unbraced(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")


def put(pattern: str, values: Values, writer: Writer) -> None:
    """One line, its words drawn anew."""
    at = 0
    for match in PLACE.finditer(pattern):
        writer.write(unbraced(pattern[at : match.start()]))
        if match[1] == "wordy":
            writer.value(wordy(values), "secret")
        elif (text := made(match[1], values.rng)) is not None:
            writer.write(text)
        else:
            writer.value(*values.fill(match[1]))
        at = match.end()
    writer.write(unbraced(pattern[at:]))


def line(pattern: str, values: Values, writer: Writer) -> None:
    """A line, or a table with its head and some rows."""
    head, table, row = pattern.partition(" ==> ")
    if not table:
        put(pattern, values, writer)
        return
    put(head, values, writer)
    for _ in range(values.rng.randint(1, 7)):
        put("\n" + row, values, writer)


def bench(values: Values, writer: Writer) -> None:
    rng = values.rng
    nobody, somebody = patterns("nobody"), patterns("somebody")
    domain = rng.choice(tuple(nobody))
    rate = rng.choice((0.0, 0.0, 0.0, 0.2, 0.4))
    same = rng.choice(nobody[domain]) if rng.random() < 0.25 else ""
    for index in range(rng.choice((1, 1, 2, 3, 4, 5, 6, 8))):
        writer.write("\n" if index else "")
        found = somebody if rng.random() < rate else nobody
        of = domain if rng.random() < 0.9 else rng.choice(tuple(found))
        line(same if same and found is nobody else rng.choice(found.get(of) or found["any"]), values, writer)
