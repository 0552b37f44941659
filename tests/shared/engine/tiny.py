"""Checkpoints of the Privacy Filter architecture small enough for tests: random weights, a byte-level tokenizer."""

import json
from pathlib import Path
from typing import Any

SAMPLES = [
    "My name is Harry Potter and my email is harry.potter@hogwarts.edu.",
    "Contact John Smith at john@acme.com, key sk-proj-abc123def456.",
    "Zürich, 12. März 1999 – Müller & Söhne; телефон +7 495 123-45-67",
    "東京都千代田区 山田太郎さん 😀👨‍👩‍👧 مرحبا",
]

CONFIG: dict[str, Any] = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "intermediate_size": 24,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "sliding_window": 5,
    "num_local_experts": 1,
    "num_experts_per_tok": 1,
    "pad_token_id": 0,
    "eos_token_id": 0,
}


def save_tokenizer(path: Path, vocabulary: int = 320) -> int:
    """A byte-level BPE with a special token, learned from a few lines; returns how many tokens it has."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=["<|endoftext|>"],
        show_progress=False,
    )
    tokenizer.train_from_iterator(SAMPLES, trainer)
    tokenizer.add_tokens([AddedToken("<unused>", normalized=False)])
    tokenizer.save(str(path))
    return int(tokenizer.get_vocab_size())


def save_checkpoint(folder: Path, seed: int = 0, spread: float = 0.3, **changes: Any) -> Path:
    """A checkpoint folder as transformers writes it, with weights large enough that every label occurs."""
    import torch
    from transformers import OpenAIPrivacyFilterConfig, OpenAIPrivacyFilterForTokenClassification

    folder.mkdir(parents=True, exist_ok=True)
    tokens = save_tokenizer(folder / "tokenizer.json")
    config = OpenAIPrivacyFilterConfig(**{**CONFIG, "vocab_size": tokens, **changes})
    torch.manual_seed(seed)
    model = OpenAIPrivacyFilterForTokenClassification(config)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            weights.normal_(1.0 if "norm" in name else 0.0, spread)
        model.score.bias[0] += 1.5  # enough of "outside" that findings end
    model.save_pretrained(folder)
    return folder


def save_calibration(folder: Path, points: dict[str, dict[str, float]]) -> None:
    """The operating points of a checkpoint, keys without their common prefix."""
    content = {
        name: {"biases": {f"transition_bias_{key}": value for key, value in biases.items()}}
        for name, biases in points.items()
    }
    (folder / "viterbi_calibration.json").write_text(json.dumps({"operating_points": content}), encoding="utf-8")
