"""A text or PDF and a policy in, the redacted one out: what is covered, and what is refused rather than given out."""

import io
import zipfile

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from shared.errors import Damaged, TooLarge, Unavailable, WrongType
from shared.filtering import decided, filter_text
from shared.filtering_pdf import filter_pdf
from shared.formats.document import Page, ReadDocument
from shared.formats.textmap import TextMap
from shared.policies import read_policy, ready_policy
from shared.policy import EVERYTHING
from shared.redaction import redact_text
from shared.settings import Settings
from shared.spans import Span
from tests.fakes import FakeEngine
from tests.shared.formats.pdfs import saved, written

SETTINGS = Settings()
ENGINE = FakeEngine()


def page_of(drawn: bytes, number: int = 0) -> Image.Image:
    with zipfile.ZipFile(io.BytesIO(drawn)) as archive:
        return Image.open(io.BytesIO(archive.read(f"page-{number}.png"))).convert("RGB")


def is_black(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> bool:
    dots = 150 / 72
    cut = picture.crop(tuple(round(edge * dots) for edge in (left, top, right, bottom)))
    return cut.getcolors(1 << 24) == [(cut.width * cut.height, (0, 0, 0))]


def places(data: bytes, word: str) -> list[tuple[int, tuple[float, ...]]]:
    with pymupdf.open(stream=data) as pdf:
        return [(page.number, tuple(found)) for page in pdf for found in page.search_for(word)]


def assert_covered(data: bytes, drawn: bytes, word: str, times: int) -> None:
    found = places(data, word)
    assert len(found) == times
    for number, box in found:
        assert is_black(page_of(drawn, number), *box), f"{word} can be seen on page {number}"


def scan(text: str) -> bytes:
    """A page that is a picture of a text."""
    picture = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(picture).text((150, 200), text, fill=0, font_size=36)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_image(page.rect, stream=buffer.getvalue())
    return saved(pdf)


@given(st.text())
def test_a_text_is_either_as_it_was_or_replaced(text):
    filtered = filter_text(text, EVERYTHING, FakeEngine())
    kept = filtered.redacted
    for redaction in filtered.decision.redactions:
        assert redaction.replacement in kept
    if not filtered.decision.redactions:
        assert kept == text


def test_what_stands_under_a_kept_finding_is_still_found():
    policy = read_policy('{"identifiers": {"emailAddress": {}}}')
    engine = FakeEngine({"jane.doe@example.com": "private_email"})
    filtered = filter_text("https://example.com/?mail=jane.doe@example.com", policy, engine)

    assert filtered.redacted == "https://example.com/?mail={{{REDACTED-email-address}}}"


def test_overlapping_findings_lose_all_their_characters():
    patterns = '[{"pattern": "secret 123-45"}, {"pattern": "3-45-6789 and"}]'
    policy = read_policy(f'{{"identifiers": {{"ssn": {{}}, "identifiers": {patterns}}}}}')
    filtered = filter_text("my secret 123-45-6789 and more", policy, ENGINE)

    assert not any(part in filtered.redacted for part in ("secret", "123", "6789", " and"))
    assert filtered.redacted.startswith("my {{{REDACTED-") and filtered.redacted.endswith("}}} more")


def test_a_finding_of_a_pdf_is_covered_wherever_its_text_stands():
    data = written(
        [(72, 100, "Jane Doe signed."), (72, 140, "For jane doe and Jane Doe's sister")],
        [(72, 100, "xJane Doey Jane Doe")],
    )
    drawn, [filtered] = filter_pdf(data, EVERYTHING, FakeEngine({"signed": "secret"}), "zip", SETTINGS)

    assert {filtered.text[r.span.start : r.span.end] for r in filtered.decision.redactions} >= {"Jane Doe", "signed"}
    for number, box in places(data, "Jane Doe"):
        if number == 0 and box[1] < 120:
            assert is_black(page_of(drawn), *box)


def test_a_name_found_once_is_covered_everywhere():
    class Once(FakeEngine):
        def _find(self, text):
            return super()._find(text)[:1]

    data = written([(72, 100, "signed by Jane Doe")], [(72, 100, "and Jane Doe again, (Jane Doe)")])
    drawn, _ = filter_pdf(data, EVERYTHING, Once(), "zip", SETTINGS)

    assert_covered(data, drawn, "Jane Doe", 3)


def test_a_name_that_a_line_cuts_is_covered_in_both_lines():
    data = written([(72, 100, "it was written by the well known Ms SENTINEL-"), (72, 114, "abcdef of Springfield")])
    drawn, [filtered] = filter_pdf(data, EVERYTHING, FakeEngine(), "zip", SETTINGS)

    assert filtered.decision.redactions
    assert_covered(data, drawn, "SENTINEL", 1)


def test_a_policy_that_keeps_people_keeps_them_in_a_pdf():
    data = written([(72, 100, "Jane Doe has SENTINEL-1")])
    drawn, _ = filter_pdf(data, ready_policy("secrets-only"), ENGINE, "zip", SETTINGS)

    assert_covered(data, drawn, "SENTINEL-1", 1)
    assert not is_black(page_of(drawn), *places(data, "Jane")[0][1])


def test_a_strategy_can_have_a_colour_of_its_own():
    policy = read_policy('{"identifiers": {"person": {"personFilterStrategies": [{"color": "red"}]}, "secret": {}}}')
    data = written([(72, 100, "Jane Doe and SENTINEL-1")])
    drawn, _ = filter_pdf(data, policy, ENGINE, "zip", SETTINGS)
    seen = {color for _, color in page_of(drawn).getcolors(1 << 24)}

    assert {(255, 0, 0), (0, 0, 0)} <= seen
    assert_covered(data, drawn, "SENTINEL-1", 1)


def test_a_scanned_page_is_read_and_covered():
    drawn, filtered = filter_pdf(scan("This is signed by Jane Doe today"), EVERYTHING, ENGINE, "zip", SETTINGS)

    assert [r.replacement for one in filtered for r in one.decision.redactions] == ["<PRIVATE_PERSON>"]
    assert page_of(drawn).getpixel((465, 222)) == (0, 0, 0)
    assert len({page_of(drawn).getpixel((x, 215)) for x in range(430, 580)}) == 1
    assert page_of(drawn).getpixel((10, 10)) == (255, 255, 255)


def test_a_scanned_page_is_not_given_out_where_it_cannot_be_read(monkeypatch):
    monkeypatch.setattr("shared.formats.ocr.ocr_available", lambda languages: (False, "not here"))

    with pytest.raises(Unavailable, match="Page 1 of this PDF is a picture"):
        filter_pdf(scan("Jane Doe"), EVERYTHING, ENGINE, "zip", SETTINGS)


def test_a_page_that_could_not_be_read_is_not_drawn(monkeypatch):
    broken = ReadDocument("pdf", TextMap("", ()), (Page(1, 0, 0, 595, 842), Page(2, 0, 0)), ())
    monkeypatch.setattr("shared.filtering_pdf.open_document", lambda data, settings: broken)

    with pytest.raises(Damaged, match="Page 2 of this PDF"):
        filter_pdf(b"", EVERYTHING, ENGINE, "zip", SETTINGS)


def test_a_text_is_no_pdf():
    with pytest.raises(WrongType):
        filter_pdf(b"Jane Doe", EVERYTHING, ENGINE, "pdf", SETTINGS)


def test_more_pictures_than_somebody_waits_for_are_refused(monkeypatch):
    monkeypatch.setattr("shared.filtering_pdf.MOST_PICTURES", 0)

    with pytest.raises(TooLarge, match="pictures to be read: 1"):
        filter_pdf(scan("Jane Doe"), EVERYTHING, ENGINE, "zip", SETTINGS)


def test_work_on_a_pdf_ends_when_nobody_waits_for_it(monkeypatch):
    class Gone(Exception):
        pass

    def gone(share: float) -> None:
        if share >= 0.5:
            raise Gone

    with pytest.raises(Gone):
        filter_pdf(scan("Jane Doe"), EVERYTHING, ENGINE, "zip", SETTINGS, progress=gone)


def test_what_a_person_decided_goes_whatever_the_policy_lets_stand():
    text = "Jane Doe, 4111 1111 1111 1111"
    spans = [Span(0, 8, "private_person"), Span(10, 29, "account_number", "credit_card")]
    cards_only = read_policy(
        '{"identifiers": {"creditCard": {"creditCardFilterStrategies": [{"strategy": "LAST_4"}]}}}'
    )

    redactions = decided(text, spans, cards_only)

    assert redact_text(text, redactions) == "<PRIVATE_PERSON>, 1111"
