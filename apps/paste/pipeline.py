"""From a text to a paste: checked, searched, redacted, sealed, stored.

This module knows no HTTP, no model and no cipher; it is the line that joins them.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from apps.paste.findings import findings_of
from apps.paste.pastes import Links, Original, Paste, Remember, keep, redacted_view
from apps.paste.terms import Terms
from shared.decision import decide
from shared.detection import Detection
from shared.errors import BadValue, EmptyInput, TooLarge
from shared.filtering import candidates, decided
from shared.policies import ready_policy
from shared.policy import Lookup, Policy
from shared.redaction import Redaction
from shared.spans import with_known_label
from shared.store import PasteStore


class Detect(Protocol):
    """What finds personal data in a text, as `shared.services.Services.detect` does."""

    def __call__(
        self,
        text: str,
        progress: Callable[[float], None] | None = None,
        lookups: Sequence[Lookup] = (),
        operating_point: str = "",
    ) -> Detection: ...


def make_paste(
    text: object,
    terms: Terms,
    detect: Detect,
    store: PasteStore,
    max_characters: int,
    progress: Callable[[float], None] | None = None,
    remember: Remember | None = None,
    policy: Policy | None = None,
) -> tuple[Links, Paste]:
    """A new paste and its links. Raises a sentence for the sender when the text cannot be taken."""
    checked = check_text(text, max_characters)
    store.check_room()  # before the work, as well as after it
    policy = policy or ready_policy("default")
    redactions, engine = look(checked, detect, policy, progress)
    return _keep(checked, redactions, engine, terms, store, remember, policy)


def look(
    text: str, detect: Detect, policy: Policy, progress: Callable[[float], None] | None = None
) -> tuple[list[Redaction], str]:
    """What a policy replaces in a text, and the engine that looked."""
    detection = detect(text, progress, policy.lookups, policy.operating_point)
    return decide(text, candidates(detection), policy), detection.engine


def make_reviewed_paste(
    text: object,
    findings: object,
    engine: str,
    terms: Terms,
    store: PasteStore,
    max_characters: int,
    remember: Remember | None = None,
    policy: Policy | None = None,
) -> tuple[Links, Paste]:
    """The same where the sender has looked at what `engine` found and says what is to be replaced.

    The policy says by what; what it would let stand goes all the same, because a person has decided.
    """
    checked = check_text(text, max_characters)
    policy = policy or ready_policy("default")
    redactions = decided(checked, findings_of(findings, len(checked)), policy)
    return _keep(checked, redactions, engine, terms, store, remember, policy)


def _keep(
    text: str,
    redactions: list[Redaction],
    engine: str,
    terms: Terms,
    store: PasteStore,
    remember: Remember | None,
    policy: Policy,
) -> tuple[Links, Paste]:
    spans = tuple(with_known_label(redaction.span) for redaction in redactions)
    return keep(store, redacted_view(text, redactions), Original(text, spans), engine, terms, remember, policy)


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
