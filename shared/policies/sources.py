"""Where a policy may fetch from beside its own text: word lists in one folder, and keys that the operator set.

A policy is a stranger's text. It reads nothing outside the folder of lists, and of the environment only the names
that begin with `BLACKBAR_KEY_`. This module knows nothing of what lists and keys are for.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from shared.errors import BadValue
from shared.settings import KEY_PREFIX

MOST_LIST_BYTES = 10 * 1024 * 1024
"""The largest word list: about a million words."""

_REFERENCE = re.compile(r"\$\{([^{}]*)\}|env:(.*)", re.DOTALL)
_NAME = re.compile(rf"{KEY_PREFIX}[A-Z0-9_]{{1,60}}")


def _no_keys(name: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Sources:
    """The folder of lists (None: there is none), and what gives the value of a key by its name."""

    lists: Path | None = None
    key: Callable[[str], str | None] = field(default=_no_keys, repr=False)

    def lines(self, name: str, where: str) -> list[str]:
        """The lines of a list, without blank ones. Raises BadValue that names the key `where` the list is asked for."""
        if self.lists is None:
            raise BadValue(f"{where}: word lists cannot be read here. Please put the words into the policy itself.")
        path = PurePosixPath(name)
        if not name or "\0" in name or "\\" in name or path.is_absolute() or ".." in path.parts:
            raise BadValue(f"{where}: a list is named by its path inside the folder `lists` of the data folder.")
        return [line for line in self._read(path, where).splitlines() if line.strip()]

    def _read(self, path: PurePosixPath, where: str) -> str:
        missing = BadValue(f"{where}: there is no such list in the folder `lists` of the data folder.")
        assert self.lists is not None
        try:
            folder = self.lists.resolve()
            file = (folder / path).resolve()
            if not file.is_relative_to(folder) or not file.is_file():  # a link may lead out of the folder
                raise missing
            if file.stat().st_size > MOST_LIST_BYTES:
                raise BadValue(f"{where}: a list holds at most {MOST_LIST_BYTES // 1024 // 1024} MB.")
            return file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadValue(f"{where}: the list is not UTF-8 text. Please convert it.") from None
        except (OSError, ValueError, RuntimeError):
            raise missing from None

    def secret(self, value: str, where: str) -> str:
        """A key as it stands in the policy, or the one that `env:NAME` or `${NAME}` refers to."""
        reference = _REFERENCE.fullmatch(value)
        if reference is None:
            return value
        name = reference[1] if reference[1] is not None else reference[2]
        if not _NAME.fullmatch(name):
            raise BadValue(f"{where}: only names that begin with {KEY_PREFIX} can be taken from the environment.")
        found = self.key(name)
        if not found:
            raise BadValue(
                f"{where}: the environment of this installation has no such key. Set that variable where Blackbar runs."
            )
        return found


def is_reference(value: str) -> bool:
    """Whether a text asks for something of the environment."""
    return re.fullmatch(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}", value) is not None
