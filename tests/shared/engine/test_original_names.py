"""A checkpoint of the original release is the same model under other names, and whatever does not fit is said."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from shared.engine.architecture import read_architecture
from shared.engine.checkpoint import find_checkpoint
from shared.engine.forward import Forward
from shared.engine.local import load_engine
from shared.engine.original_names import unpack_mxfp4
from shared.engine.yardstick import compare_with_transformers
from shared.errors import BadSetup
from tests.shared.engine.tiny import SAMPLES, save_checkpoint

Tensors = dict[str, torch.Tensor]

CONFIG: dict[str, Any] = {
    "model_type": "privacy_filter",
    "encoding": "o200k_base",
    "num_hidden_layers": 2,
    "num_experts": 6,
    "experts_per_token": 2,
    "num_labels": 33,
    "hidden_size": 32,
    "intermediate_size": 32,
    "head_dim": 8,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "sliding_window": 11,
    "bidirectional_context": True,
    "bidirectional_left_context": 5,
    "bidirectional_right_context": 5,
    "initial_context_length": 4096,
    "max_position_embeddings": 131072,
    "default_n_ctx": 128000,
    "rope_theta": 150000.0,
    "rope_scaling_factor": 32.0,
    "rope_ntk_alpha": 1.0,
    "rope_ntk_beta": 32.0,
    "swiglu_limit": 7.0,
    "param_dtype": "bfloat16",
}


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As transformers writes it, with the head's bias at zero, since the original has none."""
    folder = save_checkpoint(
        tmp_path_factory.mktemp("converted") / "tiny", intermediate_size=32, num_local_experts=6, num_experts_per_tok=2
    )
    tensors = load_file(folder / "model.safetensors")
    tensors["score.bias"].zero_()
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    return folder


@pytest.fixture
def original(converted: Path) -> Path:
    """The same in the original's names, where the Hub has it: a folder inside the converted one."""
    tensors = load_file(converted / "model.safetensors")
    renamed: Tensors = {
        "embedding.weight": tensors["model.embed_tokens.weight"],
        "norm.scale": tensors["model.norm.weight"],
        "unembedding.weight": tensors["score.weight"],
    }
    for number in range(2):
        to, at = f"block.{number}.", f"model.layers.{number}."
        for kind in ("weight", "bias"):
            parts = [tensors[f"{at}self_attn.{which}_proj.{kind}"] for which in "qkv"]
            renamed[f"{to}attn.qkv.{kind}"] = torch.cat(parts)
            renamed[f"{to}attn.out.{kind}"] = tensors[f"{at}self_attn.o_proj.{kind}"]
            renamed[f"{to}mlp.gate.{kind}"] = tensors[f"{at}mlp.router.{kind}"]
        for name, ours in (("swiglu", "gate_up"), ("out", "down")):
            renamed[f"{to}mlp.{name}.weight"] = tensors[f"{at}mlp.experts.{ours}_proj"]
            renamed[f"{to}mlp.{name}.bias"] = tensors[f"{at}mlp.experts.{ours}_proj_bias"]
        renamed[f"{to}attn.norm.scale"] = tensors[f"{at}input_layernorm.weight"]
        renamed[f"{to}mlp.norm.scale"] = tensors[f"{at}post_attention_layernorm.weight"]
        renamed[f"{to}attn.sinks"] = tensors[f"{at}self_attn.sinks"] / math.log(2)
    folder = converted / "original"
    folder.mkdir(exist_ok=True)
    save(folder, renamed, vocab_size=len(renamed["embedding.weight"]))
    return folder


def save(folder: Path, tensors: Tensors, **changes: Any) -> None:
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, folder / "model.safetensors")
    vocabulary = tensors["embedding.weight"].shape[0]
    (folder / "config.json").write_text(json.dumps({**CONFIG, "vocab_size": vocabulary, **changes}), encoding="utf-8")


def logits(folder: Path) -> torch.Tensor:
    forward = Forward(
        find_checkpoint(str(folder)).weights,
        read_architecture(folder / "config.json"),
        torch.device("cpu"),
        torch.float32,
    )
    return forward(torch.arange(40) * 7 % 300, [25, 15])


def test_both_names_are_one_model(original: Path, converted: Path) -> None:
    assert torch.allclose(logits(original), logits(converted), atol=1e-5)  # sinks went to powers of two and back
    assert load_engine(str(original)).find(SAMPLES) == load_engine(str(converted)).find(SAMPLES)
    with pytest.raises(BadSetup, match="transformers cannot read"):
        compare_with_transformers(str(original))


def test_weights_of_any_file_names_are_read(original: Path, converted: Path) -> None:
    tensors = load_file(original / "model.safetensors")
    (original / "model.safetensors").unlink()
    names = sorted(tensors)
    for part, some in (("a", names[::2]), ("b", names[1::2])):
        save_file({name: tensors[name] for name in some}, original / f"weights-{part}.safetensors")
    try:
        assert torch.allclose(logits(original), logits(converted), atol=1e-5)
    finally:
        for path in original.glob("weights-*"):
            path.unlink()


