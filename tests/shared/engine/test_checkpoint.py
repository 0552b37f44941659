"""Which checkpoint works, why, and what is said when it cannot."""

import json
import shutil
import socket
from pathlib import Path

import huggingface_hub
import pytest

from shared.engine.checkpoint import EMBEDDED, OFFICIAL, find_checkpoint
from shared.errors import BadSetup


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def folder(dense_checkpoint: Path, tmp_path: Path) -> Path:
    """A copy that a test may break."""
    return Path(shutil.copytree(dense_checkpoint, tmp_path / "my-checkpoint"))


def put_in_cache(checkpoint: Path, cache: Path, name: str = OFFICIAL) -> Path:
    repository = cache / f"models--{name.replace('/', '--')}"
    snapshot = repository / "snapshots" / "0123456789abcdef0123456789abcdef01234567"
    shutil.copytree(checkpoint, snapshot)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(snapshot.name, encoding="utf-8")
    return snapshot


def test_a_folder_is_named_after_itself(folder: Path, tmp_path: Path) -> None:
    found = find_checkpoint(str(folder))

    assert found.path == folder
    assert found.name == "my-checkpoint"
    assert found.reason == "this folder was asked for"
    assert found.parameters > 10_000


def test_auto_takes_the_official_checkpoint_when_it_is_here(dense_checkpoint: Path, tmp_path: Path) -> None:
    snapshot = put_in_cache(dense_checkpoint, tmp_path)

    found = find_checkpoint("auto", cache=tmp_path)

    assert (found.path, found.name) == (snapshot, OFFICIAL)
    assert "already on this machine" in found.reason


def test_auto_takes_the_embedded_checkpoint_otherwise_and_says_so(dense_checkpoint: Path, tmp_path: Path) -> None:
    found = find_checkpoint("auto", embedded=dense_checkpoint, cache=tmp_path)

    assert (found.path, found.name) == (dense_checkpoint, "embedded")
    assert "the official checkpoint is not on this machine" in found.reason


def test_auto_passes_over_a_broken_download_and_says_so(dense_checkpoint: Path, tmp_path: Path) -> None:
    (put_in_cache(dense_checkpoint, tmp_path) / "model.safetensors").unlink()

    found = find_checkpoint("auto", embedded=dense_checkpoint, cache=tmp_path)

    assert found.name == "embedded"
    assert "not usable (The checkpoint is not complete: model.safetensors is missing" in found.reason


def test_the_embedded_checkpoint_is_small_enough_to_come_with_the_program() -> None:
    assert 1_000_000 < sum(file.stat().st_size for file in EMBEDDED.iterdir()) <= 20_000_000


def test_embedded_means_embedded(dense_checkpoint: Path, tmp_path: Path) -> None:
    put_in_cache(dense_checkpoint, tmp_path)

    assert find_checkpoint("embedded", embedded=dense_checkpoint, cache=tmp_path).name == "embedded"


def test_a_name_of_the_hub_that_is_here_is_not_downloaded(dense_checkpoint: Path, tmp_path: Path) -> None:
    put_in_cache(dense_checkpoint, tmp_path, "someone/privacy-filter-de")

    found = find_checkpoint("someone/privacy-filter-de", cache=tmp_path)

    assert found.name == "someone/privacy-filter-de"
    assert "already on this machine" in found.reason


def test_a_name_of_the_hub_is_downloaded(
    dense_checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, list[str]]] = []

    def download(name: str, cache_dir: Path, allow_patterns: list[str], local_files_only: bool = False) -> str:
        if local_files_only:
            raise huggingface_hub.errors.LocalEntryNotFoundError("not here")
        asked.append((name, allow_patterns))
        return str(dense_checkpoint)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)

    found = find_checkpoint("openai/privacy-filter", cache=tmp_path)

    assert found.name == "openai/privacy-filter"
    assert "downloaded" in found.reason
    [(name, patterns)] = asked
    assert name == "openai/privacy-filter"
    assert {"config.json", "tokenizer.json", "viterbi_calibration.json"} <= set(patterns)


def test_a_download_that_fails_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def download(name: str, local_files_only: bool = False, **_: object) -> str:
        if local_files_only:
            raise huggingface_hub.errors.LocalEntryNotFoundError("not here")
        raise ConnectionError("secret-detail")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)

    with pytest.raises(BadSetup, match=r"could not be downloaded from the Hub \(ConnectionError\)") as caught:
        find_checkpoint("openai/privacy-filter", cache=tmp_path)
    assert "secret-detail" not in caught.value.message


@pytest.mark.parametrize("model", ["./nowhere/there", "/nowhere/there", "~/nowhere-there", "nowhere", "", "a/b/c"])
def test_a_folder_that_is_not_there_is_refused(model: str) -> None:
    with pytest.raises(BadSetup, match="There is no such checkpoint folder"):
        find_checkpoint(model)


@pytest.mark.parametrize("missing", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_missing_file_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()

    with pytest.raises(BadSetup, match=rf"{missing} is missing"):
        find_checkpoint(str(folder))


def test_another_architecture_is_refused(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "model_type": "bert"}), encoding="utf-8")

    with pytest.raises(BadSetup, match="no Privacy Filter checkpoint"):
        find_checkpoint(str(folder))


@pytest.mark.parametrize("content", ["{", "[]"])
def test_a_config_that_is_none_is_refused(folder: Path, content: str) -> None:
    (folder / "config.json").write_text(content, encoding="utf-8")

    with pytest.raises(BadSetup, match=r"config\.json cannot be read"):
        find_checkpoint(str(folder))


@pytest.mark.parametrize("keep", [0, 4, 100, -1])
def test_weights_cut_short_are_refused(folder: Path, keep: int) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:keep])

    with pytest.raises(BadSetup, match="damaged or cut short"):
        find_checkpoint(str(folder))


def test_weights_may_lie_in_several_files(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "model-00001-of-00001.safetensors")
    index = {"weight_map": {"score.weight": "model-00001-of-00001.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")

    assert find_checkpoint(str(folder)).weights == (folder / "model-00001-of-00001.safetensors",)

    (folder / "model-00001-of-00001.safetensors").unlink()
    with pytest.raises(BadSetup, match="a part of its weights is missing"):
        find_checkpoint(str(folder))
