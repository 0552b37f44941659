"""What one person sends another: letters and mails, with the address or signature that stands in them; and CVs.

Knows where names and addresses stand in such a page when nothing says what they are. Does not know chats.
"""

from __future__ import annotations

import re

from training.fields import name_of
from training.filling import about_nobody, about_somebody, fill, sentences
from training.pieces import Writer
from training.values import Values

HALF = re.compile(r"\{\w*$")  # a placeholder cut in two


def block(values: Values, writer: Writer) -> None:
    """A postal address or a signature, without labels."""
    rng = values.rng
    writer.write(rng.choice(("", "", "--\n", values.pick("titles") + " "))).value(*values.person()).write("\n")
    if rng.random() < 0.4:
        writer.value(*values.fill(rng.choice(("job", "org")))).write("\n")
    if rng.random() < 0.75:
        writer.value(
            values.address()[0].replace(", ", "\n") if rng.random() < 0.5 else values.address()[0], "private_address"
        ).write("\n")
    for field in rng.sample(("phone", "email", "url", "phone"), rng.randint(1, 3)):
        label = name_of(field, values)
        writer.write(rng.choice((label + ": ", label + " ", "", label[:1] + ": "))).value(*values.fill(field)).write(
            rng.choice(("\n", " | ", "\n", "  "))
        )


def subject(values: Values) -> str:
    """What a mail is about, as a template: the label of a number, in half of all cases with the number."""
    field = values.rng.choice(("account", "order", "order"))
    number = values.rng.choice(("", f" {{{field}}}"))
    return values.rng.choice(values.phrases.names(field)) + number


def mail(values: Values, writer: Writer) -> None:
    rng = values.rng
    for head in ("From", "To", *rng.sample(("Cc", "Reply-To", "Bcc"), rng.randint(0, 1))):
        writer.write(head + ": ")
        if rng.random() < 0.8:
            quote = rng.choice(("", "", '"'))
            writer.write(quote).value(*values.person()).write(quote + " ")
        writer.write("<").value(*values.email()).write(">\n")
    if rng.random() < 0.5:
        writer.write("Date: ").value(rng.choice(("Mon, ", "Tue, ", "Fri, ")) + values.date()[0], "").write(
            " " + values.time()[0] + "\n"
        )
    writer.write("Subject: ")
    fill(
        HALF.sub("", (about_nobody if rng.random() < 0.6 else about_somebody)(values).partition("\n")[0][:80])
        if rng.random() < 0.3
        else rng.choice(("Re: ", "", "Fwd: ")) + subject(values),
        values,
        writer,
    )
    writer.write("\n\n")
    sentences(values, writer)
    if rng.random() < 0.6:
        writer.write("\n\n")
        block(values, writer)


def letter(values: Values, writer: Writer) -> None:
    """A letter on paper: sender, recipient, place and day, reference, text, signature."""
    rng = values.rng
    if rng.random() < 0.6:
        block(values, writer)
        writer.write("\n")
    else:
        writer.value(*values.org()).write("\n\n")
    writer.write(rng.choice(("", values.pick("titles") + "\n", values.pick("titles") + " "))).value(*values.person())
    writer.write("\n").value(values.address()[0].replace(", ", "\n"), "private_address").write("\n\n")
    if rng.random() < 0.7:
        if rng.random() < 0.5:
            writer.value(*values.city()).write(", ")
        writer.value(*values.date()).write("\n\n")
    if rng.random() < 0.5:
        field = rng.choice(("account", "order"))
        writer.write(name_of(field, values) + ": ").value(*values.fill(field)).write("\n\n")
    sentences(values, writer)
    writer.write("\n\n").value(*values.person())
    if rng.random() < 0.3:
        writer.write("\n").value(*values.fill("job"))


def resume(values: Values, writer: Writer) -> None:
    rng = values.rng
    writer.value(*values.person()).write("\n")
    for field in rng.sample(("address", "phone", "email", "birth", "url", "city"), rng.randint(2, 5)):
        if rng.random() < 0.6:
            writer.write(name_of(field, values) + ": ")
        writer.value(*values.fill(field)).write(rng.choice(("\n", " | ", " · ", "\n")))
    for _ in range(rng.randint(1, 3)):
        start = rng.randint(1990, 2020)
        fill(f"{start}-{start + rng.randint(1, 6)}  {{job}}, {{org}}\n", values, writer)
