"""The curl examples of the README and of docs/filter.md, run as they stand: each gives what the page says it gives."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shared.formats.pdfs import written

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


README = (ROOT / "README.md").read_text(encoding="utf-8").split("### Filter API")[1].split("\n### ")[0]
PAGE = (ROOT / "docs/filter.md").read_text(encoding="utf-8")


def examples(page: str) -> list[tuple[str, str]]:
    """Each command of the page, and the comment below it."""
    [block] = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    found: list[tuple[str, str]] = []
    command = ""
    for line in block.splitlines():
        if line.startswith("# ") and not command:
            found[-1] = (found[-1][0], line.removeprefix("# "))
            continue
        command += line + "\n"
        is_whole = command.count("'") % 2 == 0 and not line.endswith("\\")
        if is_whole:
            if command.strip():
                found.append((command, ""))
            command = ""
    return found


def test_the_page_has_its_examples():
    assert len(examples(README)) == 2
    assert len(examples(PAGE)) >= 10
    assert all("curl " in command for command, _ in examples(README) + examples(PAGE))


def test_every_example_gives_what_the_page_says(running, tmp_path):
    (tmp_path / "statement.txt").write_text("Jane Doe paid, and Jane Doe signed.", encoding="utf-8")
    (tmp_path / "contract.pdf").write_bytes(written([(72, 100, "Signed by Jane Doe in March.")]))
    for command, said in examples(README) + examples(PAGE):
        here = command.replace("http://127.0.0.1:7860", running.url)
        done = subprocess.run(
            ["bash", "-c", here], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )

        assert done.returncode == 0, command
        assert "A required parameter is missing" not in done.stdout, command
        if said and not said[0].islower():  # a result; what begins small is told about it
            pieces = (re.escape(piece.replace(" ", "").rstrip(",")) for piece in said.split("…"))
            assert re.search(".*".join(pieces), done.stdout.replace(" ", ""), re.DOTALL), command
    assert (tmp_path / "redacted.pdf").read_bytes().startswith(b"%PDF-")
