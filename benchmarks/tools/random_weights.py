"""A checkpoint of the official architecture with weights that mean nothing: what a pass costs does not depend on it.

Only the share of the experts does: tokens must go to all of them about evenly, as those of a trained model do.
"""

import json
import shutil
from pathlib import Path

TINY = {
    **{"vocab_size": 65_536, "pad_token_id": 0, "eos_token_id": 0},
    "hidden_size": 64,
    "num_hidden_layers": 2,
    "intermediate_size": 64,
    "num_local_experts": 8,
}
"""Next to no size, to try a program; the vocabulary holds the embedded tokenizer's: 20 MB have no room for more."""


def make_weights(folder: Path, changes: dict[str, int]) -> Path:
    """A checkpoint of the official architecture with random weights, and the embedded one's tokenizer."""
    import torch
    from safetensors.torch import save_file

    from shared.engine.architecture import read_architecture
    from shared.engine.checkpoint import EMBEDDED, MODEL_TYPE

    folder.mkdir(parents=True, exist_ok=True)
    names = json.loads((EMBEDDED / "config.json").read_text(encoding="utf-8"))["id2label"]
    config = {"model_type": MODEL_TYPE, "architectures": ["OpenAIPrivacyFilterForTokenClassification"]}
    content = {**config, **changes, "id2label": names, "label2id": {name: int(n) for n, name in names.items()}}
    (folder / "config.json").write_text(json.dumps(content), encoding="utf-8")
    for name in ("tokenizer.json", "viterbi_calibration.json"):
        shutil.copyfile(EMBEDDED / name, folder / name)
    one = read_architecture(folder / "config.json")
    made = torch.Generator().manual_seed(0)

    def random(*shape: int, spread: float = 0.02) -> torch.Tensor:
        return torch.empty(shape, dtype=torch.bfloat16).normal_(0, spread, generator=made)

    def norm() -> torch.Tensor:
        return torch.ones(one.hidden, dtype=torch.bfloat16)

    # Tokens far apart, so that they stay apart through the layers: every expert is touched by 512 tokens, and the most
    # used of a layer has 6 to 8 % of them (3 % would be even). Where the layers add more than the tokens are, all look
    # alike after a while, a few experts do all the work, and the rest is never read.
    embedding = random(one.vocabulary, one.hidden, spread=1.0)
    tensors = {"model.embed_tokens.weight": embedding, "model.norm.weight": norm()}
    tensors |= {"score.weight": random(len(names), one.hidden), "score.bias": random(len(names))}
    for number in range(one.layers):
        at = f"model.layers.{number}."
        tensors |= {f"{at}input_layernorm.weight": norm(), f"{at}post_attention_layernorm.weight": norm()}
        for name, heads in (("q", one.heads), ("k", one.key_heads), ("v", one.key_heads)):
            tensors[f"{at}self_attn.{name}_proj.weight"] = random(heads * one.head, one.hidden)
            tensors[f"{at}self_attn.{name}_proj.bias"] = random(heads * one.head)
        tensors[f"{at}self_attn.o_proj.weight"] = random(one.hidden, one.heads * one.head)
        tensors[f"{at}self_attn.o_proj.bias"] = random(one.hidden)
        tensors[f"{at}self_attn.sinks"] = random(one.heads)
        tensors[f"{at}mlp.router.weight"] = random(one.experts, one.hidden)
        tensors[f"{at}mlp.router.bias"] = random(one.experts)
        tensors[f"{at}mlp.experts.gate_up_proj"] = random(one.experts, one.hidden, 2 * one.inner)
        tensors[f"{at}mlp.experts.gate_up_proj_bias"] = random(one.experts, 2 * one.inner)
        tensors[f"{at}mlp.experts.down_proj"] = random(one.experts, one.inner, one.hidden)
        tensors[f"{at}mlp.experts.down_proj_bias"] = random(one.experts, one.hidden)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def operations(folder: Path) -> float:
    """Floating point operations a token, as the architecture asks for them; a multiply-add is two."""
    from shared.engine.architecture import read_architecture

    one = read_architecture(folder / "config.json")
    projections = one.hidden * one.head * (2 * one.heads + 2 * one.key_heads)
    experts = 3 * one.hidden * one.inner * one.experts_per_token
    band = 2 * (2 * one.reach + 1) * one.heads * one.head
    router = one.hidden * one.experts if one.experts > 1 else 0
    return 2.0 * (one.layers * (projections + experts + band + router) + one.hidden * len(one.id2label))
