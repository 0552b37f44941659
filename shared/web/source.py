"""The source of what is running, for whoever uses it: the AGPL of one of its parts gives them that right.

Where `BLACKBAR_SOURCE_URL` names a place, pages lead there; otherwise this server hands out its own tree. What lies
in the folder beside the program (an environment, data, notes) is never packed: only names known to be ours are.
"""

import io
import tarfile
from functools import cache
from pathlib import Path, PurePosixPath

ADDRESS = "/source.tar.gz"

ROOT = Path(__file__).resolve().parents[2]

OURS = (
    *("apps", "shared", "frontends", "training", "benchmarks", "tests", "docs"),
    *("README.md", "LICENSE", "NOTICE", "Dockerfile", "requirements.txt", "packages.txt", "pyproject.toml"),
    *("package.json", "package-lock.json", "tsconfig.json", "run", "test"),
)
"""What belongs to the program. A part that this installation lacks, as a Space does, is left out."""

_NOT_SOURCE = frozenset({"__pycache__", "node_modules"})


@cache
def source_archive() -> bytes:
    """Everything this program is made of, as a compressed archive in one folder. Packed at the first request."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as archive:
        for name in OURS:
            if (ROOT / name).exists():
                archive.add(ROOT / name, arcname=f"blackbar/{name}", filter=_packed)
    return packed.getvalue()


def _packed(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    parts = PurePosixPath(entry.name).parts
    if not (entry.isfile() or entry.isdir()) or any(part in _NOT_SOURCE or part.startswith(".") for part in parts):
        return None
    entry.uid = entry.gid = 0  # nobody needs to know who runs this
    entry.uname = entry.gname = ""
    return entry
