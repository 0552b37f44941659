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


def of_no_kind(label: str) -> str:
    """The target of a clause that speaks for those findings of a label whose finer kind nobody knows."""
    return f"{label}/"


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
    alert: bool = False
    strategy: str = ""
    """What the policy calls this treatment, for the alerts it raises."""
    color: str = ""
    """In what color its findings are covered on a page; empty leaves that to the drawing."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """Texts that are never redacted, although they are found: whole terms, or whole matches of a pattern."""

    terms: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """What becomes of the findings of one `target`: a kind, a label, `of_no_kind(label)`, or `EVERY`.

    The first treatment whose conditions hold is the one; without any, such findings are left as they are.
    `requires` names checks that a finding must pass to be one at all, `window` is how many words to either side
    a condition may look at.
    """

    target: str = EVERY
    treatments: tuple[Treatment, ...] = (Treatment(),)
    ignored: tuple[Ignore, ...] = ()
    requires: tuple[str, ...] = ()
    window: int = 5


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something of the policy's own to look for: a regular expression, or one group of it.

    Its findings have `kind` as label and kind, so that a clause can speak for them, unless `label` says that
    they are of one of the eight categories. `check` names a check of its digits and letters.
    """

    kind: str
    expression: str
    group: int = 0
    case_sensitive: bool = True
    score: float = 0.9
    label: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Terms of the policy's own to look for, as whole words. `distance` letters may differ.

    `capitalized` takes only those that begin with a capital letter in the text.
    """

    kind: str
    terms: frozenset[str]
    distance: int = 0
    score: float = 1.0
    label: str = ""
    capitalized: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Everything from a match of `start` to the next match of `end`, both included."""

    kind: str
    start: str
    end: str
    score: float = 0.9
    label: str = ""


Lookup = Pattern | Dictionary | Section
"""What a policy looks for beside the eight categories."""


@dataclass(frozen=True, slots=True)
class Trim:
    """What is let go at the end of a finding, so that the sentence around it stays whole."""

    periods: bool = False
    spaces: bool = False
    new_lines: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle that is covered on a page whatever stands there. Pages count from 1.

    `x` and `y` are its lower left corner, in points from the page's own lower left corner, as PDF counts.
    """

    page: int
    x: float
    y: float
    width: float
    height: float
    color: str = "black"
    mime_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the pages of a redacted PDF are drawn. `scale` is how large a page is beside the original."""

    color: str = "black"
    show_replacement: bool = False
    font: str = "helvetica"
    largest_font: float = 12.0
    font_color: str = "white"
    scale: float = 1.0
    dpi: int = 150
    quality: float = 1.0
    keep_untouched_pages: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """Clauses, of which the most specific one speaks for a finding: kind before label before `EVERY`.

    `lookups` find what only this policy knows; `type_names` is what it calls the labels and kinds, and
    `classifications` what it calls the finer kinds of its own lookups. `digest` is the hash of the text it was
    read from: two policies of one digest are the same. `operating_point` is how the model decides for this policy,
    `recall` or `precision`; empty leaves that to the engine.
    """

    name: str = "default"
    clauses: tuple[Clause, ...] = (Clause(),)
    ignored: tuple[Ignore, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    type_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    classifications: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    operating_point: str = ""
    trim: Trim = Trim()
    areas: tuple[Area, ...] = ()
    drawing: Drawing = Drawing()
    digest: str = ""

    def type_name(self, span: Span) -> str:
        """What this policy calls such a finding."""
        return self.type_names.get(span.kind) or self.type_names.get(span.label) or span.kind or span.label

    def classification(self, span: Span) -> str:
        """What it is called more finely; empty where nothing finer is known."""
        return self.classifications.get(span.kind, span.kind)

    def clause_for(self, span: Span) -> Clause | None:
        """The clause that speaks for this finding, or None when the policy does not mention it."""
        return speaking(self.by_target(), span)

    def by_target(self) -> dict[str, Clause]:
        """The clauses by what they speak for; of two for the same, the first."""
        return {clause.target: clause for clause in reversed(self.clauses)}


def speaking(by_target: Mapping[str, Clause], span: Span) -> Clause | None:
    """The most specific of these clauses that speaks for a finding."""
    targets = (span.kind or of_no_kind(span.label), span.label, EVERY)
    return next((by_target[target] for target in targets if target in by_target), None)


EVERYTHING = Policy()
"""The default: every finding becomes its placeholder."""


def uniform(name: str, replacement: str, **options: object) -> Policy:
    """A policy that makes the same of every finding: `uniform("bars", "mask", character="█")`."""
    return Policy(name, (Clause(EVERY, (Treatment(replacement, MappingProxyType(options)),)),))
