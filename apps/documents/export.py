"""From a document's bytes to a redacted copy in its own format, with the proof that it is clean.

What a person has decided is carried out as it is; without decisions, everything that is found goes. Knows no HTTP.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from shared.decision import Surroundings, consider, decide
from shared.errors import BadValue
from shared.filtering import filter_file
from shared.formats import ReadDocument, open_document
from shared.formats.redacting import RedactedFile, redact_file
from shared.formats.textmap import Box
from shared.policies import NO_SOURCES, READY, read_policy, ready_policy
from shared.policy import Policy
from shared.redaction import Redaction
from shared.services import Services
from shared.spans import LABELS, Span

Report = Callable[[float, str], None]

READING, LOOKING, REDACTING = "Reading the document", "Looking for personal data", "Taking it out and checking the copy"

BY_HAND = "custom"
"""The label of what a person added without saying what it is."""

MOST_DECISIONS = 100_000
_EDGES = ("left", "top", "right", "bottom")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person has switched on: characters of the document's text, and areas of its pages."""

    spans: tuple[Span, ...]
    areas: tuple[Box, ...]


def redact_document(
    data: bytes, suffix: str, decisions: Sequence[Any] | None, policy: Policy, services: Services, report: Report
) -> RedactedFile:
    """The redacted copy. Raises Unverified when it cannot be proven clean."""
    report(0.0, READING)
    if decisions is None:
        engine = services.engine(progress=lambda share: report(0.0, LOOKING))
        made, _ = filter_file(
            data, policy, engine, services.settings, progress=lambda share: report(share, LOOKING), suffix=suffix
        )
        return made
    document = open_document(data, services.settings, suffix, lambda share: report(0.2 * share, READING))
    text = document.map.text
    if any(area.mime_type == "application/pdf" for area in policy.areas) and document.format == "pdf":
        raise BadValue("This policy covers rectangles of pages, which is done only where a PDF becomes pictures.")
    read = read_decisions(decisions, document)
    redactions = _decided(text, read.spans, policy)
    report(0.2, REDACTING)
    return redact_file(
        data, document, redactions, services.settings, lambda share: report(0.2 + 0.8 * share, REDACTING), read.areas
    )


def find_policy(name: str) -> Policy:
    """A ready policy by its name, or one that is given whole, as JSON."""
    if name.lstrip().startswith("{"):
        return read_policy(name, NO_SOURCES)
    if name not in READY:
        raise BadValue(f"There is no such policy. Name one of these, or give one as JSON: {', '.join(READY)}.")
    return ready_policy(name)


def read_decisions(decisions: Sequence[Any], document: ReadDocument) -> Decisions:
    """Decisions as a client sends them. Raises BadValue that says which one is wrong."""
    if len(decisions) > MOST_DECISIONS:
        raise BadValue(f"There are {len(decisions):,} decisions; the most that are taken is {MOST_DECISIONS:,}.")
    spans, areas = [], []
    for number, given in enumerate(decisions, 1):
        if not isinstance(given, dict):
            raise BadValue(f"Decision {number} must be an object with start and end, or with page and edges.")
        if "page" in given:
            areas.append(_area(number, given, len(document.pages)))
        else:
            spans.append(_span(number, given, len(document.map.text)))
    return Decisions(tuple(spans), tuple(areas))


def _span(number: int, given: Mapping[str, Any], length: int) -> Span:
    start, end, label = given.get("start"), given.get("end"), given.get("label", BY_HAND)
    whole = all(isinstance(value, int) and not isinstance(value, bool) for value in (start, end))
    if not whole or not 0 <= start < end <= length:  # type: ignore[operator]
        raise BadValue(f"Decision {number} must have start and end within the document's {length:,} characters.")
    if label not in (*LABELS, BY_HAND):
        raise BadValue(f"Decision {number} has a label that is none of the categories.")
    kind = given.get("kind", "")
    return Span(int(start or 0), int(end or 0), str(label), kind if isinstance(kind, str) else "", 1.0, "person")


def _area(number: int, given: Mapping[str, Any], pages: int) -> Box:
    page, edges = given.get("page"), [given.get(edge) for edge in _EDGES]
    if not isinstance(page, int) or isinstance(page, bool) or not 1 <= page <= pages:
        raise BadValue(f"Decision {number} must name a page from 1 to {pages:,}.")
    numbers = [float(edge) for edge in edges if isinstance(edge, int | float) and not isinstance(edge, bool)]
    if len(numbers) < 4 or not all(map(isfinite, numbers)) or numbers[0] >= numbers[2] or numbers[1] >= numbers[3]:
        raise BadValue(f"Decision {number} must have left, top, right and bottom, in points, in this order.")
    return Box(page - 1, *numbers)


def _decided(text: str, spans: Sequence[Span], policy: Policy) -> list[Redaction]:
    """What the policy makes of each, and a placeholder where it would have let one stand: a person has decided."""
    by_policy = consider(text, spans, policy, Surroundings()).redactions
    rest = [part for span in spans for part in _uncovered(span, by_policy)]
    return sorted([*by_policy, *decide(text, rest)])


def _uncovered(span: Span, redactions: Sequence[Redaction]) -> Iterator[Span]:
    position = span.start
    for redaction in redactions:
        other = redaction.span
        if other.end <= position or other.start >= span.end:
            continue
        if other.start > position:
            yield replace(span, start=position, end=other.start)
        position = max(position, other.end)
    if position < span.end:
        yield replace(span, start=position)
