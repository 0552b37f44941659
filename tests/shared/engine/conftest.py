from pathlib import Path

import pytest

from shared.engine.local import LocalEngine, load_engine
from tests.shared.engine.tiny import save_checkpoint


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
