import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import BadValue
from shared.replacements import Finding, build
from shared.replacements.dates import distance
from shared.replacements.encryption import decipher, decrypt
from shared.replacements.plain import lookup, placeholder
from shared.spans import Span

KEY = "9EE7A356FDFE43F069500B0086758346E66D8583E0CE1CFCA04E50F67ECCE5D1"
IV = "B674D3B8F1C025AEFF8F6D5FA1AEAD3A"
FPE_KEY = "EF4359D8D580AA4F7F036D6F04FC6A94"
FPE_TWEAK = "D8E7920AFA330A73"


def finding(text, label="private_person", kind="", key=b"k" * 32, type_name=""):
    return Finding(Span(0, len(text), label, kind), text, key, type_name)


def replaced(name, value, label="private_person", kind="", key=b"k" * 32, **options):
    return build(name, options)(finding(value, label, kind, key)).text


@pytest.mark.parametrize(
    ("name", "options", "text", "expected"),
    [
        ("placeholder", {}, "John", "<PRIVATE_PERSON>"),
        ("placeholder", {"format": "{{{REDACTED-%t}}}"}, "John", "{{{REDACTED-private_person}}}"),
        ("placeholder", {"format": "[%v]"}, "a %t b", "[a %t b]"),
        ("mask", {}, "John", "****"),
        ("mask", {"character": "X", "length": 2}, "John", "XX"),
        ("mask", {}, "Jo\nhn", "**\n**"),
        ("remove", {}, "John", ""),
        ("static", {"text": "someone"}, "John", "someone"),
        ("last", {}, "123-45-6789", "6789"),
        ("last", {}, "6789", "****"),
        ("last", {}, "12", "**"),
        ("truncate", {"leave": 2}, "90210", "90***"),
        ("truncate", {"leave": 2, "keep": "tail", "character": "#"}, "90210", "###10"),
        ("truncate", {"leave": 9}, "90210", "*****"),
        ("initials", {}, "john van Smith", "JVS"),
        ("zero_leading", {}, "90210-0110", "00010"),
        ("zero_leading", {}, "902", "***"),
        ("lookup", {"table": {"John": "A"}}, "John", "A"),
        ("lookup", {"table": {"John": "A"}}, "john", "<PRIVATE_PERSON>"),
        ("lookup", {"table": {"John": "A"}, "case_sensitive": False}, "JOHN", "A"),
        ("shift", {"days": 1}, "12/31/1999", "01/01/2000"),
        ("shift", {"months": 1}, "1/31/2023", "2/28/2023"),
        ("shift", {"years": -1}, "29.02.2024", "28.02.2023"),
        ("shift", {"days": 5}, "2024-02-26", "2024-03-02"),
        ("shift", {"days": 1}, "March 31st, 2024", "April 1st, 2024"),
        ("shift", {"days": 1}, "31 Dec 99", "1 Jan 00"),
        ("shift", {"days": 1}, "2024年3月31日", "2024年4月1日"),
        ("shift", {"days": 1}, "31/12/2024", "01/01/2025"),
        ("shift", {"days": 1}, "February 30, 2024", "<PRIVATE_DATE>"),
        ("shift", {"days": 1}, "last Tuesday", "<PRIVATE_DATE>"),
        ("year", {}, "05/17/2005", "2005"),
        ("year", {}, "nonsense", "<PRIVATE_DATE>"),
    ],
)
def test_a_replacement_is_what_it_says(name, options, text, expected):
    label = "private_date" if "DATE" in expected or name in ("shift", "year") else "private_person"

    assert replaced(name, text, label, **options) == expected


@pytest.mark.parametrize(
    ("text", "future", "expected"),
    [
        ("2014-09-20", False, "10 years 2 months ago"),
        ("2024-11-01", False, "less than a month ago"),
        ("2025-12-22", False, "<PRIVATE_DATE>"),
        ("2025-12-22", True, "in 1 year 1 month"),
    ],
)
def test_a_date_becomes_its_distance(text, future, expected):
    assert distance(future, date(2024, 11, 22))(finding(text, "private_date")).text == expected


def test_a_random_shift_keeps_the_time_between_the_dates_of_one_document():
    one, other = (replaced("shift", text, "private_date", random=True) for text in ("2024-01-10", "2024-01-12"))

    assert (date.fromisoformat(other) - date.fromisoformat(one)).days == 2
    assert date(2021, 1, 1) < date.fromisoformat(one) < date(2023, 1, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("asdf", "{{r6cPN50ikH9qBZD0FNPG2g==}}"), ("346596542547526", "{{5G4lCAQADM68uvVumZ9Lxw==}}")],
)
def test_cbc_encrypts_as_older_data_sets_expect(text, expected):
    assert build("encrypt", {"key": KEY, "iv": IV})(finding(text)).text == expected


