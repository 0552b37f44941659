"""Redacted copies of text files. A copy is complete or is not there; no input is ever written to.

This module knows nothing of arguments or exit codes.
"""

import os
import tempfile
from pathlib import Path

from shared.decision import decide
from shared.detection import Detection, detect
from shared.engine import Engine
from shared.errors import BadInput, NotFound, TooLarge, WrongType
from shared.formats import open_document
from shared.policy import Policy
from shared.redaction import redact_text
from shared.settings import MEGABYTE, Settings


def redact_bytes(data: bytes, engine: Engine, policy: Policy, settings: Settings) -> tuple[bytes, Detection]:
    """A text file with every finding replaced, as UTF-8, and what was found in it."""
    document = open_document(data, settings)
    if document.format not in ("text", "markdown"):
        raise WrongType("This is not a text file. The command line redacts plain text and Markdown.")
    detection = detect(document.map.text, engine)
    redactions = decide(document.map.text, detection.found, policy)
    return redact_text(document.map.text, redactions).encode(), detection


def redact_file(
    path: Path, folder: Path, engine: Engine, policy: Policy, settings: Settings, *, overwrite: bool = False
) -> tuple[Path, Detection]:
    """A redacted copy of one file, under its own name, in another folder."""
    target = folder / path.name
    if target.resolve() == path.resolve():
        raise BadInput("The output folder is the file's own. Please name another one, so that nothing is overwritten.")
    if target.exists() and not overwrite:
        raise BadInput("The output folder already has a file of that name. Pass --overwrite to replace it.")
    redacted, detection = redact_bytes(read_file(path, settings), engine, policy, settings)
    write_whole(target, redacted)
    return target, detection


def read_file(path: Path, settings: Settings) -> bytes:
    """The bytes of a regular file within the size limit."""
    if not path.is_file():
        raise NotFound("There is no such file.")
    if path.stat().st_size > settings.max_document_bytes:
        raise TooLarge(f"The file is larger than {settings.max_document_bytes // MEGABYTE} MB, which is the limit.")
    try:
        return path.read_bytes()
    except OSError:
        raise BadInput("The file cannot be read. Please look at its permissions.") from None


def write_whole(target: Path, data: bytes) -> None:
    """Write a file that is there wholly or not at all, even if the machine stops in between."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".blackbar-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
