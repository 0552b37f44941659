"""A config.json is read as transformers reads it, and refused when it describes another thing."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import OpenAIPrivacyFilterConfig
from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

from shared.engine.architecture import read_architecture
from shared.engine.labels import read_labels
from shared.errors import BadSetup


def saved(folder: Path, **changes: Any) -> Path:
    config = {**OpenAIPrivacyFilterConfig().to_dict(), **changes}
    path = folder / "config.json"
    path.write_text(json.dumps(config), encoding="utf-8")
    return path


def test_the_official_sizes_are_read(tmp_path: Path) -> None:
    one = read_architecture(saved(tmp_path))

    assert (one.vocabulary, one.hidden, one.layers, one.inner) == (200_064, 640, 8, 640)
    assert (one.heads, one.key_heads, one.head, one.reach, one.halo) == (14, 2, 64, 128, 1024)
    assert (one.experts, one.experts_per_token, one.gate_gain, one.gate_limit) == (128, 4, 1.702, 7.0)
    assert one.rotation.factor == pytest.approx(0.1 * math.log(32) + 1)


def test_defaults_are_those_of_transformers(tmp_path: Path) -> None:
    full = read_architecture(saved(tmp_path))
    (tmp_path / "config.json").write_text('{"model_type": "openai_privacy_filter"}', encoding="utf-8")

    bare = read_architecture(tmp_path / "config.json")

    assert bare.id2label == full.id2label
    assert bare.rotation == full.rotation
    assert (bare.vocabulary, bare.heads, bare.head, bare.reach) == (full.vocabulary, full.heads, full.head, full.reach)
    assert len(read_labels(bare.id2label)) == 33


def test_rotary_angles_are_those_of_transformers(tmp_path: Path) -> None:
    config = OpenAIPrivacyFilterConfig()
    angles, factor = ROPE_INIT_FUNCTIONS["yarn"](config)

    ours = read_architecture(saved(tmp_path)).rotation

    assert torch.allclose(torch.tensor(ours.angles), angles, rtol=1e-5)
    assert ours.factor == pytest.approx(factor)


@pytest.mark.parametrize(
    "changes",
    [
        {"num_attention_heads": 15},
        {"head_dim": 63},
        {"num_experts_per_tok": 200},
        {"sliding_window": 0},
        {"sliding_window": 10**12},
        {"head_dim": 10**12},
        {"hidden_size": "many"},
        {"id2label": ["O"]},
        {"rope_parameters": {"rope_type": "longrope"}},
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(BadSetup, match=r"config\.json"):
        read_architecture(saved(tmp_path, **changes))


def test_a_config_that_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("[" * 100_000, encoding="utf-8")

    with pytest.raises(BadSetup, match=r"config\.json"):
        read_architecture(tmp_path / "config.json")
