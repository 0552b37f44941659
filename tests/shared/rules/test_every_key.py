"""Each format of the table: what it describes is found, and begins or is spelled as the table says."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.rules import find
from shared.rules.keys import _FORMATS
from tests.shared.rules.drawn import HEX, KEY

LONE = [(hint, pattern) for hint, pattern in _FORMATS if not pattern.startswith("(?<=")]
"""Those that need nothing before them."""
SAMPLE = re.compile(r"example|xxxx|your|placeholder|dummy|redacted|\.\.\.|\*\*\*|0{8}|insert|replace", re.IGNORECASE)


LOOK = re.compile(r"\(\?[=!](?:[^()]|\([^()]*\))*\)")
"""A look ahead, which a drawn key is held against and not made from."""


def likely(key: str) -> bool:
    return len(set(key)) > 10 and not SAMPLE.search(key) and not key.endswith("-")


@pytest.mark.parametrize(("hint", "pattern"), LONE, ids=[hint for hint, _ in LONE])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_key_of_the_format_is_found(hint: str, pattern: str, data: st.DataObject) -> None:
    drawn = st.from_regex(re.compile(LOOK.sub("", pattern), re.ASCII), fullmatch=True)
    key = data.draw(drawn.filter(likely).filter(re.compile(pattern, re.ASCII).fullmatch))
    before = "rotate "
    text = f"{before}{key} today"

    assert hint in key
    covered = [span for span in find(text) if span.start <= len(before) and span.end >= len(before) + len(key)]
    assert covered and covered[0].label == "secret"


@pytest.mark.parametrize(("hint", "pattern"), _FORMATS, ids=[hint for hint, _ in _FORMATS])
def test_what_stands_where_a_key_begins_is_none(hint: str, pattern: str) -> None:
    for text in (hint, f"{hint} {hint}", f"{hint}.{hint}", f"see {hint} in the docs"):
        assert not [span for span in find(text) if span.kind == "api_key"]


def test_no_format_takes_a_hash_or_a_word_for_a_key() -> None:
    for text in (HEX, f"{HEX}{HEX}", f"sha256:{HEX}{HEX}", KEY, "internationalization-of-everything_and_more"):
        assert not [span for span in find(f"built {text} today") if span.kind == "api_key"]
