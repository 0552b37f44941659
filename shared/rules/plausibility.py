"""Whether what the model found can be what it is called: an e-mail address has an @, a telephone number has digits.

Each check is about the form of a finding or about what it is a part of, and says why a reader who wants personal data
hidden would not miss it: a file's path, a program's name, a digest, a version, the date of a law. What no check
speaks against stays found, however doubtful. Knows nothing of scores, and finds nothing itself.
"""

import re
from collections.abc import Callable
from types import MappingProxyType

from shared.rules.claim import Claim
from shared.rules.connections import is_sample
from shared.rules.dates import is_nobodys as is_nobodys_day
from shared.rules.dumps import is_of_a_dump
from shared.rules.emails import is_nobodys
from shared.rules.hosts import is_host
from shared.rules.namesakes import is_namesake
from shared.rules.network import is_of_a_network
from shared.rules.phone_context import is_nobodys as is_nobodys_number
from shared.rules.program_text import (
    is_code_name,
    is_digest,
    is_identifier,
    is_program_secret,
    is_program_text,
    is_technical_value,
    is_technical_word,
    is_version_of_a_package,
)
from shared.rules.secrecy import is_stand_in
from shared.rules.urls import leads_to_nobody
from shared.rules.vocabulary import listed, words

Check = Callable[[Claim], bool]

LONGEST_DOUBTED = 1_000


# Numbers.

_QUANTITY = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,3}(?: ?[A-Za-z%]{1,7})?| [a-z]{2,7}|[KMGT%])")
_KEY_FILE = re.compile(r"[A-Za-z][A-Za-z_-]*\.(?:p12|pem|jks|crt|cer|pfx|key|kdbx|keystore|env)")
_SUM = re.compile(r"(?:0|[1-9][0-9]{0,6})[.,][0-9]{1,2}[KMGT%]?")
_VERSION = re.compile(
    r"[v=~^]?[0-9]{1,4}\.(?:[0-9]\.[0-9]{1,5}|[0-9]{2,5}\.[0-9])(?:\.[0-9]{1,5})?(?:[+~-][0-9A-Za-z.+~-]*)?"
)
_PRODUCTS = listed(
    "sku|ean|gtin|upc|isbn|issn|asin|part number|part no|part no.|p/n|article|art.-nr|art.nr|artikel-nr|"
    "artikelnr|artikel|"
    "artikelnummer|model|modell|modèle|modelo|modello|lot|batch|version|build|rev|revision|release|din|iso|iec|"
    "ral|cas|"
    "cve|doi|arxiv|memory|size|bytes|count|offset|length|width|height|timestamp|ts|epoch|inode|browserversion"
)
_OBJECT = re.compile(r"(?:1\.3\.6\.1|1\.2\.840|2\.5\.4|2\.5\.29|2\.16\.840)(?:\.[0-9]{1,6}){1,20}")
_WORDS = re.compile(r"[^\W\d_]{4}")
_PRODUCT_AT_END = re.compile(r"[\s:=#.\"'*|(-]*\Z")


def is_amount(claim: Claim) -> bool:
    """A number with a unit or a fraction is no secret: "60 minutes", "25.6M", "4.1"."""
    return bool(_QUANTITY.fullmatch(claim.words.strip()))


def is_sum(claim: Claim) -> bool:
    """A number with one or two decimals is a quantity or a price, no account: "22.9", "86.6M", "88201.40"."""
    return bool(_SUM.fullmatch(claim.words.strip()))


_PORT_BEFORE = re.compile(r"(?:\A|[\s;&|$`])(?:ssh|scp|sftp|ssh-keyscan|nc|nmap|docker run)\s(?:.*\s)?-p\s?\Z")


def is_port(claim: Claim) -> bool:
    """`ssh -p 2222 host`: where a machine listens."""
    return claim.words.isdecimal() and len(claim.words) < 6 and bool(_PORT_BEFORE.search(claim.before))


def is_placeholder(claim: Claim) -> bool:
    """What waits for a secret: `<your-key>`, `changeme`, `postgres://user:password@localhost/app`."""
    return is_stand_in(claim.words.strip("\"'` ")) or is_sample(claim.words)


