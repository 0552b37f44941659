"""A file from outside is read in a process of its own, which can be killed, and which sees no other file.

One process waits with the libraries loaded and forks a copy for each file (`worker.py`), so that a small file takes
milliseconds. The server itself is never forked: it has threads and a model. A copy gets the bytes of one file and
limits of time and memory; it may write no file, holds none of our open files, and is gone after the call, however
the call ends.

What is trusted: the code in a copy, until it touches the file. A file may take over its reader, so the answer is
plain bytes, never unpickled, and whoever asked checks it as any input. This module knows no file format.
"""

import atexit
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shared.errors import Abandoned, Busy, Damaged, TooComplex
from shared.formats.nursery import FOLDER, Gone, Limits, Nursery, Progress
from shared.formats.worker import KILL, WAIT_FOR

__all__ = ["POOL", "VIEWERS", "Gone", "Limits", "Pool", "Progress"]

PRELOAD = (
    "shared.formats.pdf", "shared.formats.docx", "shared.formats.markdown", "shared.formats.pdf_redact",
    "shared.formats.pdf_verify", "shared.formats.docx_redact", "shared.formats.pdf_view",
    "shared.formats.docx_pictures", "PIL.PngImagePlugin", "PIL.JpegImagePlugin",
)  # fmt: skip
"""What the waiting process has loaded: a second and 80 MB that no file waits for."""

WAIT_SECONDS = 60.0
"""How long a file waits for its turn while as many as may be are being read."""

LOOK_SECONDS = 0.2
"""How often a file that waits for its turn asks whether anybody still waits for it."""


class Pool:
    """Reads files, at most `most` at once. With a `host`, its waiting process is used, but none of its turns."""

    def __init__(self, most: int, preload: tuple[str, ...] = PRELOAD, host: "Pool | None" = None) -> None:
        self._preload = preload
        self._host = host
        self._slots = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()
        self._nursery: Nursery | None = None
        self._is_registered = False

    def run(
        self, function: str, data: bytes, options: Mapping[str, Any], limits: Limits, progress: Progress | None = None,
        gone: Gone | None = None,
    ) -> bytes:  # fmt: skip
        """What `function` ("module:name") makes of `data` in a process of its own, or its refusal.

        Raises Abandoned, with the process ended, soon after `gone` says that nobody waits any more.
        """
        with self._slot(gone):
            nursery = self.warm()
            reader = nursery.fork()
            order, code = KILL, 0
            try:
                return reader.run(function, data, options, limits, progress, gone)
            except OSError:
                order = WAIT_FOR
            except (ValueError, TypeError):
                pass
            finally:
                reader.close()
                code = nursery.end(reader.number, order)
            # Both signals come from the system: past its processor time, or the machine ran out of memory.
            if order == WAIT_FOR and code in (-signal.SIGXCPU, -signal.SIGKILL):
                raise TooComplex("This file takes more time or memory than one file may. Send a part of it.")
            raise Damaged(
                "This file made its reader crash: it is damaged, or built to do so. Open it in its own program, save "
                "a fresh copy and try again."
            )

    def warm(self) -> Nursery:
        """The waiting process, started if there is none. Called early, the first file is as quick as the next."""
        if self._host:
            return self._host.warm()
        with self._lock:
            if not self._is_registered:
                self._is_registered = True
                _sweep()
                atexit.register(self.close)
            if self._nursery is None or not self._nursery.is_alive:
                if self._nursery:
                    self._nursery.close()
                self._nursery = Nursery(self._preload)
            return self._nursery

    def close(self) -> None:
        """End the waiting process."""
        with self._lock:
            nursery, self._nursery = self._nursery, None
        if nursery:
            nursery.close()

    @contextmanager
    def _slot(self, gone: Gone | None) -> Iterator[None]:
        until = time.monotonic() + WAIT_SECONDS
        while not self._slots.acquire(timeout=LOOK_SECONDS if gone else WAIT_SECONDS):
            if gone and gone():
                raise Abandoned("The call was ended.")
            if time.monotonic() >= until:
                raise Busy("Many files are being read at this moment. Try again in a minute.")
        try:
            yield
        finally:
            self._slots.release()


POOL = Pool(most=max(2, min(8, os.cpu_count() or 2)))
"""The readers of this process. None is started before the first file, or `warm`."""

VIEWERS = Pool(most=2, host=POOL)
"""Who draws pages for people that look at them: two long documents at work never keep a page waiting."""


def _sweep() -> None:
    """Remove the folders of servers that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*-*"):
        owner = folder.name.removeprefix(FOLDER).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)
