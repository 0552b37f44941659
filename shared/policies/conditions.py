"""Conditions as policies write them: `confidence > 0.9 and token startswith "90"`.

Clauses are joined by `and` alone; whoever means `or` writes a second strategy. What cannot be evaluated is refused
when the policy is read, because a condition that never holds would leave findings readable without a word.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NoReturn, cast

from shared.errors import BadValue
from shared.policy import Condition, Operator

POPULATION = 20_000
"""The one number of people that is known of ZIP areas: where HIPAA's Safe Harbor draws its line."""

_CLAUSE = re.compile(
    r"\s*([A-Za-z_]{1,40})\s*(>=|=>|<=|=<|==|!=|>|<|(?:startswith|is\s+not|is)(?![A-Za-z_]))\s*"
    r'("[^"]*"|-?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})(?![0-9.]))',
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|&&)\s+|\s*&&\s*", re.IGNORECASE)

_NUMBERS = ("confidence", "population")
_ORDERED = (">", ">=", "<", "<=", "==", "!=")
_WORDED = ("==", "!=", "startswith", "is", "is not")
_OPERATORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "confidence": _ORDERED,
        "population": (">", ">=", "<", "<="),
        "token": _WORDED,
        "type": _WORDED,
        "context": _WORDED,
        "classification": _WORDED,
    }
)
_SAME = MappingProxyType({"=>": ">=", "=<": "<="})


def read_condition(text: str, where: str, *, of_zip_codes: bool = False) -> tuple[Condition, ...]:
    """The clauses of a condition, all of which must hold; none for a blank one. Raises BadValue that names the key."""
    if not text.strip():
        return ()
    conditions = []
    position = 0
    while True:
        clause = _CLAUSE.match(text, position)
        if clause is None:
            _refuse(where, 'must be clauses such as: confidence > 0.9 and token startswith "90".')
        conditions.append(_condition(clause, where, of_zip_codes))
        if not text[clause.end() :].strip():
            return tuple(conditions)
        joined = _AND.match(text, clause.end())
        if joined is None:
            _refuse(where, "must join its clauses by `and`. For an `or`, please write a second strategy.")
        position = joined.end()


def _condition(clause: re.Match[str], where: str, of_zip_codes: bool) -> Condition:
    subject, raw = clause[1].lower(), clause[3]
    operator = " ".join(clause[2].lower().split())
    operator = _SAME.get(operator, operator)
    if subject == "sentiment":
        _refuse(where, "asks for the sentiment of a text, which is not measured here.")
    if subject not in _OPERATORS:
        _refuse(where, f"must be about one of: {', '.join(_OPERATORS)}.")
    if operator not in _OPERATORS[subject]:
        _refuse(where, f"must compare {subject} by one of: {', '.join(_OPERATORS[subject])}.")
    quoted = raw.startswith('"')
    if quoted == (subject in _NUMBERS):
        _refuse(where, f"must compare {subject} with a {'number' if quoted else 'text in double quotes'}.")
    if subject == "confidence" and not 0 <= float(raw) <= 1:
        _refuse(where, "must compare confidence with a number from 0 to 1: that is what it lies between.")
    if subject == "population" and not of_zip_codes:
        _refuse(where, "asks for the population, which only ZIP codes have.")
    if subject == "population" and float(raw) != POPULATION:
        _refuse(where, f"must compare population with {POPULATION}: no other number is known of ZIP areas here.")
    return Condition(subject, cast(Operator, operator), raw[1:-1] if quoted else float(raw))


def _refuse(where: str, problem: str) -> NoReturn:
    raise BadValue(f"{where} {problem}")
