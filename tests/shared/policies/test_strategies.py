"""Every strategy gives what Philter documents; where it falls back in silence, the policy is refused instead."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from shared.errors import BadValue
from shared.policies import Sources, read_policy
from shared.policies.strategies import STRATEGIES
from shared.replacements.encryption import decipher, decrypt
from tests.shared.policies.doing import filtered, one, redacted

KEY = "9EE7A356FDFE43F069500B0086758346E66D8583E0CE1CFCA04E50F67ECCE5D1"
IV = "B674D3B8F1C025AEFF8F6D5FA1AEAD3A"
FPE = {"key": "EF4359D8D580AA4F7F036D6F04FC6A94", "tweak": "D8E7920AFA330A73"}


def became(key, text, found=None, top=None, **strategy):
    return redacted({**one(key, strategy), **(top or {})}, text, found)


def identified(text, top=None, **strategy):
    policy = {
        "identifiers": {
            "identifiers": [{"pattern": ".+", "classification": "note", "identifierFilterStrategies": [strategy]}]
        }
    }
    return redacted({**policy, **(top or {})}, text)


@pytest.mark.parametrize(
    ("strategy", "text", "expected"),
    [
        ({}, "abc", "{{{REDACTED-id}}}"),
        ({"strategy": "REDACT"}, "abc", "{{{REDACTED-id}}}"),
        ({"strategy": "redact"}, "abc", "{{{REDACTED-id}}}"),
        ({"strategy": "REDACT", "redactionFormat": "<%t|%l|%v>"}, "a%tb", "<id|note|a%tb>"),
        ({"strategy": "MASK"}, "abcdef", "******"),
        ({"strategy": "MASK", "maskCharacter": "#", "maskLength": "SAME"}, "abc", "###"),
        ({"strategy": "MASK", "maskLength": 8}, "abc", "********"),
        ({"strategy": "MASK", "maskLength": "3"}, "abcdef", "***"),
        ({"strategy": "MASK", "maskLength": 0}, "abcdefgh", "*****"),
        ({"strategy": "MASK", "maskLength": "-1"}, "abcdefgh", "*****"),
        ({"strategy": "LAST_4"}, "123-45-6789", "6789"),
        ({"strategy": "LAST_4"}, "789", "***"),
        ({"strategy": "STATIC_REPLACE", "staticReplacement": "whoa"}, "abc", "whoa"),
        ({"strategy": "STATIC_REPLACE"}, "abc", ""),
        ({"strategy": "HASH_SHA256_REPLACE"}, "abc", hashlib.sha256(b"abc").hexdigest()),
        ({"strategy": "TRUNCATE"}, "4121742025292465", "4121************"),
        ({"strategy": "TRUNCATE", "truncateLeaveCharacters": 2, "truncateCharacter": "#"}, "abcdef", "ab####"),
        ({"strategy": "TRUNCATE", "truncateDirection": "TRAILING"}, "4121742025292465", "************2465"),
        ({"strategy": "ABBREVIATE"}, "john q smith", "JQS"),
        ({"strategy": "MAP_REPLACE", "mappings": {"ABC": "x", "abd": "y"}}, "abc", "x"),
        ({"strategy": "MAP_REPLACE", "mappings": {"ABC": "x"}, "caseSensitive": True}, "abc", "{{{REDACTED-id}}}"),
        ({"strategy": "MAP_REPLACE", "mappings": {}, "fallbackStrategy": "MASK"}, "abc", "***"),
        (
            {"strategy": "RANDOM_REPLACE", "anonymizationMethod": "FROM_LIST", "anonymizationCandidates": ["q"]},
            "abc",
            "q",
        ),
    ],
)
def test_a_strategy_gives_its_documented_result(strategy, text, expected):
    assert identified(text, **strategy) == expected


@pytest.mark.parametrize(
    ("text", "strategy", "expected"),
    [
        ("90210", {"strategy": "TRUNCATE", "truncateDigits": 2}, "90***"),
        ("90210", {"strategy": "TRUNCATE", "truncateDigits": 3}, "902**"),
        ("90210", {"strategy": "TRUNCATE"}, "90***"),
        ("90210", {"strategy": "TRUNCATE", "truncateLeaveCharacters": 4}, "9021*"),
        ("90210", {"strategy": "ZERO_LEADING"}, "00010"),
        ("90210-0110", {"strategy": "ZERO_LEADING"}, "00010"),
    ],
)
def test_zip_codes_have_their_own(text, strategy, expected):
    assert became("zipCode", text, **strategy) == expected


@pytest.mark.parametrize(
    ("text", "strategy", "expected"),
    [
        ("06/30/1985", {"strategy": "TRUNCATE_TO_YEAR"}, "1985"),
        ("06/30/1985", {"strategy": "SHIFT", "shiftDays": 1}, "07/01/1985"),
        ("June 30, 1985", {"strategy": "SHIFT", "shiftDays": 10, "shiftMonths": 1, "shiftYears": -2}, "August 9, 1983"),
        ("1985-06-30", {"strategy": "SHIFT", "shiftYears": 15}, "2000-06-30"),
        ("02/31/2019", {"strategy": "SHIFT", "shiftDays": 1}, "{{{REDACTED-date}}}"),
        ("02/31/2019", {"strategy": "TRUNCATE_TO_YEAR", "redactionFormat": "<%t>"}, "<date>"),
        ("02/31/2019", {"strategy": "RELATIVE"}, "{{{REDACTED-date}}}"),
        ("01/01/2999", {"strategy": "RELATIVE"}, "{{{REDACTED-date}}}"),
    ],
)
def test_dates_have_their_own(text, strategy, expected):
    assert became("date", text, {text: "private_date"}, **strategy) == expected


def test_a_relative_date_says_how_long_ago_it_was():
    year, month = divmod(date.today().year * 12 + date.today().month - 1 - (10 * 12 + 2), 12)

    assert became("date", f"{month + 1:02}/01/{year}", strategy="RELATIVE") == "10 years 2 months ago"
    assert became(
        "date", "01/01/2999", {"01/01/2999": "private_date"}, strategy="RELATIVE", futureDates=True
    ).startswith("in ")


def test_a_random_shift_goes_back_by_months_and_keeps_the_form():
    shifted = became("date", "06/30/1985", strategy="SHIFT", shiftRandom=True)

    assert re.fullmatch(r"\d\d/\d\d/198[234]", shifted)


def test_a_salt_is_told():
    decision = filtered(one("ssn", {"strategy": "HASH_SHA256_REPLACE", "salt": True}), "123-45-6789").decision
    [redaction] = decision.redactions

    assert re.fullmatch("[A-Za-z0-9]{16}", redaction.salt)
    assert redaction.replacement == hashlib.sha256(b"123-45-6789" + redaction.salt.encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "sealed"), [("asdf", "r6cPN50ikH9qBZD0FNPG2g=="), ("346596542547526", "5G4lCAQADM68uvVumZ9Lxw==")]
)
def test_philter_s_vectors_of_aes_hold(text, sealed):
    assert identified(text, {"crypto": {"key": KEY, "iv": IV}}, strategy="CRYPTO_REPLACE") == "{{" + sealed + "}}"


def test_without_an_iv_equal_texts_are_sealed_differently_and_open_with_the_key():
    sealed = [identified("asdf", {"crypto": {"key": KEY}}, strategy="CRYPTO_REPLACE") for _ in range(2)]

    assert sealed[0] != sealed[1]
    assert [decrypt(KEY)(each) for each in sealed] == ["asdf", "asdf"]


def test_philter_s_vector_of_ff3_holds_and_punctuation_stays():
    assert identified("890121234567890000", {"fpe": FPE}, strategy="FPE_ENCRYPT_REPLACE") == "750918814058654607"
    enciphered = identified("890-121-234", {"fpe": FPE}, strategy="FPE_ENCRYPT_REPLACE")
    assert re.fullmatch(r"\d{3}-\d{3}-\d{3}", enciphered)
    assert decipher(**FPE)(enciphered) == "890-121-234"


@pytest.mark.parametrize("text", ["12345", "1" * 57])
def test_what_the_cipher_cannot_take_is_redacted(text):
    assert identified(text, {"fpe": FPE}, strategy="FPE_ENCRYPT_REPLACE") == "{{{REDACTED-id}}}"


def test_a_uuid_stands_for_the_same_text_alike():
    policy = one("person", {"strategy": "RANDOM_REPLACE", "anonymizationMethod": "UUID"})
    first, second, other = redacted(policy, "Jane Doe|Jane Doe|Mary Poe").split("|")

    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", first)
    assert first == second != other


@pytest.mark.parametrize(
    ("key", "text", "shape"),
    [
        ("person", "Jane Doe", r"\w[\w'-]+ \w[\w'-]+.*"),
        ("emailAddress", "jane@doe.example", r"\S+@example\.org"),
        ("ssn", "123-45-6789", r"\d{3}-\d{2}-\d{4}"),
        ("date", "06/30/1985", r"\d\d/\d\d/\d{4}"),
        ("ipAddress", "192.168.1.101", r"198\.1[89]\.\d+\.\d+"),
    ],
)
def test_a_random_value_is_of_the_same_kind(key, text, shape):
    value = became(key, text, strategy="RANDOM_REPLACE")

    assert value != text
    assert re.fullmatch(shape, value)


def test_mappings_may_come_from_files_and_those_of_the_policy_go_first(tmp_path):
    (tmp_path / "names.tsv").write_text("abc\tfrom file\nabd\talso\n", encoding="utf-8")
    strategy = {"strategy": "MAP_REPLACE", "mappingFiles": ["names.tsv"], "mappings": {"abd": "from policy"}}
    policy = {"identifiers": {"identifiers": [{"pattern": "ab.", "identifierFilterStrategies": [strategy]}]}}

    assert redacted(policy, "abc abd abe", sources=Sources(tmp_path)) == "from file from policy {{{REDACTED-id}}}"


def test_the_first_strategy_whose_condition_holds_is_the_one_and_without_any_the_text_stays():
    policy = one(
        "zipCode",
        {"strategy": "STATIC_REPLACE", "staticReplacement": "nine", "condition": 'token startswith "9"'},
        {"strategy": "STATIC_REPLACE", "staticReplacement": "one", "condition": 'token startswith "1"'},
    )
    result = filtered(policy, "90210, 10001, 20001")

    assert result.redacted == "nine, one, 20001"
    assert [result.text[s.start : s.end] for s in result.decision.kept] == ["20001"]


def test_an_alert_is_raised_where_the_condition_of_its_strategy_holds():
    policy = one("person", {"id": "s1", "alert": True, "condition": 'token == "jane doe"'}, {"id": "s2"})
    decision = filtered(policy, "Jane Doe and Mary Poe").decision

    assert [(t.strategy, t.alert) for t in decision.treatments] == [("s1", True), ("s2", False)]


def test_scope_document_agrees_within_a_document_and_scope_context_across():
    def names(scope, **around):
        return redacted(
            one("person", {"strategy": "RANDOM_REPLACE", "replacementScope": scope}), "Jane Doe|Jane Doe", **around
        ).split("|")

    key = {"context": b"k" * 32, "context_name": "c"}
    assert len(set(names("DOCUMENT"))) == 1
    assert names("DOCUMENT", **key) != names("DOCUMENT", **key)
    assert names("CONTEXT", **key) == names("CONTEXT", **key)
    assert names("CONTEXT", **key) != names("CONTEXT", context=b"o" * 32, context_name="d")
    assert names("CONTEXT") != names("CONTEXT")  # no context: strangers share nothing


@pytest.mark.parametrize(
    ("key", "strategy"),
    [
        ("ssn", "SHIFT"),
        ("ssn", "TRUNCATE_TO_YEAR"),
        ("ssn", "RELATIVE"),
        ("ssn", "ZERO_LEADING"),
        ("date", "LAST_4"),
        ("date", "ABBREVIATE"),
        ("date", "MAP_REPLACE"),
        ("date", "FPE_ENCRYPT_REPLACE"),
        ("zipCode", "LAST_4"),
        ("zipCode", "ABBREVIATE"),
        ("zipCode", "SHIFT"),
        ("ssn", "SHIFT_DATE"),
        ("ssn", "HASH"),
        ("ssn", ""),
    ],
)
def test_a_strategy_that_a_filter_cannot_have_is_refused_where_philter_falls_back(key, strategy):
    with pytest.raises(BadValue, match=rf"^identifiers\.{key}\.{key}FilterStrategies\[0\]\.strategy is"):
        became(key, "x", strategy=strategy)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"strategy": "CRYPTO_REPLACE"}, "crypto.key"),
        ({"strategy": "FPE_ENCRYPT_REPLACE"}, "fpe.key"),
        ({"strategy": "MASK", "maskCharacter": "ab"}, "one character"),
        ({"strategy": "MASK", "maskLength": "some"}, "maskLength"),
        ({"strategy": "TRUNCATE", "truncateLeaveCharacters": 0}, "truncateLeaveCharacters"),
        ({"strategy": "TRUNCATE", "truncateDirection": "UP"}, "truncateDirection"),
        ({"strategy": "RANDOM_REPLACE", "anonymizationMethod": "FROM_LIST"}, "anonymizationCandidates"),
        ({"strategy": "MAP_REPLACE", "generator": "llm"}, "generator"),
        ({"strategy": "MAP_REPLACE", "fallbackStrategy": "MAP_REPLACE"}, "fallbackStrategy"),
        ({"strategy": "MAP_REPLACE", "mappings": {"a": 1}}, "mappings.a"),
        ({"strategy": "REDACT", "replacementScope": "WORLD"}, "replacementScope"),
        ({"strategy": "REDACT", "staticReplacment": "x"}, "Is staticReplacement meant"),
        ({"strategy": 4}, "strategy must be a string"),
    ],
)
def test_parameters_that_cannot_be_used_are_refused_by_name(options, named):
    with pytest.raises(BadValue, match=re.escape(named)):
        became("ssn", "x", **options)


def test_parameters_of_other_strategies_are_read_past_as_serializers_write_them_all():
    strategy = {
        "id": "1",
        "strategy": "REDACT",
        "redactionFormat": "#",
        "replacementScope": "DOCUMENT",
        "staticReplacement": "",
        "maskCharacter": "*",
        "maskLength": "SAME",
        "condition": "",
        "alert": False,
        "salt": False,
        "truncateDigits": 2,
        "truncateLeaveCharacters": 4,
        "truncateCharacter": "*",
        "truncateDirection": "LEADING",
        "shiftDays": 0,
        "shiftMonths": 0,
        "shiftYears": 0,
        "shiftRandom": False,
        "futureDates": False,
        "anonymizationMethod": "REALISTIC",
        "mappings": {},
        "anonymizationCandidates": [],
        "mappingFiles": [],
        "caseSensitive": False,
        "generator": None,
        "fallbackStrategy": None,
        "color": "red",
    }

    assert became("ssn", "123-45-6789", **strategy) == "#"


def test_every_strategy_is_in_some_test_above():
    tested = Path(__file__).read_text(encoding="utf-8")

    assert all(f'"{name}"' in tested for name in STRATEGIES)


def test_crypto_keys_that_are_none_are_refused_without_being_repeated():
    with pytest.raises(BadValue, match="written in hex") as refusal:
        became("ssn", "x", top={"crypto": {"key": "SENTINEL"}}, strategy="CRYPTO_REPLACE")

    assert "SENTINEL" not in refusal.value.message
    assert "SENTINEL" not in repr(read_policy('{"identifiers": {}, "crypto": {"key": "SENTINEL"}}'))
