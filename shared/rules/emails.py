"""E-mail addresses: as they are, with a space too many, and spelled ("jane dot doe at example dot com").

Knows the shape of an address and which hosts exist. Whether an address is a person's it cannot know, so all are found:
also at example.com, where whoever tries the product puts a made-up person, and those of offices and lists, which may be
one person's. Except what is nobody's: the place of the reader's own address in documentation (`you@example.com`,
`user@host.domain`), the user of a repository (`git@`), and senders that take no answer (`noreply@`).
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.hosts import is_host
from shared.rules.reading import CHECKED, CONTEXT, FORMAT, Reading
from shared.rules.vocabulary import listed, words
from shared.spans import Span

_LETTERS = "A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_AT = re.compile(rf"(?<=[{_LETTERS}_.+%'\"-])@(?=[{_LETTERS}])|(?<=[{_LETTERS}]) ?@ ?(?=[{_LETTERS}])")
_LOCAL = re.compile(rf"[{_LETTERS}_.+%'-]")
_DOMAIN = re.compile(rf"[{_LETTERS}-]{{1,63}}(?:\.[{_LETTERS}-]{{1,63}}){{1,6}}(?!\()")
_SPACED_DOMAIN = re.compile(rf"[{_LETTERS}-]{{1,63}}(?: ?\. ?[{_LETTERS}-]{{1,63}}){{1,6}}")
_LOCAL_LIMIT = 64

_PLACEHOLDERS = frozenset(
    listed(
        "you your yourname your.name youremail your.email your_email your-email name user username email "
        "someone somebody "
        "sender recipient from to "
        "example foo me myemail my.email mail address email.address",
        " ",
    )
)
_ANY_HOST = re.compile(r"(?:your|my)?-?(?:example|domain|company|host|hostname|server|e?mail)\.")
_NOBODY = frozenset(("git", "hg", "svn", "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply"))
"""The user of a repository's address and senders that take no answer: no mailbox of anybody."""

_SPOKEN_AT = (
    r"(?:at|@|arroba|chiocciola|arobase|kropka|małpa|apenstaartje|ät|"
    r"собака|klammeraffe|affenschwanz|snabel-?a|zavináč|kukac|골뱅이|παπάκι|שטרודל)"
)
_SPOKEN_DOT = r"(?:dot|punkt|punto|point|ponto|punt|kropka|nokta|точка|prik|tečka|점|닷|τελεία|נקודה)"
_DOT = rf"(?:\.|\s?[\[({{<]\s?(?:{_SPOKEN_DOT}|\.)\s?[\])}}>]\s?|\s{_SPOKEN_DOT}\s)"
_NAME = rf"[{_LETTERS}_+%-]{{1,40}}"
_SPOKEN = re.compile(
    rf"(?<![{_LETTERS}_.@-])(?P<local>{_NAME}(?:{_DOT}{_NAME}){{0,4}})"
    rf"(?P<at>\s?[\[({{<]\s?(?:{_SPOKEN_AT}|a)\s?[\])}}>]\s?|\s{_SPOKEN_AT}\s|\s?골뱅이\s?)"
    rf"(?P<domain>{_NAME}(?P<dots>(?:{_DOT}{_NAME}){{1,4}}))",
    re.IGNORECASE,
)
_SPOKEN_HINT = re.compile(
    rf"[\[({{<]\s?{_SPOKEN_AT}\s?[\])}}>]|(?<= ){_SPOKEN_DOT} |[\[({{<]\s?{_SPOKEN_DOT}\s?[\])}}>]|"
    rf" (?:arroba|chiocciola|AT|snabel-?a|zavináč|kukac|παπάκι|שטרודל) |골뱅이",
    re.IGNORECASE,
)
_SPOKEN_SIGNS = listed(
    " dot |[dot|(dot|{dot|[at|(at|{at|<at>|[ at|( at|(a)| arroba |(arroba|[arroba| chiocciola |(ät|(@)|"
    "[@]|klammeraffe|affenschwanz|snabel| zavináč | kukac |골뱅이| παπάκι | שטרודל |"
    " punkt | apenstaartje |(apenstaartje|(punkt| arobase |(arobase| małpa |собака"
)
_PROVIDERS = (
    r"(?:gmail|googlemail|outlook|hotmail|icloud|yahoo|gmx|web|proton(?:mail)?|aol|live|msn|naver|daum|163|qq)\."
)
_MISREAD_AT = re.compile(rf"[®©¢€]|\([DOQa0]\)|[GQéÉ&8](?={_PROVIDERS})")
"""What a reader of pictures makes of an @: a letter only before a mail provider's name."""
_ENCODED = re.compile(
    r"(?<![A-Za-z0-9_.%+-])[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}%40([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6})"
)
_AT_DOMAIN = re.compile(r"[a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,24}){1,3}(?![a-z0-9/@_-]|\.[a-z0-9])")
_DOTTED_NAME = re.compile(r"(?<![^\s(\"'<:])[a-z0-9][a-z0-9_]{0,30}[._][a-z0-9._]{0,30}[a-z0-9]\Z")
"""John.Smith at acme.com: an address only where somebody is asked to write."""
_ASKED = words("mail*|e-mail*|email*|write|contact*|reach|address|correo|courriel|adresse|schreib*|kontakt*")
_PLAIN_NAME = re.compile(r"(?:e-?mail|mail|correo|courriel|почта)(?: address)?\s?:\s?([a-z][a-z0-9_-]{1,30})\Z")
"""Jane at acme.com: only where the field is the address."""
_NOT_NAMES = frozenset(
    listed(
        "me us him her them it is are was be look find visit here there page site website online available "
        "hosted located out "
        "see more check go arrive live based found reach ends works and or the",
        " ",
    )
)


