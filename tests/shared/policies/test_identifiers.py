"""Every identifier of the format finds what Philter documents for it, and calls it by Philter's name."""

import pytest

from shared.policies import filter_type
from shared.policies.identifiers import IDENTIFIERS
from tests.shared.policies.doing import filtered, one, redacted

EVERY_IDENTIFIER = [
    ("age", "patient is 61 years old today", "61 years old", "age", {}),
    ("bankRoutingNumber", "routing 111000025 today", "111000025", "bank-routing-number", {}),
    (
        "bitcoinAddress",
        "send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa today",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "bitcoin-address",
        {},
    ),
    ("city", "in Springfield today", "Springfield", "city", {"Springfield": "private_address"}),
    ("county", "in Fayette County today", "Fayette County", "county", {}),
    ("creditCard", "paid by 4111 1111 1111 1111 today", "4111 1111 1111 1111", "credit-card", {}),
    ("currency", "owes $1,250.50 today", "$1,250.50", "currency", {}),
    ("currency", "owes 50 EUR today", "50 EUR", "currency", {}),
    ("date", "on 1999-12-31 there", "1999-12-31", "date", {}),
    ("date", "on Christmas Eve there", "Christmas Eve", "date", {"Christmas Eve": "private_date"}),
    ("driversLicense", "number F1234567 today", "F1234567", "drivers-license-number", {}),
    ("ein", "employer 12-3456789 today", "12-3456789", "ein", {}),
    ("emailAddress", "to jane@doe.example today", "jane@doe.example", "email-address", {}),
    ("firstName", "met Jane Doe today", "Jane", "first-name", {}),
    ("surname", "met Jane Doe today", "Doe", "surname", {}),
    ("hospital", "at Wyoming General Hospital today", "Wyoming General Hospital", "hospital", {}),
    ("ibanCode", "to GB82 WEST 1234 5698 7654 32 today", "GB82 WEST 1234 5698 7654 32", "iban-code", {}),
    ("ipAddress", "from 192.168.1.101 today", "192.168.1.101", "ip-address", {}),
    ("ipAddress", "from 127.0.0.1 today", "127.0.0.1", "ip-address", {}),
    (
        "ipAddress",
        "from 2001:db8:3333:4444:5555:6666:7777:8888 now",
        "2001:db8:3333:4444:5555:6666:7777:8888",
        "ip-address",
        {},
    ),
    ("macAddress", "card 00:1b:63:84:45:e6 today", "00:1b:63:84:45:e6", "mac-address", {}),
    ("passportNumber", "travels on C01234567 today", "C01234567", "passport-number", {}),
    ("person", "met Jane Doe today", "Jane Doe", "person", {}),
    ("phoneNumber", "call 304-555-5555 today", "304-555-5555", "phone-number", {}),
    ("phoneNumber", "call +49 30 901820 today", "+49 30 901820", "phone-number", {}),
    ("phoneNumberExtension", "dial x100 today", "x100", "phone-number-extension", {}),
    ("physicianName", "saw Dr. Jane Doe today", "Jane Doe", "physician-name", {}),
    ("physicianName", "saw Jane Doe, MD today", "Jane Doe", "physician-name", {}),
    ("ssn", "has 123-45-6789 today", "123-45-6789", "ssn", {}),
    ("ssn", "has 123456789 today", "123456789", "ssn", {}),
    ("ssn", "has 123 45 6789 today", "123 45 6789", "ssn", {}),
    ("ssn", "has 12-3456789 today", "12-3456789", "ssn", {}),
    ("state", "lives in Delaware today", "Delaware", "state", {}),
    ("stateAbbreviation", "lives in DE today", "DE", "state-abbreviation", {}),
    (
        "streetAddress",
        "at 100 Main Street today",
        "100 Main Street",
        "street-address",
        {"100 Main Street": "private_address"},
    ),
    ("trackingNumber", "parcel 1Z9YF1280343418566 today", "1Z9YF1280343418566", "tracking-number", {}),
    ("trackingNumber", "parcel 9400100000000000000000 today", "9400100000000000000000", "tracking-number", {}),
    ("url", "see https://www.example.net/a?b=c today", "https://www.example.net/a?b=c", "url", {}),
    ("vin", "drives 1HGCM82633A004352 today", "1HGCM82633A004352", "vin", {}),
    ("zipCode", "in 90210 today", "90210", "zip-code", {}),
    ("zipCode", "in 90210-0110 today", "90210-0110", "zip-code", {}),
    (
        "address",
        "at 1 Elm Road, Hull today",
        "1 Elm Road, Hull",
        "street-address",
        {"1 Elm Road, Hull": "private_address"},
    ),
    ("accountNumber", "card 4111 1111 1111 1111 today", "4111 1111 1111 1111", "credit-card", {}),
    ("secret", "key SENTINEL-1 today", "SENTINEL-1", "secret", {}),
    ("socialHandle", "follow @jane_doe_77 on Twitter", "@jane_doe_77", "social-handle", {}),
    ("everything", "met Jane Doe today", "Jane Doe", "person", {}),
]


