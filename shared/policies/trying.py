"""Whether a policy's regular expression can be run at all, said when the policy is read and not at the first text.

How long it may run is another matter, and `shared.rules.lookups`'s.
"""

from shared.errors import BadValue
from shared.policy import Lookup, Pattern
from shared.rules.lookups import find_lookups

MOST_PATTERN_CHARACTERS = 4_000


def check_lookup(lookup: Lookup, where: str) -> None:
    """Raises BadValue that names the key when the lookup cannot be run."""
    try:
        find_lookups("", [lookup])
    except BadValue as error:
        raise BadValue(f"{where}: {error.message}") from None


def check_pattern(expression: str, where: str, group: int = 0) -> None:
    """Raises BadValue that names the key for what is not a regular expression, or is one of absurd length."""
    if not expression:
        raise BadValue(f"{where} must be a regular expression, and is empty.")
    if len(expression) > MOST_PATTERN_CHARACTERS:
        raise BadValue(f"{where} must be at most {MOST_PATTERN_CHARACTERS} characters long.")
    check_lookup(Pattern("trial", expression, group), where)
