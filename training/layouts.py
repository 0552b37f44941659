"""More layouts: contact cards, invitations, team chats, bank statements, lists of people, pages, settings.

Language-independent: the words come from phrases/ through `name_of` and `fill`. Dates that a machine wrote (a
stamp, a booking) teach nothing. Knows layouts; does not know how often each is met.
"""

from __future__ import annotations

from training.fields import KEYS, choose_fields, name_of
from training.filling import about_nobody, fill, line_of
from training.phrases import UNSPACED
from training.pieces import Writer
from training.values import Values


def stamped(values: Values) -> str:
    rng = values.rng
    return (
        f"{rng.randint(2018, 2027)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
        f"T{rng.randint(0, 23):02}{rng.randint(0, 59):02}00{rng.choice(('', 'Z'))}"
    )


def contact_card(values: Values, writer: Writer) -> None:
    """vCard: the parts of a name and of an address are parted by semicolons."""
    rng = values.rng
    for index in range(rng.choice((1, 1, 2, 3))):
        first, last = values.pair()
        writer.write(("\n" if index else "") + f"BEGIN:VCARD\nVERSION:{rng.choice(('2.1', '3.0', '4.0'))}\n")
        writer.write("N:").value(last, "private_person").write(";").value(first, "private_person").write(";;;\nFN:")
        whole = f"{last}{first}" if values.language in (*UNSPACED, "ko") else f"{first} {last}"
        writer.value(whole, "private_person").write("\n")
        rows = [
            (rng.choice(("TEL;TYPE=CELL:", "TEL;TYPE=home,voice:", "TEL:", "TEL;WORK:")), "phone"),
            (rng.choice(("EMAIL:", "EMAIL;TYPE=INTERNET:", "EMAIL;TYPE=work:")), "email"),
            ("ORG:", "org"),
            ("TITLE:", "job"),
            (rng.choice(("URL:", "X-SOCIALPROFILE:")), "url"),
            (rng.choice(("ADR;TYPE=HOME:;;", "ADR:;;", "LABEL:")), "address"),
            ("BDAY:", "birth"),
        ]
        for head, field in rng.sample(rows, rng.randint(2, 6)):
            text, label = values.fill(field)
            writer.write(head).value(text.replace("\n", "\\n"), label).write("\n")
        writer.write("END:VCARD")


def invitation(values: Values, writer: Writer) -> None:
    """A calendar entry as programs exchange it."""
    rng = values.rng
    start = stamped(values)
    writer.write("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n" if rng.random() < 0.6 else "BEGIN:VEVENT\n")
    writer.write(f"UID:{rng.randint(10**9, 10**10)}-{rng.randint(10, 99)}\nDTSTAMP:{start}\nDTSTART:{start}\nSUMMARY:")
    line_of(values, writer, 0.5)
    writer.write("\n")
    if rng.random() < 0.6:
        text, label = rng.choice((values.address(), values.org(), values.city()))
        writer.write("LOCATION:").value(text.replace("\n", "\\, "), label).write("\n")
    for head in ("ORGANIZER", *("ATTENDEE;RSVP=TRUE" for _ in range(rng.randint(1, 3)))):
        quote = rng.choice(("", '"'))
        writer.write(f"{head};CN={quote}").value(*values.person()).write(f"{quote}:mailto:")
        writer.value(*values.email()).write("\n")
    if rng.random() < 0.4:
        writer.write("DESCRIPTION:")
        line_of(values, writer)
        writer.write("\n")
    writer.write("END:VEVENT")


def team_chat(values: Values, writer: Writer) -> None:
    """A team's chat as it is copied: name, time, text; people are called with an @."""
    rng = values.rng
    people = [values.person() for _ in range(rng.randint(2, 4))]
    style = rng.choice(
        ("{name}  {time}\n", "{name} [{time}]\n", "**{name}** {time}\n", "[{time}] {name}\n", "{name}\n")
    )
    clock = rng.choice(("{time}", "{time}", "{h}:{m} AM", "{h}:{m} PM"))
    for index in range(rng.randint(2, 6)):
        before, after = style.split("{name}")
        now = clock.replace("{time}", values.time()[0])
        now = now.replace("{h}", str(rng.randint(1, 12))).replace("{m}", f"{rng.randint(0, 59):02}")
        writer.write(("\n" if index else "") + before.replace("{time}", now)).value(*rng.choice(people))
        writer.write(after.replace("{time}", now))
        if rng.random() < 0.25:
            writer.write("@").value(*values.fill(rng.choice(("first", "handle", "person")))).write(" ")
        line_of(values, writer)
        if rng.random() < 0.15:
            writer.write(rng.choice((f"\n:+1: {rng.randint(1, 9)}", "\n👍 2", " (edited)", "\n1 reply", " 😂")))


