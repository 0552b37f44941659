"""Tokens cover exactly the characters whose bytes they hold, in any script."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.engine.tokenizer import ByteTokenizer
from shared.errors import BadSetup
from tests.shared.engine.tiny import save_tokenizer


@pytest.fixture(scope="module")
def tokenizer_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    save_tokenizer(path)
    return path


@pytest.fixture(scope="module")
def tokenizer(tokenizer_file: Path) -> ByteTokenizer:
    return ByteTokenizer(tokenizer_file)


def changed(tokenizer_file: Path, tmp_path: Path, **changes: object) -> Path:
    content = json.loads(tokenizer_file.read_text(encoding="utf-8"))
    content.update(changes)
    path = tmp_path / "tokenizer.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@given(text=st.text(max_size=80))  # lone surrogates too
@settings(max_examples=150, deadline=None)
def test_every_character_is_covered_in_order(tokenizer: ByteTokenizer, text: str) -> None:
    tokens = tokenizer.encode(text)

    starts, ends = tokens.starts.tolist(), tokens.ends.tolist()
    assert starts == sorted(starts) and ends == sorted(ends)
    assert all(start < end for start, end in zip(starts, ends, strict=True))
    assert set().union(*(range(start, end) for start, end in zip(starts, ends, strict=True))) == set(range(len(text)))


def test_offsets_are_those_of_the_tokenizer_library(tokenizer_file: Path, tokenizer: ByteTokenizer) -> None:
    from tokenizers import Tokenizer

    text = "Zoë 😀👩‍👩‍👧 e\u0301 naïve\u00a0東京 \t\r\n x\x00 Müller"
    theirs = Tokenizer.from_file(str(tokenizer_file)).encode(text, add_special_tokens=False)

    tokens = tokenizer.encode(text)

    assert tokens.ids.tolist() == theirs.ids
    assert list(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)) == theirs.offsets


def test_a_token_with_a_part_of_a_character_covers_all_of_it(tokenizer: ByteTokenizer) -> None:
    tokens = tokenizer.encode("a𐍈b")  # four bytes that the vocabulary does not know together

    assert len(tokens) == 6
    assert tokens.starts.tolist() == [0, 1, 1, 1, 1, 2]
    assert tokens.ends.tolist() == [1, 2, 2, 2, 2, 3]


def test_a_lone_surrogate_counts_as_one_replacement_character(tokenizer: ByteTokenizer) -> None:
    assert tokenizer.encode("a\ud800b").ids.tolist() == tokenizer.encode("a\ufffdb").ids.tolist()
    assert tokenizer.encode("a\ud800b").ends.tolist()[-1] == 3


def test_names_of_special_tokens_are_ordinary_text(tokenizer: ByteTokenizer) -> None:
    tokens = tokenizer.encode("<|endoftext|>")

    assert len(tokens) > 1
    assert 0 not in tokens.ids.tolist()


def test_nothing_is_added_to_a_text(tokenizer_file: Path, tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    template = {
        "type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "<|endoftext|>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
        "special_tokens": {"<|endoftext|>": {"id": "<|endoftext|>", "ids": [0], "tokens": ["<|endoftext|>"]}},
    }
    truncation = {"direction": "Right", "max_length": 2, "strategy": "LongestFirst", "stride": 0}
    path = changed(tokenizer_file, tmp_path, post_processor=template, truncation=truncation)

    assert ByteTokenizer(path).encode("Harry Potter").ids.tolist() == tokenizer.encode("Harry Potter").ids.tolist()


def test_an_empty_text_has_no_tokens(tokenizer: ByteTokenizer) -> None:
    assert len(tokenizer.encode("")) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"normalizer": {"type": "NFC"}},
        {"normalizer": {"type": "Lowercase"}},
        {"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}},
        {"pre_tokenizer": {"type": "Whitespace"}},
    ],
)
def test_a_tokenizer_that_changes_text_is_refused(
    tokenizer_file: Path, tmp_path: Path, changes: dict[str, object]
) -> None:
    with pytest.raises(BadSetup, match="not byte-level"):
        ByteTokenizer(changed(tokenizer_file, tmp_path, **changes))


def test_a_file_that_is_no_tokenizer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")

    with pytest.raises(BadSetup, match=r"tokenizer\.json cannot be read"):
        ByteTokenizer(tmp_path / "tokenizer.json")
