"""Plain text reads in every common encoding, goes back as the file it was, and is never mistaken for other bytes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.errors import TooLarge, WrongType
from shared.formats.plain import read_plain
from shared.redaction import Redaction
from shared.spans import Span
from tests.contracts.document_contract import check_document

PRINTED = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\r\t"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_common_encoding_is_read(encoding: str) -> None:
    text = "Jane Müller, 山田太郎, owes 12 €\nand pays it on Monday"

    document = read_plain(text.encode(encoding), 1000)

    check_document(document)
    assert document.map.text == text
    assert document.notes == ()


def test_text_that_is_no_utf_8_is_read_as_windows_1252_and_a_note_says_so() -> None:
    document = read_plain("Jörg zahlt 12 € – sofort".encode("cp1252"), 1000)

    assert document.map.text == "Jörg zahlt 12 € – sofort"
    assert "Windows-1252" in document.notes[0]


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)), b"\0\0\0\1Jane", b"Jane\0\0\0\0\0\0", b"\x81\x8d\x8f\x90", b"\xff\xfe\x00\xd8", b"\x02" * 9],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(WrongType, match="not a text") as refused:
        read_plain(data, 1000)

    assert "Jane" not in str(refused.value)


def test_a_log_with_terminal_colours_is_text() -> None:
    assert read_plain(b"\x1b[31mfailed\x1b[0m for Jane", 1000).map.text.startswith("\x1b[31m")


def test_paragraphs_are_parted_by_blank_lines_and_a_log_by_its_length() -> None:
    letter = read_plain(b"\n\nDear Jane,\nthank you.\n \n\nYours\nBob\n", 1000)
    log = read_plain(b"2026-01-01 user logged in\n" * 1000, 100_000)

    said = [letter.map.text[block.start : block.end] for block in letter.blocks]
    assert said == ["Dear Jane,\nthank you.", "Yours\nBob"]
    assert all(block.end - block.start < 4100 for block in log.blocks)
    assert len(log.blocks) > 5


def test_a_text_past_the_limit_is_refused_by_its_number() -> None:
    with pytest.raises(TooLarge, match=r"has 1,001 characters; the most that are taken is 1,000"):
        read_plain(b"x" * 1001, 1000)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a\r\nJane\r\nb", b"a\r\n[X]\r\nb"),
        (b"a\rJane\rb", b"a\r[X]\rb"),
        (b"a\r\nJane\nb\r", b"a\r\n[X]\nb\r"),
        ("\ufeffä Jane".encode(), "\ufeffä [X]".encode()),
        ("ä Jane".encode("cp1252"), "ä [X]".encode("cp1252")),
        ("ä Jane".encode("utf-16"), "ä [X]".encode("utf-16")),
    ],
)
def test_redacting_keeps_line_ends_and_encoding(data: bytes, expected: bytes) -> None:
    document = read_plain(data, 1000)
    start = document.map.text.index("Jane")

    assert document.redact([Redaction(Span(start, start + 4, "private_person"), "[X]")]) == expected


def test_a_replacement_that_the_encoding_does_not_know_makes_it_utf_8() -> None:
    document = read_plain("ä Jane".encode("cp1252"), 1000)

    assert document.redact([Redaction(Span(2, 6, "private_person"), "████")]) == "ä ████".encode()


def test_a_finding_over_two_lines_is_gone_from_both() -> None:
    document = read_plain(b"Call Jane\r\nMiller now", 1000)

    assert document.redact([Redaction(Span(5, 16, "private_person"), "")]) == b"Call  now"


def test_a_line_end_alone_is_nothing_to_redact() -> None:
    with pytest.raises(ValueError, match="no character"):
        read_plain(b"a\r\nb", 1000).redact([Redaction(Span(1, 2, "secret"), "")])


@given(PRINTED, st.integers(0, 99), st.integers(1, 99))
@example("a\r\n\r\nb\r", 0, 9)
def test_what_is_redacted_is_gone_and_everything_else_stays(text: str, start: int, length: int) -> None:
    data = text.encode()
    document = read_plain(data, 1000)
    end = min(start + length, len(document.map.text))
    if start >= end or not document.map.places(start, end):
        return

    redacted = document.redact([Redaction(Span(start, end, "secret"), "\0")]).decode()

    before, after = redacted.split("\0")
    assert text.startswith(before)
    assert text.endswith(after)
    assert lines(before).rstrip("\n") == document.map.text[:start].rstrip("\n")
    assert lines(after).lstrip("\n") == document.map.text[end:].lstrip("\n")


def lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(PRINTED)
def test_any_text_keeps_the_contract(text: str) -> None:
    document = read_plain(text.encode(), 1000)

    check_document(document)
    assert document.redact([]) == text.encode()