@given(st.text(min_size=1, max_size=30), st.booleans())
def test_what_was_encrypted_can_be_decrypted_by_the_holder_of_the_key(text, with_iv):
    iv = IV if with_iv else None

    assert decrypt(KEY, iv)(build("encrypt", {"key": KEY, "iv": iv})(finding(text)).text) == text


def test_gcm_encrypts_the_same_text_differently_each_time():
    encrypt = build("encrypt", {"key": KEY})

    assert encrypt(finding("John")) != encrypt(finding("John"))


@pytest.mark.parametrize("damage", ["", "{{}}", "{{AAAA}}", "not base 64", "{{r6cPN50ikH9qBZD0FNPG2g=="])
def test_what_was_not_encrypted_is_refused_in_one_sentence(damage):
    with pytest.raises(BadValue, match="key"):
        decrypt(KEY)(damage)


def test_the_published_vector_is_enciphered():
    encipher = build("encipher", {"key": FPE_KEY, "tweak": FPE_TWEAK})

    assert encipher(finding("890121234567890000")).text == "750918814058654607"


@given(st.from_regex(r"[0-9]{3}-[0-9]{2}-[0-9]{4}|[A-Z]{2}[0-9]{4,20}", fullmatch=True))
def test_enciphering_keeps_the_shape_and_can_be_undone(text):
    enciphered = build("encipher", {"key": FPE_KEY, "tweak": FPE_TWEAK})(finding(text)).text

    assert [c for c in enciphered if not c.isalnum()] == [c for c in text if not c.isalnum()]
    assert len(enciphered) == len(text)
    assert decipher(FPE_KEY, FPE_TWEAK)(enciphered) == text


@pytest.mark.parametrize("text", ["123", "1" * 57, "Zoë Müller 123456"])
def test_what_cannot_be_enciphered_becomes_a_placeholder(text):
    assert build("encipher", {"key": FPE_KEY, "tweak": FPE_TWEAK})(finding(text)).text == "<PRIVATE_PERSON>"


@pytest.mark.parametrize("options", [{"key": "00"}, {"key": "xyz"}, {"key": KEY, "iv": "00"}])
def test_a_key_of_the_wrong_length_is_refused(options):
    with pytest.raises(BadValue, match="hex"):
        build("encrypt", options)


def test_a_salted_hash_tells_its_salt():
    plain = build("hash")(finding("John"))
    salted = build("hash", {"salted": True})(finding("John"))

    assert (plain.text, plain.salt) == (hashlib.sha256(b"John").hexdigest(), "")
    assert len(salted.salt) == 16
    assert salted.text == hashlib.sha256(("John" + salted.salt).encode()).hexdigest()


def luhn(card):
    digits = [int(c) for c in reversed(card) if c.isdigit()]
    return sum(d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits)) % 10 == 0


@pytest.mark.parametrize(
    ("text", "label", "kind", "looks_like"),
    [
        ("John Smith", "private_person", "person", r"\w+ \w+.*"),
        ("SMITH", "private_person", "surname", r"[A-Z'-]+"),
        ("Иван Петров", "private_person", "person", r"[А-Яа-яё]+ [А-Яа-яё]+"),
        ("田中太郎", "private_person", "person", r"[一-鿿]+"),
        ("12 High Street", "private_address", "street_address", r"[^\n]+"),
        ("12 High Street\nLeeds", "private_address", "", r"[^\n]+\n[^\n]+"),
        ("90210", "private_address", "zip_code", r"\d{5}"),
        ("jane@doe.example", "private_email", "email_address", r"\S+@example\.org"),
        ("+49 30 123456", "private_phone", "phone_number", r"\+\d\d \d\d \d{6}"),
        ("10.1.2.3", "private_url", "ip_address", r"198\.1[89]\.\d+\.\d+"),
        ("fe80::1", "private_url", "ip_address", r"2001:db8::[0-9a-f:]+"),
        ("00:1A:2B:3C:4D:5E", "private_url", "mac_address", r"([0-9a-f]{2}:){5}[0-9a-f]{2}"),
        ("https://me.example/x", "private_url", "url", r"https://www\.example\.org/\w+"),
        ("03/09/1985", "private_date", "date", r"\d\d/\d\d/\d{4}"),
        ("123-45-6789", "account_number", "ssn", r"\d{3}-\d\d-\d{4}"),
        ("EMP-00417", "account_number", "employee_id", r"[A-Z]{3}-\d{5}"),
        ("hunter2", "secret", "password", r"[a-z]{6}\d"),
    ],
)
def test_a_fake_is_of_the_same_kind_and_never_the_original(text, label, kind, looks_like):
    value = replaced("fake", text, label, kind)

    assert re.fullmatch(looks_like, value)
    assert value != text
    assert value == replaced("fake", text, label, kind)


