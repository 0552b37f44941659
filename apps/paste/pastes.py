"""The life of a paste: made with two links, read by either, gone when its time is up.

The view link shows the redacted text; the reveal link, which alone carries the token, also the original. Both are
sealed under what the links carry (`shared.store.sealing`), and the store keeps neither id nor token.

This module knows nothing of pages or requests, and does not look for personal data itself.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from shared.errors import BadValue, NotFound, Unverified
from shared.redaction import Redaction, pieces
from shared.spans import LABELS, Span
from shared.store import PasteStore, SealedPaste
from shared.store.sealing import SealBroken, keys_of_id, keys_of_token, new_id, new_token, seal, unseal

LIFETIMES: dict[str, int | None] = {
    "10m": 600,
    "1h": 3_600,
    "1d": 86_400,
    "7d": 604_800,
    "30d": 2_592_000,
    "never": None,
}
"""How long a paste may be asked to live, in seconds; None is for ever."""

MAX_LIFETIME_SECONDS = 31_536_000

_BAD_TTL = f"ttl may be {', '.join(LIFETIMES)}, or a whole number of seconds from 1 to {MAX_LIFETIME_SECONDS}."
_GONE = "There is no paste at this address. It never was here, or its time is up."
_BROKEN = "This paste was damaged in the store, so it is not shown. Ask its sender to make a new one."


@dataclass(frozen=True, slots=True)
class View:
    """What the view link shows: the redacted text, and where in it each placeholder stands."""

    text: str = field(repr=False)
    spans: tuple[Span, ...]

    def by_label(self) -> dict[str, int]:
        """How many placeholders of each of the eight categories there are."""
        counts = Counter(span.label for span in self.spans)
        return {label: counts[label] for label in LABELS}


@dataclass(frozen=True, slots=True)
class Original:
    """What the reveal link shows beside it: the text as it was sent, and where each finding is."""

    text: str = field(repr=False)
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paste:
    """A paste as one link shows it. Times are seconds since 1970; `original` is None without the token."""

    id: str = field(repr=False)
    view: View
    original: Original | None
    engine: str
    created: float
    expires: float | None


@dataclass(frozen=True, slots=True)
class Links:
    """What the sender is given, once: the id in both links, and the token in the reveal link alone."""

    id: str = field(repr=False)
    token: str = field(repr=False)

    @property
    def view_path(self) -> str:
        return f"/view/{self.id}"

    @property
    def reveal_path(self) -> str:
        return f"/view/{self.id}?token={self.token}"


def lifetime_of(ttl: object) -> int | None:
    """The lifetime in seconds, None for ever. Raises BadValue for what is neither a name nor a number of seconds."""
    if isinstance(ttl, str):
        name = ttl.strip().lower()
        if name in LIFETIMES:
            return LIFETIMES[name]
        # isdecimal alone would take other scripts' digits; ten digits are beyond the limit anyway.
        seconds = int(name) if name.isascii() and name.isdecimal() and len(name) <= 10 else 0
    elif isinstance(ttl, int | float) and not isinstance(ttl, bool) and ttl == ttl // 1:
        seconds = int(ttl)
    else:
        seconds = 0
    if not 1 <= seconds <= MAX_LIFETIME_SECONDS:
        raise BadValue(_BAD_TTL)
    return seconds


def redacted_view(text: str, redactions: Iterable[Redaction]) -> View:
    """The text with each finding replaced, and where each replacement came to stand."""
    texts: list[str] = []
    spans: list[Span] = []
    position = 0
    for piece in pieces(text, redactions):
        if piece.redaction and piece.text:
            # Only the category goes public: kind and score would say more about what is hidden than the placeholder.
            spans.append(Span(position, position + len(piece.text), piece.redaction.span.label))
        texts.append(piece.text)
        position += len(piece.text)
    return View("".join(texts), tuple(spans))


def keep(store: PasteStore, view: View, original: Original, engine: str, lifetime: int | None) -> tuple[Links, Paste]:
    """Seals both views and stores them; from here on only the links open the paste."""
    links = Links(new_id(), new_token())
    created = store.now()
    expires = None if lifetime is None else created + lifetime
    by_id, by_token = keys_of_id(links.id), keys_of_token(links.token, links.id)
    public = {"text": view.text, "spans": _plain(view.spans), "engine": engine, "created": created, "expires": expires}
    private = {"text": original.text, "spans": _plain(original.spans)}
    store.create(
        SealedPaste(
            by_id.row,
            seal(_json(public), by_id.view, f"view|{links.id}"),
            seal(_json(private), by_token.original, f"original|{links.id}"),
            by_token.verifier,
            expires,
        )
    )
    return links, Paste(links.id, view, original, engine, created, expires)


def read(store: PasteStore, paste_id: str, token: str = "") -> Paste:
    """The paste of an id, with the original only under the right token; a wrong one is as good as none.

    Raises NotFound for an unknown and an expired id alike, Unverified when the stored bytes were changed.
    """
    by_id, by_token = keys_of_id(paste_id), keys_of_token(token, paste_id)
    sealed = store.get(by_id.row)
    if sealed is None:
        raise NotFound(_GONE)
    try:
        public = json.loads(unseal(sealed.view, by_id.view, f"view|{paste_id}"))
        original = None
        if by_token.proves(sealed.verifier):
            private = json.loads(unseal(sealed.original, by_token.original, f"original|{paste_id}"))
            original = Original(private["text"], _spans(private["spans"]))
    except SealBroken:
        raise Unverified(_BROKEN) from None
    # The sealed time decides too, so that writing to the database cannot lengthen a paste's life.
    if public["expires"] is not None and public["expires"] <= store.now():
        raise NotFound(_GONE)
    view = View(public["text"], _spans(public["spans"]))
    return Paste(paste_id, view, original, public["engine"], public["created"], public["expires"])


def _plain(spans: Iterable[Span]) -> list[dict[str, object]]:
    return [asdict(span) for span in spans]


def _spans(plain: Iterable[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(**fields) for fields in plain)


def _json(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
