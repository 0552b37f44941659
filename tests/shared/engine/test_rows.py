"""What the compiled kernels make of a row is what the plain way makes of it."""

from pathlib import Path

import pytest
import torch

from shared.engine.architecture import read_architecture
from shared.engine.compiled import Exact, Kernels, load_exact, load_kernels
from shared.engine.rows import Plain
from tests.shared.engine.test_compiled import checkpoint  # noqa: F401  a fixture


@pytest.fixture
def kernels(checkpoint: Path) -> Kernels:  # noqa: F811
    found = load_kernels(read_architecture(checkpoint / "config.json"), torch.device("cpu"), torch.bfloat16)
    if found is None:
        pytest.skip("this machine has no compiler, or another processor")
    return found


@pytest.fixture
def exact(checkpoint: Path) -> Exact:  # noqa: F811
    found = load_exact(read_architecture(checkpoint / "config.json"), torch.device("cpu"), torch.float32)
    if found is None:
        pytest.skip("this machine has no compiler, or another processor")
    return found


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
def test_norms(kernels: Kernels, dtype: torch.dtype) -> None:
    rows, weight = torch.randn(7, 192) * torch.logspace(-3, 3, 7)[:, None], torch.randn(192)

    ours, plain = (one.norm(rows, weight, 1e-5, dtype) for one in (kernels, Plain()))

    assert ours.dtype == dtype
    assert (ours.float() - plain.float()).abs().max() < (2e-2 if dtype == torch.bfloat16 else 1e-5)


def test_queries_and_keys_turn_and_values_do_not(kernels: Kernels) -> None:
    count, heads, key_heads = 5, 6, 2
    qkv = torch.randn(count, heads + 2 * key_heads, 64).bfloat16()
    turns = torch.polar(torch.rand(count, 1, 32) + 0.5, 7 * torch.rand(count, 1, 32))
    made = []
    for one in (kernels, Plain()):
        parts = [torch.zeros(count, number, 64, dtype=torch.bfloat16) for number in (heads, key_heads, key_heads)]
        one.turn(qkv, turns, *parts)
        made.append(parts)

    ours, plain = made
    for part, expected in zip(ours, plain, strict=True):
        assert (part.float() - expected.float()).abs().max() < 0.05
        assert (part != expected).float().mean() < 0.02  # but for rounding
    assert torch.equal(ours[2], qkv[:, -key_heads:])


def test_the_best_experts_are_chosen_and_of_equals_the_first(kernels: Kernels) -> None:
    scores = torch.randn(40, 128)
    ours, plain = (one.choose(scores, 4) for one in (kernels, Plain()))

    assert torch.equal(ours[0], plain[0])
    assert (ours[1] - plain[1]).abs().max() < 1e-6
    assert kernels.choose(torch.zeros(1, 6), 3)[0].tolist() == [[0, 1, 2]]
    assert kernels.choose(torch.tensor([[1.0, 3.0, 3.0, 2.0]]), 4)[0].tolist() == [[1, 2, 3, 0]]


def test_what_is_no_number_stays_visible(kernels: Kernels) -> None:
    _, shares = kernels.choose(torch.full((1, 8), float("nan")), 4)

    assert not shares.isfinite().any()


def test_pairs_come_together_by_expert_in_their_order(kernels: Kernels) -> None:
    choices = torch.stack([torch.randperm(9)[:3] for _ in range(50)])

    for most in (1, 4, 12, 1000):
        (parts, sources, places), *plain = (one.arrange(choices, 11, most) for one in (kernels, Plain()))

        assert parts[:, 1].tolist() == [0, *parts[:-1, 2].tolist()] and parts[-1, 2] == 150
        assert (parts[:, 2] - parts[:, 1]).max() <= most
        for expert, first, last in parts.tolist():
            assert (choices[sources[first:last]] == expert).any(dim=1).all()
        for part, expected in zip((parts, sources, places), plain[0], strict=True):
            assert torch.equal(part, expected)


