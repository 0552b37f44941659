"""Whether a condition of a policy holds for a finding: its text, type and score, and the words around it.

A number is compared with a number and a text with a text; anything else does not hold. This module knows nothing of
what becomes of a finding.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from shared.policy import Condition
from shared.rules.zip_areas import is_sparse
from shared.spans import Span

_DATES_OF_LIFE = MappingProxyType(
    {
        "birthdate": frozenset(("birth", "birthdate", "birthday", "born", "dob")),
        "deathdate": frozenset(("death", "died", "deceased", "dod", "passed")),
    }
)

_TYPES = MappingProxyType({"per": "person", "loc": "street-address"})
"""What older policies call the types."""

_FEW, _MANY = 20_000 - 1, 20_000 + 1
"""All that is known of the people in a ZIP area: fewer than HIPAA's line, or more."""

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        ">": operator.gt,
        ">=": operator.ge,
        "<": operator.lt,
        "<=": operator.le,
        "==": operator.eq,
        "is": operator.eq,
        "!=": operator.ne,
        "is not": operator.ne,
        "startswith": lambda token, prefix: str(token).startswith(str(prefix)),
    }
)

_CHARACTERS_OF_A_WORD = 40


@dataclass(frozen=True, slots=True)
class Case:
    """A finding in its text, with what the policy calls it; `window` is how many words to either side may count."""

    text: str = field(repr=False)
    span: Span
    type_name: str = ""
    classification: str = ""
    context: str = ""
    window: int = 5

    def passes(self, condition: Condition) -> bool:
        """Whether the condition holds."""
        if condition.subject in ("confidence", "population"):
            if isinstance(condition.value, str):
                return False
            number = self.span.score if condition.subject == "confidence" else self._population()
            return _COMPARE[condition.operator](number, condition.value)
        wanted = str(condition.value)
        if condition.subject == "token" and condition.operator in ("is", "is not") and _dates_of_life(wanted):
            return self._stands_near(_dates_of_life(wanted)) == (condition.operator == "is")
        if condition.subject == "token":
            return _COMPARE[condition.operator](self._token().casefold(), wanted.casefold())
        if condition.subject == "type":
            folded = wanted.casefold()
            return _COMPARE[condition.operator](self.type_name.casefold(), _TYPES.get(folded, folded))
        if condition.subject == "classification":
            return _COMPARE[condition.operator](self.classification, wanted)
        return condition.subject == "context" and _COMPARE[condition.operator](self.context, wanted)

    def _token(self) -> str:
        return self.text[self.span.start : self.span.end]

    def _population(self) -> int:
        return _FEW if is_sparse(self._token()) else _MANY

    def _stands_near(self, words: frozenset[str]) -> bool:
        reach, window = _CHARACTERS_OF_A_WORD * self.window, self.window
        before = (
            self.text[max(0, self.span.start - reach) : self.span.start].lower().split()[-window:] if window else []
        )
        after = self.text[self.span.end : self.span.end + reach].lower().split()[:window]
        return any(word.strip(".,:;()") in words for word in (*before, *after))


def _dates_of_life(wanted: str) -> frozenset[str]:
    names = wanted.lower().split(" or ")
    return frozenset().union(*(_DATES_OF_LIFE.get(name.strip(), frozenset()) for name in names))
