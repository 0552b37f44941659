"""What is done about each finding: the policy speaks, and its replacement is made.

This module knows nothing of models or files; it neither finds nor carries out anything.
"""

import operator
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import regex

from shared.errors import BadValue
from shared.policy import EVERYTHING, Clause, Condition, Ignore, Policy, Treatment
from shared.redaction import Redaction
from shared.replacements import Finding, build
from shared.spans import Span, settle

PATTERN_SECONDS = 0.5
"""How long one pattern of a policy may look at one finding; a policy is a stranger's text."""

_WINDOW_WORDS = 5
_DATES_OF_LIFE = MappingProxyType(
    {
        "birthdate": frozenset(("birth", "birthdate", "birthday", "born", "dob")),
        "deathdate": frozenset(("death", "died", "deceased", "dod", "passed")),
    }
)

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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a decision may take into account beside the text: the keys that make replacements consistent.

    `document` is random for each document unless given; `context` belongs to a named context and makes
    replacements agree across its documents.
    """

    document: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    context: bytes | None = field(default=None, repr=False)
    context_name: str = ""

    def key_for(self, treatment: Treatment) -> bytes:
        """The key under which equal texts get equal replacements. Without a context no stranger's values are shared."""
        return self.context if treatment.scope == "context" and self.context else self.document


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on every finding: redacted, on an ignore list, or kept because no treatment spoke for it."""

    redactions: tuple[Redaction, ...]
    ignored: tuple[Span, ...]
    kept: tuple[Span, ...]


def decide(
    text: str, spans: Iterable[Span], policy: Policy = EVERYTHING, surroundings: Surroundings | None = None
) -> list[Redaction]:
    """One redaction for each finding that the policy does not let stand, sorted and without overlap."""
    return list(consider(text, spans, policy, surroundings).redactions)


def consider(
    text: str, spans: Iterable[Span], policy: Policy = EVERYTHING, surroundings: Surroundings | None = None
) -> Decision:
    """The same, and what became of the other findings.

    Findings are chosen before they are settled: a phone number inside an address that the policy keeps is still
    removed. Raises BadValue when the policy names a replacement, option or pattern that cannot be had.
    """
    around = surroundings or Surroundings()
    chosen: dict[Span, Treatment] = {}
    ignored: list[Span] = []
    kept: list[Span] = []
    for span in spans:
        clause = policy.clause_for(span)
        if clause and _is_ignored(text[span.start : span.end], (*policy.ignored, *clause.ignored)):
            ignored.append(span)
        elif clause and (treatment := _treatment(text, span, clause, policy, around)):
            chosen[span] = treatment
        else:
            kept.append(span)
    redactions = tuple(_redaction(text, span, chosen, policy, around) for span in settle(chosen))
    return Decision(redactions, tuple(sorted(ignored)), tuple(sorted(kept)))


def _redaction(
    text: str, span: Span, chosen: Mapping[Span, Treatment], policy: Policy, around: Surroundings
) -> Redaction:
    treatment = _treatment_of(span, chosen)
    finding = Finding(span, text[span.start : span.end], around.key_for(treatment), policy.type_name(span))
    replaced = build(treatment.replacement, treatment.options)(finding)
    return Redaction(span, replaced.text, replaced.salt)


def _treatment_of(span: Span, chosen: Mapping[Span, Treatment]) -> Treatment:
    """The treatment of a settled finding: its own, or, where settling united or cut it, that of its largest part."""
    if span in chosen:
        return chosen[span]
    parts = [part for part in chosen if part.label == span.label and part.start < span.end and span.start < part.end]
    return chosen[max(parts, key=lambda part: (part.kind == span.kind, _shared(part, span), part))]


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _treatment(text: str, span: Span, clause: Clause, policy: Policy, around: Surroundings) -> Treatment | None:
    holds = (
        treatment
        for treatment in clause.treatments
        if all(_holds(condition, text, span, policy, around) for condition in treatment.conditions)
    )
    return next(holds, None)


def _holds(condition: Condition, text: str, span: Span, policy: Policy, around: Surroundings) -> bool:
    token = text[span.start : span.end]
    wanted = condition.value
    if condition.subject == "token" and condition.operator in ("is", "is not") and _dates_of_life(str(wanted)):
        return _stands_near(text, span, _dates_of_life(str(wanted))) == (condition.operator == "is")
    subjects: Mapping[str, object] = {
        "confidence": span.score,
        "token": token.casefold(),
        "type": policy.type_name(span),
        "classification": span.kind,
        "context": around.context_name,
    }
    if condition.subject not in subjects:
        return False  # population and sentiment need data that is not here: such a treatment never speaks
    actual = subjects[condition.subject]
    if isinstance(actual, str):
        wanted = str(wanted).casefold() if condition.subject == "token" else str(wanted)
    elif isinstance(wanted, str):
        return False
    return bool(_COMPARE[condition.operator](actual, wanted))


def _dates_of_life(wanted: str) -> frozenset[str]:
    names = wanted.lower().split(" or ")
    return frozenset().union(*(_DATES_OF_LIFE.get(name.strip(), frozenset()) for name in names))


def _stands_near(text: str, span: Span, words: frozenset[str]) -> bool:
    before = text[max(0, span.start - 200) : span.start].lower().split()[-_WINDOW_WORDS:]
    after = text[span.end : span.end + 200].lower().split()[:_WINDOW_WORDS]
    return any(word.strip(".,:;()") in words for word in (*before, *after))


def _is_ignored(token: str, ignored: Iterable[Ignore]) -> bool:
    return any(_names(ignore, token) for ignore in ignored)


def _names(ignore: Ignore, token: str) -> bool:
    if ignore.case_sensitive and token in ignore.terms:
        return True
    if not ignore.case_sensitive and token.casefold() in {term.casefold() for term in ignore.terms}:
        return True
    flags = 0 if ignore.case_sensitive else regex.IGNORECASE
    for pattern in ignore.patterns:
        try:
            if regex.fullmatch(pattern, token, flags=flags, timeout=PATTERN_SECONDS):
                return True
        except (regex.error, TimeoutError):
            message = "A pattern of the policy's ignore list is broken or too slow. Please simplify it."
            raise BadValue(message) from None
    return False