def test_answers_are_weighed_and_added(kernels: Kernels) -> None:
    made, places, shares = torch.randn(60, 64).bfloat16(), torch.randperm(60), torch.rand(20, 3)
    states = [torch.ones(20, 64), torch.ones(20, 64)]

    for one, state in zip((kernels, Plain()), states, strict=True):
        one.add_answers(made, places, shares, state)

    assert (states[0] - states[1]).abs().max() < 1e-5


def test_in_float32_norms_and_activations(exact: Exact) -> None:
    rows, weight = torch.randn(7, 192) * torch.logspace(-3, 3, 7)[:, None], torch.randn(192)
    gate_up = 6 * torch.randn(9, 96)
    wide = torch.where(torch.rand(9, 96) < 0.2, 100 * gate_up, gate_up)  # past every limit

    for dtype, close in ((torch.float32, 1e-5), (torch.bfloat16, 2e-2)):
        ours, plain = (one.norm(rows, weight, 1e-5, dtype) for one in (exact, Plain()))
        assert ours.dtype == dtype and (ours.float() - plain.float()).abs().max() < close
    ours, plain = (one.activate(wide.clone(), 1.702, 7.0) for one in (exact, Plain()))
    assert ours.shape == (9, 48) and (ours - plain).abs().max() < 1e-4
    assert exact.activate(torch.full((1, 32), float("nan")), 1.702, 7.0).isnan().all()


@pytest.mark.parametrize("head", [16, 32, 64, 80])
def test_in_float32_queries_and_keys_turn_and_values_do_not(exact: Exact, head: int) -> None:
    count, heads, key_heads = 5, 6, 2
    qkv = torch.randn(count, heads + 2 * key_heads, head)
    turns = torch.polar(torch.rand(count, 1, head // 2) + 0.5, 7 * torch.rand(count, 1, head // 2))
    made = []
    for one in (exact, Plain()):
        parts = [torch.zeros(count, number, head) for number in (heads, key_heads, key_heads)]
        one.turn(qkv, turns, *parts)
        made.append(parts)

    for part, expected in zip(*made, strict=True):
        assert (part - expected).abs().max() < 1e-5


@pytest.mark.parametrize("head", [16, 32, 80, 128])
@pytest.mark.parametrize("reach", [3, 40, 128])
def test_in_float32_tokens_see_their_own_text_within_reach(exact: Exact, head: int, reach: int) -> None:
    lengths, heads, key_heads = [1, 50, 7, 200, 2], 6, 2
    tokens, made = sum(lengths), torch.Generator().manual_seed(reach)
    queries = torch.randn(tokens, heads, head, generator=made)
    keys, values = (torch.zeros(tokens + 2 * reach, key_heads, head) for _ in range(2))
    keys[reach:-reach] = torch.randn(tokens, key_heads, head, generator=made) / head**0.5
    values[reach:-reach] = torch.randn(tokens, key_heads, head, generator=made)
    sinks, sizes = torch.randn(heads, generator=made), torch.tensor(lengths)
    ends = sizes.cumsum(0).repeat_interleave(sizes)
    texts = ends - sizes.repeat_interleave(sizes), ends
    chunks = [slice(0, 90), slice(90, 91), slice(91, tokens)]

    seen = torch.cat([exact.attend(queries, keys, values, texts, sinks, reach, rows) for rows in chunks])

    theirs, answers = (some[reach:-reach].repeat_interleave(heads // key_heads, 1) for some in (keys, values))
    scores = torch.einsum("ihd,jhd->hij", queries, theirs)
    places = torch.arange(tokens)
    far = ((places[:, None] - places).abs() > reach) | (ends[:, None] != ends)
    scores = torch.cat([scores.masked_fill(far, float("-inf")), sinks[:, None, None].expand(-1, tokens, 1)], dim=-1)
    expected = torch.einsum("hij,jhd->ihd", scores.softmax(dim=-1)[..., :-1], answers).flatten(1)
    assert (seen - expected).abs().max() < 1e-5
