"""What a policy may not be or ask for is refused in a sentence that names the key, and never a value."""

import json
import re

import pytest

from shared.errors import BadValue, TooLarge
from shared.policies import Sources, read_policy
from shared.policies.reading import MOST_BYTES
from shared.settings import policy_key
from tests.shared.policies.doing import redacted

SSN = {"identifiers": {"ssn": {}}}


def refused(policy, sources=None):
    text = policy if isinstance(policy, str | bytes) else json.dumps(policy)
    with pytest.raises(BadValue) as refusal:
        read_policy(text, *([sources] if sources else []))
    return refusal.value.message


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ("", "is not JSON: line 1"),
        ("[]", "must be an object"),
        ("null", "must be an object"),
        ('"x"', "must be an object"),
        ("{", "is not JSON: line 1, column 2"),
        (b"\xff{}", "byte 0"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": NaN}', "not JSON"),
        ("1" * 5000, "not JSON"),
        ('{"identifiers": {}, "identifiers": {}}', "twice"),
        ("{}", "identifiers must be there"),
        ({"identifiers": []}, "identifiers must be an object"),
        ({"identifiers": {"snn": {}}}, 'identifiers has the key "snn", which is not known. Is ssn meant?'),
        ({**SSN, "identifers": {}}, 'The policy has the key "identifers"'),
        ({"identifiers": {"ssn": {"ssnFilterStrategy ": []}}}, 'identifiers.ssn has the key "ssnFilterStrategy "'),
        ({"identifiers": {"ssn": {"onlyValidDates": True}}}, "onlyValidDates"),
        ({"identifiers": {"ssn": []}}, "identifiers.ssn must be an object"),
        ({"identifiers": {"ssn": {"enabled": "maybe"}}}, "identifiers.ssn.enabled must be true or false"),
        ({"identifiers": {"ssn": {"windowSize": 1.5}}}, "windowSize must be a whole number"),
        ({"identifiers": {"ssn": {"windowSize": -1}}}, "windowSize must lie between"),
        ({"identifiers": {"ssn": {"ignored": "x"}}}, "ignored must be a list"),
        ({"identifiers": {"ssn": {"ignored": [1]}}}, "ignored must be a list of strings"),
        ({"identifiers": {"ssn": {"ignoredPatterns": ["("]}}}, "ignoredPatterns[0].pattern"),
        ({"identifiers": {"identifiers": [{"pattern": "("}]}}, "identifiers.identifiers[0].pattern"),
        ({"identifiers": {"identifiers": [{"pattern": "a", "groupNumber": 2}]}}, "0 groups, not 2"),
        ({"identifiers": {"identifiers": [{"pattern": "a" * 5000}]}}, "at most 4000"),
        (
            {"identifiers": {"identifiers": [{"validator": "mod11"}]}},
            "validator is not known here, or lacks its variant",
        ),
        ({"identifiers": {"identifiers": [{"validator": {"name": "luhn", "params": {"x": 1}}}]}}, "params.x"),
        ({"identifiers": {"dictionaries": [{"terms": ["a"], "sensitivity": "extreme"}]}}, "sensitivity"),
        (
            {"identifiers": {"sections": [{"startPattern": "a"}]}},
            "endPattern must be a regular expression, and is empty",
        ),
        ({"identifiers": {"sections": [{"startPattern": "(?:", "endPattern": ")"}]}}, "startPattern"),
        (
            {
                "identifiers": {
                    "dictionaries": [{"terms": [f"term{n}" for n in range(m)], "fuzzy": True} for m in (600, 601)]
                }
            },
            "identifiers.dictionaries must have at most 1000 fuzzy terms in all; they have 1201",
        ),
        ({"identifiers": {"identifiers": [{}] * 1001}}, "identifiers.identifiers must have at most 1000 entries"),
        ({"identifiers": {"medicalCondition": {}}}, "identifiers.medicalCondition finds illnesses"),
        ({"identifiers": {"hospitalAbbreviation": {}}}, "identifiers.hospitalAbbreviation finds abbreviations"),
        (
            {"identifiers": {"person": {"phEyeConfiguration": {"endpoint": "http://x"}}}},
            "phEyeConfiguration.endpoint asks",
        ),
        (
            {"identifiers": {"pheyes": [{"phEyeConfiguration": {"endpoint": "http://x"}}]}},
            "pheyes[0].phEyeConfiguration.endpoint",
        ),
        ({"identifiers": {"person": {"phEyeConfiguration": {"labels": ["LOC"]}}}}, "labels must be PER"),
        ({"identifiers": {"person": {"thresholds": {"LOC": 0.5}}}}, "LOC must be PER"),
        ({"identifiers": {"person": {"model": "x.onnx"}}}, "identifiers.person.model names another model"),
        (
            {"identifiers": {"person": {}, "pheyes": [{}]}},
            "identifiers.person and pheyes speak of people more than once",
        ),
        ({**SSN, "generators": {"a": {"type": "ollama"}}}, "generators call models"),
        ({**SSN, "config": {"analysis": {"sentiment": {"enabled": True}}}}, "config.analysis.sentiment"),
        ({**SSN, "config": {"analysis": {"offensiveness": True}}}, "config.analysis.offensiveness"),
        ({**SSN, "config": {"pdf": {"redactionColor": "puce"}}}, "config.pdf.redactionColor is none of"),
        ({**SSN, "config": {"pdf": {"dpi": 100000}}}, "config.pdf.dpi must lie between"),
        ({**SSN, "config": {"splitting": {"threshold": "many"}}}, "threshold must be a number"),
        ({**SSN, "graphical": {"boundingBoxes": [{"page": 0}]}}, "graphical.boundingBoxes[0].page"),
        ({**SSN, "graphical": {"boundingBoxes": [{"z": 1}]}}, 'the key "z"'),
        ({**SSN, "name": "x" * 101}, "name must be at most 100"),
        ({**SSN, "name": "\ud800"}, "name must be text"),
        ({**SSN, "ignored": [{"words": []}]}, 'ignored[0] has the key "words"'),
        ({**SSN, "x" * 200: 1}, "x" * 60 + "…"),
    ],
)
def test_a_policy_that_is_wrong_is_refused_by_the_key(policy, message):
    assert message in refused(policy)