def is_key_file(claim: Claim) -> bool:
    """`keystore.p12`: where a key lies, not the key."""
    return bool(_KEY_FILE.fullmatch(claim.words))


def is_product_number(claim: Claim) -> bool:
    """The number of a thing, by the word before it: "SKU 99-2041-BLK", `"memory": 74625056768`."""
    if _WORDS.search(claim.words):
        return False
    bare = _PRODUCT_AT_END.sub("", claim.before)
    word = next((word for word in _PRODUCTS if bare.endswith(word)), "")
    return bool(word) and not bare[: -len(word)][-1:].isalpha()


def is_version(claim: Claim) -> bool:
    """No number of a person is so short and has a single digit between its dots: "528.0.0-0", "6.1.187"."""
    return claim.digits < 12 and bool(_VERSION.fullmatch(claim.words))


def is_object_identifier(claim: Claim) -> bool:
    """`1.3.6.1.2.1.1.3.0`: what is measured, in a registry of such things."""
    return bool(_OBJECT.fullmatch(claim.words))


def has_no_digits(claim: Claim) -> bool:
    """A telephone number without a digit, or the words for digits."""
    has_digits = any(map(str.isnumeric, claim.words))  # 一三八 and ①③⑧ are some too
    return not has_digits and " " not in claim.words.strip() and "-" not in claim.words


def is_no_phone(claim: Claim) -> bool:
    """What a call of a function returned, a serial number, bytes: `shared.rules.phone_context` knows the words."""
    return is_nobodys_number(claim.text, claim.start, claim.end)


_SHOWN = re.compile(
    r"-----BEGIN (?:(?:TRUSTED |X509 )?CERTIFICATE(?: REQUEST)?|X509 CRL|(?:RSA |EC )?PUBLIC KEY|PGP SIGNATURE|"
    r"PGP PUBLIC KEY BLOCK|SSH SIGNATURE|DH PARAMETERS)-----"
)
_SHOWN_END = re.compile(r"-----END [A-Z0-9 ]{3,24}-----")
_ARMOUR = re.compile(r"[A-Za-z0-9+/=\s-]+")
_LONGEST_SHOWN = 16_000


def is_shown_to_everybody(claim: Claim) -> bool:
    """Within a certificate, a public key or a signature: made to be shown, and it opens nothing."""
    begins = claim.text.rfind("-----BEGIN ", max(0, claim.start - _LONGEST_SHOWN), claim.start + len("-----BEGIN "))
    if begins < 0 or not _SHOWN.match(claim.text, begins):
        return False
    ends = _SHOWN_END.search(claim.text, begins, begins + 2 * _LONGEST_SHOWN)
    return bool(ends and claim.end <= ends.end() and _ARMOUR.fullmatch(claim.words))


def is_row_of_bytes(claim: Claim) -> bool:
    """`01 03 00 6B 00 03 74 17`: `shared.rules.dumps` tells it from a number in pairs."""
    return is_of_a_dump(claim.text, claim.start, claim.end)


def is_hexadecimal_constant(claim: Claim) -> bool:
    """`0x00000001`."""
    return claim.words.lower().startswith("0x") and len(claim.words) < 12


# Names and places.

_NO_LETTER = re.compile(r"[\W\d_]+")


def has_no_letters(claim: Claim) -> bool:
    """A name of digits and signs alone. An @ is the beginning of one."""
    return bool(_NO_LETTER.fullmatch(claim.words)) and "@" not in claim.words


# Addresses of the web and of mail.

