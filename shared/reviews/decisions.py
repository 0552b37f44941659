"""What a person has decided about a document, as a client sends it: read strictly, refused in one sentence.

Two forms are taken. A list of findings and areas is what goes, and no more. An object says the same in parts:
`accepted` and `rejected` findings (by id, or by start and end), further `spans`, `areas`, a `threshold` for findings
that nobody decided about, and how the copy is made: its `style`, `format` and `options`.

Knows no policies and carries nothing out.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from shared.errors import BadValue
from shared.formats.covers import Area
from shared.formats.document import ReadDocument
from shared.formats.textmap import Box
from shared.spans import CUSTOM, LABELS, Span

MOST_DECISIONS, MOST_REASON = 100_000, 80
LEAST_SEED, MOST_SEED = 16, 64
MOST_MEASURE = 1e6
"""Points: ten times as far as a page may reach."""

STYLES = ("policy", "boxes", "labels", "pseudonyms")
"""What stands where something was: what the policy says, nothing, its category, or a made-up value."""

FORMATS = ("same", "txt", "md", "json", "csv")

_JOINERS = re.compile("[\u200c\u200d]")
"""What nobody sees and yet some scripts, and some emoji, are written with."""
_EDGES = ("left", "top", "right", "bottom")
_KEYS = {"accepted", "rejected", "spans", "areas", "threshold", "style", "format", "options", "seed"}


@dataclass(frozen=True, slots=True)
class Options:
    """What costs something and closes a side channel.

    `close_glyph_widths`: boxes of a fixed grid on a page that became a picture, so that no box tells how long a word
    was. `prune_fonts`: fonts no longer name letters that are not shown.
    """

    close_glyph_widths: bool = False
    prune_fonts: bool = False


@dataclass(frozen=True, slots=True)
class Decisions:
    """What goes, and how the copy is made. `reasons` are written on the boxes of their findings. What is made up is the
    same for the same `seed`, and without one different every time."""

    spans: tuple[Span, ...]
    areas: tuple[Area, ...] = ()
    reasons: Mapping[Span, str] = field(default_factory=dict)
    style: str = "policy"
    format: str = "same"
    options: Options = field(default_factory=Options)
    seed: bytes = field(default=b"", repr=False)


def needs_findings(given: Any) -> bool:
    """Whether these decisions speak of findings by their ids, or leave some to a threshold."""
    if not isinstance(given, dict):
        return False
    named = [*_listed(given, "accepted"), *_listed(given, "rejected")] if given.get("accepted") != "all" else [0]
    return given.get("threshold") is not None or any(not isinstance(one, dict) for one in named)


def read_decisions(given: Any, document: ReadDocument, found: Sequence[Span] = ()) -> Decisions:
    """Decisions as a client sends them; `found` are the findings that their ids count. Raises BadValue that says which
    one is wrong."""
    if isinstance(given, list):
        given = {"accepted": [one for one in given if not is_area(one)], "areas": list(filter(is_area, given))}
        # Numbered as they were sent, all in one list.
    if not isinstance(given, dict):
        raise BadValue("decisions must be a list of what goes, or an object with accepted, rejected, spans and areas.")
    if unknown := given.keys() - _KEYS:
        raise BadValue(f"decisions has no place for {len(unknown)} of its keys. It takes {', '.join(sorted(_KEYS))}.")
    reader = _Reader(document, found)
    accepted = range(len(found)) if given.get("accepted") == "all" else _listed(given, "accepted")
    count = sum(len(_listed(given, key)) for key in ("rejected", "spans", "areas")) + len(accepted)
    if count > MOST_DECISIONS:
        raise BadValue(f"There are {count:,} decisions; the most that are taken is {MOST_DECISIONS:,}.")
    chosen = {reader.span(number, one) for number, one in enumerate([*accepted, *_listed(given, "spans")], 1)}
    if given.get("threshold") is not None:
        rejected = {(one.start, one.end) for one in map(reader.rejected, _listed(given, "rejected"))}
        least = _share(given["threshold"])
        chosen |= {span for span in found if span.score >= least and (span.start, span.end) not in rejected}
    return Decisions(
        tuple(sorted(chosen)),
        tuple(reader.area(number, one) for number, one in enumerate(_listed(given, "areas"), 1)),
        reader.reasons,
        _one_of(given, "style", STYLES),
        _one_of(given, "format", FORMATS),
        _options(given.get("options")),
        _seed(given.get("seed")),
    )


class _Reader:
    """Reads one decision after another."""

    def __init__(self, document: ReadDocument, found: Sequence[Span]) -> None:
        self._document = document
        self._found = found
        self.reasons: dict[Span, str] = {}

    def span(self, number: int, given: Any) -> Span:
        if isinstance(given, int) and not isinstance(given, bool):
            return self._by_id(given)
        if not isinstance(given, dict):
            raise BadValue(f"Decision {number} must be an object with start and end, or with page and edges.")
        start, end, label = given.get("start"), given.get("end"), given.get("label", CUSTOM)
        length = len(self._document.map.text)
        whole = all(isinstance(value, int) and not isinstance(value, bool) for value in (start, end))
        if not whole or not 0 <= start < end <= length:  # type: ignore[operator]
            raise BadValue(f"Decision {number} must have start and end within the document's {length:,} characters.")
        if label not in (*LABELS, CUSTOM):
            raise BadValue(f"Decision {number} has a label that is none of the categories.")
        kind = given.get("kind", "")
        kind = kind if isinstance(kind, str) and kind.isprintable() and len(kind) <= MOST_REASON else ""
        span = Span(int(start or 0), int(end or 0), str(label), kind, 1.0, "person")
        if reason := _reason(number, given):
            self.reasons[span] = reason
        return span

    def rejected(self, given: Any) -> Span:
        if isinstance(given, int) and not isinstance(given, bool):
            return self._by_id(given)
        start, end = (given.get("start"), given.get("end")) if isinstance(given, dict) else (None, None)
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
            raise BadValue("Each rejected finding must be an id, or an object with start and end.")
        return Span(start, end, CUSTOM)

    def area(self, number: int, given: Any) -> Area:
        pages = len(self._document.pages)
        page = given.get("page") if isinstance(given, dict) else None
        if not isinstance(page, int) or isinstance(page, bool) or not 1 <= page <= pages:
            raise BadValue(f"Decision {number} must name a page from 1 to {pages:,}.")
        box = given.get("box")
        edges = box if isinstance(box, list) else [given.get(edge) for edge in _EDGES]
        numbers = [float(edge) for edge in edges if _is_measure(edge)]
        if len(numbers) != 4 or numbers[0] >= numbers[2] or numbers[1] >= numbers[3]:
            raise BadValue(f"Decision {number} must have left, top, right and bottom, in points, in this order.")
        label = given.get("label", "area")
        if label not in (*LABELS, CUSTOM, "area"):
            raise BadValue(f"Decision {number} has a label that is none of the categories.")
        return Area(Box(page - 1, *numbers), as_written(_reason(number, given)), label)

    def _by_id(self, number: int) -> Span:
        if not 0 <= number < len(self._found):
            shown = f"{number}" if abs(number) < 10**9 else "it names"
            raise BadValue(f"There is no finding of the id {shown}; ids count the findings of this document from 0.")
        return self._found[number]


def as_written(reason: str) -> str:
    """A reason as it stands on a box or in a text: in brackets, as nobody's own words are."""
    return f"[{reason}]" if reason else ""


