"""Personal data as programs pass it on: JSON, YAML, markup, the rows of a dump.

A value is written as its format wants it, escaped or without its line breaks. Which fields there are is in fields.py.
"""

from __future__ import annotations

import json

from training.fields import KEYS, choose_fields, name_of
from training.forms import cell
from training.pieces import Writer
from training.values import Values


def escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def record(values: Values, writer: Writer) -> None:
    """JSON, on one line or many, sometimes nested."""
    rng = values.rng
    fields = choose_fields(rng, 2, 9)
    wide = rng.random() < 0.5
    inner = rng.random() < 0.3
    line, indent = ("\n", "  ") if wide else (" ", "")
    writer.write("{" + (line if wide else ""))
    if rng.random() < 0.3:
        writer.write(f'{indent}"id": {rng.randint(1, 9999)},{line}')
    if inner:
        writer.write(f'{indent}"{rng.choice(("user", "customer", "data", "person", "payload", "contact"))}": {{' + line)
    for index, field in enumerate(fields):
        key = rng.choice(KEYS[field]) if rng.random() < 0.8 else name_of(field, values)
        text, label = values.fill(field)
        bare = text.isdigit() and rng.random() < 0.3
        writer.write(("," + line if index else "") + f'{indent}"{key}": ' + ("" if bare else '"'))
        writer.value(escaped(text), label).write("" if bare else '"')
    writer.write((line if wide else "") + ("}" if inner else "") + "}")


def yaml(values: Values, writer: Writer) -> None:
    rng = values.rng
    indent = rng.choice(("", "  ", "    "))
    if indent:
        writer.write(rng.choice(("user", "customer", "contact", "employee", "patient")) + ":\n")
    mark = rng.choice((": ", ": ", "=", " = ", ": '"))
    for index, field in enumerate(choose_fields(rng, 2, 8)):
        text, label = values.fill(field)
        writer.write(("\n" if index else "") + indent + rng.choice(KEYS[field]) + mark).value(
            text.replace("\n", ", "), label
        )
        writer.write("'" if mark.endswith("'") else "")


def markup(values: Values, writer: Writer) -> None:
    rng = values.rng
    for index, field in enumerate(choose_fields(rng, 2, 7)):
        text, label = values.fill(field)
        key, name = rng.choice(KEYS[field]), name_of(field, values)
        before, after = rng.choice(
            (
                (f"<{key}>", f"</{key}>"),
                (f"<li>{name}: ", "</li>"),
                (f"<tr><td>{name}</td><td>", "</td></tr>"),
                (f'<input name="{key}" value="', '">'),
                (f"<p><b>{name}</b> ", "</p>"),
                (f"<dt>{name}</dt><dd>", "</dd>"),
                ("<td>", "</td>"),
                ('<span class="value">', "</span>"),
            )
        )
        writer.write(("\n" if index else "") + before).value(text.replace("\n", " "), label).write(after)


def dump(values: Values, writer: Writer) -> None:
    """Rows of a database, written as a dump writes them."""
    rng = values.rng
    fields = choose_fields(rng, 3, 6)
    table = rng.choice(("users", "customers", "patients", "orders", "employees", "contacts", "members"))
    columns = ", ".join(["id", *(rng.choice(KEYS[field]) for field in fields)])
    copied = rng.random() < 0.3
    writer.write(
        f"COPY public.{table} ({columns}) FROM stdin;" if copied else f"INSERT INTO `{table}` ({columns}) VALUES"
    )
    for row in range(rng.randint(1, 4)):
        writer.write(f"\n{rng.randint(1, 9999)}" if copied else ("," if row else "") + f"\n({rng.randint(1, 9999)}")
        for field in fields:
            text, label = values.fill(field)
            if copied:
                writer.write("\t").value(cell(text, "\t"), label)
            else:
                writer.write(", '").value(escaped(text).replace("'", "''"), label).write("'")
        writer.write("" if copied else ")")
    writer.write("\n\\." if copied else ";")
