"""Every engine we have holds to the contract; the embedded and the official one where they are at hand."""

from pathlib import Path

from shared.engine.batching import BatchingEngine
from shared.engine.local import LocalEngine, load_engine
from tests.contracts.engine_contract import check_engine


def test_a_dense_checkpoint_holds_to_the_contract(tiny_engine: LocalEngine) -> None:
    check_engine(tiny_engine)


def test_a_mixture_of_experts_holds_to_the_contract(mixture_checkpoint: Path) -> None:
    check_engine(load_engine(str(mixture_checkpoint), "cpu"))


def test_batched_calls_hold_to_the_contract(tiny_engine: LocalEngine) -> None:
    with BatchingEngine(tiny_engine) as engine:
        check_engine(engine)


def test_the_embedded_checkpoint_holds_to_the_contract() -> None:
    check_engine(load_engine("embedded", "cpu"))