def test_mxfp4_is_what_its_definition_says() -> None:
    blocks = torch.arange(2 * 3 * 4 * 16, dtype=torch.int32).view(2, 3, 4, 16).remainder(251).to(torch.uint8)
    scales = torch.arange(90, 114, dtype=torch.uint8).view(2, 3, 4) + torch.tensor(20, dtype=torch.uint8)

    found = unpack_mxfp4(blocks, scales)

    assert (found.dtype, found.shape) == (torch.bfloat16, (2, 3, 128))
    sizes = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
    plain = [
        (-1 if half & 8 else 1) * sizes[half & 7] * 2.0 ** (int(scale) - 127)
        for block, scale in zip(blocks.view(-1, 16), scales.flatten(), strict=True)
        for byte in block.tolist()
        for half in (byte % 16, byte // 16)
    ]
    assert found.double().flatten().tolist() == plain
    with pytest.raises(BadSetup, match="do not belong together"):
        unpack_mxfp4(blocks, scales[:, :2])
    with pytest.raises(BadSetup, match="do not belong together"):
        unpack_mxfp4(blocks[0, 0, 0], scales[0, 0, 0])


def test_packed_experts_give_what_their_numbers_give(original: Path, tmp_path: Path) -> None:
    plain, packed = load_file(original / "model.safetensors"), load_file(original / "model.safetensors")
    torch.manual_seed(5)
    for name in [name for name in plain if name.endswith(("swiglu.weight", "mlp.out.weight"))]:
        shape = (*plain[name].shape[:-1], plain[name].shape[-1] // 32)
        packed[f"{name}.blocks"] = torch.randint(0, 256, (*shape, 16), dtype=torch.uint8)
        packed[f"{name}.scales"] = torch.randint(123, 126, shape, dtype=torch.uint8)
        del packed[name]
        plain[name] = unpack_mxfp4(packed[f"{name}.blocks"], packed[f"{name}.scales"]).float()
    for folder, tensors in ((tmp_path / "plain", plain), (tmp_path / "packed", packed)):
        folder.mkdir()
        save(folder, tensors)
        (folder / "tokenizer.json").write_bytes((original.parent / "tokenizer.json").read_bytes())

    assert torch.equal(logits(tmp_path / "packed"), logits(tmp_path / "plain"))
    assert find_checkpoint(str(tmp_path / "packed")).parameters >= find_checkpoint(str(tmp_path / "plain")).parameters

    del packed["block.1.mlp.out.weight.scales"]
    save(tmp_path / "packed", packed)
    with pytest.raises(BadSetup, match=r"there is no model\.layers\.1\.mlp\.experts\.down_proj"):
        logits(tmp_path / "packed")


def without(name: str) -> Callable[[Tensors], object]:
    return lambda tensors: tensors.pop(name)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (without("block.1.mlp.gate.bias"), r"there is no model\.layers\.1\.mlp\.router\.bias"),
        (without("block.0.attn.qkv.weight"), r"there is no model\.layers\.0\.self_attn\.q_proj\.weight"),
        (without("norm.scale"), r"there is no model\.norm\.weight"),
        (lambda tensors: tensors.update({"block.2.attn.sinks": torch.zeros(4)}), r"no place for 1 .* model\.layers\.2"),
        (lambda tensors: tensors.update({"block.0.lora": torch.zeros(4)}), r"no place for 1 of them, such as block\.0"),
        (lambda tensors: tensors.update({"norm.scale": torch.ones(31)}), "weight is 31, and 32 is expected"),
    ],
)
def test_wrong_or_missing_names_are_refused_by_name(
    spoil: Callable[[Tensors], object], sentence: str, original: Path
) -> None:
    tensors = load_file(original / "model.safetensors")
    spoil(tensors)
    save(original, tensors)

    with pytest.raises(BadSetup, match=sentence):
        logits(original)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bidirectional_left_context": 6}, "unlike many tokens on its two sides"),
        ({"sliding_window": 5}, "unlike many tokens"),
        ({"bidirectional_context": False}, "unlike many tokens"),
        ({"packed_geglu": True}, "packed_geglu"),
        ({"encoding": "cl100k_base"}, "another than o200k_base"),
        ({"num_experts": "many"}, "does not describe a Privacy Filter model"),
    ],
)
def test_a_config_that_means_something_else_is_refused(changes: dict[str, Any], sentence: str, original: Path) -> None:
    save(original, load_file(original / "model.safetensors"), **changes)

    with pytest.raises(BadSetup, match=sentence):
        read_architecture(original / "config.json")


def test_a_config_with_keys_missing_is_refused_by_their_names(original: Path) -> None:
    short = {key: value for key, value in CONFIG.items() if key != "rope_ntk_beta"}
    (original / "config.json").write_text(json.dumps(short), encoding="utf-8")

    with pytest.raises(BadSetup, match="it has no vocab_size, rope_ntk_beta"):
        read_architecture(original / "config.json")


def test_labels_of_a_checkpoint_that_was_trained_on_are_read(original: Path) -> None:
    tensors = load_file(original / "model.safetensors")
    for changes in ({"span_class_names": ["O", "secret"]}, {"ner_class_names": ["O", "B-x", "I-x", "E-x", "S-x"]}):
        save(original, tensors, **changes)
        names = read_architecture(original / "config.json").id2label
        kind = "secret" if "span_class_names" in changes else "x"
        assert names == {0: "O", 1: f"B-{kind}", 2: f"I-{kind}", 3: f"E-{kind}", 4: f"S-{kind}"}


def test_a_tokenizer_that_is_only_named_is_asked_for(original: Path, tmp_path: Path) -> None:
    alone = original.rename(tmp_path / "alone")

    with pytest.raises(BadSetup, match=r"names its tokenizer, o200k_base, and does not bring it; please put"):
        find_checkpoint(str(alone))
