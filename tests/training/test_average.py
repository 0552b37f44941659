"""A network between two others."""

import sys
from pathlib import Path

import pytest
import torch

from training import average
from training.average import averaged
from training.model import Filter, Shape
from training.runs import restore, write


def networks() -> tuple[Filter, Filter]:
    shape = Shape(layers=2, hidden=16, heads=2, key_heads=1, head=8, inner=16, window=4, vocabulary=64)
    return Filter(shape), Filter(shape)


def test_each_weight_is_so_much_of_the_way_to_the_second() -> None:
    made = averaged({"a": torch.tensor([0.0, 4.0])}, {"a": torch.tensor([2.0, 0.0])}, 0.25)

    assert made["a"].tolist() == [0.5, 3.0]


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_at_the_ends_it_is_one_of_the_two(share: float) -> None:
    pair = [network.state_dict() for network in networks()]

    made = averaged(*pair, share)

    assert all(torch.equal(tensor, pair[int(share)][name]) for name, tensor in made.items())


def test_unlike_networks_and_shares_are_refused() -> None:
    with pytest.raises(ValueError, match="different shapes"):
        averaged({"a": torch.zeros(2)}, {"a": torch.zeros(3)}, 0.5)
    with pytest.raises(ValueError, match="from 0 to 1"):
        averaged({"a": torch.zeros(2)}, {"a": torch.zeros(2)}, 1.5)


def test_the_run_that_is_written_can_be_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = networks()
    for name, network in (("deeper", first), ("again", second)):
        state = {"model": network.state_dict(), "shape": network.shape.as_dict(), "step": 7, "before": 3, "origin": 0}
        write(tmp_path / name, state)
    monkeypatch.setattr(sys, "argv", ["average", "--work", str(tmp_path), "--share", "0.5"])

    average.main()

    made = restore(tmp_path / "averaged" / "state.pt")
    assert torch.allclose(made.embed.weight, (first.embed.weight + second.embed.weight) / 2, atol=1e-6)
