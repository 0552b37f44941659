"""The password of a locked PDF: from a file, from standard input, or asked for at the terminal.

Never from the arguments, which every user of the machine can list and which shells write down. It is kept in memory
while the command runs, and appears nowhere.
"""

import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from shared.errors import BadInput, PasswordNeeded, PasswordWrong
from shared.formats.viewing import unlock
from shared.settings import Settings

LONGEST = 1_024
TRIES = 3


@dataclass(frozen=True, slots=True)
class Passwords:
    """One password that was given, or "", and how to ask for another; None where nobody can be asked."""

    given: str = field(default="", repr=False)
    ask: Callable[[str], str] | None = None

    def unlocked(self, data: bytes, settings: Settings) -> bytes:
        """The file without its lock. Raises PasswordNeeded, PasswordWrong in words for the command line."""
        try:
            return unlock(data, self.given, settings).data
        except PasswordWrong:
            raise PasswordWrong("This is not the password of this PDF. Check it and try again.") from None
        except PasswordNeeded:
            return self._asked(data, settings)

    def _asked(self, data: bytes, settings: Settings) -> bytes:
        for tries in range(TRIES if self.ask else 0):
            assert self.ask
            given = self.ask("Password of this PDF: " if not tries else "That was not the password. Once more: ")
            if not given:
                break
            try:
                return unlock(data, given, settings).data
            except PasswordWrong:
                continue
        raise PasswordNeeded(
            "This PDF needs a password. Pass --password-file FILE or --password-stdin, or run this at a terminal, "
            "which asks for it."
        )


def passwords(file: Path | None, from_stdin: bool) -> Passwords:
    """What the options say; without any, a person at the terminal is asked when a file needs one."""
    if file is not None and from_stdin:
        raise BadInput("Please pass --password-file or --password-stdin, not both.")
    if from_stdin:
        return Passwords(_first_line(sys.stdin.buffer.readline(LONGEST)))
    if file is not None:
        try:
            with file.open("rb") as opened:
                return Passwords(_first_line(opened.readline(LONGEST)))
        except OSError:
            raise BadInput(
                "The file of the password cannot be read. Please look at its name and permissions."
            ) from None
    return Passwords(ask=getpass.getpass if sys.stdin is not None and sys.stdin.isatty() else None)


def _first_line(line: bytes) -> str:
    try:
        given = line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise BadInput("The password must be text in UTF-8, on one line.") from None
    if not given:
        raise BadInput("The password is empty. Put it on the first line.")
    return given
