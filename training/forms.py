"""Forms as people and machines lay them out: on a screen, on paper, in a table, on a receipt, in a ticket.

Knows where a value stands beside its label, below it or without one. Which fields there are is in fields.py; does not
know letters.
"""

from __future__ import annotations

from training.fields import KEYS, LEADS, LINES, MARKS, ODD, choose_fields, name_of, odd_mark
from training.filling import fill, plain, sentences
from training.pieces import Writer
from training.values import Values


def form(values: Values, writer: Writer) -> None:
    rng = values.rng
    mark = rng.choice(MARKS) if rng.random() < 0.8 else odd_mark(rng)
    line = rng.choice(LINES) if rng.random() < 0.8 else odd_mark(rng)
    lead = rng.choice(LEADS) if "\n" in line and rng.random() < 0.25 else ""
    keyless = 1.0 if rng.random() < 0.08 else rng.choice((0.0, 0.0, 0.1))
    for index, field in enumerate(choose_fields(rng, 2, 10)):
        writer.write((line if index else "") + lead)
        if rng.random() >= keyless:
            writer.write(name_of(field, values) + mark)
        writer.value(*values.fill(field))
        if mark.endswith("**") and rng.random() >= keyless:
            writer.write("**")


def sheet(values: Values, writer: Writer) -> None:
    """A paper form as a scanner reads it: two columns, boxes to tick, labels without values, values below labels."""
    rng = values.rng
    loud = rng.random() < 0.3
    fields = choose_fields(rng, 4, 10)
    mark = rng.choice((": ", ":", " ", "  ", ".....", "\n", ": ____ "))
    columns = rng.choice((1, 2, 2, 3))

    def label(field: str) -> str:
        name = name_of(field, values)
        return name.upper() if loud else name

    for index, field in enumerate(fields):
        if index:
            writer.write(rng.choice(("   ", "  ", " ", "\t")) if index % columns else "\n")
        if rng.random() < 0.1:
            writer.write(rng.choice(("□ ", "☐ ", "☑ ", "[ ] ", "(X) ", f"{index + 1}. ", f"{index + 1}) ")))
        draw = rng.random()
        if draw < 0.22:  # nothing was filled in
            writer.write(label(field) + rng.choice((":", "", ": ______", ": ........")))
        elif draw < 0.34:  # labels side by side, their values on the line below
            other = rng.choice(fields)
            writer.write(label(field) + rng.choice(("   ", " ")) + label(other) + "\n")
            writer.value(*values.fill(field)).write(rng.choice(("   ", "  ", " | "))).value(*values.fill(other))
        else:
            writer.write(label(field) + mark).value(*values.fill(field))


def numbered(values: Values, writer: Writer) -> None:
    rng = values.rng
    bold = rng.random() < 0.5
    for index, field in enumerate(choose_fields(rng, 2, 7)):
        label = name_of(field, values)
        writer.write(
            ("\n" if index else "")
            + rng.choice((f"{index + 1}. ", "- ", "* ", ""))
            + (f"**{label}:** " if bold else f"{label}: ")
        )
        writer.value(*values.fill(field))


def cell(text: str, mark: str) -> str:
    """A value as a row of cells takes it: without line breaks and without what parts the cells."""
    return text.replace("\n", " ").replace(mark, " ") if mark != " " else text


def table(values: Values, writer: Writer) -> None:
    """Comma, semicolon, tab or pipe separated, or a markdown table."""
    rng = values.rng
    fields = choose_fields(rng, 3, 7)
    kind = rng.choice((",", ";", "\t", "|", "markdown", "markdown", "wide", rng.choice(ODD)))
    head = [rng.choice(KEYS[field]) if rng.random() < 0.5 else name_of(field, values) for field in fields]
    mark = {"markdown": " | ", "wide": "   "}.get(kind, f" {kind} " if kind in ODD else kind)
    edge = ("| ", " |") if kind == "markdown" else ("", "")
    quote = '"' if kind in ",;" and rng.random() < 0.4 else ""
    if rng.random() < 0.85 or kind == "markdown":
        writer.write(edge[0] + mark.join(head) + edge[1] + "\n")
        if kind == "markdown":
            writer.write("|" + "|".join(rng.choice(("---", ":---", "------")) for _ in fields) + "|\n")
    for row in range(rng.randint(1, 5)):
        writer.write(("\n" if row else "") + edge[0])
        for column, field in enumerate(fields):
            text, label = values.fill(field)
            text = cell(text, kind if kind in ",;|" else "|")
            writer.write(mark if column else "").write(quote).value(text, label).write(quote)
        writer.write(edge[1])


def receipt(values: Values, writer: Writer) -> None:
    rng = values.rng
    writer.value(*values.org()).write("\n")
    for _ in range(rng.randint(1, 4)):
        fill("{num} x {product}  {amount}\n", values, writer)
    writer.write(name_of("amount", values) + ": ").value(*values.amount()).write("\n")
    for field in rng.sample(
        ("card", "person", "account", "order", "order", "phone", "address", "date"), rng.randint(1, 4)
    ):
        writer.write(name_of(field, values) + rng.choice((": ", " ", ":\n"))).value(*values.fill(field)).write("\n")


def ticket(values: Values, writer: Writer) -> None:
    rng = values.rng
    writer.write(rng.choice(("Ticket #", "#", "Ticket ", "[SUP-", "", "INC-", "TKT-"))).value(
        values.digits(rng.randint(4, 6)), None
    ).write(rng.choice(("\n", " - ", "] ", ": ")))
    form(values, writer)
    writer.write("\n\n")
    sentences(values, writer)


def mixed(values: Values, writer: Writer) -> None:
    """A form and running text in one."""
    form(values, writer)
    writer.write("\n")
    plain(values, writer) if values.rng.random() < 0.4 else sentences(values, writer)
