"""How long a body says it is: once, as a plain number, and never in two ways at a time.

Where a proxy and a server read the length of a request differently, the rest of it becomes a request of its own that
the proxy has never seen. So whatever could be read in two ways is refused, and its connection ended.
"""

from collections.abc import Iterable

MOST_DIGITS = 15


def body_length(headers: Iterable[tuple[bytes, bytes]]) -> int | None:
    """The length that a request names, 0 where it names none; None for one that could be read in two ways."""
    lengths: list[bytes] = []
    codings: list[bytes] = []
    for name, value in headers:
        lowered = name.lower()
        if lowered == b"content-length":
            lengths.append(value)
        elif lowered == b"transfer-encoding":
            codings.append(value)
    if codings:
        return 0 if not lengths and [coding.strip().lower() for coding in codings] == [b"chunked"] else None
    if not lengths:
        return 0
    is_plain = len(lengths) == 1 and lengths[0].isdigit() and len(lengths[0]) <= MOST_DIGITS
    return int(lengths[0]) if is_plain else None
