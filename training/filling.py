"""Running text: the placeholders of a template filled, one template after another.

Knows which templates speak of somebody and which of nobody, and how two are joined. The words come from phrases/, the
values from values.py; forms and letters are in modules of their own.
"""

from __future__ import annotations

import re

from training.agreement import agree
from training.phrases import UNSPACED
from training.pieces import Writer
from training.values import Values

PLACE = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")  # a doubled brace is a brace


def fill(template: str, values: Values, writer: Writer) -> None:
    at, text = 0, ""
    for match in PLACE.finditer(template):
        before = template[at : match.start()].replace("{{", "{").replace("}}", "}")
        writer.write(agree(text, before, values.language))
        text, label = values.fill(match[1])
        writer.value(text, label)
        at = match.end()
    writer.write(agree(text, template[at:].replace("{{", "{").replace("}}", "}"), values.language))


def about_somebody(values: Values) -> str:
    """A template with people in it: what they write, what is written about them, what is asked of somebody."""
    return values.pick(values.rng.choices(("sentences", "news", "calls"), (45, 40, 15))[0])


def about_nobody(values: Values) -> str:
    """A template in which nothing is private, more often than not one that looks as if it were."""
    return values.pick(values.rng.choices(("plain", "facts"), (40, 60))[0])


def line_of(values: Values, writer: Writer, share: float = 0.7) -> None:
    """One sentence on one line, about somebody in `share` of all cases."""
    template = about_somebody(values) if values.rng.random() < share else about_nobody(values)
    fill(template.partition("\n")[0], values, writer)


def gap(values: Values) -> str:
    return "" if values.language in UNSPACED else " "


def parted(join: str, template: str, writer: Writer) -> str:
    """What stands between two templates: a line break where a value would else run into the next one."""
    ends = bool(writer.marks) and writer.marks[-1].end == writer.length
    return "\n" if ends and template.startswith("{") else join


def sentences(values: Values, writer: Writer) -> None:
    rng = values.rng
    join = "\n" if rng.random() < 0.2 else gap(values)
    for index in range(rng.choice((1, 1, 2, 2, 3, 4))):
        template = about_nobody(values) if rng.random() < 0.3 else about_somebody(values)
        writer.write(parted(join, template, writer) if index else "")
        fill(template, values, writer)


def plain(values: Values, writer: Writer) -> None:
    rng = values.rng
    join = "\n" if rng.random() < 0.2 else gap(values)
    for index in range(rng.choice((1, 2, 3, 4))):
        writer.write(join if index else "")
        fill(about_nobody(values), values, writer)
