"""The fields of a form: which are met together, what people and machines call them, what stands beside them.

Labels of forms vary and are often dropped, so that the model learns the values and not the words beside them. What
people call a field comes from phrases/, its value from values.py. Knows no layout.
"""

from __future__ import annotations

from random import Random

from training.values import Values

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


def name_of(field: str, values: Values) -> str:
    rng = values.rng
    label = rng.choice(values.phrases.names(field))
    if rng.random() < 0.05:
        label = label.upper()
    elif rng.random() < 0.05:
        label = label.lower()
    return label
