"""The findings as the sender left them: some taken away, some added, each still in its place in the text.

What the sender says is what is replaced. This module knows nothing of how findings are found.
"""

import re

from shared.errors import BadValue
from shared.spans import CUSTOM, LABELS, SOURCES, Span, settle

MOST_FINDINGS = 20_000

_KIND = re.compile(r"[a-z0-9_-]{0,60}")

_BAD_FINDINGS = (
    "findings must be a list of objects with start, end and label: whole numbers inside the text, counted in code"
    " points, and one of the eight categories; kind and score are as the preview gave them."
)


def findings_of(sent: object, characters: int) -> tuple[Span, ...]:
    """What was sent, settled as if it had been found. Raises BadValue for anything that is not in the text."""
    if not isinstance(sent, list) or len(sent) > MOST_FINDINGS:
        raise BadValue(_BAD_FINDINGS)
    return tuple(settle(_span(one, characters) for one in sent))


def _span(one: object, characters: int) -> Span:
    fields = one if isinstance(one, dict) else {}
    start, end, label = fields.get("start"), fields.get("end"), fields.get("label")
    source = fields.get("source", "person")
    if not (type(start) is int and type(end) is int and 0 <= start < end <= characters):
        raise BadValue(_BAD_FINDINGS)
    if not (isinstance(label, str) and label in (*LABELS, CUSTOM) and isinstance(source, str) and source in SOURCES):
        raise BadValue(_BAD_FINDINGS)
    kind, score = fields.get("kind", ""), fields.get("score", 1.0)
    if not (isinstance(kind, str) and _KIND.fullmatch(kind)):
        raise BadValue(_BAD_FINDINGS)
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        raise BadValue(_BAD_FINDINGS)
    return Span(start, end, label, kind, float(score), source)
