"""Windows cover a text once, and what they give together is what one long pass gives."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.engine import forward
from shared.engine.local import LocalEngine, load_engine
from shared.engine.passing import Part
from shared.engine.viterbi import Scores
from shared.engine.windows import Plan, Window, choose_plan
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
def test_the_models_whole_context_is_one_window(halo: int) -> None:
    plan = choose_plan(halo, "cpu")

    assert [len(window) for window in plan.windows(131_072)] == [131_072]
    assert len(plan.windows(131_073)) == 2


def test_a_long_text_goes_through_in_parts_and_comes_out_the_same(
    monkeypatch: pytest.MonkeyPatch, dense_checkpoint: Path, mixture_checkpoint: Path
) -> None:
    monkeypatch.setattr(forward, "SLICE_TOKENS", 64)
    for folder in (dense_checkpoint, mixture_checkpoint):
        engine = load_engine(str(folder), "cpu")
        whole = scores_of(engine, TEXT, engine.plan)
        assert all(isinstance(window, Window) for window in engine.begin(TEXT).windows)
        engine.plan = Plan(halo=engine.plan.halo, core=10_000, batch=16)
        job, other = engine.begin(TEXT), engine.begin(SAMPLES[0])

        for part in job.windows:
            assert isinstance(part, Part)
            engine.run([(job, part), (other, other.windows[0])])

        assert len(job.windows) == 2 * -(-len(job.tokens) // 64) > 2
        assert sum(map(len, job.windows)) == len(job.tokens)
        assert np.abs(job.scores - whole).max() < 1e-4
        assert engine.find([TEXT]) == engine.end([job])


def test_a_part_that_is_tried_again_is_not_done_twice(dense_checkpoint: Path) -> None:
    engine = load_engine(str(dense_checkpoint), "cpu")
    engine.plan = Plan(halo=engine.plan.halo, core=10_000, batch=16)
    whole, again = engine.begin(TEXT), engine.begin(TEXT)
    engine.run([(whole, part) for part in whole.windows])

    for count in range(1, len(again.windows) + 1):
        engine.run([(again, part) for part in again.windows[:count]])

    assert np.array_equal(whole.scores, again.scores)


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