@pytest.mark.parametrize(("key", "text", "token", "type_", "found"), EVERY_IDENTIFIER)
def test_an_identifier_finds_its_kind_and_names_it(key, text, token, type_, found):
    expected = text.replace(token, f"{{{{{{REDACTED-{type_}}}}}}}")

    assert redacted(one(key), text, found) == expected


def test_no_identifier_is_without_its_test():
    assert {key for key, *_ in EVERY_IDENTIFIER} == set(IDENTIFIERS)


@pytest.mark.parametrize("key", sorted(set(IDENTIFIERS) - {"everything"}))
def test_a_filter_leaves_what_belongs_to_no_filter(key):
    text = "The quick brown fox jumps over the lazy dog, 12 times in a row."

    assert redacted(one(key), text) == text


@pytest.mark.parametrize("key", sorted(IDENTIFIERS))
def test_a_filter_that_is_switched_off_does_nothing(key):
    every = next(case for case in EVERY_IDENTIFIER if case[0] == key)

    assert redacted(one(key, enabled=False), every[1], every[4]) == every[1]


@pytest.mark.parametrize("key", sorted(IDENTIFIERS))
def test_the_key_of_the_strategies_may_be_singular_or_plural(key):
    case = next(case for case in EVERY_IDENTIFIER if case[0] == key)
    for ending in ("Strategies", "Strategy"):
        policy = {
            "identifiers": {key: {f"{key}Filter{ending}": [{"strategy": "STATIC_REPLACE", "staticReplacement": "#"}]}}
        }

        assert redacted(policy, case[1], case[4]) == case[1].replace(case[2], "#")


@pytest.mark.parametrize(
    ("key", "strategies"),
    [
        ("bitcoinAddress", "bitcoinFilterStrategies"),
        ("zipCode", "zipCodeFilterStrategy"),
        ("person", "phEyeFilterStrategies"),
    ],
)
def test_the_irregular_keys_of_strategies_are_known(key, strategies):
    case = next(case for case in EVERY_IDENTIFIER if case[0] == key)
    policy = {"identifiers": {key: {strategies: [{"strategy": "STATIC_REPLACE", "staticReplacement": "#"}]}}}

    assert redacted(policy, case[1], case[4]) == case[1].replace(case[2], "#")


def test_the_json_name_of_a_type_is_the_one_of_philter_s_enumeration():
    assert [filter_type(t) for t in ("credit-card", "id", "city", "custom-dictionary", "person", "ssn")] == [
        "CREDIT_CARD",
        "IDENTIFIER",
        "LOCATION_CITY",
        "CUSTOM_DICTIONARY",
        "PERSON",
        "SSN",
    ]


