"""A PDF keeps its text where its copy is proven clean, and becomes pictures where it is not."""

import json

import pymupdf
import pytest

from shared.errors import Damaged, TooComplex, Unverified
from shared.filtering_pdf import redacted_pdf
from shared.policies import read_policy, ready_policy
from shared.settings import Settings
from tests.fakes import FakeEngine
from tests.shared.formats.pdfs import saved, written

SETTINGS = Settings()
ENGINE = FakeEngine()
DEFAULT = ready_policy("default")


def text_of(data: bytes) -> str:
    with pymupdf.open(stream=data) as pdf:
        return "\n".join(page.get_text() for page in pdf)


def is_dark(data: bytes, number: int, *box: float) -> bool:
    with pymupdf.open(stream=data) as pdf:
        pixels = pdf[number].get_pixmap(clip=pymupdf.Rect(*box), dpi=72)
        return set(pixels.samples) <= set(range(60))


def test_what_is_not_found_can_still_be_read_as_text():
    data = written([(72, 100, "Signed by Jane Doe in March.")], [(72, 100, "Jane Doe again.")])
    made, [filtered], keeps_text = redacted_pdf(data, DEFAULT, ENGINE, SETTINGS)

    assert keeps_text
    assert "Signed by" in text_of(made) and "again." in text_of(made)
    assert "Jane" not in text_of(made) and b"Jane Doe" not in made
    assert [redaction.replacement for redaction in filtered.decision.redactions] == ["<PRIVATE_PERSON>"] * 2


@pytest.mark.parametrize("refusal", [Unverified, TooComplex, Damaged])
def test_what_is_not_proven_clean_becomes_pictures(monkeypatch, refusal):
    def refuse(*_, **__):
        raise refusal("It cannot be done.")

    monkeypatch.setattr("shared.filtering_pdf.filter_file", refuse)
    made, _, keeps_text = redacted_pdf(written([(72, 100, "Signed by Jane Doe.")]), DEFAULT, ENGINE, SETTINGS)

    assert not keeps_text
    assert made.startswith(b"%PDF-") and not text_of(made).strip()


@pytest.mark.parametrize(
    "policy",
    [
        {"config": {"pdf": {"redactionColor": "red"}}},
        {"config": {"pdf": {"dpi": 100}}},
        {"graphical": {"boundingBoxes": [{"page": 1, "x": 1, "y": 1, "w": 9, "h": 9, "color": "yellow"}]}},
    ],
    ids=["a colour", "dots", "a rectangle's colour"],
)
def test_a_policy_that_says_how_pages_are_drawn_has_them_drawn(policy):
    policy = read_policy(json.dumps({"identifiers": {"person": {}}, **policy}))
    made, _, keeps_text = redacted_pdf(written([(72, 100, "Signed by Jane Doe.")]), policy, ENGINE, SETTINGS)

    assert not keeps_text and not text_of(made).strip()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_rectangle_of_a_policy_is_covered_and_what_lies_in_it_is_gone(rotation):
    pdf = pymupdf.open(stream=written([(72, 100, "Signed by Jane Doe."), (72, 700, "The stamp of the office")], []))
    pdf[0].set_rotation(rotation)
    height = pdf[0].mediabox.height
    boxes = [{"page": 1, "x": 60, "y": height - 720, "w": 200, "h": 40}, {"page": 9, "x": 0, "y": 0, "w": 9, "h": 9}]
    policy = read_policy(json.dumps({"identifiers": {"person": {}}, "graphical": {"boundingBoxes": boxes}}))
    made, _, keeps_text = redacted_pdf(saved(pdf), policy, ENGINE, SETTINGS)

    assert keeps_text
    assert rotation in (90, 270) or "Signed by" in text_of(made)
    assert "stamp" not in text_of(made) and "Jane" not in text_of(made)


def test_a_page_whose_rectangle_hides_nothing_still_shows_it_black():
    boxes = {"boundingBoxes": [{"page": 1, "x": 300, "y": 500, "w": 100, "h": 50}]}
    policy = read_policy(json.dumps({"identifiers": {"person": {}}, "graphical": boxes}))
    data = written([(72, 100, "Signed by Jane Doe.")])
    with pymupdf.open(stream=data) as pdf:
        height = pdf[0].rect.height
    made, _, keeps_text = redacted_pdf(data, policy, ENGINE, SETTINGS)

    assert keeps_text
    assert is_dark(made, 0, 302, height - 548, 398, height - 502)
    assert not is_dark(made, 0, 302, height - 498, 398, height - 452)
