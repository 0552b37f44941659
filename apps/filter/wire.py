"""What Philter's clients are told, in the JSON they parse: every name that any of their versions looks for.

Offsets are UTF-16 code units, as Java, .NET and JavaScript count. The documented and the real answers of Philter 2
differ; these are the union of both. This module knows no HTTP and decides nothing.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from shared.decision import Decision
from shared.errors import TooLarge
from shared.filtering import Filtered
from shared.library import version_of
from shared.policies import filter_type
from shared.policy import Policy
from shared.redaction import Redaction
from shared.spans import Span

MOST_EXPLAINED = 100_000
"""The most findings of one explanation: each takes some 600 bytes of memory, three times over."""

_LAST_OF_BASIC_PLANE = "\uffff"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller said beside the text: under which context and document id, and by which policy."""

    context: str
    document_id: str
    policy_name: str
    policy: Policy


def explanation(filtered: Filtered, asked: Asked) -> dict[str, Any]:
    """The answer of `/api/explain`. Raises TooLarge for more findings than an answer may hold."""
    decision = filtered.decision
    found = len(decision.redactions) + len(decision.ignored) + len(decision.kept)
    if found > MOST_EXPLAINED:
        raise TooLarge(
            f"There are {found:,} findings to explain, and an answer holds at most {MOST_EXPLAINED:,}. "
            "Send the text in parts, or use /api/filter."
        )
    teller = _Teller(filtered, asked)
    applied = [teller.applied(redaction) for redaction in decision.redactions]
    ignored = [teller.untouched(span, is_ignored=True) for span in decision.ignored]
    kept = [teller.untouched(span) for span in _outside(decision.kept, decision)]
    return {
        "filteredText": filtered.redacted,
        "context": asked.context,
        "documentId": asked.document_id,
        "piece": 0,
        "explanation": {
            "appliedSpans": applied,
            "ignoredSpans": ignored,
            "identifiedSpans": sorted([*applied, *ignored, *kept], key=_place),
        },
        "attributes": {},
        "policyName": asked.policy_name,
        "policyVersion": version_of(asked.policy),
        "policyContentHash": asked.policy.digest,
        "engine": filtered.detection.engine,
    }


def alerts(filtered: Iterable[Filtered], asked: Asked) -> list[dict[str, Any]]:
    """One alert for each finding whose strategy asks for it."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return [
        {
            "id": str(uuid.uuid4()),
            "policy": asked.policy_name,
            "filterProfile": asked.policy_name,
            "strategyId": treatment.strategy,
            "context": asked.context,
            "documentId": asked.document_id,
            "filterType": asked.policy.type_name(redaction.span),
            "date": now,
        }
        for one in filtered
        for redaction, treatment in zip(one.decision.redactions, one.decision.treatments, strict=True)
        if treatment.alert
    ]


def utf16_offsets(text: str, positions: Iterable[int]) -> Mapping[int, int]:
    """Where each of these code points begins when UTF-16 code units are counted."""
    wanted = sorted(set(positions))
    if not text or max(text) <= _LAST_OF_BASIC_PLANE:
        return {position: position for position in wanted}
    offsets: dict[int, int] = {}
    last = units = 0
    for position in wanted:
        units += len(text[last:position].encode("utf-16-le", "surrogatepass")) // 2
        offsets[position] = units
        last = position
    return offsets


class _Teller:
    """Tells of the findings of one text."""

    def __init__(self, filtered: Filtered, asked: Asked) -> None:
        decision = filtered.decision
        spans = [*(redaction.span for redaction in decision.redactions), *decision.ignored, *decision.kept]
        self._offsets = utf16_offsets(filtered.text, (edge for span in spans for edge in (span.start, span.end)))
        self._text = filtered.text
        self._asked = asked

    def applied(self, redaction: Redaction) -> dict[str, Any]:
        return self._told(redaction.span, redaction.replacement, redaction.salt, is_applied=True)

    def untouched(self, span: Span, *, is_ignored: bool = False) -> dict[str, Any]:
        return self._told(span, "", "", is_ignored=is_ignored)

    def _told(
        self, span: Span, replacement: str, salt: str, *, is_applied: bool = False, is_ignored: bool = False
    ) -> dict[str, Any]:
        policy = self._asked.policy
        return {
            "id": str(uuid.uuid4()),
            "characterStart": self._offsets[span.start],
            "characterEnd": self._offsets[span.end],
            "filterType": filter_type(policy.type_name(span)),
            "context": self._asked.context,
            "documentId": self._asked.document_id,
            "classification": policy.classification(span),
            "confidence": round(span.score, 4),
            "text": self._text[span.start : span.end],
            "replacement": replacement,
            "salt": salt,
            "ignored": is_ignored,
            "applied": is_applied,
        }


def _outside(kept: Sequence[Span], decision: Decision) -> list[Span]:
    """The kept findings that nothing of the same place was done to: a part of what was replaced is not news."""
    done = [redaction.span for redaction in decision.redactions]
    outside: list[Span] = []
    index = 0
    for span in kept:  # both are sorted
        while index < len(done) and done[index].end <= span.start:
            index += 1
        if index == len(done) or not (done[index].start <= span.start and span.end <= done[index].end):
            outside.append(span)
    return outside


def _place(told: Mapping[str, Any]) -> tuple[int, int]:
    return told["characterStart"], told["characterEnd"]
