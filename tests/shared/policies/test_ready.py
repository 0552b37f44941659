import pytest

from shared.errors import NotFound
from shared.filtering import filter_text
from shared.policies import READY, read_policy, ready_policy, ready_text
from shared.policy import EVERYTHING
from shared.spans import LABELS
from tests.fakes import FakeEngine

TEXT = (
    "Dr. Jane Doe (SSN 123-45-6789), born 06/30/1985, seen 2024-03-05, card 4111 1111 1111 1111, "
    "mail jane@doe.example, call 304-555-5555, from 192.168.1.101, "
    "at 12 High Street, Springfield, IL 62704, password: SENTINEL-9"
)
FOUND = {"12 High Street, Springfield, IL 62704": "private_address"}


def by(name, text=TEXT):
    return filter_text(text, ready_policy(name), FakeEngine(FOUND)).redacted


def test_default_is_the_eight_categories_as_placeholders():
    assert by("default") == (
        "Dr. <PRIVATE_PERSON> (SSN <ACCOUNT_NUMBER>), born <PRIVATE_DATE>, seen <PRIVATE_DATE>, card <ACCOUNT_NUMBER>, "
        "mail <PRIVATE_EMAIL>, call <PRIVATE_PHONE>, from <PRIVATE_URL>, at <PRIVATE_ADDRESS>, password: <SECRET>"
    )
    for label in LABELS:
        value = "20 20 20" if label == "private_phone" else "xyzzy"  # no telephone number is without digits
        engine = FakeEngine({value: label})
        assert filter_text(value, ready_policy("default"), engine).redacted == f"<{label.upper()}>"
        assert filter_text(value, EVERYTHING, engine).redacted == f"<{label.upper()}>"


def test_mask_keeps_the_length_and_nothing_else():
    masked = by("mask")

    assert len(masked) == len(TEXT)
    assert masked.startswith("Dr. ******** (SSN ***********), born **********")


def test_last4_shows_the_end_of_numbers_and_no_more():
    assert by("last4") == (
        "Dr. <PRIVATE_PERSON> (SSN 6789), born <PRIVATE_DATE>, seen <PRIVATE_DATE>, card 1111, mail <PRIVATE_EMAIL>, "
        "call 5555, from <PRIVATE_URL>, at <PRIVATE_ADDRESS>, password: <SECRET>"
    )


def test_pseudonymize_gives_consistent_fakes_and_never_fakes_a_secret():
    once, twice = by("pseudonymize", "Jane Doe|Jane Doe|password: SENTINEL-9").split("|")[:2]

    assert once == twice != "Jane Doe"
    assert by("pseudonymize").endswith("password: <SECRET>")
    for original in ("Jane", "6789", "4111", "doe.example", "555-5555", "192.168", "High Street", "SENTINEL"):
        assert original not in by("pseudonymize")


def test_hipaa_keeps_three_digits_of_a_zip_code_and_the_year_of_what_is_no_birth():
    assert by("hipaa-safe-harbor", "He was seen at the clinic on 2024-03-05.") == "He was seen at the clinic on 2024."
    assert by("hipaa-safe-harbor") == (
        "Dr. {{{REDACTED-person}}} (SSN {{{REDACTED-ssn}}}), born {{{REDACTED-date}}}, seen {{{REDACTED-date}}}, "
        "card {{{REDACTED-credit-card}}}, mail {{{REDACTED-email-address}}}, "
        "call {{{REDACTED-phone-number}}}, from {{{REDACTED-ip-address}}}, "
        "at {{{REDACTED-street-address}}}, {{{REDACTED-city}}}, {{{REDACTED-street-address}}} 627**, "
        "password: {{{REDACTED-password}}}"
    )


def test_hipaa_takes_the_three_digits_too_where_few_people_live_and_ages_too():
    assert by("hipaa-safe-harbor", "ZIP 03601-1234, age 92") == "ZIP 000**, age {{{REDACTED-age}}}"


def test_secrets_only_leaves_people_alone():
    assert by("secrets-only") == TEXT.replace("SENTINEL-9", "<SECRET>")


def test_logs_keep_their_dates_and_hosts_stay_tellable_apart():
    line = "2024-03-05 from 192.168.1.101 to 192.168.1.102 and 192.168.1.101, Jane Doe, token=SENTINEL-9"
    redacted = by("logs", line)
    first, second, third = redacted.split()[2], redacted.split()[4], redacted.split()[6].rstrip(",")

    assert redacted.startswith("2024-03-05 from 198.1")
    assert first == third != second
    assert redacted.endswith("<PRIVATE_PERSON>, token=<SECRET>")


@pytest.mark.parametrize("name", READY)
def test_a_ready_policy_is_a_policy_like_any_other(name):
    policy = ready_policy(name)

    assert policy.name == name
    assert read_policy(ready_text(name)) == policy
    assert "SENTINEL" not in by(name)


@pytest.mark.parametrize("name", ["", "none", "../philter", "default.json"])
def test_another_name_is_no_ready_policy(name):
    with pytest.raises(NotFound, match="hipaa-safe-harbor"):
        ready_policy(name)
