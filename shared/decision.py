"""What is done about each finding: the policy speaks, and its replacement is made.

This module knows nothing of models or files; it neither finds nor carries out anything.
"""

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import regex

from shared.errors import BadValue
from shared.policy import EVERYTHING, Clause, Ignore, Policy, Treatment, Trim, speaking
from shared.redaction import Redaction
from shared.replacements import Finding, Replacement, build
from shared.rules.conditions import Case
from shared.rules.lookups import FREELY
from shared.rules.refine import REFINED, refine
from shared.rules.validators import CHECKS
from shared.spans import Span, settle

PATTERN_SECONDS = 2.0
"""How long the ignored patterns of a policy may look at all findings of a text of up to `FREELY` characters, and over
a longer one as much longer; a policy is a stranger's text."""

MOST_WRITTEN = 20_000_000
"""How many characters all replacements of a text may have together: six kilobytes of policy and text could else ask for
300 MB. A text of ten megabytes with a placeholder for every eighth character stays below."""


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
    """The verdict on every finding: redacted, on an ignore list, or kept because no treatment spoke for it.

    `treatments` says of each redaction, in the same order, which treatment it was given.
    """

    redactions: tuple[Redaction, ...]
    ignored: tuple[Span, ...]
    kept: tuple[Span, ...]
    treatments: tuple[Treatment, ...] = ()


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
    ignored: set[Span] = set()
    kept: set[Span] = set()
    clauses = policy.by_target()
    ignores = _Ignores(PATTERN_SECONDS * max(1.0, len(text) / FREELY))
    for found in _refined(text, _wholes(spans), clauses):
        span = _trimmed(text, found, policy.trim)
        clause = speaking(clauses, span) if span else None
        if span is None or clause is None or not _is_one(text[span.start : span.end], clause):
            kept.add(found)
        elif ignores.name(text[span.start : span.end], (*policy.ignored, *clause.ignored)):
            ignored.add(span)
        elif treatment := _treatment(text, span, clause, policy, around):
            chosen[span] = treatment
        else:
            kept.add(span)
    parts = list(_with_parts(settle(chosen), chosen))
    treatments = tuple(chosen[part] for _, part in parts)
    replacements = _built(treatments)
    redactions = tuple(
        _bounded(
            _redaction(text, span, part, chosen[part], replacements[id(chosen[part])], policy, around)
            for span, part in parts
        )
    )
    return Decision(redactions, tuple(sorted(ignored)), tuple(sorted(kept)), treatments)


def _bounded(redactions: Iterable[Redaction]) -> Iterator[Redaction]:
    """The redactions, as long as what they write stays below the most that one text is given."""
    written = 0
    for redaction in redactions:
        written += len(redaction.replacement)
        if written > MOST_WRITTEN:
            raise BadValue(
                f"The policy's replacements would make more than {MOST_WRITTEN:,} characters of this text. Please "
                "shorten them, or send a part of the text."
            )
        yield redaction


def _wholes(spans: Iterable[Span]) -> Iterator[Span]:
    """The findings without pieces of others of the same kind: what holds for a whole name holds for its fragments.

    A piece that is surer than the whole stays, or a condition on the confidence would let it go.
    """
    open_: dict[tuple[str, str, str], list[Span]] = {}
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end, -span.score)):
        alike = (span.label, span.kind, span.source)
        around = [whole for whole in open_.get(alike, ()) if whole.end > span.start]
        if not any(whole.end >= span.end and whole.score >= span.score for whole in around):
            around.append(span)
            yield span
        open_[alike] = around


def _refined(text: str, spans: Iterable[Span], clauses: Mapping[str, Clause]) -> Iterable[Span]:
    """The findings; where the policy speaks of parts of names and addresses, those parts in place of the whole."""
    wanted = REFINED & clauses.keys()
    if "private_person" in clauses:  # the whole name is the longer finding, and so the one that counts
        wanted -= {"first_name", "surname"}
    for span in spans:
        yield from refine(text, span, wanted) if wanted else (span,)


def _trimmed(text: str, span: Span, trim: Trim) -> Span | None:
    """The finding without what the policy lets go at its end; None when nothing is left."""
    gone = "." * (trim.periods and not _is_street(span)) + " \t" * trim.spaces + "\r\n" * trim.new_lines
    end = span.start + len(text[span.start : span.end].rstrip(gone)) if gone else span.end
    if end == span.end:
        return span
    return replace(span, end=end) if end > span.start else None