def test_the_hosts_of_a_log_stay_tellable_apart():
    hosts = [f"10.0.{n // 250}.{n % 250 + 1}" for n in range(200)]

    assert len({replaced("fake", host, "private_url", "ip_address") for host in hosts}) >= 199


def test_a_fake_card_passes_luhn_and_a_fake_iban_its_checksum():
    card = replaced("fake", "4111 1111 1111 1111", "account_number", "credit_card")
    iban = replaced("fake", "DE89 3704 0044 0532 0130 00", "account_number", "iban").replace(" ", "")

    assert luhn(card)
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", card)
    assert int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


@given(st.text(min_size=1, max_size=30), st.sampled_from(["private_date", "account_number", "secret", "private_phone"]))
def test_a_fake_can_be_made_of_any_text(text, label):
    assert replaced("fake", text, label)


def test_the_key_decides_which_fake_it_is():
    assert len({replaced("fake", "John Smith", key=bytes([i]) * 32) for i in range(20)}) > 10


def test_a_locale_that_is_not_there_is_refused():
    with pytest.raises(BadValue, match="locale"):
        build("fake", {"locale": "xx_XX"})


def test_a_lookup_may_end_in_another_replacement():
    table = lookup({"John": "A"}, otherwise=placeholder("[{label}]"))

    assert table(finding("Jane")).text == "[private_person]"


def test_the_type_is_named_as_the_policy_calls_it():
    assert build("placeholder", {"format": "%t"})(finding("x", type_name="credit-card")).text == "credit-card"


def test_a_finding_does_not_show_its_text():
    assert "John" not in repr(finding("John"))


@pytest.mark.parametrize(("name", "options"), [("choose", {"candidates": ("a", "b", "c")}), ("uuid", {})])
def test_a_choice_is_the_same_for_the_same_text_and_key_alone(name, options):
    values = {replaced(name, text, **options) for text in ("John Smith", "john  smith", "JOHN SMITH")}

    assert len(values) == 1
    assert len({replaced(name, "John Smith", key=bytes([n] * 32), **options) for n in range(30)}) > 1


def test_a_choice_is_never_the_original():
    assert {replaced("choose", "a", key=bytes([n] * 32), candidates=("a", "b")) for n in range(20)} == {"b"}
    assert replaced("choose", "a", candidates=("a",)) == "<PRIVATE_PERSON>"


def test_nothing_to_choose_from_is_refused():
    with pytest.raises(BadValue, match="nothing to choose"):
        build("choose", {"candidates": ()})


def test_a_format_without_a_finer_kind_keeps_its_field():
    assert replaced("placeholder", "John", format="%l") == "%l"
    assert replaced("placeholder", "John", kind="first_name", format="%l") == "first_name"


@pytest.mark.parametrize("name", ["shift", "year", "distance"])
def test_what_is_no_date_becomes_a_placeholder_of_the_asked_format(name):
    assert replaced(name, "soon", "private_date", otherwise="[{label}]") == "[private_date]"


def test_threads_get_the_same_fakes():
    alone = [replaced("fake", f"John Smith {n}") for n in range(50)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda n: replaced("fake", f"John Smith {n}"), [*range(50)] * 4))

    assert together == alone * 4


@pytest.mark.parametrize(
    ("text", "looks_like"),
    [
        ("+1 304-555-5555", r"\+1 [2-9]\d\d-555-01\d\d"),
        ("(304) 555-5555", r"\([2-9]\d\d\) 555-01\d\d"),
        ("+13045555555", r"\+1[2-9]\d\d55501\d\d"),
        ("+49 30 901820", r"\+49 \d\d \d{6}"),
        ("+353 1 679 0000", r"\+353 \d \d{3} \d{4}"),
        ("+4930901820", r"\+49\d{8}"),
        ("030 901820", r"\d{3} \d{6}"),
    ],
)
def test_a_fake_phone_keeps_its_country_and_calls_nobody_in_america(text, looks_like):
    assert re.fullmatch(looks_like, replaced("fake", text, "private_phone", "phone_number"))
