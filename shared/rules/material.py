"""Raw key material after the bare word `key`, as `aes_key = "603deb10…"`: a cipher's number of bytes, or drawn letters.

The word names so much else, and a hash or a commit looks the same: nothing is found where the line speaks of those,
nor where the key is public, a cache's or a table's. Keys with a telling format or name have rules of their own.
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import FORMAT, Reading
from shared.rules.secrecy import is_reference, strength
from shared.spans import Span

_NO_SECRET = re.compile(
    r"(?:public|pub|cache|foreign|primary|unique|sort|partition|row|object|host|map|dict|index|group|hash|lookup|"
    r"idempotency|translation|message|i18n|registry|dedup\w*|etag|fingerprint|s3|file|blob|signature|publishable|site)"
    r"[_. -]?\Z"
)
"""Keys that open nothing."""
_DIGEST = re.compile(r"sha-?[0-9]|md5|digest|checksum|etag|commit|cache|integrity|fingerprint|revision|hash")
_KEY_MATERIAL = re.compile(
    r"[\"'`]?\]?(?:[ \t]{0,12}(?::=|=>|[:=])[ \t]{0,3}|[ ]is[ ])(?:b|bytes\.fromhex\(|unhexlify\(b?|hex!?\()?"
    r"[\"'`]?(?P<value>"
    r"(?=[0-9]{0,40}[A-Fa-f])(?=[A-Fa-f]{0,40}[0-9])(?:[0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64}|[0-9A-F]{32}|[0-9A-F]{48}|"
    r"[0-9A-F]{64})|(?=[^0-9\s]{0,60}[0-9])(?=[^a-z\s]{0,60}[a-z])(?=[^A-Z\s]{0,60}[A-Z])[A-Za-z0-9+/_]{24,128}={0,2}"
    r")(?![A-Za-z0-9+/=._-])"
)


def find(reading: Reading) -> Iterator[Span]:
    """The key material of a text."""
    position = reading.lower.find("key")
    while position >= 0:
        match = _KEY_MATERIAL.match(reading.text, position + 3)
        if (
            match
            and strength(match["value"]) > 3
            and not is_reference(match["value"])
            and not _NO_SECRET.search(reading.lower, max(0, position - 16), position)
            and not _DIGEST.search(reading.line(position).replace(match["value"].lower(), ""))
        ):
            yield finding(match.start("value"), match.end("value"), "api_key", FORMAT)
        position = reading.lower.find("key", position + 3)
