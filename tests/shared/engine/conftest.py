from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from shared.engine.local import LocalEngine, load_engine
from tests.shared.engine.tiny import save_checkpoint


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> Iterator[None]:
    """Tiny tensors gain nothing from threads, and the machine has other work."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def dense_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the embedded checkpoint: one expert."""
    return save_checkpoint(tmp_path_factory.mktemp("checkpoints") / "tiny-dense")


@pytest.fixture(scope="session")
def mixture_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the official checkpoint: a mixture of experts."""
    return save_checkpoint(
        tmp_path_factory.mktemp("checkpoints") / "tiny-mixture", num_local_experts=6, num_experts_per_tok=2
    )


@pytest.fixture(scope="session")
def tiny_engine(dense_checkpoint: Path) -> LocalEngine:
    return load_engine(str(dense_checkpoint), "cpu")
