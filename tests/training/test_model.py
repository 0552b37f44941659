"""The training forward is the library's model, and a run that stopped goes on as if it had not."""

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from shared.engine.local import load_engine
from training.batches import Batch, Example, cut, padded, rows, targets
from training.export import export, stored
from training.grow import copied, grown
from training.labels import IGNORE, LABELS, bioes, label_id
from training.model import Filter, Shape
from training.pieces import Mark, Piece
from training.runs import begin, restore, shape_of
from training.tokenizer import build
from training.train import Plan, Trainer
from training.warm import Warming

TINY = Shape(vocabulary=300, hidden=32, layers=2, inner=24, heads=4, key_heads=2, head=16, window=5)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> None:
    """So small a network gains nothing from a second one, and waits long for it where another process has the core."""
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("model")
    tokenizer = build(iter(["Ada Byron 0151 张伟 김철수 abc"] * 5), 300)
    tokenizer.save(str(place / "tokenizer.json"))
    model = Filter(TINY).start(7)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith(("bias", "sinks")):
                parameter.normal_(0, 0.3, generator=torch.Generator().manual_seed(len(name)))
    export(model, place / "tokenizer.json", place, kept=lambda tensor: tensor)
    begin(place, model)
    return place


def test_the_library_gives_the_same_logits(folder: Path) -> None:
    transformers = pytest.importorskip("transformers")
    library = transformers.OpenAIPrivacyFilterForTokenClassification.from_pretrained(folder, dtype=torch.float32).eval()
    ours = restore(folder / "state.pt")
    ids = torch.randint(1, 300, (3, 40), generator=torch.Generator().manual_seed(1))
    real = torch.ones(3, 40, dtype=torch.bool)
    real[1, 25:] = False
    with torch.no_grad():
        theirs, own = library(input_ids=ids, attention_mask=real.long()).logits, ours(ids, real)
    assert (theirs - own)[real].abs().max() < 1e-4
    assert library.config.sliding_window == TINY.window and list(library.config.id2label.values()) == list(LABELS)