def test_a_refusal_repeats_no_value():
    for policy in (
        {"identifiers": {"identifiers": [{"pattern": "(SENTINEL"}]}},
        {"identifiers": {"ssn": {"ssnFilterStrategies": [{"strategy": "SENTINEL"}]}}},
        {"identifiers": {"ssn": {"ignored": [{"a": "SENTINEL"}]}}},
        {**SSN, "crypto": {"key": "env:SENTINEL"}},
        {**SSN, "ignored": [{"files": ["../SENTINEL"]}]},
    ):
        assert "SENTINEL" not in refused(policy)


def test_a_policy_past_the_limit_is_refused_with_the_number():
    with pytest.raises(TooLarge, match="2 MB"):
        read_policy(" " * (MOST_BYTES + 1))


def test_a_key_is_quoted_without_what_does_not_print():
    assert "\x1b" not in refused({**SSN, "\x1b[31m": 1})


@pytest.mark.parametrize(
    "policy",
    [
        {
            "name": None,
            "identifiers": {"ssn": None, "age": {"ageFilterStrategies": None}},
            "ignored": None,
            "crypto": None,
        },
        {"identifiers": {}, "metadata": {"description": "x", "tags": [1]}, "domain": "health"},
        {"identifiers": {"medicalCondition": {"enabled": False}}},
        {"identifiers": {"person-v2": {}, "person-v3": {"enabled": False}}},
        {**SSN, "config": {"splitting": {"enabled": True, "threshold": 384, "method": "newline", "overlap": 10}}},
        {
            **SSN,
            "config": {"analysis": {"identification": True, "sentiment": {"enabled": False}, "offensiveness": False}},
        },
        {**SSN, "config": {"pdf": {"enabled": "red", "showReplacement": "true", "scale": 0.5}}},
        {"identifiers": {"ssn": {"priority": 3, "windowSize": "4", "id": "x", "enabled": "true"}}},
        {"identifiers": {"city": {"fuzzy": True, "sensitivity": "LOW", "capitalized": False}}},
        {
            "identifiers": {
                "person": {"removePunctuation": True, "phEyeConfiguration": {"timeout": 5, "labels": ["PER"]}}
            }
        },
    ],
)
def test_what_other_programs_write_is_read(policy):
    read_policy(json.dumps(policy))
    read_policy("\ufeff" + json.dumps(policy))
    read_policy(json.dumps(policy).encode())


