"""What goes wrong in Philter, shown by running it, and does not here. The numbers are those of the list of defects."""

import pytest

from tests.shared.policies.doing import filtered, one, redacted


def patterns(*expressions, **top):
    return {"identifiers": {"identifiers": [{"pattern": expression} for expression in expressions]}, **top}


def test_1_overlapping_findings_are_redacted_whole():
    policy = patterns(r"secret 123-45")
    policy["identifiers"]["ssn"] = {}
    text = "my secret 123-45-6789"

    left = redacted(policy, text).replace("{{{REDACTED-id}}}", "").replace("{{{REDACTED-ssn}}}", "")
    assert left == "my "


def test_2_touching_findings_are_two_and_none_is_lost():
    assert redacted(patterns("AA", "BBB"), "AABBB") == "{{{REDACTED-id}}}{{{REDACTED-id}}}"


def test_3_a_url_ends_where_it_ends():
    policy = {"identifiers": {"url": {}, "emailAddress": {}, "ssn": {}}}
    text = "see https://a.com/x and mail bob@example.com, then 123-45-6789"

    assert redacted(policy, text) == (
        "see {{{REDACTED-url}}} and mail {{{REDACTED-email-address}}}, then {{{REDACTED-ssn}}}"
    )


def test_3_one_line_of_20_kilobytes_keeps_all_its_findings():
    text = "see https://a.com/x and mail bob@example.com then 123-45-6789 " * 330
    policy = {"identifiers": {"url": {}, "emailAddress": {}, "ssn": {}}}

    assert len(filtered(policy, text).decision.redactions) == 990


def test_4_the_same_value_in_a_document_gets_the_same_replacement():
    policy = one("ssn", {"strategy": "RANDOM_REPLACE", "replacementScope": "DOCUMENT"})
    first, second = redacted(policy, "123-45-6789 and 123-45-6789").split(" and ")

    assert first == second != "123-45-6789"


def test_5_token_is_not_is_implemented():
    policy = one("person", {"strategy": "REDACT", "condition": 'token != "Jane Doe"'})

    assert redacted(policy, "Jane Doe met Mary Poe") == "Jane Doe met {{{REDACTED-person}}}"


def test_6_truncate_digits_are_honoured():
    assert redacted(one("zipCode", {"strategy": "TRUNCATE", "truncateDigits": 2}), "90210") == "90***"


def test_7_the_label_of_a_custom_identifier_is_filled_in():
    policy = {
        "identifiers": {
            "identifiers": [
                {"pattern": "A1", "classification": "mrn", "identifierFilterStrategies": [{"redactionFormat": "<%l>"}]}
            ]
        }
    }

    assert redacted(policy, "A1") == "<mrn>"
    assert redacted(one("person", {"redactionFormat": "<%l>"}), "Jane Doe") == "<%l>"  # the model knows nothing finer


@pytest.mark.parametrize("method", ["newline", "width", "characters"])
def test_8_splitting_changes_neither_text_nor_offsets(method):
    text = "\n  indented \n\n\n123-45-6789\r\n\ttail  \n" * 20
    plain = filtered(one("ssn"), text)
    split = filtered(
        {**one("ssn"), "config": {"splitting": {"enabled": True, "threshold": 10, "method": method}}}, text
    )

    assert split.redacted == plain.redacted == text.replace("123-45-6789", "{{{REDACTED-ssn}}}")
    assert [text[r.span.start : r.span.end] for r in split.decision.redactions] == ["123-45-6789"] * 20


def test_9_ignored_findings_are_told_wherever_the_policy_ignores_them():
    by_policy = filtered({**one("ssn"), "ignored": [{"terms": ["123-45-6789"]}]}, "123-45-6789")
    by_filter = filtered(one("ssn", ignored=["123-45-6789"]), "123-45-6789")

    for result in (by_policy, by_filter):
        assert result.redacted == "123-45-6789"
        assert {(s.start, s.end) for s in result.decision.ignored} == {(0, 11)}


def test_a_finding_whose_condition_fails_is_told_but_not_as_redacted():
    decision = filtered(one("ssn", {"condition": "confidence > 0.999"}), "123-45-6789").decision

    assert not decision.redactions
    assert {(s.start, s.end) for s in decision.kept} == {(0, 11)}


def test_a_short_value_does_not_break_last_4():
    assert (
        redacted(
            {
                "identifiers": {
                    "identifiers": [{"pattern": "ab", "identifierFilterStrategies": [{"strategy": "LAST_4"}]}]
                }
            },
            "ab",
        )
        == "**"
    )
