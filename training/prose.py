"""Text that is mostly nobody's: prose without people, pages of news, single words, data sheets.

Knows how such text is laid out, and that people stand beside it in some pieces; the words come from phrases/. Does not
know forms, letters or code.
"""

from __future__ import annotations

from training.fields import LEADS, LINES, MARKS, name_of, odd_mark
from training.filling import about_nobody, fill, gap, parted
from training.pieces import Writer
from training.values import Values


def article(values: Values, writer: Writer) -> None:
    """A page of running text: a headline, a date line, then news of people and of nobody side by side."""
    rng = values.rng
    people = rng.choice((0.0, 0.0, 0.3, 0.6, 0.9))
    if rng.random() < 0.6:
        fill(about_nobody(values).partition("\n")[0], values, writer)
        writer.write("\n" if rng.random() < 0.7 else "\n\n")
    if rng.random() < 0.2:
        writer.value(*values.place()).write(rng.choice((", ", " – ", ". "))).value(*values.public_date()).write("\n")
    for index in range(rng.randint(2, 6)):
        join = gap(values) if rng.random() < 0.8 else "\n"
        template = values.pick("news") if rng.random() < people else about_nobody(values)
        writer.write(parted(join, template, writer) if index else "")
        fill(template, values, writer)


def words(values: Values, writer: Writer) -> None:
    """Single words, as lists, menus and headings have them: nobody's, although they are written large."""
    rng = values.rng
    mark = rng.choice(("\n", "\n", "\n- ", "\n* ", ", ", " | ", " / ", " · ", "\t", " - ", ". "))
    shape = rng.choice((str.upper, str.title, str, str, capital, capital, capital, capital))
    named = 0.0 if rng.random() < 0.75 else 0.3
    for index in range(rng.choice((1, 1, 2, 3, 5, 8))):
        writer.write(mark if index else mark.lstrip("\n") if mark.startswith("\n") else "")
        if rng.random() < named:
            writer.value(*values.fill(rng.choice(("person", "first", "last"))))
        elif rng.random() < 0.2:
            writer.value(*rng.choice((values.place, values.firm, values.product, values.brand, values.eponym))())
        else:
            writer.write(shape(values.pick("words")))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def details(values: Values, writer: Writer) -> None:
    """A data sheet: labels and values as in a form, about a thing, a journey or an edition, and nobody's."""
    rng = values.rng
    mark = rng.choice(MARKS) if rng.random() < 0.9 else odd_mark(rng)
    line = rng.choice(LINES) if rng.random() < 0.9 else odd_mark(rng)
    lead = rng.choice(LEADS) if "\n" in line and rng.random() < 0.25 else ""
    chosen = rng.sample(values.phrases.lists["details"], rng.randint(1, 8))
    owner = rng.randrange(len(chosen)) if rng.random() < 0.25 else -1
    if rng.random() < 0.3:
        fill(about_nobody(values).partition("\n")[0], values, writer)
        writer.write("\n")
    for index, entry in enumerate(chosen):
        label, _, value = entry.partition(" = ")
        writer.write((line if index else "") + lead + label + mark)
        fill(value, values, writer)
        writer.write("**" if mark.endswith("**") else "")
        if index == owner:
            field = rng.choice(("person", "person", "phone", "email", "address", "account"))
            writer.write(line + lead + name_of(field, values) + mark).value(*values.fill(field))
            writer.write("**" if mark.endswith("**") else "")
