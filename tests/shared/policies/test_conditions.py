"""Every subject with every operator, and what is refused instead of never holding."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import BadValue
from shared.policies.conditions import _OPERATORS, read_condition
from shared.policy import Condition
from tests.shared.policies.doing import one, redacted


def holds(condition, text="Jane Doe", key="person", found=None, **around):
    policy = one(key, {"strategy": "STATIC_REPLACE", "staticReplacement": "#", "condition": condition})
    return "#" in redacted(policy, text, found, **around)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("confidence > 0.5", True),
        ("confidence > 0.9", False),
        ("confidence >= 0.9", True),
        ("confidence => 0.9", True),
        ("confidence < 0.9", False),
        ("confidence <= 0.9", True),
        ("confidence == 0.9", True),
        ("confidence != 0.9", False),
        ("confidence>.5", True),
        ('token == "jane doe"', True),
        ('token == "Mary Poe"', False),
        ('token != "jane doe"', False),
        ('token != "Mary Poe"', True),
        ('token startswith "jane"', True),
        ('token startswith "doe"', False),
        ('token is "JANE DOE"', True),
        ('token is not "jane doe"', False),
        ('token is  not "x"', True),
        ('type == "person"', True),
        ('type == "PER"', True),
        ('type is "person"', True),
        ('type != "person"', False),
        ('context == "ward 7"', True),
        ('context != "ward 7"', False),
        ('context is "other"', False),
        ('confidence > 0.5 and token startswith "j"', True),
        ('confidence > 0.5 AND token == "x"', False),
        ('confidence > 0.5 and confidence < 0.95 and token != "x and y"', True),
        ("", True),
        ("  ", True),
    ],
)
def test_a_condition_holds_or_not(condition, expected):
    assert holds(condition, context_name="ward 7") == expected


@pytest.mark.parametrize(
    ("condition", "text", "expected"),
    [
        ('token is "birthdate"', "born 06/30/1985 there", True),
        ('token is "birthdate"', "died 06/30/1985 there", False),
        ('token is not "birthdate"', "died 06/30/1985 there", True),
        ('token is "deathdate"', "died 06/30/1985 there", True),
        ('token is "birthdate or deathdate"', "died 06/30/1985 there", True),
        ('token is "birthdate or deathdate"', "left 06/30/1985 there", False),
    ],
)
def test_dates_of_birth_and_death_are_known_by_the_words_around(condition, text, expected):
    assert holds(condition, text, "date") == expected


def test_the_window_says_how_many_words_around_count():
    strategy = {"strategy": "STATIC_REPLACE", "staticReplacement": "#", "condition": 'token is "birthdate"'}
    text = "born one two three 06/30/1985"

    assert "#" in redacted(one("date", strategy), text)
    assert "#" not in redacted(one("date", strategy, windowSize=2), text)


@pytest.mark.parametrize(
    ("condition", "text", "expected"),
    [
        ("population < 20000", "03601", True),
        ("population <= 20000", "03601-1234", True),
        ("population > 20000", "03601", False),
        ("population < 20000", "90210", False),
        ("population > 20000", "90210", True),
        ("population >= 20000", "90210", True),
    ],
)
def test_the_population_of_zip_areas_is_known_at_hipaa_s_line(condition, text, expected):
    assert holds(condition, text, "zipCode") == expected


def test_a_classification_is_the_identifier_s_own():
    strategy = {"strategy": "STATIC_REPLACE", "staticReplacement": "#", "condition": 'classification == "mrn"'}
    entries = [
        {"pattern": p, "classification": c, "identifierFilterStrategies": [strategy]}
        for p, c in (("A1", "mrn"), ("B1", "x"))
    ]

    assert redacted({"identifiers": {"identifiers": entries}}, "A1 B1") == "# B1"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('classification == "mrn"', True),
        ('classification != "mrn"', False),
        ('classification != "other"', True),
        ('classification startswith "m"', True),
        ('classification startswith "x"', False),
        ('classification is "mrn"', True),
        ('classification is not "mrn"', False),
        ('classification is not "other"', True),
        ('context startswith "ward"', True),
        ('context startswith "bed"', False),
        ('context is not "ward 7"', False),
        ('context is not "other"', True),
        ('context is "ward 7"', True),
        ('type startswith "i"', True),
        ('type startswith "s"', False),
        ('type is not "id"', False),
        ('type is not "ssn"', True),
        ('type != "ssn"', True),
    ],
)
def test_an_identifier_of_the_policy_s_own_is_asked_by_every_operator(condition, expected):
    strategy = {"strategy": "STATIC_REPLACE", "staticReplacement": "#", "condition": condition}
    entry = {"pattern": "A1", "classification": "mrn", "identifierFilterStrategies": [strategy]}

    assert (redacted({"identifiers": {"identifiers": [entry]}}, "A1", context_name="ward 7") == "#") == expected


def test_no_operator_of_a_subject_is_without_its_test():
    tested = Path(__file__).read_text(encoding="utf-8").replace("=>", ">=").replace("is  not", "is not")
    for subject, operators in _OPERATORS.items():
        for operator in operators:
            assert re.search(rf"{subject} ?{re.escape(operator)} ?[\"0-9.]", tested), f"{subject} {operator}"


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("confidence", "must be clauses"),
        ("confidence >", "must be clauses"),
        ("> 5", "must be clauses"),
        ("confidence > 0.5 or confidence < 0.1", "second strategy"),
        ("confidence > 0.5 and", "must join|must be clauses"),
        ("confidence > 0.5 confidence < 0.6", "must join"),
        ('confidence > "0.5"', "with a number"),
        ("token == 5", "double quotes"),
        ("token == 'x'", "must be clauses"),
        ('token > "5"', "must compare token by"),
        ('confidence startswith "x"', "must compare confidence"),
        ('colour == "x"', "must be about"),
        ("sentiment > 0.5", "sentiment"),
        ("population < 4500", "20000"),
        ("population == 20000", "must compare"),
        ('token == "a', "must be clauses"),
        ("confidence > 50", "from 0 to 1"),
        ('context == "age" > 89', "must join"),
    ],
)
def test_what_cannot_be_evaluated_is_refused(condition, why):
    with pytest.raises(BadValue, match=why):
        read_condition(condition, "here", of_zip_codes=True)


def test_only_zip_codes_have_a_population():
    with pytest.raises(BadValue, match="only ZIP codes"):
        read_condition("population < 20000", "here")


def test_a_refusal_names_the_place_and_not_the_value():
    with pytest.raises(BadValue) as refusal:
        holds('sentinel == "SENTINEL"')

    assert refusal.value.message.startswith("identifiers.person.personFilterStrategies[0].condition ")
    assert "SENTINEL" not in refusal.value.message.replace("sentinel", "")


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["token", "confidence", ">", "is", "not", '"a', '"', "0.5", "and", " "])).map(" ".join)
)
def test_any_text_is_a_condition_or_is_refused(text):
    try:
        conditions = read_condition(text, "here")
    except BadValue:
        return
    assert all(isinstance(condition, Condition) for condition in conditions)
