"""The life of a paste: made with two links, read by either, gone when its time is up.

The view link shows the redacted text; the reveal link, which alone carries the token, also the original. Both are
sealed under what the links carry (`shared.store.sealing`), and the store keeps neither id nor token.

The sender may ask for more: that the original can be revealed only so many times (then the paste is gone), that it
needs a passphrase too, and at any time, by a third token, that the paste be deleted.

This module knows nothing of pages or requests, and does not look for personal data itself.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from apps.paste.terms import MOST_PASSPHRASE_CHARACTERS, Terms
from shared.errors import Forbidden, NotFound, Unverified
from shared.policy import Policy
from shared.redaction import Redaction, pieces
from shared.spans import CUSTOM, LABELS, Span, with_known_label
from shared.store import PasteStore, SealedAnswer, SealedPaste
from shared.store.sealing import (
    SealBroken,
    delete_verifier,
    is_same,
    keys_of_id,
    keys_of_token,
    new_id,
    new_salt,
    new_token,
    seal,
    unseal,
    with_passphrase,
)

_WRONG_TOKEN = "This key does not open the original of this paste. Check that all of it was copied."
_WRONG_PASSPHRASE = "This passphrase does not open the original. Capitals and blanks count; check it and try again."
_WRONG_DELETE_TOKEN = "This delete key is not the one of this paste. Check that all of it was copied."
_GONE = "There is no paste at this address. It never was here, or its time is up."
_BROKEN = "This paste was damaged in the store, so it is not shown. Ask its sender to make a new one."


@dataclass(frozen=True, slots=True)
class View:
    """What the view link shows: the redacted text, and where in it each placeholder stands."""

    text: str = field(repr=False)
    spans: tuple[Span, ...]
    removed: tuple[str, ...] = ()
    """The labels of what left nothing behind; known only when the paste is made."""

    def by_label(self) -> dict[str, int]:
        """How many findings of each of the eight categories were replaced, and how many of a policy's own."""
        counts = Counter([*(span.label for span in self.spans), *self.removed])
        return {label: counts[label] for label in (*LABELS, *((CUSTOM,) if counts[CUSTOM] else ()))}