def is_area(given: Any) -> bool:
    """Whether a decision is a part of a page; all others are findings."""
    return isinstance(given, dict) and "page" in given and "start" not in given


def _listed(given: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = given.get(key)
    if value is None or (key == "accepted" and value == "all"):
        return ()
    if not isinstance(value, list):
        raise BadValue(f"{key} must be a list.")
    return value


def _reason(number: int, given: Mapping[str, Any]) -> str:
    reason = given.get("reason") or ""
    if not isinstance(reason, str) or len(reason) > MOST_REASON:
        raise BadValue(f"The reason of decision {number} must be a text of at most {MOST_REASON} characters.")
    reason = " ".join(reason.split())
    if not _JOINERS.sub("", reason).isprintable():
        raise BadValue(f"The reason of decision {number} holds characters that nobody sees; please type it anew.")
    return reason


def _is_measure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= MOST_MEASURE


def _share(given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 1:
        raise BadValue("threshold must be a number from 0 to 1.")
    return float(given)


def _one_of(given: Mapping[str, Any], key: str, known: Sequence[str]) -> str:
    value = given.get(key) or known[0]
    if value not in known:
        raise BadValue(f"{key} must be one of these: {', '.join(known)}.")
    return str(value)


def _seed(given: Any) -> bytes:
    if given is None or given == "":
        return b""
    if not isinstance(given, str) or not LEAST_SEED <= len(given) <= MOST_SEED:
        raise BadValue(f"seed must be a text of {LEAST_SEED} to {MOST_SEED} characters that nobody can guess.")
    return hashlib.sha256(given.encode("utf-8", "surrogatepass")).digest()


def _options(given: Any) -> Options:
    known = {one.name for one in fields(Options)}
    given = given if given is not None else {}
    if not isinstance(given, dict) or given.keys() - known or not all(isinstance(v, bool) for v in given.values()):
        raise BadValue(f"options takes these, each true or false: {', '.join(sorted(known))}.")
    return Options(**given)