def find(reading: Reading) -> Iterator[Span]:
    """The e-mail addresses of a text."""
    at = reading.text.find("@")
    while at >= 0:
        if found := _AT.match(reading.text, at - (reading.text[at - 1 : at] == " ")):
            yield from _written(reading.text, found)
        at = reading.text.find("@", at + 1)
    if "%40" in reading.text:
        for match in _ENCODED.finditer(reading.text):
            if is_host(match[1]) and "." in match[1]:
                yield finding(match.start(), match.end(), "email_address", CHECKED)
    yield from _misread(reading.text)
    yield from _said(reading)
    if any(sign in reading.lower for sign in _SPOKEN_SIGNS) or " AT " in reading.text:
        yield from _spoken(reading)


def _written(text: str, at: re.Match[str]) -> Iterator[Span]:
    spaced = len(at[0]) > 1
    start = at.start()
    while start > 0 and at.start() - start < _LOCAL_LIMIT and _LOCAL.match(text[start - 1]):
        start -= 1
    start += len(text[start : at.start()]) - len(text[start : at.start()].lstrip(".-'+%"))
    local = text[start : at.start()].rstrip("'")
    # Only in a text where the space before the @ is a slip of OCR: "jane.doe @example.com".
    domain = _DOMAIN.match(text, at.end())
    if not domain and "." in local and (found := _SPACED_DOMAIN.match(text, at.end())):
        domain = found if found.end() - at.end() < 40 else None
    if not local or not domain or (spaced and not re.search(r"[\d._-]", local)):
        return
    if start and text[start - 1] in ":/" and "//" in text[max(0, start - 80) : start]:
        return  # the password of a connection string, which has a rule of its own
    host = domain[0].rstrip(".-")
    while "." in host and not is_host(host.replace(" ", "")):
        host = host.rpartition(".")[0].rstrip(" -")
    if "." not in host or is_nobodys(local, host):
        return
    yield finding(start, at.end() + len(host), "email_address", CHECKED if not spaced else CONTEXT)


def is_nobodys(local: str, host: str) -> bool:
    """Whether the address is a sender that takes no answer, a repository's user, or the reader's own in a manual."""
    if local.lower() in _NOBODY or host.lower().endswith("host.domain.name"):
        return True
    return local.lower() in _PLACEHOLDERS and bool(_ANY_HOST.match(host.lower()))


def _misread(text: str) -> Iterator[Span]:
    for at in _MISREAD_AT.finditer(text):
        domain, start = _DOMAIN.match(text, at.end()), at.start()
        while start > 0 and at.start() - start < _LOCAL_LIMIT and _LOCAL.match(text[start - 1]):
            start -= 1
        host = domain[0].rstrip(".-") if domain else ""
        if at.start() - start > 2 and "." in host and is_host(host.lower()):
            yield finding(start, at.end() + len(host), "email_address", CONTEXT)


def _said(reading: Reading) -> Iterator[Span]:
    lower, position = reading.lower, reading.lower.find(" at ")
    while position >= 0:
        domain = _AT_DOMAIN.match(lower, position + 4)
        name = _DOTTED_NAME.search(lower, max(0, position - 64), position) if domain and "." in domain[0] else None
        named = _PLAIN_NAME.search(lower, max(0, position - 64), position) if domain and not name else None
        if domain and named and named[1] not in _NOT_NAMES and is_host(domain[0]):
            yield finding(named.start(1), domain.end(), "email_address", FORMAT)
        if domain and name and is_host(domain[0]) and _ASKED.search(reading.before(name.start(), 40)):
            yield finding(name.start(), domain.end(), "email_address", FORMAT)
        position = lower.find(" at ", position + 4)


def _spoken(reading: Reading) -> Iterator[Span]:
    text, done, searched = reading.text, 0, 0
    for hint in _SPOKEN_HINT.finditer(text):
        if hint.start() < max(done, searched):
            continue
        searched = hint.start() + 30  # the search below looks further than that
        position, end = max(done, hint.start() - 90), min(len(text), hint.end() + 120)
        while match := _SPOKEN.search(text, position, end):
            span = _spoken_span(match, match.end("domain"))
            position = done = span.end if span else match.start("at") + 1
            if span:
                yield span


def _spoken_span(match: re.Match[str], end: int) -> Span | None:
    domain, local = match["domain"], match["local"]
    if match["at"].strip() == "@" and "." in match["dots"]:
        return None  # an address as it is
    plain = re.sub(_DOT, ".", domain, flags=re.IGNORECASE)
    while not is_host(plain):
        cut = re.search(rf"{_DOT}{_NAME}\Z", domain[: end - match.start("domain")], re.IGNORECASE)
        plain, dot, _ = plain.rpartition(".")
        if not dot or not cut or "." not in plain:
            return None
        end = match.start("domain") + cut.start()
    bracketed = match["at"].strip()[0] in "[({<"
    if local.lower() in _NOT_NAMES and not bracketed:
        return None
    if not bracketed and match["at"].strip() == "at" and not re.search(r"\s(?:dot|punkt)\s|\.", match["dots"], re.I):
        return None  # "made at some point to ensure": at is English, point is not
    loud = bracketed or match["at"].strip().lower() != "at" or match["at"].isupper()
    if not loud and re.fullmatch(r"(?:\.[^.\s]+)+", match["dots"]) and "." not in local:
        return None  # "she works at example.com"
    return finding(match.start(), end, "email_address", CONTEXT if loud or " dot " in match[0].lower() else FORMAT)
