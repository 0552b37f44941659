"""What a run leaves: whole or not at all, and with the steps of the networks it was made from."""

from pathlib import Path

import pytest
import torch

from training import runs
from training.model import Filter, Shape

SHAPE = Shape(vocabulary=300, hidden=32, layers=1, heads=2, key_heads=1, head=16, inner=48, window=4)


def test_a_run_that_is_begun_is_the_network_it_was_begun_with(tmp_path: Path) -> None:
    model = Filter(SHAPE).start(5)

    state = runs.begin(tmp_path / "more", model, before=40)

    again = runs.restore(state)
    assert runs.shape_of(state) == SHAPE and not again.training
    assert all(torch.equal(tensor, again.state_dict()[name]) for name, tensor in model.state_dict().items())
    assert runs.steps(runs.saved(state)) == 40
    assert runs.steps({"step": 7, "before": 40}) == 47


def test_a_run_that_cannot_be_written_is_the_run_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = runs.begin(tmp_path, Filter(SHAPE).start(5))
    before = state.read_bytes()

    def disk_that_fills(content: object, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(torch, "save", disk_that_fills)
    with pytest.raises(OSError, match="No space"):
        runs.begin(tmp_path, Filter(SHAPE).start(6))

    assert state.read_bytes() == before