@dataclass(frozen=True, slots=True)
class Original:
    """What the reveal link shows beside it: the text as it was sent, and where each finding is."""

    text: str = field(repr=False)
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An original that the right token was shown for and that must still be asked for: `reveal` shows it."""

    reveals_left: int | None
    has_passphrase: bool


@dataclass(frozen=True, slots=True)
class Paste:
    """A paste as one link shows it. Times are seconds since 1970.

    Without the right token there is neither `original` nor `waiting`. `reveals_left` is known once one was used up.
    """

    id: str = field(repr=False)
    view: View
    original: Original | None
    engine: str
    created: float
    expires: float | None
    waiting: Waiting | None = None
    reveals_left: int | None = None
    policy: Policy | None = field(default=None, repr=False)
    """By which it was made; not kept, so that only its sender is told."""

    @property
    def is_owners(self) -> bool:
        """Whether it was asked for with the right token."""
        return self.original is not None or self.waiting is not None


@dataclass(frozen=True, slots=True)
class Links:
    """What the sender is given, once: the id in all links, a token in the reveal link, another in the delete link."""

    id: str = field(repr=False)
    token: str = field(repr=False)
    delete_token: str = field(repr=False)

    @property
    def view_path(self) -> str:
        return f"/view/{self.id}"

    @property
    def reveal_path(self) -> str:
        return f"/view/{self.id}?token={self.token}"

    @property
    def fragment_path(self) -> str:
        """The reveal link with its token where no browser sends it along; the page posts it."""
        return f"/view/{self.id}#{self.token}"

    @property
    def delete_path(self) -> str:
        return f"/view/{self.id}/delete#{self.delete_token}"


def redacted_view(text: str, redactions: Iterable[Redaction]) -> View:
    """The text with each finding replaced, and where each replacement came to stand."""
    texts: list[str] = []
    spans: list[Span] = []
    removed: list[str] = []
    position = 0
    for piece in pieces(text, redactions):
        if piece.redaction:
            # Only the category goes public: kind and score would say more about what is hidden than the placeholder.
            label = with_known_label(piece.redaction.span).label
            if piece.text:
                spans.append(Span(position, position + len(piece.text), label))
            else:
                removed.append(label)
        texts.append(piece.text)
        position += len(piece.text)
    return View("".join(texts), tuple(spans), tuple(removed))


Remember = Callable[[Links, Paste], SealedAnswer]
"""Makes of a new paste what is kept beside it, to answer the same request once more."""


def keep(
    store: PasteStore, view: View, original: Original, engine: str, terms: Terms, remember: Remember | None = None,
    policy: Policy | None = None,
) -> tuple[Links, Paste]:  # fmt: skip
    """Seals both views and stores them; from here on only the links open the paste.

    Raises OutOfSpace when there is no room, AlreadyAnswered when what is to be remembered already is.
    """
    links = Links(new_id(), new_token(), new_token())
    created = store.now()
    expires = None if terms.lifetime is None else created + terms.lifetime
    by_id, by_token = keys_of_id(links.id), keys_of_token(links.token, links.id)
    salt = new_salt() if terms.passphrase else b""
    key = with_passphrase(by_token.original, terms.passphrase, salt) if salt else by_token.original
    public = {"text": view.text, "spans": _plain(view.spans), "engine": engine, "created": created, "expires": expires}
    # What the sender asked for is sealed too: the database alone does not tell, and cannot be made to forget it.
    public |= {
        "reveals": terms.reveals,
        "salt": salt.hex(),
        "delete": delete_verifier(links.delete_token, links.id).hex(),
    }
    private = {"text": original.text, "spans": _plain(original.spans)}
    sealed = SealedPaste(
        by_id.row,
        seal(_json(public), by_id.view, f"view|{links.id}"),
        seal(_json(private), key, f"original|{links.id}"),
        by_token.verifier,
        expires,
        terms.reveals,
    )
    paste = Paste(links.id, view, original, engine, created, expires, policy=policy)
    store.create(sealed, remember(links, paste) if remember else None)
    return links, paste


def read(store: PasteStore, paste_id: str, token: str = "") -> Paste:
    """The paste of an id, as it may be shown to whoever asks; a wrong token is as good as none.

    Looking uses nothing up. Under the right token the original is there, unless reveals are counted or a passphrase is
    needed: then it is `waiting`. Raises NotFound for an unknown, an expired and a used-up paste alike, Unverified when
    the stored bytes were changed.
    """
    opened = _open(store, paste_id, token)
    if not opened.is_proven:
        return opened.paste()
    if opened.reveals is not None or opened.salt:
        left = None if opened.reveals is None else max(0, opened.reveals - opened.sealed.reveals)
        return opened.paste(waiting=Waiting(left, bool(opened.salt)))
    return opened.paste(_original(opened, opened.key))


def reveal(store: PasteStore, paste_id: str, token: str, passphrase: str = "") -> Paste:
    """The paste with its original; where reveals are counted this uses one up, and the last takes the paste away.

    Raises Forbidden for a wrong token or passphrase, which uses nothing up, and NotFound when somebody else was first.
    """
    opened = _open(store, paste_id, token)
    if not opened.is_proven:
        raise Forbidden(_WRONG_TOKEN)
    if opened.salt:
        key = with_passphrase(opened.key, passphrase[:MOST_PASSPHRASE_CHARACTERS], opened.salt)
        try:
            original = _original(opened, key)
        except Unverified:  # a changed row cannot be told from a wrong passphrase, and opens as little
            raise Forbidden(_WRONG_PASSPHRASE) from None
    else:
        original = _original(opened, opened.key)
    if opened.reveals is None:
        return opened.paste(original)
    # Opened first and counted then: what cannot be opened costs no reveal, and what was not won is not shown.
    left = store.use_up(opened.sealed.row)
    if left is None:
        raise NotFound(_GONE)
    return opened.paste(original, reveals_left=left)


def remove(store: PasteStore, paste_id: str, delete_token: str) -> None:
    """Deletes a paste at its sender's wish. Raises Forbidden for a wrong token, NotFound where there is no paste."""
    opened = _open(store, paste_id, "")
    if not is_same(opened.delete_verifier, delete_verifier(delete_token, paste_id)):
        raise Forbidden(_WRONG_DELETE_TOKEN)
    if not store.delete(opened.sealed.row):
        raise NotFound(_GONE)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A live row, opened as far as its id opens it, and what a token has proven."""

    id: str = field(repr=False)
    sealed: SealedPaste = field(repr=False)
    public: Mapping[str, Any] = field(repr=False)
    key: bytes = field(repr=False)
    is_proven: bool

    # The first pastes were made without these three.
    @property
    def reveals(self) -> int | None:
        return self.public.get("reveals")

    @property
    def salt(self) -> bytes:
        return bytes.fromhex(self.public.get("salt", ""))

    @property
    def delete_verifier(self) -> bytes:
        return bytes.fromhex(self.public.get("delete", ""))

    def paste(
        self, original: Original | None = None, waiting: Waiting | None = None, reveals_left: int | None = None
    ) -> Paste:
        view = View(self.public["text"], _spans(self.public["spans"]))
        made = self.public["engine"], self.public["created"], self.public["expires"]
        return Paste(self.id, view, original, *made, waiting, reveals_left)


def _open(store: PasteStore, paste_id: str, token: str) -> _Opened:
    # Every derivation comes first, so that what is not there takes as long as what is.
    by_id, by_token = keys_of_id(paste_id), keys_of_token(token, paste_id)
    sealed = store.get(by_id.row)
    if sealed is None:
        raise NotFound(_GONE)
    try:
        public = json.loads(unseal(sealed.view, by_id.view, f"view|{paste_id}"))
    except SealBroken:
        raise Unverified(_BROKEN) from None
    # The sealed time decides too, so that writing to the database cannot lengthen a paste's life.
    if public["expires"] is not None and public["expires"] <= store.now():
        raise NotFound(_GONE)
    return _Opened(paste_id, sealed, public, by_token.original, by_token.proves(sealed.verifier))


def _original(opened: _Opened, key: bytes) -> Original:
    try:
        private = json.loads(unseal(opened.sealed.original, key, f"original|{opened.id}"))
    except SealBroken:
        raise Unverified(_BROKEN) from None
    return Original(private["text"], _spans(private["spans"]))


def _plain(spans: Iterable[Span]) -> list[dict[str, object]]:
    return [asdict(span) for span in spans]


def _spans(plain: Iterable[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(**fields) for fields in plain)


def _json(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
