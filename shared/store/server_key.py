"""The key of this installation, under which it seals what it must be able to read again: policies and contexts.

It is made once, in a file that its owner alone can read. Whoever has the database without this file can read
nothing that was sealed under it; processes on several machines over one database need the same file.
"""

import os
import secrets
import tempfile
from pathlib import Path

from shared.errors import BadSetup

KEY_BYTES = 32


def server_key(path: Path) -> bytes:
    """The key in this file, made if there is none. Raises BadSetup for a file that cannot be read or holds no key."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _make(path)
        key = path.read_bytes()
    except OSError as error:
        raise BadSetup(
            f"The server's key cannot be read or made ({error.strerror}). Choose another folder with --data."
        ) from None
    if len(key) != KEY_BYTES:
        raise BadSetup("The file of the server's key does not hold one. Put the right file back, or delete it.")
    return key


def _make(path: Path) -> None:
    """Linked into place when it is whole: of two processes that start at once, both use the first one's key."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)
