"""What a person has decided is carried out: what stands in each place, and the copy that follows.

A preview and the copy ask here alike, so that what is shown is what leaves. Knows no HTTP.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from shared.decision import Surroundings
from shared.filtering import areas_of_pdfs, decided
from shared.formats.document import ReadDocument
from shared.formats.raster import place_areas
from shared.formats.redacting import Area, RedactedFile, redact_file
from shared.policies import ready_policy
from shared.policy import EVERYTHING, Policy
from shared.redaction import Redaction
from shared.reviews.decisions import Decisions, as_written
from shared.settings import Settings
from shared.spans import Overlaps, Span

BOX = "\u2588" * 5
"""What stands in a text where a box stands on a page: always as long, so that it tells nothing."""


def redactions_of(text: str, decisions: Decisions, policy: Policy) -> list[Redaction]:
    """What the style or the policy makes of each finding that goes, with its reason; the same for the same seed."""
    policy = {"labels": EVERYTHING, "boxes": EVERYTHING, "pseudonyms": ready_policy("pseudonymize")}.get(
        decisions.style, policy
    )
    around = Surroundings(document=decisions.seed) if decisions.seed else None
    made = decided(text, decisions.spans, policy, around)
    if decisions.style == "boxes":
        made = [replace(redaction, replacement=BOX) for redaction in made]
    reasons = Reasons(decisions.reasons)
    return [_with_reason(redaction, reasons) for redaction in made]


class Reasons:
    """The reason of each finding, which may have been made one with others, or cut: that of the one that shares most
    with it."""

    def __init__(self, reasons: Mapping[Span, str]) -> None:
        self._reasons = reasons
        self._given = Overlaps(reasons)

    def of(self, span: Span) -> str:
        """Empty where nobody gave any."""
        given = self._given.of(span)
        most = max(given, key=lambda one: min(span.end, one.end) - max(span.start, one.start), default=None)
        return self._reasons[most] if most else ""


def copy_of(
    data: bytes, document: ReadDocument, redactions: Sequence[Redaction], decisions: Decisions, policy: Policy,
    settings: Settings, progress: Callable[[float], None] | None = None,
) -> RedactedFile:  # fmt: skip
    """The file itself without what was decided. Raises Unverified when it cannot be proven clean."""
    areas = list(decisions.areas)
    if document.format == "pdf":
        areas += [Area(box) for box in place_areas(data, areas_of_pdfs(policy), settings)]
    options = decisions.options
    return redact_file(
        data,
        document,
        redactions,
        settings,
        progress,
        areas,
        closes_widths=options.close_glyph_widths,
        prunes_fonts=options.prune_fonts,
    )


def _with_reason(redaction: Redaction, reasons: Reasons) -> Redaction:
    reason = reasons.of(redaction.span)
    return replace(redaction, replacement=as_written(reason)) if reason else redaction
