"""The paste app as the tools meet it: in a process of its own, without limits on guessing, with pastes to attack."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]

TEXT = "please ask Jane Doe, her code is SENTINEL-41.\n</mark><script>alert(1)</script> \u202egnp.exe"


@dataclass(frozen=True)
class Target:
    url: str
    shown: dict[str, str]
    """A paste that can be opened, as its sender was told of it."""
    counted: dict[str, str]
    """One whose reveals are counted and that needs a passphrase."""

    def pages(self) -> list[str]:
        """An address of each kind of page and answer."""
        view, other = self.shown["view_path"], self.counted["view_path"]
        return [
            "/", "/paste/", view, self.shown["reveal_path"], other, self.counted["reveal_path"], f"{view}/raw",
            f"{view}/raw?download=true", f"{view}/qr.svg", f"{view}/delete", f"/api/paste/{self.shown['id']}",
            f"/view/{'A' * 22}", "/nowhere", "/api/status", "/robots.txt",
        ]  # fmt: skip


@contextmanager
def paste_server() -> Iterator[Target]:
    """The running app."""
    with tempfile.TemporaryDirectory(prefix="blackbar-attacked-") as folder:
        free = {
            f"BLACKBAR_{name}_PER_MINUTE": "0" for name in ("PASTES", "PREVIEWS", "REVEALS", "WRONG_KEYS", "MISSING")
        }
        command = [sys.executable, "-m", "tests.serving", "--data", str(Path(folder, "data"))]
        said = Path(folder, "said")
        with said.open("wb") as output:
            process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | free, stdout=output, stderr=subprocess.STDOUT
            )
        try:
            url = _address(process, said)
            with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
                shown = client.post("/api/paste", json={"text": TEXT}).json()
                counted = client.post("/api/paste", json={"text": TEXT, "reveals": 1000, "passphrase": "x"}).json()
            yield Target(url, shown, counted)
        finally:
            process.kill()  # what is served here is thrown away
            process.wait(timeout=60)


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    while process.poll() is None:
        if found := re.search(r"is at (http://\S+?)/?\s", said.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {said.read_text(encoding='utf-8', errors='replace')}")