_MACHINE = re.compile(
    r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:/[0-9]+)?|(?:[0-9OlI]{1,3}\.){3}[0-9OlI]{1,3}(?:[:/][0-9]+)?|"
    r"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}"
)
_MAILBOX = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_]{3,})+")
_DOTTED = re.compile(r"[^\W_](?:[\w-]*[^\W_])?\.\s?(xn--[a-z0-9-]+|[^\W\d_]{2,})(?![\w.]*[\w])")
_OWNED = re.compile(
    r"(?:discord|telegram|insta\w*|snap\w*|skype|tiktok|signal|threema|wechat|steam|users?|username|handle)\W{1,3}\Z"
)
_SERVICE = re.compile(
    r"(?:amqps?|kafka|ldaps?|memcached?|mongodb|mqtts?|mysql|nats|postgres(?:ql)?|rediss?|sftp|smb|tcp|udp)://"
    r"[A-Za-z0-9.-]{1,40}(?::[0-9]{2,5})?(?:/[A-Za-z0-9_]{0,16})?"
)
_HOME = re.compile(r"(?:/home/|[/\\]users[/\\])\w", re.IGNORECASE)
"""Where somebody's folder is named after them."""


def is_no_web_address(claim: Claim) -> bool:
    """A file's path, a version, a package: nothing in it is a host, and no @ makes it a handle."""
    word = claim.words
    token, at = claim.token
    if "://" in token or "@" in word or token[at - 1 : at] == "@" or "www" in word.lower() or _MACHINE.search(word):
        return False
    if _OWNED.search(claim.before) or _HOME.search(token):
        return False
    if not (set(".:").intersection(word) or word.startswith("/") or "=/" in word) or claim.digits > 7:
        return False
    return not any(is_host(f"x.{match[1]}") for match in _DOTTED.finditer(re.sub(r"[/:?#].*", "", word.lstrip("/\"'"))))


def is_service(claim: Claim) -> bool:
    """`redis://cache:6379/0`: where a service listens, without a login, a query or anything long enough to be a key."""
    return bool(_SERVICE.fullmatch(claim.words)) and claim.after[:1] not in set("@?#/&:")


def is_nobodys_machine(claim: Claim) -> bool:
    """The router of a network inside: `shared.rules.network` knows them."""
    return is_of_a_network(claim.text, claim.start, claim.end)


def is_nobodys_mailbox(claim: Claim) -> bool:
    """`noreply@example.com`, and `you@example.com` of a manual."""
    found = _MAILBOX.findall(claim.words)
    return len(found) == 1 and is_nobodys(*found[0])


def is_dotted_name(claim: Claim) -> bool:
    """`package.module`, without an @ or anything that is read for one, and with no host at its end."""
    word = claim.words.strip()
    if "@" in claim.token[0]:
        return False
    return bool(_MODULE.fullmatch(word)) and not is_host(f"x.{word.rpartition('.')[2].lower()}")


def is_of_a_web_address(claim: Claim) -> bool:
    """The host or path of an address of the web, with no @ in it that a mailbox could end at."""
    token, at = claim.token
    return "://" in token[:at] and "@" not in token and "%40" not in token


def is_public_address(claim: Claim) -> bool:
    """A page or file of a public site, that no name, account or token is part of."""
    token, at = claim.token
    start = token.rfind("//", 0, at + 8)
    return leads_to_nobody(re.split(r"[\"'<>\s]", token[start if start >= 0 else at :])[0])


# Dates.

_YEAR = re.compile(r"[(]?(?:1[0-9]|20)[0-9]{2}[)]?")
_MONTH_BEFORE = re.compile(r"[0-9][^0-9]{1,14}\Z")
_LIFE = words(
    "born|birth*|died|geb*|né|née|nacid*|nato|nata|nascid*|ur|род*|doğum*|生|출생|जन्म|مواليد|since|seit|depuis|"
    "desde|dal|sinds|od|с|jahrgang|jg|jg.|classe|rocznik|b|*nacimiento|nascita|nascimento|naissance|urodzenia|рождения"
)
_LIFE_SIGN = re.compile(r"[*†✝] ?\Z")
_STAMP = re.compile(
    r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}[-_T][0-9]{2}[.:][0-9]{2}[.:][0-9]{2}|"
    r"(?:19|20)[0-9]{6}-[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
)
_LOG_KEY = re.compile(r"\A(?:start|end)-date: {1,2}\Z")
"""As package managers write their history."""
_LOG_BEGINS = re.compile(
    r"(?:[0-9]{6} [0-9]{6} [0-9]{1,6}(?= [A-Z]{4,5} )|- [0-9]{10} (?:19|20)[0-9.]{8} |"
    r"[0-9-]{5} [0-9:.]{12} +[0-9]{1,6} +[0-9]{1,6} [VDIWEF] |"
    r"(?:19|20)[0-9]{6}-[0-9:]{7,14}\|\w+\|[0-9]+\|)"
)
_CLOCK = re.compile(r" {1,2}[0-9]{2}:[0-9]{2}:[0-9]{2}\s*\Z")
_LISTING = re.compile(r"[-dlcbps](?=-{0,8}[rwx])[rwxsStT-]{9}[.+@]?\s")
_FRACTION = re.compile(r"[0-9]+\.[0-9]+")


