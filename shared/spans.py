"""Where personal data is: the `Span`, the eight categories, and the algebra of overlapping findings.

A span points at a secret and never carries it. This module knows nothing of models, rules or files.

The coverage law, which everything above relies on::

    cover(settle(spans)) == cover(spans)

Overlaps are settled by trimming the weaker span. No character that was found is ever let go.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from types import MappingProxyType

KINDS = MappingProxyType(
    {
        "private_person": ("person", "first_name", "surname", "physician_name"),
        "private_address": ("street_address", "city", "county", "state", "zip_code", "hospital"),
        "private_email": ("email_address",),
        "private_phone": ("phone_number", "phone_number_extension", "fax"),
        "private_url": ("url", "ip_address", "mac_address", "social_handle"),
        "private_date": ("date", "age"),
        "account_number": (
            "ssn",
            "national_id",
            "tax_id",
            "passport",
            "driving_licence",
            "health_number",
            "credit_card",
            "iban",
            "bank_account",
            "bank_routing_number",
            "crypto_address",
            "vin",
            "tracking_number",
            "employee_id",
            "customer_id",
            "case_id",
        ),
        "secret": ("password", "api_key", "private_key", "jwt", "connection_string", "pin"),
    }
)
"""The eight categories of the model, each with the finer kinds that rules can tell apart."""

LABELS = tuple(KINDS)
"""The eight categories, in the order in which every face shows them."""

CUSTOM = "custom"
"""The label of what a person marked without saying what it is, and of what only a policy has a name for."""

SOURCES = ("model", "rule", "person")
"""Who found a span: the model, a rule, or the person reviewing."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One finding: the half-open range `[start, end)` of a text, in Unicode code points.

    `label` is a category, `kind` something finer or empty when unknown, `score` a confidence between 0 and 1.
    """

    start: int
    end: int
    label: str
    kind: str = ""
    score: float = 1.0
    source: str = "model"

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start} and {self.end}")
        if not self.label:
            raise ValueError("a span needs a label")
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"a score lies between 0 and 1, not at {self.score}")
        if self.source not in SOURCES:
            raise ValueError(f"a span comes from one of {SOURCES}, not from {self.source!r}")

    def __len__(self) -> int:
        return self.end - self.start


def with_known_label(span: Span) -> Span:
    """A finding that only its policy has a name for, under the label that stands for all of those; its kind stays."""
    return span if span.label in LABELS else replace(span, label=CUSTOM)


def shift(spans: Iterable[Span], offset: int) -> list[Span]:
    """The same findings in a text that begins `offset` characters earlier."""
    return [replace(span, start=span.start + offset, end=span.end + offset) for span in spans]


def cover(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """The characters that any span covers, as sorted ranges that neither overlap nor touch."""
    ranges: list[tuple[int, int]] = []
    for span in sorted(spans):
        if ranges and span.start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], span.end))
        else:
            ranges.append((span.start, span.end))
    return ranges


class Overlaps:
    """Which of many findings share characters with another: asked thousands of times, in a moment."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))  # one long span far away costs nothing

    def of(self, span: Span) -> list[Span]:
        """Those that overlap it, in order."""
        first, last = bisect_right(self._reach, span.start), bisect_left(self._starts, span.end)
        return [other for other in self._spans[first:last] if other.end > span.start]


def outside(span: Span, settled: Sequence[Span]) -> list[Span]:
    """The parts of `span` that no span of `settled` (sorted, disjoint) covers."""
    parts: list[Span] = []
    start = span.start
    for other in settled:
        if start < other.start < span.end:
            parts.append(replace(span, start=start, end=other.start))
        if other.start < span.end:
            start = max(start, other.end)
    if start < span.end:
        parts.append(replace(span, start=start))
    return parts


def settle(spans: Iterable[Span]) -> list[Span]:
    """The same characters, each under exactly one label: sorted spans that do not overlap.

    Overlapping spans of one label become one. Where labels differ, the stronger span keeps its full
    length and the weaker one keeps what is left of it. A person's span is stronger than any other, then
    the longer one, then the one with the higher score: an e-mail address swallows the name inside it.
    """
    return [part for cluster in _clusters(_unite(spans)) for part in _settle_cluster(cluster)]


def _settle_cluster(cluster: Sequence[Span]) -> list[Span]:
    settled: list[Span] = []
    for span in sorted(cluster, key=_strength, reverse=True):
        settled.extend(outside(span, settled))
        settled.sort()
    return settled


def _clusters(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Runs of spans that overlap one another; clusters keep settling linear in the length of the text."""
    cluster: list[Span] = []
    end = 0
    for span in sorted(spans):
        if cluster and span.start >= end:
            yield cluster
            cluster = []
        cluster.append(span)
        end = max(end, span.end)
    if cluster:
        yield cluster


def _strength(span: Span) -> tuple[bool, int, float, bool, int, str]:
    return span.source == "person", len(span), span.score, span.source == "rule", -span.start, span.label


def _unite(spans: Iterable[Span]) -> list[Span]:
    """Overlapping spans of one label as one span, named after the most telling of its parts."""
    united: dict[str, list[Span]] = {}
    for span in sorted(spans):
        groups = united.setdefault(span.label, [])
        if groups and span.start < groups[-1].end:
            groups[-1] = _union(groups[-1], span)
        else:
            groups.append(span)
    return [span for groups in united.values() for span in groups]


def _union(a: Span, b: Span) -> Span:
    # A person's word goes before a rule's, a rule's before the model's: rules know the finer kind.
    named = max(a, b, key=lambda span: (SOURCES.index(span.source), span.kind != "", span.score))
    kind = named.kind or a.kind or b.kind
    return Span(a.start, max(a.end, b.end), a.label, kind, max(a.score, b.score), named.source)
