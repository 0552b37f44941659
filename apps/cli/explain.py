"""Why a text looks as it does after redaction: each finding, what it became, and where that now stands.

The original texts are not in it; offsets are code points of the original and of the redacted text. `read_places`
reads it back, for whoever holds the key of what was encrypted. This module knows nothing of files.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from shared.errors import BadInput
from shared.filtering import Filtered
from shared.policy import Policy
from shared.spans import Span


def explain(parts: Sequence[Filtered], policy: Policy) -> str:
    """The explanation of one file, as JSON. A PDF has several parts: its text, then what its pictures say."""
    return json.dumps(
        {
            "policy": {"name": policy.name, "hash": policy.digest},
            "engine": parts[0].detection.engine if parts else "",
            "parts": [_part(part, policy) for part in parts],
        },
        ensure_ascii=False,
        indent=2,
    )


def _part(part: Filtered, policy: Policy) -> dict[str, Any]:
    return {
        "applied": list(_applied(part, policy)),
        "ignored": [_finding(span, policy) for span in part.decision.ignored],
        "kept": [_finding(span, policy) for span in part.decision.kept],
    }


def _applied(part: Filtered, policy: Policy) -> Iterable[dict[str, Any]]:
    grown = 0
    for redaction, treatment in zip(part.decision.redactions, part.decision.treatments, strict=True):
        start = redaction.span.start + grown
        grown += len(redaction.replacement) - len(redaction.span)
        yield {
            **_finding(redaction.span, policy),
            "replaced_by": treatment.replacement,
            "replacement": redaction.replacement,
            "salt": redaction.salt,
            "at": [start, start + len(redaction.replacement)],
        }


def _finding(span: Span, policy: Policy) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "kind": span.kind,
        "type": policy.type_name(span),
        "score": round(span.score, 4),
        "source": span.source,
    }


def read_places(explanation: str, replaced_by: str) -> list[tuple[int, int]]:
    """Where in the redacted text the replacements of one kind stand. Raises BadInput for what is no explanation."""
    try:
        [part] = json.loads(explanation)["parts"]
        places = [tuple(each["at"]) for each in part["applied"] if each["replaced_by"] == replaced_by]
        return sorted((int(start), int(end)) for start, end in places)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadInput("This is not the explanation of a text. Please pass the file that --explain wrote.") from None
