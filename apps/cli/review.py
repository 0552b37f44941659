"""A review that was saved on the Documents page, carried out on its file: the same copy, without a browser.

Reads what `Save the review` wrote, or decisions as `redact_document` takes them. Knows nothing of arguments or exit
codes.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from shared.detection import detect
from shared.engine import Engine
from shared.errors import BadInput, BadValue, NotFound
from shared.formats.document import ReadDocument
from shared.formats.redacting import RedactedFile
from shared.formats.view import detector_view
from shared.policy import Policy
from shared.reviews.copying import copy_of, redactions_of
from shared.reviews.decisions import needs_findings, read_decisions
from shared.reviews.opening import open_source
from shared.reviews.saved import MOST_BYTES, decisions_in
from shared.settings import Settings
from shared.spans import Span


def carry_out(
    data: bytes, suffix: str, decisions: bytes, style: str, policy: Policy, engine: Callable[[], Engine],
    settings: Settings,
) -> RedactedFile:  # fmt: skip
    """The copy that the review says. `engine` is only asked where the decisions count findings by their ids."""
    source = open_source(data, suffix, settings, lambda share, what: None)
    document = source.document
    given = decisions_in(decisions, document)
    if given.get("format", "same") != "same":
        raise BadValue("On the command line a copy keeps its own format. Leave format out of the decisions.")
    found = _found(document, engine()) if needs_findings(given) else ()
    read = read_decisions(given, document, found)
    if style:
        read = replace(read, style=style)
    redactions = redactions_of(document.map.text, read, policy)
    return copy_of(source.data, document, redactions, read, policy, settings)


def read_review(path: Path) -> bytes:
    """The file of decisions."""
    if not path.is_file():
        raise NotFound("There is no file of decisions of that name.")
    try:
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError:
        raise BadInput("The file of decisions cannot be read. Please look at its permissions.") from None


def _found(document: ReadDocument, engine: Engine) -> tuple[Span, ...]:
    view = detector_view(document)
    return tuple(view.back(detect(view.text, engine).spans))
