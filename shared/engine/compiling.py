"""Makes machine code of the C files in native/, once, by the C compiler that this machine has.

The result is kept where Python keeps its own compiled code. Where there is no compiler there is none, and whoever
asked goes its plain way. Knows nothing of what the code does.
"""

import ctypes
import hashlib
import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

SOURCES = Path(__file__).with_name("native")
KEPT = Path(__file__).with_name("__pycache__")
COMPILING_SECONDS = 120

_log = logging.getLogger(__name__)


def compiled(names: Sequence[str], options: Sequence[str], folder: Path = KEPT) -> ctypes.CDLL | None:
    """The library of these C files, kept in the folder or made now; None where it cannot be made."""
    files = [SOURCES / name for name in names]
    command = [*options, "-std=gnu11", "-shared", "-fPIC"]
    parts = [*sorted(SOURCES.glob("*.h")), *files]
    digest = hashlib.sha256(b"".join(part.read_bytes() for part in parts) + " ".join(command).encode()).hexdigest()
    kept = folder / f"{files[0].stem}-{digest[:16]}.so"
    try:
        if kept.is_file():
            return ctypes.CDLL(str(kept))
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if compiler is None:
            return None
        with tempfile.TemporaryDirectory(prefix="blackbar-compiling-") as private:
            made = Path(private) / kept.name
            subprocess.run(
                [compiler, *command, "-o", str(made), *map(str, files)],
                check=True,
                capture_output=True,
                timeout=COMPILING_SECONDS,
            )
            library = ctypes.CDLL(str(made))
            _keep(made, kept)
            return library
    except (OSError, subprocess.SubprocessError):
        return None


def _keep(made: Path, kept: Path) -> None:
    """For the next start. Where this folder may not be written to, it is made anew then."""
    try:
        kept.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
            file.write(made.read_bytes())
        os.chmod(file.name, 0o644)  # as Python's own: whoever may run the source may run this
        os.replace(file.name, kept)
    except OSError:
        _log.info("what was compiled cannot be kept beside its source")
