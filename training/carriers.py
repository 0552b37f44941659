"""Where personal data is met: running text, forms, tables, letters, chats, mails and records.

Each carrier takes Values and a Writer and writes one piece. Knows layouts; the words come from
phrases/ and the values from values.py. Labels of forms vary and are often dropped, so that the
model learns the values and not the words beside them.
"""

from __future__ import annotations

import re
from random import Random

from training.agreement import agree
from training.phrases import UNSPACED
from training.pieces import Writer
from training.values import Values

PLACE = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")  # a doubled brace is a brace
HALF = re.compile(r"\{\w*$")  # a placeholder cut in two
FIELDS = (  # field: (placeholder, how often)
    ("person", 10),
    ("first", 3),
    ("last", 3),
    ("birth", 6),
    ("date", 4),
    ("age", 1),
    ("address", 7),
    ("street", 4),
    ("zip", 3),
    ("city", 4),
    ("state", 1),
    ("phone", 8),
    ("email", 7),
    ("url", 2),
    ("ip", 2),
    ("account", 7),
    ("order", 3),
    ("ssn", 4),
    ("passport", 3),
    ("iban", 4),
    ("card", 3),
    ("password", 2),
    ("secret", 1),
    ("pin", 1),
    ("company", 2),
    ("job", 2),
    ("amount", 3),
    ("note", 2),
)
KEYS = {  # machine names of fields
    "person": [
        "name",
        "fullName",
        "full_name",
        "customer_name",
        "patient",
        "contact",
        "displayName",
        "author",
        "owner",
        "username",
    ],
    "first": ["first_name", "firstName", "given_name", "fname"],
    "last": ["last_name", "lastName", "surname", "lname", "family_name"],
    "birth": ["dob", "birth_date", "dateOfBirth", "birthday"],
    "date": ["date", "visit_date", "hired_on", "appointment", "start_date"],
    "age": ["age"],
    "address": ["address", "home_address", "shippingAddress", "addr", "billing_address"],
    "street": ["street", "line1", "address1", "street_address"],
    "zip": ["zip", "postal_code", "postcode", "zipCode"],
    "city": ["city", "town", "locality"],
    "state": ["state", "region", "county"],
    "phone": ["phone", "tel", "mobile", "phone_number", "phoneNumber", "cell", "fax"],
    "email": ["email", "mail", "e_mail", "emailAddress", "contact_email"],
    "url": ["url", "website", "profile", "linkedin", "homepage"],
    "ip": ["ip", "ip_address", "client_ip", "remote_addr", "mac"],
    "account": [
        "account_id",
        "customer_id",
        "employee_id",
        "member_no",
        "case_id",
        "user_id",
        "policy_number",
    ],
    "order": [
        "order_id",
        "orderNumber",
        "invoice_no",
        "tracking_number",
        "ticket",
        "reference",
        "sku",
        "po_number",
        "build",
    ],
    "ssn": ["ssn", "national_id", "tax_id", "personal_number", "id_number"],
    "passport": ["passport", "passport_no", "license_number", "id_card"],
    "iban": ["iban", "bank_account", "account_number"],
    "card": ["card", "card_number", "cc", "pan"],
    "password": ["password", "passwd", "pwd", "pass"],
    "secret": ["api_key", "token", "secret", "access_token", "client_secret"],
    "pin": ["pin", "otp", "code"],
    "company": ["company", "org", "employer"],
    "job": ["job", "title", "role"],
    "amount": ["amount", "total", "balance", "salary"],
    "note": ["status", "note", "type"],
}


# What stands between a label and its value, between two fields, and before a line.
MARKS = (
    ": ",
    ": ",
    ": ",
    ":",
    " : ",
    ":\t",
    "\t",
    " - ",
    " = ",
    ":\n",
    " ",
    "：",
    ": **",
    " | ",
    ".....: ",
    "\n",
    ":  ",
)
LINES = ("\n", "\n", "\n", "\n\n", ", ", "; ", " | ", " ", "\n- ", "\n* ", "    ")
LEADS = (
    "> ",
    "| ",
    "• ",
    "→ ",
    "# ",
    "// ",
    "[x] ",
    "[ ] ",
    "◦ ",
    "— ",
    "* ",
    "  ",
    "\t",
    "+ ",
    "▪ ",
    "✓ ",
    "§ ",
    "¦ ",
    "; ",
)
ODD = (
    *("->", "→", "::", "=>", "⇒", "·", "•", "/", "//", "¦", "‖", ">>", "#", "^", "+", "==", "…", "--", "—", "–"),
    *("|", "||", "\\", "<>", "___", "***", "%", "&", "@@", "$$", "…:", ":=", "-:-", "(=)", ">", "]", "°", "¬", "§"),
)


def odd_mark(rng: Random) -> str:
    """A mark of no usual kind: what separates two fields is not to be learned by heart."""
    space = rng.choice((" ", " ", "", "  ", "\t"))
    return space + rng.choice(ODD) + space


def choose_fields(rng: Random, low: int, high: int) -> list[str]:
    names, weights = zip(*FIELDS, strict=True)
    chosen: list[str] = []
    for _ in range(rng.randint(low, high)):
        name = rng.choices(names, weights)[0]
        if name not in chosen:
            chosen.append(name)
    if rng.random() < 0.4:
        order = [name for name, _ in FIELDS]
        chosen.sort(key=order.index)
    return chosen


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
    """A template in which nothing is private, in half of all cases one that looks as if it were."""
    return values.pick(values.rng.choice(("plain", "facts")))


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


def name_of(field: str, values: Values) -> str:
    rng = values.rng
    label = rng.choice(values.phrases.names(field))
    if rng.random() < 0.05:
        label = label.upper()
    elif rng.random() < 0.05:
        label = label.lower()
    return label


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


def cell(text: str, rng: Random, mark: str) -> str:
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
            text = cell(text, rng, kind if kind in ",;|" else "|")
            writer.write(mark if column else "").write(quote).value(text, label).write(quote)
        writer.write(edge[1])


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


def chat(values: Values, writer: Writer) -> None:
    rng = values.rng
    people = [values.fill(rng.choice(("first", "person", "handle"))) for _ in range(2)]
    people = [(name, "private_person") for name, _ in people]
    style = rng.choice(("[{time}] ", "{time} ", "", "", "[{y}, {time}] "))
    for index in range(rng.randint(2, 5)):
        clock = style.replace("{time}", values.time()[0]).replace(
            "{y}", f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/{rng.randint(19, 26)}"
        )
        writer.write(("\n" if index else "") + clock).value(*people[index % 2]).write(
            rng.choice((": ", ": ", " > ", ":\n")) if not style else ": "
        )
        template = about_somebody(values) if rng.random() < 0.6 else about_nobody(values)
        fill(template.partition("\n")[0], values, writer)


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
