"""Where personal data is met: running text, forms, tables, letters, chats, mails and records.

Each carrier takes Values and a Writer and writes one piece. Knows layouts; the words come from
phrases/ and the values from values.py. Labels of forms vary and are often dropped, so that the
model learns the values and not the words beside them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

from training.phrases import UNSPACED
from training.pieces import Writer
from training.values import Values

PLACE = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")  # a doubled brace is a brace
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
        "reference",
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
    at = 0
    for match in PLACE.finditer(template):
        writer.write(template[at : match.start()].replace("{{", "{").replace("}}", "}"))
        writer.value(*values.fill(match[1]))
        at = match.end()
    writer.write(template[at:].replace("{{", "{").replace("}}", "}"))


def gap(values: Values) -> str:
    return "" if values.language in UNSPACED else " "


def sentences(values: Values, writer: Writer) -> None:
    rng = values.rng
    join = "\n" if rng.random() < 0.2 else gap(values)
    for index in range(rng.choice((1, 1, 2, 2, 3, 4))):
        writer.write(join if index else "")
        fill(values.pick("plain" if rng.random() < 0.25 else "sentences"), values, writer)


def plain(values: Values, writer: Writer) -> None:
    rng = values.rng
    join = "\n" if rng.random() < 0.2 else gap(values)
    for index in range(rng.choice((1, 2, 3, 4))):
        writer.write(join if index else "")
        fill(values.pick("plain"), values, writer)


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
    mark = rng.choice(
        (
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
    )
    line = rng.choice(("\n", "\n", "\n", "\n\n", ", ", "; ", " | ", " ", "\n- ", "\n* ", "    "))
    keyless = 1.0 if rng.random() < 0.08 else rng.choice((0.0, 0.0, 0.1))
    for index, field in enumerate(choose_fields(rng, 2, 10)):
        writer.write(line if index else "")
        if rng.random() >= keyless:
            writer.write(name_of(field, values) + mark)
        writer.value(*values.fill(field))
        if mark.endswith("**") and rng.random() >= keyless:
            writer.write("**")


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
    kind = rng.choice((",", ";", "\t", "|", "markdown", "markdown", "wide"))
    head = [rng.choice(KEYS[field]) if rng.random() < 0.5 else name_of(field, values) for field in fields]
    mark = {"markdown": " | ", "wide": "   "}.get(kind, kind)
    edge = ("| ", " |") if kind == "markdown" else ("", "")
    quote = '"' if kind in ",;" and rng.random() < 0.4 else ""
    lines = []
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
    writer.write("".join(lines))


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
        fill(values.pick(rng.choice(("sentences", "sentences", "plain"))).partition("\n")[0], values, writer)


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
        values.pick("plain" if rng.random() < 0.6 else "sentences").partition("\n")[0][:80]
        if rng.random() < 0.3
        else rng.choice(("Re: ", "", "Fwd: ")) + values.rng.choice(values.phrases.names("account")),
        values,
        writer,
    )
    writer.write("\n\n")
    sentences(values, writer)
    if rng.random() < 0.6:
        writer.write("\n\n")
        block(values, writer)


def log(values: Values, writer: Writer) -> None:
    """Log lines: what identifies somebody counts, the timestamp does not."""
    rng = values.rng
    for index in range(rng.randint(1, 5)):
        stamp = f"{rng.randint(2015, 2027)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}{rng.choice('T ')}{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"
        stamp += rng.choice(("", "Z", f",{rng.randint(0, 999):03}", f".{rng.randint(0, 999):03}Z", "+00:00"))
        level = rng.choice(("INFO", "WARN", "ERROR", "DEBUG", "[info]", "NOTICE"))
        writer.write(
            ("\n" if index else "")
            + rng.choice(
                (
                    f"{stamp} {level} ",
                    f"[{stamp}] {level}: ",
                    f"{level} {stamp} ",
                    f"{stamp} [worker-{rng.randint(1, 9)}] {level} ",
                )
            )
        )
        template = rng.choice(
            (
                "user={email} action=login ip={ip}",
                "login failed for {handle} from {ip}",
                "Sent mail to {email} (status=250)",
                "auth: user {email} logged in from {ip} port 52{num}",
                'GET /users/{account} HTTP/1.1" 200 {num}',
                "payment declined card={card} customer={account}",
                "created account {account} for {person} <{email}>",
                "SMS to {phone} delivered",
                "customer {person} updated address to {address}",
                "token={secret} accepted",
                "invalid password '{password}' for {email}",
                "Connecting to {connection}",
                "Authorization: Bearer {secret}",
                "request {num} took {num}ms",
                "cache miss key=session:{num}",
                "worker {num} started",
                "retry {num} of 5",
                '{ip} - {handle} "POST /login" 401 {num}',
                'patient={account} name="{person}" dob={birth}',
                "connection from {ip} closed",
                "phone={phone} verified",
                "job {product} finished in {num} s",
            )
        )
        fill(template, values, writer)


CODE = (
    'password = "{password}"',
    "DB_PASSWORD={password}",
    'API_KEY = "{secret}"',
    "export TOKEN={secret}",
    "DATABASE_URL={connection}",
    'client = Client(api_key="{secret}")',
    "aws_secret_access_key = {secret}",
    'curl -H "Authorization: Bearer {secret}" https://api.example.com/v1/items',
    "  password: {password}",
    '"clientSecret": "{secret}",',
    "mysql -u root -p{password} shop",
    'conn = connect("{connection}")',
    "spring.datasource.password={password}",
    "const token = '{secret}';",
    "git clone {connection}",
    "INSERT INTO users VALUES ({num}, '{person}', '{email}', '{phone}');",
    "INSERT INTO patients (name, dob, ssn) VALUES ('{person}', '{birth}', '{ssn}');",
    "UPDATE users SET email = '{email}' WHERE id = {num};",
    "SELECT * FROM users WHERE email = '{email}';",
    "# author: {person} <{email}>",
    "// TODO({first}): remove before release",
    'user = User(name="{person}", phone="{phone}")',
    "?name={first}&email={email}&id={num}",
    "ssh {handle}@{ip}",
    "SECRET_KEY = '{secret}'",
    'smtp_pass: "{password}"',
    'login("{email}", "{password}")',
    "ENV ADMIN_PASSWORD={password}",
    "Wi-Fi: Gast / {password}",
    "const card = '{card}';",
    "test_iban = '{iban}'",
    "redis_url: {connection}",
    "username: {handle}\npassword: {password}",
    "[credentials]\nuser = {handle}\npass = {password}",
    "x-api-key: {secret}",
    "Set-Cookie: session={secret}; HttpOnly",
)
NOT_CODE = (
    "import os",
    "def main() -> int:",
    "    return {num}",
    "for item in items:",
    "timeout: {num}",
    "version: {version}",
    "retries = {num}",
    "log_level: info",
    "port: 8080",
    'host = "localhost"',
    'password = os.environ["DB_PASSWORD"]',
    "api_key: ${{API_KEY}}",
    "token = get_token()",
    "if password is None:",
    'password = ""',
    "password: <your-password>",
    "PASSWORD=changeme-in-production",
    "SELECT id, name, email FROM users ORDER BY created_at;",
    "class UserAccount(Base):",
    "    email = Column(String(255), unique=True)",
    "# see {public_url}",
    'print(f"hello {{name}}")',
    "dependencies:\n  - numpy=={version}",
    "image: registry/app:{version}",
    "assert total == {num}",
    "@app.get('/users/{{user_id}}')",
    "raise ValueError('bad phone number')",
    "npm install --save-dev jest@{version}",
    "commit 3f2a9c1b8e7d6f5a4b3c2d1e0f9a8b7c6d5e4f3a",
    "sha256:{num}c4f1e0b9d8a7",
    "Traceback (most recent call last):",
    '  File "/usr/lib/python3/site.py", line {num}, in main',
    "dfs.DataNode$PacketResponder: block blk_-{num}",
    "at com.example.service.UserService.find(UserService.java:{num})",
    '<div class="name"></div>',
    "enabled: true",
    "max_connections = {num}",
    "0x7ffde{num}",
    "CVE-2021-{num}",
    "ISO 27001:2013",
    "RFC {num}",
)


def code(values: Values, writer: Writer) -> None:
    rng = values.rng
    for index in range(rng.randint(1, 7)):
        writer.write("\n" if index else "")
        fill(rng.choice(CODE if rng.random() < 0.55 else NOT_CODE), values, writer)
    if rng.random() < 0.04:
        from training.madeup import private_key

        writer.write("\n").value(private_key(rng), "secret")


def harmless(values: Values, writer: Writer) -> None:
    """Technical text in which nothing is personal: code, logs, versions, tables of figures."""
    rng = values.rng
    kind = rng.choice(("code", "log", "table", "version", "list"))
    if kind == "code":
        for index in range(rng.randint(2, 8)):
            writer.write("\n" if index else "")
            fill(rng.choice(NOT_CODE), values, writer)
    elif kind == "log":
        for index in range(rng.randint(1, 6)):
            day, clock = (
                f"{rng.randint(2012, 2027)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
                f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}",
            )
            stamp = rng.choice(
                (
                    f"{day} {clock}",
                    f"[{day}T{clock}Z]",
                    f"{day.replace('-', '')} {clock},{rng.randint(100, 999)}",
                    f"Jun {rng.randint(1, 28)} {clock}",
                    clock,
                    f"{day[2:].replace('-', '/')} {clock}",
                )
            )
            text = rng.choice(
                (
                    "INFO Starting service scheduler on port {num}",
                    "WARN slow query took {num} ms",
                    "kernel: usb 1-{num}: new high-speed USB device",
                    "ERROR NullPointerException in OrderService line {num}",
                    "INFO dfs.FSNamesystem: BLOCK* NameSystem.addStoredBlock: blk_{num} size 67108864",
                    "systemd[1]: Started Daily apt upgrade.",
                    "GC pause (young) {num} ms, heap {num}M->{num}M",
                    "nginx: worker process {num} exited with code 0",
                    "DEBUG cache hit ratio 0.{num}",
                    "build #{num} passed in {num} s",
                    "Deploying {product} {version}",
                    "{num} rows affected",
                )
            )
            writer.write(("\n" if index else "") + stamp + " ")
            fill(text, values, writer)
    elif kind == "table":
        mark = rng.choice((",", ";", "\t", " | "))
        writer.write(mark.join(("item", "qty", "price", "year")) + "\n" if rng.random() < 0.7 else "")
        for _ in range(rng.randint(2, 6)):
            fill(mark.join(("{product}", "{num}", "{amount}", "{year}")) + "\n", values, writer)
    elif kind == "version":
        fill(
            rng.choice(
                (
                    "## {version}\n- Fixed crash #{num}\n- Updated {product} to {version}",
                    "{product} {version} requires at least {num} MB. See {public_url}",
                    "Model {product}-{num}, serial type B, {num} W, 230 V",
                    "Error {num}: file not found (0x80070{num})",
                    "Figure {num}: average of {num} runs, p < 0.0{num}",
                    "ISBN 978-3-16-148410-0, {num} pages, {year}",
                    "pip install app=={version}",
                    "Track {num} - 03:4{num}",
                )
            ),
            values,
            writer,
        )
    else:
        for _ in range(rng.randint(2, 7)):
            fill(
                rng.choice(
                    (
                        "- {product}",
                        "- {org}",
                        "* {num} x {product}",
                        "1. {job}",
                        "- {year}: {product} {version}",
                        "{product}: {amount}",
                        "[ ] {product} ({num})",
                    )
                )
                + "\n",
                values,
                writer,
            )


def receipt(values: Values, writer: Writer) -> None:
    rng = values.rng
    writer.value(*values.org()).write("\n")
    for _ in range(rng.randint(1, 4)):
        fill("{num} x {product}  {amount}\n", values, writer)
    writer.write(name_of("amount", values) + ": ").value(*values.amount()).write("\n")
    for field in rng.sample(("card", "person", "account", "phone", "address", "date"), rng.randint(1, 4)):
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
    writer.write(rng.choice(("Ticket #", "#", "Case ", "[SUP-", ""))).value(
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


Carrier = Callable[[Values, Writer], None]
CARRIERS: tuple[tuple[Carrier, int], ...] = (
    (sentences, 34),
    (form, 15),
    (numbered, 3),
    (table, 6),
    (record, 5),
    (yaml, 3),
    (markup, 4),
    (block, 4),
    (chat, 4),
    (mail, 3),
    (log, 4),
    (code, 5),
    (receipt, 2),
    (resume, 2),
    (ticket, 3),
    (mixed, 4),
    (plain, 7),
    (harmless, 7),
)
BARE: tuple[tuple[Carrier, int], ...] = (
    (table, 3),
    (record, 3),
    (yaml, 2),
    (block, 4),
    (markup, 1),
    (resume, 1),
)  # for locales without phrases
