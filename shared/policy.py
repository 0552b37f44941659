"""What to do about findings: which category or kind, under which conditions, becomes what.

A policy is data. It knows neither texts nor how a replacement is made; `shared.decision` reads it and
`shared.replacements` carries it out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from shared.spans import Span

EVERY = "*"
"""The target of a clause that speaks for whatever no other clause speaks for."""

Scope = Literal["document", "context"]
"""Within what the same value always becomes the same replacement."""

Operator = Literal[">", ">=", "<", "<=", "==", "!=", "startswith", "is", "is not"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison a finding must pass, such as `confidence > 0.5` or `token startswith "90"`.

    `subject` is confidence, token, type, context, classification or population.
    """

    subject: str
    operator: Operator
    value: float | str


@dataclass(frozen=True, slots=True)
class Treatment:
    """What a finding becomes when every condition holds: a name in `shared.replacements`, and its options."""

    replacement: str = "placeholder"
    options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    conditions: tuple[Condition, ...] = ()
    scope: Scope = "document"


@dataclass(frozen=True, slots=True)
class Ignore:
    """Texts that are never redacted, although they are found: whole terms, or whole matches of a pattern."""

    terms: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """What becomes of the findings of one `target`: a kind, a label, or `EVERY`.

    The first treatment whose conditions hold is the one; without any, such findings are left as they are.
    """

    target: str = EVERY
    treatments: tuple[Treatment, ...] = (Treatment(),)
    ignored: tuple[Ignore, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something of the policy's own to look for: a regular expression, or one group of it.

    Its findings have `kind` as label and kind, so that a clause can speak for them.
    """

    kind: str
    expression: str
    group: int = 0
    case_sensitive: bool = True
    score: float = 0.9


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Terms of the policy's own to look for, as whole words. `distance` letters may differ."""

    kind: str
    terms: frozenset[str]
    distance: int = 0
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """Everything from a match of `start` to the next match of `end`, both included."""

    kind: str
    start: str
    end: str
    score: float = 0.9


Lookup = Pattern | Dictionary | Section
"""What a policy looks for beside the eight categories."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Clauses, of which the most specific one speaks for a finding: kind before label before `EVERY`.

    `lookups` find what only this policy knows; `type_names` is what it calls the labels and kinds.
    """

    name: str = "default"
    clauses: tuple[Clause, ...] = (Clause(),)
    ignored: tuple[Ignore, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    type_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def type_name(self, span: Span) -> str:
        """What this policy calls such a finding."""
        return self.type_names.get(span.kind) or self.type_names.get(span.label) or span.kind or span.label

    def clause_for(self, span: Span) -> Clause | None:
        """The clause that speaks for this finding, or None when the policy does not mention it."""
        for target in (span.kind, span.label, EVERY):
            for clause in self.clauses:
                if target and clause.target == target:
                    return clause
        return None


EVERYTHING = Policy()
"""The default: every finding becomes its placeholder."""


def uniform(name: str, replacement: str, **options: object) -> Policy:
    """A policy that makes the same of every finding: `uniform("bars", "mask", character="█")`."""
    return Policy(name, (Clause(EVERY, (Treatment(replacement, MappingProxyType(options)),)),))