@pytest.mark.parametrize(
    ("key", "options", "text", "expected"),
    [
        ("creditCard", {}, "4111 1111 1111 1112", "4111 1111 1111 1112"),
        ("creditCard", {"onlyValidCreditCardNumbers": False}, "4111 1111 1111 1112", "#"),
        ("creditCard", {"onlyWordBoundaries": False}, "x4111111111111111y", "x#y"),
        ("creditCard", {"ignoreWhenInUnixTimestamp": True}, "card: 4111111111111111", "card: #"),
        ("date", {"onlyValidDates": False}, "02/31/2019", "#"),
        ("date", {"onlyValidDates": True}, "02/31/2019", "02/31/2019"),
        ("date", {"onlyValidDates": True}, "02/21/2019", "#"),
        ("ein", {"onlyValidPrefixes": True}, "00-1234567 12-3456789", "00-1234567 #"),
        ("emailAddress", {"onlyValidTLDs": True}, "a@b.com", "#"),
        ("emailAddress", {"onlyStrictMatches": False}, "a@b.com", "#"),
        ("url", {"requireHttpWwwPrefix": True}, "https://a.com/x www.b.com/y", "# #"),
        ("ibanCode", {"onlyValidIBANCodes": False}, "GB82 WEST 1234 5698 7654 33", "#"),
        (
            "ibanCode",
            {"onlyValidIBANCodes": True, "allowSpaces": True},
            "GB82 WEST 1234 5698 7654 33",
            "GB82 WEST 1234 5698 7654 33",
        ),
        ("trackingNumber", {"ups": False}, "1Z9YF1280343418566", "1Z9YF1280343418566"),
        ("trackingNumber", {"fedex": False, "usps": False}, "123456789012 1Z9YF1280343418566", "123456789012 #"),
        ("zipCode", {"requireDelimiter": True}, "902100110 90210-0110", "902100110 #"),
        ("zipCode", {"validate": True}, "00001 90210", "00001 #"),
        ("phoneNumber", {"region": "US"}, "304-555-5555", "#"),
    ],
)
def test_the_options_of_a_filter_count(key, options, text, expected):
    found = {"02/31/2019": "private_date"} if key == "date" else {}

    assert (
        redacted(one(key, {"strategy": "STATIC_REPLACE", "staticReplacement": "#"}, **options), text, found) == expected
    )


def test_a_threshold_leaves_people_of_whom_the_model_is_less_sure():
    for name in ("person", "pheyes"):
        for least, expected in ((0.8, "{{{REDACTED-person}}}"), (0.95, "Jane Doe")):
            entry = {"phEyeFilterStrategies": [{"strategy": "REDACT"}], "thresholds": {"PER": least}}
            policy = {"identifiers": {name: [entry] if name == "pheyes" else entry}}

            assert redacted(policy, "Jane Doe") == expected


ADDRESS = "12 High Street, Springfield, IL 62704"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["city"], "12 High Street, [city], IL 62704"),
        (["stateAbbreviation"], "12 High Street, Springfield, [state-abbreviation] 62704"),
        (["zipCode"], "12 High Street, Springfield, IL [zip-code]"),
        (["streetAddress"], "[street-address]"),
        (
            ["streetAddress", "city", "stateAbbreviation", "zipCode"],
            "[street-address], [city], [state-abbreviation] [zip-code]",
        ),
        (["address", "zipCode"], "[street-address] [zip-code]"),
        (["address"], "[street-address]"),
    ],
)
def test_parts_of_an_address_are_served_from_the_whole(keys, expected):
    strategy = {"strategy": "REDACT", "redactionFormat": "[%t]"}
    policy = {"identifiers": {key: {f"{key}FilterStrategies": [strategy]} for key in keys}}

    assert redacted(policy, f"at {ADDRESS}!", {ADDRESS: "private_address"}) == f"at {expected}!"


def test_a_whole_name_goes_before_its_parts():
    policy = {"identifiers": {"person": {}, "firstName": {}, "surname": {}}}

    assert redacted(policy, "Jane Doe") == "{{{REDACTED-person}}}"


def test_each_identifier_of_the_policy_keeps_its_own_strategies():
    policy = {
        "identifiers": {
            "identifiers": [
                {
                    "pattern": r"A\d+",
                    "classification": "first",
                    "identifierFilterStrategies": [{"redactionFormat": "<%t %l>"}],
                },
                {
                    "pattern": r"b(\d+)",
                    "groupNumber": 1,
                    "caseSensitive": False,
                    "identifierFilterStrategies": [{"strategy": "MASK"}],
                },
            ],
            "dictionaries": [
                {
                    "terms": ["Heron"],
                    "customFilterStrategies": [{"strategy": "STATIC_REPLACE", "staticReplacement": "bird"}],
                },
                {
                    "terms": ["Project"],
                    "capitalized": True,
                    "classification": "word",
                    "customFilterStrategies": [{"redactionFormat": "[%t:%l]"}],
                },
            ],
            "sections": [
                {"startPattern": "BEGIN", "endPattern": "END", "sectionFilterStrategies": [{"strategy": "REDACT"}]}
            ],
        }
    }

    assert redacted(policy, "A77 B88 a99; project Project heron; BEGIN all of it END.") == (
        "<id first> B** a99; project [custom-dictionary:word] bird; {{{REDACTED-section}}}."
    )


