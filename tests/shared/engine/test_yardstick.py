from pathlib import Path

import pytest
import torch

from shared.engine.yardstick import compare_with_transformers
from tests.shared.engine.tiny import save_checkpoint


def test_a_checkpoint_gives_what_transformers_gives(tmp_path: Path) -> None:
    found = compare_with_transformers(str(save_checkpoint(tmp_path / "tiny")))

    assert found.agrees
    assert found.tokens > 100


def test_a_forward_pass_that_differs_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shared.engine.forward import Forward

    forward_that_forgets = Forward.__call__
    monkeypatch.setattr(Forward, "__call__", lambda *given: torch.zeros_like(forward_that_forgets(*given)))
    found = compare_with_transformers(str(save_checkpoint(tmp_path / "tiny")))

    assert not found.agrees
    assert found.largest_difference == pytest.approx(found.largest_logit)


def test_the_embedded_checkpoint_gives_what_transformers_gives() -> None:
    assert compare_with_transformers("embedded").agrees