def _is_street(span: Span) -> bool:
    """Whether the period may belong to it: 100 Main St."""
    return span.label == "private_address" and span.kind in ("", "street_address")


def _is_one(token: str, clause: Clause) -> bool:
    return all(CHECKS[name](token) for name in clause.requires)


def _built(treatments: Iterable[Treatment]) -> Mapping[int, Replacement]:
    """Each treatment's replacement, made once: a cipher is set up for the document, not for each finding."""
    return {id(t): build(t.replacement, t.options) for t in {id(t): t for t in treatments}.values()}


def _redaction(
    text: str,
    span: Span,
    part: Span,
    treatment: Treatment,
    replacement: Replacement,
    policy: Policy,
    around: Surroundings,
) -> Redaction:
    inside = span.start <= part.start and part.end <= span.end
    shown = part if inside and treatment.replacement in _OF_THE_VALUE else span
    finding = Finding(
        shown,
        text[shown.start : shown.end],
        around.key_for(treatment),
        policy.type_name(span),
        policy.classification(span),
    )
    replaced = replacement(finding)
    return Redaction(span, replaced.text, replaced.salt)


_OF_THE_VALUE = frozenset(
    (
        "last",
        "truncate",
        "initials",
        "zero_leading",
        "hash",
        "fake",
        "choose",
        "uuid",
        "shift",
        "year",
        "distance",
        "lookup",
    )
)
"""Replacements made of the value itself, where findings were united: of the card number, not of "card 4111 … CVV 123".

The same number then has the same stand-in wherever it stands, and its last four digits are its own. The others are
made of all that is covered.
"""


def _with_parts(settled: Iterable[Span], chosen: Mapping[Span, Treatment]) -> Iterator[tuple[Span, Span]]:
    """Each settled finding with the one whose treatment it gets: itself, or the most telling one it was made of."""
    waiting = sorted(chosen, reverse=True)
    near: list[Span] = []
    for span in settled:
        while waiting and waiting[-1].start < span.end:
            near.append(waiting.pop())
        near = [part for part in near if part.end > span.start]
        parts = [part for part in near if part.label == span.label]
        yield span, max(parts, key=partial(_telling, span))


def _telling(whole: Span, part: Span) -> tuple[bool, bool, int, Span]:
    """How much a part says of the whole: the most telling one is the greatest."""
    return _is_all(part, whole), part.kind == whole.kind, _shared(part, whole), part


def _is_all(part: Span, whole: Span) -> bool:
    """Whether it is the value itself. Of an address that is all of it, though a rule knows the street alone."""
    return part == whole or (whole.label == "private_address" and (part.start, part.end) == (whole.start, whole.end))


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _treatment(text: str, span: Span, clause: Clause, policy: Policy, around: Surroundings) -> Treatment | None:
    case = Case(text, span, policy.type_name(span), policy.classification(span), around.context_name, clause.window)
    holds = (t for t in clause.treatments if all(case.passes(condition) for condition in t.conditions))
    return next(holds, None)


class _Ignores:
    """Looks things up in the ignore lists for one text: each list is folded once, all patterns share one time limit."""

    def __init__(self, seconds: float) -> None:
        self._folded: dict[int, frozenset[str]] = {}
        self._left = seconds

    def name(self, token: str, ignored: Iterable[Ignore]) -> bool:
        """Whether one of the lists names this finding."""
        return any(self._has_term(ignore, token) or self._has_pattern(ignore, token) for ignore in ignored)

    def _has_term(self, ignore: Ignore, token: str) -> bool:
        if ignore.case_sensitive:
            return token in ignore.terms
        folded = self._folded.get(id(ignore))
        if folded is None:
            folded = self._folded[id(ignore)] = frozenset(map(str.casefold, ignore.terms))
        return token.casefold() in folded

    def _has_pattern(self, ignore: Ignore, token: str) -> bool:
        return any(self._matches(pattern, ignore.case_sensitive, token) for pattern in ignore.patterns)

    def _matches(self, pattern: str, case_sensitive: bool, token: str) -> bool:
        started = time.monotonic()
        try:
            compiled = regex.compile(pattern, 0 if case_sensitive else regex.IGNORECASE)
            return compiled.fullmatch(token, timeout=max(0.001, self._left)) is not None
        except (regex.error, TimeoutError):
            message = "A pattern of the policy's ignore list is broken or too slow. Please simplify it."
            raise BadValue(message) from None
        finally:
            self._left -= time.monotonic() - started