def test_an_identifier_without_a_pattern_takes_words_of_six_capitals_or_digits():
    policy = {"identifiers": {"identifiers": [{}]}}

    assert redacted(policy, "AB123 and AB1234") == "AB123 and {{{REDACTED-id}}}"


@pytest.mark.parametrize(
    ("validator", "good", "bad"),
    [
        ("luhn", "4111111111111111", "4111111111111112"),
        ("aba", "111000025", "111000026"),
        ("verhoeff", "2363", "2364"),
        ("damm", "5724", "5725"),
        ({"name": "mod11", "params": {"variant": "cpf"}}, "390.533.447-05", "390.533.447-06"),
        ({"name": "mod11", "params": {"variant": "cnpj"}}, "16.727.230/0001-97", "16.727.230/0001-98"),
        ({"name": "mod97", "params": {"variant": "iban"}}, "GB82WEST12345698765432", "GB82WEST12345698765433"),
        ({"name": "mod97", "params": {"variant": "nir"}}, "295109912611193", "295109912611199"),
        ("mod23-letter", "54362315K", "54362315Z"),
        ("es-cif", "J99216582", "J99216583"),
        ("de-steuerid", "36574261809", "36574261890"),
        ("de-personalausweis", "T220001293", "T220001294"),
        ("bic-structural", "AGRIFRPP882", "AGRIXXPP8"),
    ],
)
def test_a_validator_takes_only_numbers_that_check(validator, good, bad):
    policy = {"identifiers": {"identifiers": [{"pattern": r"[\w./-]+", "validator": validator}]}}

    assert redacted(policy, f"{good} {bad}") == "{{{REDACTED-id}}} " + bad


@pytest.mark.parametrize(
    ("sensitivity", "text", "hit"),
    [
        ("high", "Hexon", True),
        ("high", "Hexan", False),
        ("medium", "Hexan", True),
        ("medium", "Kexan", False),
        ("low", "Kexan", True),
    ],
)
def test_fuzzy_terms_may_differ_the_more_the_lower_the_sensitivity(sensitivity, text, hit):
    policy = {"identifiers": {"dictionaries": [{"terms": ["Heron"], "fuzzy": True, "sensitivity": sensitivity}]}}

    assert (redacted(policy, text) != text) == hit


def test_ignored_terms_and_patterns_stay_and_are_told():
    policy = {
        "identifiers": {
            "person": {"ignored": ["jane doe"], "ignoredPatterns": [{"name": "x", "pattern": "John .*"}]},
            "emailAddress": {},
        },
        "ignored": [{"name": "a", "terms": ["A@B.com"], "caseSensitive": True}, {"terms": ["C@D.com"]}],
        "ignoredPatterns": [{"pattern": r".+@example\.org"}],
    }
    text = "Jane Doe, John Roe, Mary Poe, a@b.com, c@d.com, x@example.org"
    result = filtered(policy, text)

    assert result.redacted == (
        "Jane Doe, John Roe, {{{REDACTED-person}}}, {{{REDACTED-email-address}}}, c@d.com, x@example.org"
    )
    assert {text[s.start : s.end] for s in result.decision.ignored} == {
        "Jane Doe",
        "John Roe",
        "c@d.com",
        "x@example.org",
    }


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({}, "{{{REDACTED-id}}}. \n"),
        ({"removeTrailingPeriods": False}, "{{{REDACTED-id}}} \n"),
        ({"removeTrailingNewLines": False}, "{{{REDACTED-id}}}"),
        ({"removeTrailingSpaces": False}, "{{{REDACTED-id}}}\n"),
    ],
)
def test_what_trails_a_finding_stays_unless_the_policy_says_otherwise(after, expected):
    policy = {"config": {"postFilters": after}, "identifiers": {"identifiers": [{"pattern": r"AB12\.\s*"}]}}

    assert redacted(policy, "AB12. \n") == expected


def test_a_street_address_keeps_its_period():
    assert redacted(one("streetAddress"), "at 1 Elm St. now", {"1 Elm St.": "private_address"}) == (
        "at {{{REDACTED-street-address}}} now"
    )
