"""What holds for all rules together: spans are true, nothing raises, time is linear, harmless text stays as it is."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.rules import RULES, find
from shared.rules.finding import keep
from shared.rules.reading import read
from shared.spans import KINDS, SOURCES, Span, cover, shift
from tests.shared.rules.marked import expected, found, unmark

NEGATIVES = sorted(Path(__file__).with_name("negatives").iterdir())

PIECES = [
    "jane.doe@example.com",
    " at ",
    " dot ",
    "[at]",
    "+1 415-555-2671",
    "4111 1111 1111 1111",
    "DE89 3704 0044 0532 0130 00",
    "536-90-4399",
    "password: ",
    "hunter22",
    "https://",
    "://a:b@c",
    "2024-03-11",
    "12. März 1985",
    "born ",
    "岁",
    "年",
    "\u200b",
    "\u00ad",
    "０１２",
    "٠١٢",
    "\n",
    "\t",
    "|",
    ",",
    "=",
    '"',
    "<td>",
    "</td>",
    "İ",
    "ß",
    "-----BEGIN PRIVATE KEY-----",
    "eyJ",
    "AKIA",
    "$2b$",
    "::",
    "10.2.3.4",
    "age: 42",
    "Employee ID: ",
    "E-10423",
    "0x",
    "SSN ",
]
texts = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="0123456789 .-/:+()@#xX\n|,;=", max_size=200),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=25).map("".join),
)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_every_finding_is_a_true_span(text: str) -> None:
    spans = find(text)

    assert spans == sorted(set(spans))
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.kind in KINDS[span.label]
        assert span.source == "rule" in SOURCES
        assert text[span.start : span.end].strip() == text[span.start : span.end]


@settings(max_examples=150, deadline=None)
@given(texts)
def test_a_harmless_line_before_the_text_moves_the_findings_and_nothing_else(text: str) -> None:
    line = "Lorem ipsum dolor sit amet.\n\n\n"

    assert find(line + text) == shift(find(text), len(line))


@given(texts)
@settings(deadline=None)
def test_reading_moves_nothing(text: str) -> None:
    reading = read(text)

    assert len(reading.lower) == len(reading.text)
    assert len(reading.text) == (len(text) if reading.offsets is None else len(reading.offsets))


spans = st.builds(
    lambda start, length, kind, score: Span(
        start, start + length, "account_number" if kind == "iban" else "private_phone", kind, score, "rule"
    ),
    st.integers(0, 20),
    st.integers(1, 8),
    st.sampled_from(["iban", "phone_number"]),
    st.sampled_from([0.45, 0.6, 0.85, 0.97]),
)


@given(st.lists(spans, max_size=12))
def test_keeping_lets_no_character_go(found: list[Span]) -> None:
    assert cover(keep(found)) == cover(found)


def test_invisible_characters_hide_nothing() -> None:
    for text in [
        "«jane\u200b.doe@exam\u00adple.com»",
        "IBAN «DE89\u2060 3704 0044 0532 0130\u200b 00»",
        "\u202b«+49 30 901820»\u202c",
    ]:
        assert [item.partition(": ")[2] for item in found(text)] == [
            item.partition(": ")[2] for item in expected(text, "x")
        ]


def test_a_csv_is_read_by_its_columns() -> None:
    text = (
        "name,address,ssn,dob,phone,card,password\n"
        '"Doe, Jane","1, Elm St",«536904399»,«1985-03-12»,«4155552671»,«4111111111111111»,«hunter22»\n'
        'Roe,"2, Oak St",«536904398»,«03/04/1990»,«4155552672»,«5555555555554444»,«Tr0ub4dor3»\n'
    )

    ranges = unmark(text)[1]
    assert [(span.start, span.end) for span in find(unmark(text)[0])] == ranges


@pytest.mark.parametrize("path", NEGATIVES, ids=lambda path: path.stem)
def test_harmless_text_stays_nearly_untouched(path: Path) -> None:
    text = path.read_text("utf-8")
    spans = find(text)

    touched = {text.count("\n", 0, span.start) for span in spans}
    assert len(touched) <= 0.05 * text.count("\n")
    assert sum(end - start for start, end in cover(spans)) <= 0.005 * len(text)


def test_every_rule_of_the_room_is_at_work() -> None:
    folder = Path(read.__code__.co_filename).parent
    finders = {
        path.stem for path in folder.glob("*.py") if re.search(r"^def find\(", path.read_text("utf-8"), re.MULTILINE)
    }

    assert finders - {"__init__"} == set(RULES)


HARD = [
    "-----BEGIN PRIVATE KEY-----\n",
    "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n",
    "a:b@tcp(",
    "vat 123456789 ",
    "a",
    "1",
    " ",
    "1 ",
    "@",
    ".",
    "-",
    "a.",
    "a@",
    "1.",
    "1-",
    "0 ",
    "+1",
    "://",
    "a:b@",
    "://a:",
    "[at]",
    " dot ",
    " at ",
    "(",
    "\n",
    "|1",
    "A1",
    "password",
    "password=",
    "token: a",
    "eyJ",
    "eyJa.",
    "-----BEGIN PRIVATE KEY-----",
    "one ",
    "AAAA0",
    "4 ",
    "1/",
    "12.",
    "a-",
    "0x",
    "::",
    "1:",
    "年",
    "1年",
    "<a>",
    '="',
    "AKIA",
    "1Z",
    "a1",
    "é",
    "一",
    "\u200b1",
    "2024-01-01 ",
    "www.",
    "sk-",
    "bc1",
    "$2b$",
    "x@x.com ",
    "tel ",
    "tel 1",
    "card 4",
    "id: 1 ",
    'login("a","',
    "user pw ",
    "ending in ",
    "a%40b.co ",
    "a.b at c.io ",
    "****1",
    "x.password a\n",
    "a,password\n",
    "A<",
    "A/A ",
    "PID|1^",
    "NM1*1*",
    '"given": ["a"], "family": "b", ',
    "/home/a",
    "/a/users/",
    "my name is A ",
    "我叫",
    "12:00 <a> ",
    " for me:",
    "1 Aa St ",
    "Aa straße 1 ",
    "rue Aa ",
    "calle Aa, 1 ",
    "市路1",
    "recovery code: a1-",
    "seed phrase: abcd ",
    "key = a1",
    "jdbc:oracle:thin:a/",
    "IBAN: DE12 ",
    "12 Main St" + "-A" * 30 + "\n",
    "12 Main St" + " A," * 30 + "\n",
]


@pytest.mark.slow
@pytest.mark.parametrize("unit", HARD, ids=repr)
def test_time_grows_with_the_length_and_not_faster(unit: str) -> None:
    """Four times the text may take eight times the time: a quadratic rule takes sixteen, however often it is asked.

    Only the processor's time counts, and of each length the least of at most six: a busy machine adds to it and never
    takes from it. Below 15 ms nothing is told apart; looking at every pair of 48,000 characters takes a second.
    """
    short, long = unit * (12_000 // len(unit)), unit * (48_000 // len(unit))
    find(short)

    def seconds(text: str) -> float:
        started = time.process_time()
        find(text)
        return time.process_time() - started

    least_short = least_long = float("inf")
    for _ in range(6):
        least_short, least_long = min(least_short, seconds(short)), min(least_long, seconds(long))
        if least_long < 8 * max(least_short, 0.015):
            return
    raise AssertionError(f"{least_short:.3f} s for {len(short)} characters, {least_long:.3f} s for {len(long)}")
