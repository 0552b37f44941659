"""A network with more pieces, and one that is begun from a checkpoint."""

import sys
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from training import enlarge, reopen
from training.enlarge import LONGEST, enlarged, joined, longer, parts
from training.export import export
from training.model import Filter, Shape
from training.pieces import Piece, save
from training.runs import restore
from training.tokenizer import build

TEXTS = [
    "Margarete Oyelaran wohnt in Feldkirch, Ада Байрон тоже, 若汐 auch. Tel. 0151 4455667.",
    "Kettenbrücke, Straßenbahn, Nachbarschaftshilfe und Versicherungsnummer stehen im Verzeichnis.",
    "Здравствуйте, Екатерина Александровна, документы отправлены вчера вечером.",
] * 10
SHAPE = Shape(vocabulary=320, hidden=16, layers=2, inner=12, heads=4, key_heads=2, head=8, window=5)


@pytest.fixture(scope="module")
def short() -> Tokenizer:
    return build(iter(TEXTS), SHAPE.vocabulary)


@pytest.fixture(scope="module")
def long(short: Tokenizer) -> Tokenizer:
    return longer(short, joined(short, TEXTS, 60), 360)


@pytest.mark.parametrize("text", [TEXTS[0], "Oyelaran, Байрон! oyelaran 01514455667", "若汐若汐 Feld\nkirch"])
def test_a_text_is_cut_as_before_and_then_more_coarsely(short: Tokenizer, long: Tokenizer, text: str) -> None:
    fine = {end for _, end in short.encode(text).offsets}
    coarse = {end for _, end in long.encode(text).offsets}

    assert coarse <= fine and long.decode(long.encode(text).ids) == text


def test_what_is_known_keeps_its_number_and_what_is_frequent_becomes_one_piece(
    short: Tokenizer, long: Tokenizer
) -> None:
    assert all(long.token_to_id(piece) == index for piece, index in short.get_vocab().items())
    assert len(long.encode(TEXTS[0]).ids) < len(short.encode(TEXTS[0]).ids)
    assert long.get_vocab_size() == 360 and max(map(len, long.get_vocab())) <= LONGEST


def test_a_new_piece_is_made_of_the_old_ones_that_it_replaces(short: Tokenizer, long: Tokenizer) -> None:
    made = parts(short, long)

    assert len(made) == 40
    for index, old in enumerate(made, SHAPE.vocabulary):
        assert "".join(map(short.id_to_token, old)) == long.id_to_token(index) and len(old) > 1


def test_text_without_new_pieces_gets_what_it_got(short: Tokenizer, long: Tokenizer) -> None:
    model = Filter(SHAPE).start(3).eval()
    wider = enlarged(model, made := parts(short, long)).eval()
    ids = torch.randint(1, SHAPE.vocabulary, (2, 30), generator=torch.Generator().manual_seed(1))

    with torch.no_grad():
        assert torch.equal(model(ids, ids > 0), wider(ids, ids > 0))
    assert torch.allclose(wider.embed.weight[SHAPE.vocabulary], model.embed.weight[made[0]].mean(0))


def test_a_checkpoint_goes_on_as_what_it_was_and_grows(
    short: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Filter(SHAPE).start(3)
    (tmp_path / "corpus").mkdir()
    short.save(str(tmp_path / "published.json"))
    export(model, tmp_path / "published.json", tmp_path / "checkpoint", kept=lambda tensor: tensor)
    save(tmp_path / "corpus" / "000.jsonl", [Piece(text, (), (), "de", "test") for text in TEXTS])
    work = ["--work", str(tmp_path)]

    monkeypatch.setattr(sys, "argv", ["reopen", "--from", str(tmp_path / "checkpoint"), *work])
    reopen.main()
    monkeypatch.setattr(sys, "argv", ["enlarge", *work, "--name", "published", "--to", "more", "--vocabulary", "340"])
    enlarge.main()
    enlarge.main()  # a second time changes nothing

    again, wider = (restore(tmp_path / name / "state.pt").state_dict() for name in ("published", "more"))
    assert all(torch.equal(tensor, again[name]) for name, tensor in model.state_dict().items())
    assert wider["embed.weight"].shape == (340, SHAPE.hidden)
    assert Tokenizer.from_file(str(tmp_path / "tokenizer.json")).get_vocab_size() == 340
    assert Tokenizer.from_file(str(tmp_path / "tokenizer-320.json")).get_vocab_size() == 320


def test_a_checkpoint_with_several_experts_is_refused() -> None:
    with pytest.raises(ValueError, match="several experts"):
        Shape.of(SHAPE.config() | {"num_local_experts": 4})
