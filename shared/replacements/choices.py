"""Stand-ins that need not be believable: one of a list of your own, or a UUID; the same text always gets the same.

Which one follows from a keyed hash of the text, as in `fakes`: nothing about the original is kept.
"""

import hashlib
import hmac
from collections.abc import Sequence
from uuid import UUID

from shared.errors import BadValue
from shared.replacements.finding import Finding, Replaced, Replacement


def choose(candidates: Sequence[str]) -> Replacement:
    """One of the candidates, and not the original itself where there is another."""
    if not candidates:
        raise BadValue("There is nothing to choose from. Please give some candidates.")

    def replace(finding: Finding) -> Replaced:
        others = [candidate for candidate in candidates if candidate != finding.text] or [
            f"<{finding.span.label.upper()}>"
        ]
        return Replaced(others[int.from_bytes(_digest(finding), "big") % len(others)])

    return replace


def uuid() -> Replacement:
    """A UUID of version 4's look."""
    return lambda finding: Replaced(str(UUID(bytes=_digest(finding)[:16], version=4)))


def _digest(finding: Finding) -> bytes:
    folded = " ".join(finding.text.casefold().split())
    return hmac.digest(finding.key, f"{finding.span.label}\0{folded}".encode("utf-8", "surrogatepass"), hashlib.sha256)
