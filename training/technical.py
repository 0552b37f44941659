"""Technical carriers: logs, code, and technical text in which nothing is personal.

In a log what identifies somebody counts and the timestamp does not; in code a password in a literal
counts and one that is read from the environment does not.
"""

from __future__ import annotations

from training.filling import fill
from training.madeup import private_key
from training.pieces import Writer
from training.values import Values

LOG = (
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


def log(values: Values, writer: Writer) -> None:
    """Log lines: what identifies somebody counts, the timestamp does not."""
    rng = values.rng
    for index in range(rng.randint(1, 5)):
        stamp = f"{rng.randint(2015, 2027)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}{rng.choice('T ')}"
        stamp += f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"
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
        fill(rng.choice(LOG), values, writer)


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
        writer.write("\n").value(private_key(rng), "secret")


QUIET_LOG = (
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
REMARKS = (
    "## {version}\n- Fixed crash #{num}\n- Updated {product} to {version}",
    "{product} {version} requires at least {num} MB. See {public_url}",
    "Model {product}-{num}, serial type B, {num} W, 230 V",
    "Error {num}: file not found (0x80070{num})",
    "Figure {num}: average of {num} runs, p < 0.0{num}",
    "ISBN 978-3-16-148410-0, {num} pages, {year}",
    "pip install app=={version}",
    "Track {num} - 03:4{num}",
)
ITEMS = (
    "- {product}",
    "- {org}",
    "* {num} x {product}",
    "1. {job}",
    "- {year}: {product} {version}",
    "{product}: {amount}",
    "[ ] {product} ({num})",
)


def harmless(values: Values, writer: Writer) -> None:
    """Technical text in which nothing is personal: code, logs, tables of figures, versions, lists."""
    values.rng.choice((quiet_code, quiet_log, figures, remark, items))(values, writer)


def quiet_code(values: Values, writer: Writer) -> None:
    rng = values.rng
    for index in range(rng.randint(2, 8)):
        writer.write("\n" if index else "")
        fill(rng.choice(NOT_CODE), values, writer)


def quiet_log(values: Values, writer: Writer) -> None:
    rng = values.rng
    for index in range(rng.randint(1, 6)):
        day = f"{rng.randint(2012, 2027)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        clock = f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"
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
        text = rng.choice(QUIET_LOG)
        writer.write(("\n" if index else "") + stamp + " ")
        fill(text, values, writer)


def figures(values: Values, writer: Writer) -> None:
    rng = values.rng
    mark = rng.choice((",", ";", "\t", " | "))
    writer.write(mark.join(("item", "qty", "price", "year")) + "\n" if rng.random() < 0.7 else "")
    for _ in range(rng.randint(2, 6)):
        fill(mark.join(("{product}", "{num}", "{amount}", "{year}")) + "\n", values, writer)


def remark(values: Values, writer: Writer) -> None:
    fill(values.rng.choice(REMARKS), values, writer)


def items(values: Values, writer: Writer) -> None:
    for _ in range(values.rng.randint(2, 7)):
        fill(values.rng.choice(ITEMS) + "\n", values, writer)
