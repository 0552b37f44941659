"""The compiled kernels give what the plain ways give, and are never missed where they cannot be made."""

from pathlib import Path

import pytest
import torch

from shared.engine.architecture import read_architecture
from shared.engine.compiled import load_exact, load_kernels
from shared.engine.forward import Forward
from tests.shared.engine.tiny import save_checkpoint

SIZES = {
    "hidden_size": 128,
    "intermediate_size": 64,
    "head_dim": 64,
    "num_attention_heads": 6,
    "num_key_value_heads": 2,
    "sliding_window": 40,
    "num_local_experts": 6,
    "num_experts_per_tok": 3,
}
LENGTHS = [1, 5, 6, 7, 64, 300, 129, 2]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_checkpoint(tmp_path_factory.mktemp("compiled") / "checkpoint", **SIZES)


def open_forward(
    checkpoint: Path, dtype: torch.dtype = torch.bfloat16, plain: bool = False, threads: int = 1
) -> Forward:
    architecture = read_architecture(checkpoint / "config.json")
    forward = Forward([checkpoint / "model.safetensors"], architecture, torch.device("cpu"), dtype, threads, plain)
    if not plain and dtype == torch.bfloat16 and forward.kernels is None:
        pytest.skip("this machine has no compiler, or another processor")
    return forward


def test_they_are_as_near_to_float32_as_the_plain_way(checkpoint: Path) -> None:
    ids = torch.randint(0, 300, (sum(LENGTHS),), generator=torch.Generator().manual_seed(1))
    exact = open_forward(checkpoint, torch.float32)(ids, LENGTHS)
    fast = open_forward(checkpoint)(ids, LENGTHS)
    plain = open_forward(checkpoint, plain=True)(ids, LENGTHS)

    assert fast.isfinite().all()
    # The router's choice differs where two experts are about equal; those tokens are the tail of both.
    of_fast, of_plain = ((one - exact).abs().mean(dim=-1) for one in (fast, plain))
    assert of_fast.median() <= 1.2 * of_plain.median()


def test_each_expert_answers_and_answers_are_weighed(checkpoint: Path) -> None:
    forward = open_forward(checkpoint)
    layer, one, made = forward.weights.layers[0], forward.architecture, torch.Generator().manual_seed(3)
    assert forward.kernels and layer.stacked
    inputs = torch.randn(9, one.hidden, generator=made).bfloat16()
    sources = torch.randint(0, 9, (40,), generator=made)
    parts = torch.tensor([[5, 0, 1], [0, 1, 8], [3, 8, 40]])
    answers, state = torch.empty(40, one.hidden, dtype=torch.bfloat16), torch.zeros(10, one.hidden)

    following = torch.zeros(1, dtype=torch.int64)
    forward.kernels.mixture(parts, following, inputs, sources, layer.stacked, one, 32, answers)
    shares = torch.rand(10, 3, generator=made)
    forward.kernels.add_answers(answers, torch.arange(30), shares, state)

    gate_up, gate_up_bias, down, down_bias = (tensor.float() for tensor in layer.stacked)
    for expert, first, last in parts.tolist():
        between = inputs[sources[first:last]].float() @ gate_up[expert] + gate_up_bias[expert]
        gate, up = between[:, : one.inner].clamp(max=7.0), between[:, one.inner :].clamp(-7.0, 7.0)
        expected = ((up + 1) * gate * torch.sigmoid(1.702 * gate)) @ down[expert] + down_bias[expert]
        assert (answers[first:last].float() - expected).abs().max() < 0.01 * expected.abs().max()
    weighed = (answers[:30].float().view(10, 3, -1) * shares[..., None]).sum(dim=1)
    assert (state - weighed).abs().max() < 1e-4 * weighed.abs().max()


@pytest.mark.parametrize("length", [1, 6, 41, 100])
def test_attention_sees_what_is_within_reach_and_nothing_else(checkpoint: Path, length: int) -> None:
    forward = open_forward(checkpoint)
    assert forward.kernels
    one, made = forward.architecture, torch.Generator().manual_seed(length)
    start, end, rows = 30, 30 + length, 30 + length + 17
    queries = torch.randn(rows, one.heads, one.head, generator=made).bfloat16()
    keys, values = (torch.randn(rows + 2 * one.reach, one.key_heads, one.head, generator=made) for _ in range(2))
    keys, values = (keys / 8).bfloat16(), values.bfloat16()
    sinks = torch.randn(one.heads, generator=made)
    texts = torch.full((rows,), start), torch.full((rows,), end)

    seen = forward.kernels.attend(queries, keys, values, texts, sinks, one.reach, slice(start, end))

    inner = slice(start + one.reach, end + one.reach)
    group = one.heads // one.key_heads
    theirs, answers = (some[inner].float().repeat_interleave(group, 1) for some in (keys, values))
    scores = torch.einsum("ihd,jhd->hij", queries[start:end].float(), theirs)
    far = (torch.arange(length)[:, None] - torch.arange(length)).abs() > one.reach
    sink = sinks[:, None, None].expand(-1, length, 1)
    shares = torch.cat([scores.masked_fill(far, float("-inf")), sink], dim=-1).softmax(dim=-1)[..., :-1]
    expected = torch.einsum("hij,jhd->ihd", shares, answers).flatten(1)
    assert (seen.float() - expected).abs().max() < 0.02


def test_company_threads_and_repetition_change_nothing(checkpoint: Path) -> None:
    ids = torch.randint(0, 300, (sum(LENGTHS),), generator=torch.Generator().manual_seed(2))
    together = open_forward(checkpoint, threads=2)(ids, LENGTHS)
    alone = open_forward(checkpoint)

    assert torch.equal(alone(ids, LENGTHS), together)
    for piece, part in zip(ids.split(LENGTHS), together.split(LENGTHS), strict=True):
        assert (alone(piece, [len(piece)]) - part).abs().max() < 1e-4


def test_other_sizes_and_precisions_take_the_plain_way(checkpoint: Path, mixture_checkpoint: Path) -> None:
    cpu, one = torch.device("cpu"), read_architecture(checkpoint / "config.json")

    assert load_kernels(one, cpu, torch.float32) is None
    assert load_exact(one, cpu, torch.bfloat16) is None
    assert load_exact(read_architecture(mixture_checkpoint / "config.json"), cpu, torch.float32) is None  # heads of 8
    assert load_kernels(read_architecture(mixture_checkpoint / "config.json"), cpu, torch.bfloat16) is None
