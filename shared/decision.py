"""What is done about each finding: the policy speaks, and its replacement is made.

This module knows nothing of models or files; it neither finds nor carries out anything.
"""

from collections.abc import Iterable

from shared.policy import EVERYTHING, Policy
from shared.redaction import Redaction
from shared.replacements import REPLACEMENTS
from shared.spans import Span, settle


def decide(text: str, spans: Iterable[Span], policy: Policy = EVERYTHING) -> list[Redaction]:
    """One redaction for each finding that the policy does not let stand, sorted and without overlap.

    Findings are chosen before they are settled: a phone number inside an address that the policy
    keeps is still removed. Raises KeyError when the policy names an unknown replacement.
    """
    chosen = [span for span in spans if policy.clause_for(span)]
    redactions = []
    for span in settle(chosen):
        replacement = REPLACEMENTS[_replacement_for(span, chosen, policy)]
        redactions.append(Redaction(span, replacement(span, text[span.start : span.end])))
    return redactions


def _replacement_for(span: Span, chosen: list[Span], policy: Policy) -> str:
    """The name of what replaces a settled finding.

    Settling may unite a kind that the policy removes with one that it keeps. The united finding is removed:
    then the clause of a part speaks.
    """
    clause = policy.clause_for(span)
    if clause is None:
        overlapping = (part for part in chosen if part.start < span.end and span.start < part.end)
        clause = next(clause for part in overlapping if (clause := policy.clause_for(part)))
    return clause.replacement
