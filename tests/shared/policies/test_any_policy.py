"""Any JSON is a policy or is refused: never another error, never a hang."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import BadInput
from shared.policies import read_policy
from shared.policies.identifiers import IDENTIFIERS
from shared.policies.strategies import STRATEGIES
from shared.policy import Policy
from tests.shared.policies.doing import redacted

WORDS = sorted(
    {
        "name",
        "config",
        "crypto",
        "fpe",
        "identifiers",
        "ignored",
        "ignoredPatterns",
        "graphical",
        "boundingBoxes",
        "splitting",
        "pdf",
        "postFilters",
        "analysis",
        "generators",
        "pheyes",
        "dictionaries",
        "sections",
        "pattern",
        "terms",
        "files",
        "startPattern",
        "endPattern",
        "validator",
        "params",
        "key",
        "iv",
        "tweak",
        "condition",
        "strategy",
        "redactionFormat",
        "maskCharacter",
        "maskLength",
        "mappings",
        "enabled",
        "windowSize",
        "groupNumber",
        "phEyeConfiguration",
        "thresholds",
        "identifierFilterStrategies",
        "customFilterStrategies",
        "sectionFilterStrategies",
        "page",
        "x",
        "dpi",
        *IDENTIFIERS,
        *(f"{key}FilterStrategies" for key in IDENTIFIERS),
    }
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        [*STRATEGIES, "(a+)+$", "((((", "env:PATH", "${HOME}", "../x", "SAME", 'token == "a"', "luhn", "\ud800", "red"]
    ),
)
JSON = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=8), inner, max_size=5)
    ),
    max_leaves=25,
)


def is_read_or_refused(text):
    try:
        policy = read_policy(text)
    except BadInput as refusal:
        assert refusal.message
        assert len(refusal.message) < 1200
        return None
    assert isinstance(policy, Policy)
    return policy


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=8), JSON, max_size=6))
def test_any_json_is_a_policy_or_is_refused(value):
    is_read_or_refused(json.dumps(value))


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(sorted(IDENTIFIERS)), st.dictionaries(st.sampled_from(WORDS), JSON, max_size=4), max_size=3
    )
)
def test_any_filters_are_a_policy_or_are_refused(identifiers):
    is_read_or_refused(json.dumps({"identifiers": identifiers}))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(IDENTIFIERS)),
    st.sampled_from(sorted(STRATEGIES)),
    st.dictionaries(st.sampled_from(WORDS), VALUES, max_size=3),
)
def test_any_strategy_that_is_read_can_be_carried_out(key, strategy, parameters):
    policy = {"identifiers": {key: {f"{key}FilterStrategies": [{**parameters, "strategy": strategy}]}}}
    if is_read_or_refused(json.dumps(policy)) is not None:
        redacted(policy, "Jane Doe 123-45-6789 90210 06/30/1985 02/31/2019", {"02/31/2019": "private_date"})


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_text_is_a_policy_or_is_refused(text):
    is_read_or_refused(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"identifiers":' * 50_000,
        '{"identifiers": {"identifiers": [' + ",".join(['{"pattern": "(a+)+$"}'] * 1_000) + "]}}",
        '{"identifiers": {"dictionaries": [{"terms": [' + ",".join(['"aaaa"'] * 99_000) + "]}]}}",
        '{"identifiers": {"ssn": {"windowSize": 1e400}}}',
        '{"identifiers": {"ssn": {"ssnFilterStrategies": [{"strategy": "MAP_REPLACE", "mappings": {'
        + ",".join(f'"{n}": ""' for n in range(90_000))
        + "}}]}}}",
        '{"identifiers": {' + ",".join(f'"{n}": {{}}' for n in range(90_000)) + "}}",
        '{"identifiers": {"identifiers": [{"pattern": "' + "(" * 3_999 + '"}]}}',
        '{"identifiers": {"identifiers": [{"pattern": "((((a{1,900}){1,900}){1,900}){1,900})"}]}}',
    ],
    ids=["deep", "many patterns", "many terms", "infinity", "mappings", "keys", "brackets", "counts"],
)
def test_a_hostile_policy_is_soon_read_or_refused(text):
    is_read_or_refused(text)
