"""C is compiled once and kept; without a compiler, or with one that fails, there is none and nothing breaks."""

import shutil
from pathlib import Path

import pytest

from shared.engine.compiling import compiled

FILES, OPTIONS = ["walk.c"], ["-O1"]


def test_once_compiled_it_needs_no_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not any(map(shutil.which, ("cc", "gcc", "clang"))):
        pytest.skip("this machine has no compiler")
    assert compiled(FILES, OPTIONS, tmp_path / "new")
    monkeypatch.setattr(shutil, "which", lambda name: None)

    [kept] = (tmp_path / "new").iterdir()
    assert kept.suffix == ".so" and kept.stat().st_mode & 0o777 == 0o644
    assert compiled(FILES, OPTIONS, tmp_path / "new")
    assert compiled(FILES, OPTIONS, tmp_path / "other") is None
    assert compiled(FILES, ["-O2"], tmp_path / "new") is None


def test_a_compiler_that_fails_is_no_obstacle(tmp_path: Path) -> None:
    assert compiled(FILES, ["-no-such-option"], tmp_path) is None