def statement(values: Values, writer: Writer) -> None:
    """Bank bookings: people and firms pay, the day of a booking teaches nothing."""
    rng = values.rng
    gap = rng.choice(("  ", "\t", ";", " | ", "   "))
    if rng.random() < 0.6:
        for field in rng.sample(("person", "iban", "account", "address"), rng.randint(1, 3)):
            text, label = values.fill(field)
            writer.write(name_of(field, values) + ": ").value(text.replace("\n", ", "), label).write("\n")
    for index in range(rng.randint(2, 7)):
        writer.write("\n" if index else "").value(values.date()[0], "").write(gap)
        kind = rng.random()
        if kind < 0.5:
            writer.value(*values.person()).write(gap)
            if rng.random() < 0.5:
                writer.value(*values.iban()).write(gap)
        elif kind < 0.8:
            writer.value(*values.org()).write(gap)
        else:
            writer.value(*values.product()).write(gap)
        if rng.random() < 0.3:
            field = rng.choice(("account", "order", "order"))
            writer.write(name_of(field, values) + " ").value(*values.fill(field)).write(gap)
        writer.write(rng.choice(("-", "", "+"))).value(*values.amount())


def people(values: Values, writer: Writer) -> None:
    """A list of people, bare or with what belongs to each, among firms and products."""
    rng = values.rng
    mark = rng.choice(("- ", "* ", "• ", "", "{n}. ", "{n}) ", "[x] "))
    fields = rng.sample(("phone", "email", "job", "org", "city", "birth", "account", "age"), rng.randint(0, 3))
    part = rng.choice((", ", " - ", " – ", " (", ": ", "\t", "; "))
    stranger = rng.choice((0.0, 0.0, 0.15))
    for number in range(rng.randint(2, 8)):
        writer.write(("\n" if number else "") + mark.replace("{n}", str(number + 1)))
        if rng.random() < stranger:
            writer.value(*rng.choice((values.org(), values.product())))
            continue
        writer.value(*values.fill(rng.choice(("person", "person", "person", "person_rev", "first"))))
        for field in fields:
            text, label = values.fill(field)
            writer.write(part).value(text, label)
        writer.write(")" * len(fields) if part == " (" else "")


def page(values: Values, writer: Writer) -> None:
    """A page of HTML: people in paragraphs, nobody in headings, buttons and classes."""
    rng = values.rng
    if rng.random() < 0.4:
        writer.write('<!DOCTYPE html>\n<html>\n<body class="page">\n')
    for index in range(rng.randint(2, 5)):
        writer.write("\n" if index else "")
        kind = rng.random()
        if kind < 0.25:
            tag = rng.choice(("h1", "h2", "button", "label", "th", "title", "small"))
            writer.write(f"<{tag}>")
            fill(about_nobody(values).partition("\n")[0], values, writer)
            writer.write(f"</{tag}>")
        elif kind < 0.45:
            writer.write('<a href="mailto:').value(*values.email()).write('">').value(*values.person()).write("</a>")
        elif kind < 0.6:
            field = choose_fields(rng, 1, 1)[0]
            text, label = values.fill(field)
            writer.write(f'<label for="{rng.choice(KEYS[field])}">{name_of(field, values)}</label> <b>')
            writer.value(text.replace("\n", " "), label).write("</b>")
        else:
            before, after = rng.choice((("<p>", "</p>"), ('<div class="text">', "</div>"), ("<li>", "</li>")))
            writer.write(before)
            line_of(values, writer)
            writer.write(after)


SETTINGS = (
    "{key}_PASSWORD={password}",
    "{key}_TOKEN={secret}",
    "{key}_SECRET_KEY={secret}",
    "{key}_URL={connection}",
    "{key}_ADMIN_EMAIL={email}",
    "{key}_HOST=localhost",
    "{key}_PORT={num}",
    "{key}_DEBUG=false",
    "{key}_PASSWORD=${{{key}_PASSWORD}}",
    "{key}_VERSION={version}",
    "{key}_LOG_LEVEL=info",
    "{key}_DOCS={public_url}",
    "# {key} settings, see {public_url}",
)


def settings(values: Values, writer: Writer) -> None:
    """.env files and compose files: the value of a secret counts, a reference to one does not."""
    rng = values.rng
    keys = rng.sample(("APP", "DB", "SMTP", "REDIS", "POSTGRES", "MYSQL", "AWS", "STRIPE", "GRAFANA", "MINIO"), 3)
    compose, dashed = rng.random() < 0.4, rng.random() < 0.5
    if compose:
        writer.write(f"services:\n  {rng.choice(('web', 'db', 'cache', 'mail'))}:\n    image: {keys[0].lower()}:")
        writer.value(*values.version()).write("\n    environment:")
    for index in range(rng.randint(3, 8)):
        template = rng.choice(SETTINGS).replace("{{{key}", "{{" + keys[0]).replace("{key}", rng.choice(keys))
        if compose and not template.startswith("#"):
            template = "      - " + template if dashed else "      " + template.replace("=", ": ", 1)
        writer.write("\n" if index or compose else "")
        fill(template, values, writer)
