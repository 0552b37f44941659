"""A PostgreSQL of our own for as long as it is needed: Debian's, in a temporary folder, reached by a socket alone."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def installed() -> Path | None:
    """Where its programs are, the newest version's; None where it is not installed."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return programs[-1].parent if programs else None


@contextmanager
def temporary_postgresql() -> Iterator[str]:
    """The address of a fresh one, up in a second and gone without a trace afterwards."""
    binaries = installed()
    if binaries is None:
        raise FileNotFoundError("PostgreSQL is not installed; please type: sudo apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="blackbar-pg-"))
    options: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    data = ["-D", str(folder / "data")]
    server = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=80"
    try:
        subprocess.run(
            [binaries / "initdb", *data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"], **options
        )
        subprocess.run([binaries / "pg_ctl", *data, "-w", "-l", folder / "log", "-o", server, "start"], **options)
        try:
            yield f"postgresql+psycopg://tester@/postgres?host={folder}"
        finally:
            subprocess.run([binaries / "pg_ctl", *data, "-m", "immediate", "stop"], **options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