def is_bare_year(claim: Claim) -> bool:
    """A year alone names no day, and nobody was born in it where nobody says so."""
    return (
        bool(_YEAR.fullmatch(claim.words))
        and not _LIFE.search(claim.before[-40:])
        and not _LIFE_SIGN.search(claim.before)
        and not (_MONTH_BEFORE.search(claim.before))
    )


def is_fraction(claim: Claim) -> bool:
    """81.07 is no day of a month."""
    word = claim.words
    if not word.isascii() or not _FRACTION.fullmatch(word):
        return False
    first, second = sorted(int(part) for part in word.split("."))
    return len(word) < 6 and (first < 1 or first > 12 or second > 31)


def is_stamp(claim: Claim) -> bool:
    """`2005-06-03-15.42.50`, `081110 014132 2211 INFO`, the dates and sizes of `ls -l`: when and how long, not who."""
    text, at = claim.token
    stamp = any(match.start() < at + len(claim.words) and match.end() > at for match in _STAMP.finditer(text))
    begins = _LOG_BEGINS.match(claim.line_text)
    if _LOG_KEY.match(claim.before) and _CLOCK.match(claim.after):
        return True
    return stamp or bool(begins and len(claim.before) < begins.end()) or bool(_LISTING.match(claim.line_text))


def is_nobodys_date(claim: Claim) -> bool:
    """The stamp of a log line, the day of a law, a release or a battle: `shared.rules.dates` knows them."""
    return is_nobodys_day(claim.text, claim.start, claim.end)


CHECKS = MappingProxyType(
    {
        "private_person": (has_no_letters, is_program_text, is_technical_value, is_technical_word, is_namesake),
        "private_address": (
            is_program_text,
            is_code_name,
            is_technical_value,
            is_technical_word,
            is_product_number,
            is_stamp,
        ),
        "private_email": (is_version_of_a_package, is_dotted_name, is_of_a_web_address, is_nobodys_mailbox),
        "private_phone": (has_no_digits, is_hexadecimal_constant, is_stamp, is_no_phone, is_row_of_bytes),
        "private_url": (is_no_web_address, is_public_address, is_nobodys_machine),
        "private_date": (
            is_bare_year,
            is_fraction,
            is_stamp,
            is_technical_value,
            is_product_number,
            is_nobodys_date,
            is_row_of_bytes,
        ),
        "account_number": (
            is_version,
            is_object_identifier,
            is_sum,
            is_product_number,
            is_program_text,
            is_technical_value,
            is_stamp,
            is_row_of_bytes,
        ),
        "secret": (
            is_shown_to_everybody,
            is_port,
            is_placeholder,
            is_key_file,
            is_service,
            is_digest,
            is_identifier,
            is_amount,
            is_hexadecimal_constant,
            is_program_secret,
            is_technical_value,
        ),
    }
)
"""What may speak against a finding of each category."""


def is_plausible(text: str, start: int, end: int, label: str) -> bool:
    """Whether the characters can be what the model says they are. What is longer than any name or word stays found."""
    claim = Claim(text, start, end)
    if end - start > LONGEST_DOUBTED:
        return not (label == "secret" and is_shown_to_everybody(claim))
    return not any(check(claim) for check in CHECKS.get(label, ()))