def test_pages_carry_what_the_policy_says_of_them():
    policy = read_policy(
        json.dumps(
            {
                **SSN,
                "graphical": {
                    "boundingBoxes": [{"page": 2, "x": 1, "y": 2, "w": 3, "h": 4, "color": "red"}, {"enabled": False}]
                },
                "config": {
                    "pdf": {
                        "redactionColor": "Yellow",
                        "showReplacement": True,
                        "dpi": 72,
                        "preserveUnredactedPages": True,
                    }
                },
            }
        )
    )

    [area] = policy.areas
    assert (area.page, area.x, area.y, area.width, area.height, area.color) == (2, 1, 2, 3, 4, "red")
    assert (policy.drawing.color, policy.drawing.show_replacement, policy.drawing.dpi) == ("yellow", True, 72)
    assert policy.drawing.keep_untouched_pages


def test_a_policy_is_versioned_by_its_text():
    assert read_policy('{"identifiers": {}}').digest != read_policy('{"identifiers": {} }').digest
    assert re.fullmatch("[0-9a-f]{64}", read_policy('{"identifiers": {}}').digest)


@pytest.fixture
def lists(tmp_path):
    (tmp_path / "secret.txt").write_text("outside\n")
    folder = tmp_path / "lists"
    (folder / "sub").mkdir(parents=True)
    (folder / "names.txt").write_text("Heron\n\n  \nProject X\r\n", encoding="utf-8")
    (folder / "sub" / "more.txt").write_text("Falcon", encoding="utf-8-sig")
    (folder / "latin.txt").write_bytes(b"M\xfcller")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return Sources(folder)


def test_terms_come_from_files_in_the_folder_of_lists(lists):
    policy = {
        "identifiers": {
            "dictionaries": [{"files": ["names.txt", "sub/more.txt"]}],
            "person": {"ignoredFiles": ["sub/more.txt"]},
        },
        "ignored": [{"files": ["names.txt"]}],
    }

    assert (
        redacted(policy, "Heron, Falcon, Project X", sources=lists)
        == "Heron, {{{REDACTED-custom-dictionary}}}, Project X"
    )


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "/etc/passwd",
        "sub/../../secret.txt",
        "link.txt",
        "",
        ".",
        "sub",
        "nothere.txt",
        "a\0b",
        "..\\secret.txt",
        "latin.txt",
        "x" * 5000,
        "~/x",
    ],
)
def test_no_file_outside_the_folder_can_be_read(lists, name):
    message = refused({"identifiers": {"dictionaries": [{"files": [name]}]}}, lists)

    assert message.startswith("identifiers.dictionaries[0].files: ")
    assert "outside" not in message


def test_without_a_folder_no_list_is_read():
    assert "cannot be read here" in refused({**SSN, "ignored": [{"files": ["names.txt"]}]})


def test_keys_come_from_the_environment_only_by_their_prefix(monkeypatch):
    monkeypatch.setenv("BLACKBAR_KEY_CLINIC", "00112233445566778899aabbccddeeff")
    monkeypatch.setenv("OTHER_SECRET", "00112233445566778899aabbccddeeff")
    sources = Sources(key=policy_key)
    policy = {"identifiers": {"ssn": {"ssnFilterStrategies": [{"strategy": "CRYPTO_REPLACE"}]}}}

    for reference in ("env:BLACKBAR_KEY_CLINIC", "${BLACKBAR_KEY_CLINIC}"):
        assert redacted({**policy, "crypto": {"key": reference}}, "123-45-6789", sources=sources).startswith("{{")
    for reference in (
        "env:OTHER_SECRET",
        "${OTHER_SECRET}",
        "env:",
        "${}",
        "env:PATH",
        "env:BLACKBAR_KEY",
        "env:BLACKBAR_KEY_x",
    ):
        assert "only names that begin with BLACKBAR_KEY_" in refused({**policy, "crypto": {"key": reference}}, sources)
    assert "has no such key" in refused({**policy, "crypto": {"key": "env:BLACKBAR_KEY_NONE"}}, sources)


@pytest.mark.parametrize("key", ["redactionFormat", "staticReplacement", "maskCharacter", "truncateCharacter"])
def test_nothing_but_keys_may_come_from_the_environment(monkeypatch, key):
    monkeypatch.setenv("BLACKBAR_KEY_CLINIC", "x")
    policy = {"identifiers": {"ssn": {"ssnFilterStrategies": [{key: "${BLACKBAR_KEY_CLINIC}"}]}}}

    assert f"{key} asks for something of the environment" in refused(policy, Sources(key=policy_key))
