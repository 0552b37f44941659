"""Connection strings with a password in them, of any database, queue or site: from the scheme to the end.

Those with a placeholder for a password (`postgres://user:password@localhost`) are documentation.
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CHECKED, Reading
from shared.spans import Span

_LOGIN = re.compile(r"://([^\s:@/\"'<>`]{0,128}):([^\s/\"'<>`@]{1,256})@[\w.-]{1,255}")
_ORACLE = re.compile(r"jdbc:oracle:(?:thin|oci8?):([\w$#.-]{1,64})/([^\s\"'<>@]{1,128})@")
"""The one that needs no `://`: jdbc:oracle:thin:scott/tiger@db01:1521:ORCL."""
_SCHEME = re.compile(r"[A-Za-z0-9+._:-]")
_REST = re.compile(r"[^\s\"'<>`\\\u2e80-\ud7ff\uf900-\uffef]{0,1000}")
_IN_GO = re.compile(r"[\w.-]{1,60}:([^\s\"'`@:/]{1,100})\Z")
"""What stands before the `@tcp(` of Go's MySQL driver."""
_PLACEHOLDER = re.compile(
    r"(?:user(?:name)?:)?(?:(?:your|my|the|db|user)?[-_]?(?:password|passwd|pass|pwd|pw|secret|token)|p|"
    r"pass(?:word)?[0-9]?|change-?_?me|example|xxx+|\*+|\.+|x+|test|"
    r"postgres|root|guest|admin|user|foo|bar|mysecretpassword|secret|redacted)|[\[${<%].*|.*(?:\$\{|\{\{|"
    r"\*\*\*|\.\.\.).*",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Span]:
    """The connection strings of a text."""
    if "jdbc:oracle:" in reading.text:
        for match in _ORACLE.finditer(reading.text):
            if not _PLACEHOLDER.fullmatch(match[2]):
                yield finding(match.start(), _end(reading.text, match.end()), "connection_string", CHECKED)
    yield from _without_scheme(reading.text)
    if "://" not in reading.text:
        return
    for match in _LOGIN.finditer(reading.text):
        if _PLACEHOLDER.fullmatch(match[2]) or (match[1].startswith(("$", "{")) and match[2].endswith("}")):
            continue
        start = match.start()
        while start > 0 and match.start() - start < 40 and _SCHEME.match(reading.text[start - 1]):
            start -= 1
        if start == match.start():
            continue
        start += len(re.match(r"[^A-Za-z]*", reading.text[start : match.start()])[0])  # type: ignore[index]
        yield finding(start, _end(reading.text, match.end()), "connection_string", CHECKED)


def _without_scheme(text: str) -> Iterator[Span]:
    for sign in ("@tcp(", "@unix("):
        position = text.find(sign)
        while position >= 0:
            login = _IN_GO.search(text, max(0, position - 160), position)
            if login and not _PLACEHOLDER.fullmatch(login[1]):
                yield finding(login.start(), _end(text, position), "connection_string", CHECKED)
            position = text.find(sign, position + len(sign))


def is_sample(text: str) -> bool:
    """Whether the text is a connection string of documentation: `postgres://user:password@localhost/app`."""
    login = _LOGIN.search(text)
    return bool(login and _PLACEHOLDER.fullmatch(login[2]))


def _end(text: str, host: int) -> int:
    """Where the string ends that goes on at `host`: without the sentence's punctuation."""
    rest = _REST.match(text, host)
    return host + len(rest[0].rstrip(".,;:!?)]}|")) if rest else host
