"""Redacted copies of files. A copy is complete or is not there; no input is ever written to.

This module knows nothing of arguments or exit codes.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from apps.cli.explain import explain
from apps.cli.passwords import Passwords
from shared.decision import Surroundings
from shared.engine import Engine
from shared.errors import BadInput, NotFound, TooLarge
from shared.filtering import Filtered, filter_file, filter_text
from shared.filtering_pdf import redacted_pdf
from shared.formats import open_document
from shared.formats.image import is_picture
from shared.picture_redaction import RedactedPicture, redact_picture
from shared.pictures import Codes
from shared.policy import Policy
from shared.settings import MEGABYTE, Settings

EXPLANATION = ".explain.json"
"""How the name of an explanation ends that lies beside a copy."""


_SUFFIXES = {
    "png": (".png",), "jpg": (".jpg", ".jpeg", ".jfif"), "webp": (".webp",), "tiff": (".tiff", ".tif"),
    "pdf": (".pdf",),
}  # fmt: skip

_FORMS = {b"\xff\xd8\xff": "jpeg", b"RIFF": "webp", b"II*\0": "tiff", b"MM\0*": "tiff"}
"""How a file begins that stays what it is."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is done to every file: by which engine, policy and settings, within which surroundings. `codes`, `faces` and
    `pictures_as`, the form they are written in, are for pictures alone."""

    engine: Engine
    policy: Policy
    settings: Settings
    around: Surroundings = field(default_factory=Surroundings, repr=False)
    explain: bool = False
    overwrite: bool = False
    codes: Codes = "always"
    faces: bool = True
    pictures_as: str = ""
    passwords: Passwords = field(default_factory=Passwords, repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Redacted:
    """One redacted file, and why it looks like that."""

    data: bytes
    parts: list[Filtered]
    picture: RedactedPicture | None = None

    @property
    def summary(self) -> str:
        """How many findings were redacted.

        A page that shows a picture is read a second time, as the eye sees it: what stands in its text is found again
        there, so that the two numbers are never added up.
        """
        if self.picture:
            return f"{self.picture.verdict.removed} covered, by {self.picture.verdict.bars} bars"
        in_text, *in_pictures = (len(part.decision.redactions) for part in self.parts)
        said = f"{in_text} finding" if in_text == 1 else f"{in_text} findings"
        return f"{said} in its text, {sum(in_pictures)} in pictures of its pages" if in_pictures else said


def redact_bytes(data: bytes, task: Task) -> Redacted:
    """A text as UTF-8 with every finding replaced, a Word file, or a PDF: with its text where that is proven clean,
    else as pictures with every finding covered."""
    if is_picture(data):
        return _redact_picture(data, task)
    data = task.passwords.unlocked(data, task.settings)
    document = open_document(data, task.settings)
    # Each file is a document of its own: without a context, nothing ties its replacements to the next one's.
    around = Surroundings(context=task.around.context, context_name=task.around.context_name)
    if document.format == "pdf":
        copied, parts, _ = redacted_pdf(data, task.policy, task.engine, task.settings, around)
        return Redacted(copied, parts)
    if document.format == "docx":
        made, parts = filter_file(data, task.policy, task.engine, task.settings, around)
        return Redacted(made.data, parts)
    filtered = filter_text(document.map.text, task.policy, task.engine, around)
    return Redacted(filtered.redacted.encode(), [filtered])


def _redact_picture(data: bytes, task: Task) -> Redacted:
    """A picture of the same kind with bars, with all of its pages; what cannot be written here becomes a PNG."""
    form = task.pictures_as or next((form for start, form in _FORMS.items() if data.startswith(start)), "png")
    around = Surroundings(context=task.around.context, context_name=task.around.context_name)
    made = redact_picture(
        data, task.policy, lambda: task.engine, task.settings, form, None, task.codes, faces=task.faces, around=around
    )
    return Redacted(made.data, list(made.parts), made)


def redact_file(path: Path, target: Path, task: Task) -> Redacted:
    """A redacted copy of one file, and its explanation beside it where one is asked for."""
    check_target(path, target, overwrite=task.overwrite)
    redacted = redact_bytes(read_file(path, task.settings), task)
    if redacted.picture and target.suffix.lower() not in _SUFFIXES[redacted.picture.suffix]:
        target = target.with_name(f"{target.name}.{redacted.picture.suffix}")
        if target.exists() and not task.overwrite:
            raise BadInput("The output folder already has a file of that name. Pass --overwrite to replace it.")
    target.parent.mkdir(parents=True, exist_ok=True)
    if task.explain:
        write_whole(target.with_name(target.name + EXPLANATION), explain(redacted.parts, task.policy).encode())
    write_whole(target, redacted.data)
    return redacted


def check_target(path: Path, target: Path, *, overwrite: bool) -> None:
    """Raises BadInput where a copy would take the place of something."""
    if target.resolve() == path.resolve():
        raise BadInput("The output folder is the file's own. Please name another one, so that nothing is overwritten.")
    if target.exists() and not overwrite:
        raise BadInput("The output folder already has a file of that name. Pass --overwrite to replace it.")


def inputs(paths: Iterable[Path], output: Path) -> Iterator[tuple[Path, Path]]:
    """Each file that is meant, with the place of its copy: a folder's files keep their places inside it.

    The output folder is left out where it lies inside an input.
    """
    for path in paths:
        if not path.is_dir():
            yield path, output / path.name
            continue
        for folder, folders, names in os.walk(path):  # links to folders are not followed
            here = Path(folder)
            folders[:] = sorted(name for name in folders if (here / name).resolve() != output.resolve())
            for name in sorted(names):
                yield here / name, output / (here / name).relative_to(path)


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
