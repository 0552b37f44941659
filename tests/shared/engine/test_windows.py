"""Windows cover a text once, and what they give together is what one long pass gives."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.engine.local import LocalEngine, load_engine
from shared.engine.viterbi import Scores
from shared.engine.windows import Plan, choose_plan
from tests.shared.engine.tiny import SAMPLES

TEXT = "\n".join(SAMPLES) * 2

plans = st.builds(Plan, halo=st.integers(0, 9), core=st.integers(1, 20), batch=st.integers(1, 50))


@given(plans, st.integers(0, 200))
def test_every_token_is_kept_once_and_has_its_halo(plan: Plan, length: int) -> None:
    windows = plan.windows(length)

    kept = [place for window in windows for place in range(window.core_start, window.core_end)]
    assert kept == list(range(length))
    for window in windows:
        assert window.start in (0, window.core_start - plan.halo) or len(windows) == 1
        assert window.end in (length, window.core_end + plan.halo)
        assert len(window) <= plan.core + 2 * plan.halo


@given(plans, st.lists(st.integers(1, 60), max_size=30))
def test_batches_hold_each_window_once_and_no_more_than_fit(plan: Plan, lengths: list[int]) -> None:
    batches = list(plan.batches(lengths))

    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or sum(lengths[index] for index in batch) <= plan.batch


@pytest.mark.parametrize("halo", [0, 128, 1024])
def test_most_of_a_window_is_kept(halo: int) -> None:
    plan = choose_plan(halo, "cpu")

    assert plan.core >= 0.75 * (plan.core + 2 * plan.halo)
    assert plan.core + 2 * plan.halo <= plan.batch


@pytest.mark.parametrize("core", [1, 7, 64])
def test_stitched_windows_equal_one_long_pass(core: int, tiny_engine: LocalEngine, mixture_checkpoint: Path) -> None:
    for engine in (tiny_engine, load_engine(str(mixture_checkpoint), "cpu")):
        whole = scores_of(engine, TEXT, Plan(halo=engine.plan.halo, core=10_000, batch=1))
        stitched = scores_of(engine, TEXT, Plan(halo=engine.plan.halo, core=core, batch=1))

        assert np.abs(stitched - whole).max() < 1e-4


def test_a_halo_that_is_too_short_would_show(tiny_engine: LocalEngine) -> None:
    whole = scores_of(tiny_engine, TEXT, Plan(halo=tiny_engine.plan.halo, core=10_000, batch=1))
    stitched = scores_of(tiny_engine, TEXT, Plan(halo=tiny_engine.plan.halo - 1, core=16, batch=1))

    assert np.abs(stitched - whole).max() > 1e-4


def scores_of(engine: LocalEngine, text: str, plan: Plan) -> Scores:
    """The text's scores when its windows are cut as the plan says and run one by one."""
    job = engine.begin(text)
    for window in plan.windows(len(job.tokens)):
        engine.run([(job, window)])
    return job.scores


def test_company_in_a_batch_changes_nothing(tiny_engine: LocalEngine) -> None:
    texts = [*SAMPLES, "x", "\n".join(SAMPLES)]
    alone = [tiny_engine.begin(text) for text in texts]
    for job in alone:
        tiny_engine.run([(job, job.windows[0])])

    together = [tiny_engine.begin(text) for text in texts]
    tiny_engine.run([(job, job.windows[0]) for job in together])

    for one, other in zip(alone, together, strict=True):
        assert np.abs(one.scores - other.scores).max() < 1e-4
