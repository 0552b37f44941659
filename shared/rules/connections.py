"""Connection strings with a password in them, of any database, queue or site: from the scheme to the end.

Those with a placeholder for a password (`postgres://user:password@localhost`) are documentation.
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CHECKED, Reading
from shared.spans import Span

_LOGIN = re.compile(r"://([^\s:@/\"'<>`]{0,128}):([^\s/\"'<>`@]{1,256})@[\w.-]{1,255}")
_SCHEME = re.compile(r"[A-Za-z0-9+.:-]")
_REST = re.compile(r"[^\s\"'<>`\\]{0,1000}")
_PLACEHOLDER = re.compile(
    r"(?:user(?:name)?:)?(?:(?:your|my|the|db|user)?[-_]?(?:password|passwd|pass|pwd|pw|secret|token)|p|"
    r"pass(?:word)?[0-9]?|change-?_?me|example|xxx+|\*+|\.+|x+|test|"
    r"postgres|root|guest|admin|user|foo|bar|mysecretpassword|secret|redacted)|[\[${<%].*|.*(?:\$\{|\{\{|"
    r"\*\*\*|\.\.\.).*",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Span]:
    """The connection strings of a text."""
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
        rest = _REST.match(reading.text, match.end())
        end = rest.end() if rest else match.end()
        end -= len(reading.text[match.end() : end]) - len(reading.text[match.end() : end].rstrip(".,;:!?)]}|"))
        yield finding(start, end, "connection_string", CHECKED)