def test_a_checkpoint_in_eight_bits_is_read_by_the_library_and_by_our_engine(folder: Path, tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers")
    model = restore(folder / "state.pt")
    export(model, folder / "tokenizer.json", tmp_path)
    kept = load_file(tmp_path / "model.safetensors")
    for name, tensor in model.library_weights().items():
        matrix = min(tensor.shape[-2:]) > 1 and tensor.dim() > 1
        assert kept[name].dtype == (torch.float8_e4m3fn if matrix else torch.bfloat16), name
        torch.testing.assert_close(kept[name].float(), tensor, rtol=2**-4, atol=2**-10)
    # A matrix of floats that were written exactly: the same numbers, read without eight bits.
    export(model, folder / "tokenizer.json", tmp_path / "plain", kept=lambda tensor: stored(tensor).float())
    ids = torch.randint(1, 300, (1, 40), generator=torch.Generator().manual_seed(3))
    read = transformers.OpenAIPrivacyFilterForTokenClassification.from_pretrained
    with torch.no_grad():
        eight, plain = (
            read(place, dtype=torch.float32).eval()(input_ids=ids).logits for place in (tmp_path, tmp_path / "plain")
        )
    assert torch.equal(eight, plain)
    engine = load_engine(str(tmp_path), device="cpu", threads=1)
    text = "Ada Byron 0151 abc"
    ours = load_engine(str(tmp_path / "plain"), device="cpu", threads=1)
    assert list(engine.find(text)) == list(ours.find(text))


def test_a_weight_too_large_for_eight_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        stored(torch.full((2, 2), 1000.0))


def test_a_token_sees_as_far_as_the_layers_reach(folder: Path) -> None:
    model = restore(folder / "state.pt")
    ids = torch.randint(1, 300, (1, 40), generator=torch.Generator().manual_seed(2))
    other = ids.clone()
    other[0, 0] = 299 if int(ids[0, 0]) != 299 else 298
    real = torch.ones(1, 40, dtype=torch.bool)
    with torch.no_grad():
        change = (model(ids, real) - model(other, real)).abs().amax(-1)[0]
    reach = TINY.layers * TINY.window
    assert change[reach] > 0 and change[reach + 1 :].max() == 0


def batch(seed: int) -> Batch:
    rng = np.random.default_rng(seed)
    return Batch(rng.integers(1, 300, (2, 16)), rng.integers(0, 33, (2, 16)), np.ones((2, 16), bool))


def test_a_run_that_stopped_goes_on(tmp_path: Path) -> None:
    plan = Plan(steps=6, warm=2, save_every=3, watch_every=1000)
    through = Trainer(TINY, plan, tmp_path / "one")
    for seed in range(6):
        through.learn(batch(seed))
    first = Trainer(TINY, plan, tmp_path / "two")
    for seed in range(3):
        first.learn(batch(seed))
    first.save()
    second = Trainer(TINY, plan, tmp_path / "two")
    assert second.resume() and second.step == 3
    for seed in range(3, 6):
        second.learn(batch(seed))
    for (name, one), two in zip(through.model.state_dict().items(), second.model.state_dict().values(), strict=True):
        assert torch.equal(one, two), name


def test_learning_lowers_the_loss(tmp_path: Path) -> None:
    trainer = Trainer(TINY, Plan(steps=60, warm=5, noise=0.0), tmp_path)
    losses = [trainer.learn(batch(0)) for _ in range(60)]
    assert losses[-1] < losses[0] / 2


def test_targets_follow_the_spans_and_the_mask() -> None:
    piece = Piece("an Ada B. 12", (Mark(3, 9, "private_person"),), (Mark(10, 12, ""),), "en", "x")
    offsets = [(0, 2), (2, 6), (6, 8), (8, 9), (9, 12)]  # " Ada", " B" and " 12" carry their space
    assert targets(piece, offsets) == [0, *bioes("private_person", 3), IGNORE]
    half = Piece("é1", (Mark(1, 2, "secret"),), (), "en", "x")
    assert targets(half, [(0, 1), (0, 1), (1, 2)]) == [0, 0, label_id("secret", "S")]


def test_rows_keep_every_token() -> None:
    found = [Example(list(range(1, size + 1)), [0] * size) for size in (10, 50, 70, 130, 300)]
    filled = rows(found, [9, 9], Random(0))
    kept = sum(len(row.ids) for part in filled.values() for row in part)
    assert kept >= 10 + 50 + 70 + 130 + 300
    assert all(
        len(row.ids) <= length and len(row.ids) == len(row.targets) for length, part in filled.items() for row in part
    )
    whole = Example(list(range(20)), [0] * 7 + bioes("secret", 6) + [0] * 7)
    assert next(len(part.ids) for part in cut(whole, 9)) <= 9
    assert padded([whole], 24).real.sum() == 20


def test_pieces_of_the_tokenizer_do_not_cross_kinds() -> None:
    tokenizer = build(iter(["Ada1815 张伟李娜 김철수는 abc-def 123456 Иван3"] * 20), 400)
    text = "Ada1815 张伟 김철수는 123456 Иван3"
    parts = [text[start:end].strip() for start, end in tokenizer.encode(text).offsets]
    assert not any(any(char.isdigit() for char in part) and any(char.isalpha() for char in part) for part in parts)
    assert all(len(part) <= 2 for part in parts if part.isdigit())
    assert all(len(part) == 1 for part in parts if part and "\u4e00" <= part[0] <= "\u9fff")


def test_the_folder_has_all_that_an_engine_reads(folder: Path) -> None:
    points = json.loads((folder / "viterbi_calibration.json").read_text())["operating_points"]
    assert set(points) == {"default"} and len(points["default"]["biases"]) == 6


def test_a_grown_network_gives_what_the_smaller_one_gave_and_goes_on_learning(folder: Path, tmp_path: Path) -> None:
    model = restore(folder / "state.pt")
    deeper = grown(model, 3).eval()
    ids = torch.randint(1, 300, (2, 40), generator=torch.Generator().manual_seed(1))
    real = torch.ones(2, 40, dtype=torch.bool)
    with torch.no_grad():
        assert deeper.shape.layers == 3
        torch.testing.assert_close(deeper(ids, real), model(ids, real))
    shape = shape_of(begin(tmp_path, deeper))
    assert shape is not None
    trainer = Trainer(shape, Plan(steps=5, rate=1e-3, warm=1), tmp_path)
    assert trainer.resume()
    targets = np.full((2, 40), 1, np.int64)
    losses = [trainer.learn(Batch(ids.numpy(), targets, real.numpy())) for _ in range(4)]
    assert losses[-1] < losses[0]


def test_layers_are_copied_from_the_middle_outwards() -> None:
    assert copied(4, 6) == [1, 2]
    assert copied(4, 5) == [1]
    assert copied(2, 4) == [0, 1]
    with pytest.raises(ValueError):
        copied(4, 9)


def test_a_warm_up_learns_which_tokens_were_hidden_and_is_what_training_starts_from(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    words = rng.integers(1, 300, 12)
    ids = np.tile(words, (4, 5)).astype(np.int64)  # who knows the neighbours knows the word
    batch = Batch(ids, np.zeros_like(ids), np.ones(ids.shape, bool))
    warming = Warming(TINY, Plan(steps=60, rate=1e-2, warm=1, noise=0.0), tmp_path)
    losses = [warming.learn(batch) for _ in range(60)]
    assert losses[-1] < losses[0] / 2
    begin(tmp_path, warming.model)
    trainer = Trainer(TINY, Plan(steps=5), tmp_path)
    assert trainer.resume()
    assert trainer.step == 0
    assert torch.equal(trainer.model.embed.weight, warming.model.embed.weight)
