"""Whether what was found is a part of a longer expression that is known: "Lothar" of "Orkan Lothar". Knows no words."""

import re
from collections.abc import Iterator

from shared.rules.claim import Claim

_REACH = 48
_ARTICLES = frozenset(("a", "an", "the", "der", "die", "das", "le", "la", "el", "il", "o", "de", "het"))


def expressions(claim: Claim, pattern: re.Pattern[str], as_written: bool = False) -> Iterator[tuple[int, int]]:
    """Where a pattern's matches that cover the finding begin and end; it is matched in lower case or as written.

    An article before the name is no part of it, nor are words written small behind it: "Kirova jest zamknięta".
    """
    left = max(0, claim.start - _REACH)
    around = claim.text[left : claim.end + _REACH].replace("’", "'")
    if not as_written:
        around = around.replace("İ", "I").lower()  # the only letter that grows
    start, end = _bare(claim)
    for match in pattern.finditer(around):
        if match.start() <= start - left and match.end() >= end - left:
            yield left + match.start(), left + match.end()


def _bare(claim: Claim) -> tuple[int, int]:
    start, end = claim.start, claim.end
    first, blank, rest = claim.words.partition(" ")
    if blank and rest.strip() and first.lower() in _ARTICLES:
        start += len(first) + 1
    pieces = claim.text[start:end].split(" ")
    if pieces[0][:1].isupper():
        while len(pieces) > 1 and not any(map(str.isupper, pieces[-1])) and pieces[-1].isalpha():
            end -= len(pieces.pop()) + 1
    return start, end
