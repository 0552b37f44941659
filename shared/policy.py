"""What to do about findings: which category or kind, from which score on, becomes what.

A policy is data. It knows neither texts nor how a replacement is made.
"""

from dataclasses import dataclass

from shared.spans import Span

KEEP = "keep"
"""The replacement of a clause that leaves its findings as they are."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Findings of `target` (a label, a kind, or `*` for all) with at least `min_score` become `replacement`.

    `replacement` names an entry of `shared.replacements`, or is `KEEP`.
    """

    target: str = "*"
    replacement: str = "placeholder"
    min_score: float = 0.0


@dataclass(frozen=True, slots=True)
class Policy:
    """An ordered set of clauses. The most specific one speaks: kind before label before `*`."""

    name: str = "default"
    clauses: tuple[Clause, ...] = (Clause(),)

    def clause_for(self, span: Span) -> Clause | None:
        """The clause that speaks for this finding, or None when the policy lets it stand."""
        for target in (span.kind, span.label, "*"):
            for clause in self.clauses:
                if clause.target == target and target:
                    return clause if span.score >= clause.min_score and clause.replacement != KEEP else None
        return None


EVERYTHING = Policy()
"""The default: every finding becomes its placeholder."""
