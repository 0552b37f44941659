"""Whoever uses this server can have its source, and nothing that is not source."""

import io
import tarfile

import httpx
import pytest

from shared.web import source


@pytest.fixture
def packed(all_faces):
    answer = httpx.get(all_faces.url + source.ADDRESS, timeout=120)
    assert answer.status_code == 200
    return tarfile.open(fileobj=io.BytesIO(answer.content))


def test_the_page_leads_to_the_source_that_runs(all_faces):
    assert f'href="{source.ADDRESS}"' in httpx.get(all_faces.url + "/").text


def test_the_source_is_whole(packed):
    assert packed.extractfile("blackbar/shared/spans.py").read() == (source.ROOT / "shared/spans.py").read_bytes()
    assert {"blackbar/LICENSE", "blackbar/run", "blackbar/apps/paste/app.py"} <= set(packed.getnames())


def test_nothing_else_is_packed(packed):
    names = [entry.name.split("/") for entry in packed]

    assert {parts[1] for parts in names} <= set(source.OURS)
    assert not any(part.startswith(".") or part == "__pycache__" for parts in names for part in parts)
    assert {entry.uname for entry in packed} == {""}


def test_what_lies_beside_the_program_stays_there(tmp_path, monkeypatch):
    (tmp_path / "shared").mkdir()
    for name in ("pastes.sqlite", ".env", "shared/.secret", "shared/spans.py"):
        (tmp_path / name).write_text("x")
    (tmp_path / "shared" / "link").symlink_to("/etc/passwd")
    monkeypatch.setattr(source, "ROOT", tmp_path)
    source.source_archive.cache_clear()
    with tarfile.open(fileobj=io.BytesIO(source.source_archive())) as archive:
        names = archive.getnames()
    source.source_archive.cache_clear()

    assert names == ["blackbar/shared", "blackbar/shared/spans.py"]
