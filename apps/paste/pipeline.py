"""From a text to a paste: checked, searched, redacted, sealed, stored.

This module knows no HTTP, no model and no cipher; it is the line that joins them.
"""

from collections.abc import Callable

from apps.paste.findings import findings_of
from apps.paste.pastes import Links, Original, Paste, Remember, Terms, keep, redacted_view
from shared.decision import decide
from shared.detection import Detection
from shared.errors import BadValue, EmptyInput, TooLarge
from shared.spans import Span
from shared.store import PasteStore

Detect = Callable[[str, Callable[[float], None] | None], Detection]


def make_paste(
    text: object,
    terms: Terms,
    detect: Detect,
    store: PasteStore,
    max_characters: int,
    progress: Callable[[float], None] | None = None,
    remember: Remember | None = None,
) -> tuple[Links, Paste]:
    """A new paste and its links. Raises a sentence for the sender when the text cannot be taken."""
    checked = check_text(text, max_characters)
    store.check_room()  # before the work, as well as after it
    detection = detect(checked, progress)
    return _keep(checked, detection.spans, detection.engine, terms, store, remember)


def make_reviewed_paste(
    text: object,
    findings: object,
    engine: str,
    terms: Terms,
    store: PasteStore,
    max_characters: int,
    remember: Remember | None = None,
) -> tuple[Links, Paste]:
    """The same where the sender has looked at what `engine` found and says what is to be replaced."""
    checked = check_text(text, max_characters)
    return _keep(checked, findings_of(findings, len(checked)), engine, terms, store, remember)


def _keep(
    text: str, spans: tuple[Span, ...], engine: str, terms: Terms, store: PasteStore, remember: Remember | None
) -> tuple[Links, Paste]:
    view = redacted_view(text, decide(text, spans))
    return keep(store, view, Original(text, spans), engine, terms, remember)


def check_text(text: object, max_characters: int) -> str:
    """The text as it will be kept, or a sentence that says why it cannot be.

    Halves of a character (lone surrogates, which JSON can carry and UTF-8 cannot) become U+FFFD one for one, so that
    every offset stays true.
    """
    if not isinstance(text, str):
        raise BadValue("The text must be a string of characters. Send the text itself, not an object, list or number.")
    if len(text) > max_characters:
        raise TooLarge(
            f"The text has {len(text):,} characters; a paste may have {max_characters:,}. Shorten or split it."
        )
    if not text.strip():
        raise EmptyInput("There is no text yet. Paste something first.")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
