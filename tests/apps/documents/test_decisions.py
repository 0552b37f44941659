"""What a person decided is carried out to the letter, in every form it can be sent and every format it can leave in."""

import csv
import io
import json

import pytest

from apps.documents.desk import Kept
from apps.documents.export import Asked, redact_document
from apps.documents.pipeline import explore
from shared.errors import BadValue
from shared.formats import open_document
from shared.reviews.copying import Reasons
from shared.services import Services
from shared.settings import Settings
from shared.spans import Span
from tests.fakes import FakeEngine
from tests.shared.formats import docxs, pdfs

TEXT = (
    "# Letter to Jane Miller\n\n- from Bob Smith\n- call SENTINEL-4471\n\n"
    "| Name | Phone |\n|---|---|\n| Ann Lee | 030 |\n"
)
PDF = pdfs.written([(72, 100, "dear Jane Miller, please ask Bob Smith."), (72, 130, "Call SENTINEL-4471 now.")])
DOCX = docxs.build(docxs.p("dear Jane Miller, please ask Bob Smith.") + docxs.p("Call SENTINEL-4471 now."))


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    return Services(Settings(data=tmp_path_factory.mktemp("data")), lambda: FakeEngine()).start()


def quietly(share: float, what: str) -> None:
    """For whoever does not want to hear how far it is."""


def made(data: bytes, decisions: object, services: Services, policy: str = "default", kept: Kept | None = None):
    return redact_document(Asked(services.policy(policy), decisions, data, "md", kept=kept), services, quietly)


def text_of(file) -> str:
    return open_document(file.data, Settings(), "txt").map.text


def opened(data: bytes, services: Services) -> Kept:
    found = explore(data, "md", services, quietly)
    return Kept(found.data, found.document, found.spans, found.engine)


@pytest.mark.parametrize("data", [PDF, DOCX, TEXT.encode()], ids=["pdf", "docx", "markdown"])
def test_findings_go_by_their_ids_from_an_open_document_or_the_file(data, services):
    kept = opened(data, services)
    for file in (made(b"", {"accepted": [0, 2]}, services, kept=kept), made(data, {"accepted": [0, 2]}, services)):
        text = text_of(file)
        assert "Jane" not in text and "Bob Smith" in text
        assert file.verdict.removed == 2


def test_a_threshold_takes_what_nobody_rejected(services):
    kept = opened(PDF, services)

    assert made(b"", {"threshold": 0.95}, services, kept=kept).verdict.by_label == {"secret": 1}
    assert made(b"", {"threshold": 0.5, "rejected": [0]}, services, kept=kept).verdict.removed == 2
    assert made(b"", {"threshold": 0.95, "accepted": [1]}, services, kept=kept).verdict.removed == 2
    assert made(b"", {"accepted": "all"}, services, kept=kept).verdict.removed == 3


@pytest.mark.parametrize(
    ("style", "expected"),
    [("boxes", "dear █████, please"), ("labels", "dear <PRIVATE_PERSON>, please"), ("policy", "dear ***")],
)
@pytest.mark.parametrize("data", [DOCX, b"dear Jane Miller, please ask Bob Smith."], ids=["docx", "text"])
def test_a_style_says_what_stands_in_its_place(data, style, expected, services):
    assert expected in text_of(made(data, {"accepted": [0], "style": style}, services, "mask"))


def test_pseudonyms_are_names_and_not_the_names(services):
    text = text_of(made(DOCX, {"accepted": [0], "style": "pseudonyms"}, services))

    assert "Jane Miller" not in text and "<" not in text and text.startswith("dear ") and ", please ask" in text


@pytest.mark.parametrize("data", [PDF, DOCX], ids=["pdf", "docx"])
def test_a_reason_is_written_where_something_was_and_listed(data, services):
    at = open_document(data, Settings()).map.text.index("Jane Miller")
    decision = {"start": at, "end": at + 11, "label": "private_person", "reason": "(b)(6)"}

    assert "[(b)(6)]" in text_of(made(data, {"spans": [decision]}, services))
    listed = made(data, {"spans": [decision], "format": "csv"}, services)
    [row] = csv.DictReader(io.StringIO(listed.data.decode("utf-8-sig")))
    assert (row["category"], row["reason"], row["page"]) == ("private_person", "(b)(6)", "1")
    assert b"Jane" not in listed.data and listed.type == "text/csv"


def test_markdown_keeps_headings_lists_and_tables(services):
    file = made(pdfs.report(1), {"threshold": 0.5, "format": "md"}, services)

    lines = file.data.decode().splitlines()
    assert any(line.startswith("# ") for line in lines) and any(line.startswith("- pay in time") for line in lines)
    assert "Jane Miller" not in file.data.decode() and file.suffix == "md"


def test_json_places_every_redaction_in_the_text_it_gives(services):
    file = made(PDF, {"threshold": 0.5, "format": "json"}, services)
    body = json.loads(file.data)

    assert (
        [body["text"][one["start"] : one["end"]] for one in body["redactions"]]
        == [one["replacement"] for one in body["redactions"]]
        == ["<PRIVATE_PERSON>", "<PRIVATE_PERSON>", "<SECRET>"]
    )
    assert not any(word in file.data.decode() for word in ("Jane", "Bob", "SENTINEL"))


def test_plain_text_is_the_text(services):
    file = made(PDF, {"threshold": 0.5, "format": "txt"}, services)

    assert file.data.decode().startswith("dear <PRIVATE_PERSON>, please ask <PRIVATE_PERSON>.")
    assert file.verdict.checks == ("no removed word in the text",)


def test_no_cell_of_a_list_is_a_formula(services):
    decision = {"start": 0, "end": 4, "reason": "=HYPERLINK(1)"}
    file = made(PDF, {"spans": [decision], "format": "csv"}, services)

    assert ",'=HYPERLINK(1)," in file.data.decode()


@pytest.mark.parametrize(
    ("decisions", "sentence"),
    [
        ({"accepted": [99]}, "no finding of the id 99"),
        ({"accepted": ["Jane"]}, "Decision 1 must be an object"),
        ({"acepted": []}, "has no place for 1 of its keys"),
        ({"threshold": 2}, "threshold must be"),
        ({"threshold": 0.5, "rejected": [{"start": "x"}]}, "rejected finding"),
        ({"style": "Jane"}, "style must be one of"),
        ({"format": "exe"}, "format must be one of"),
        ({"options": {"jane": True}}, "options takes these"),
        ({"options": {"prune_fonts": 1}}, "options takes these"),
        ({"spans": [{"start": 0, "end": 4, "reason": "x" * 81}]}, "at most 80"),
        ({"spans": [{"start": 0, "end": 4, "reason": "a\x00b"}]}, "characters that nobody sees"),
        ({"spans": [{"start": 0, "end": 4, "reason": "a\ud800b"}]}, "characters that nobody sees"),
        ({"accepted": [10**400]}, "no finding of the id it names"),
        ({"areas": [{"page": 1, "box": [1, 2, 10**400, 3]}]}, "left, top, right and bottom"),
        ({"areas": [{"page": 1, "box": [1, 2, float("nan"), 3]}]}, "left, top, right and bottom"),
        ({"areas": [{"page": 1, "box": [1, 2, 3]}]}, "left, top, right and bottom"),
        ({"areas": [{"page": 9, "box": [1, 2, 3, 4]}]}, "page from 1 to 1"),
        ({"areas": "Jane"}, "areas must be a list"),
        ("Jane", "must be a list of what goes"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(decisions, sentence, services):
    with pytest.raises(BadValue, match=sentence) as refused:
        made(PDF, decisions, services)

    assert "Jane" not in refused.value.message and "jane" not in refused.value.message


def test_a_kind_that_cannot_be_written_is_none(services):
    span = {"start": 5, "end": 16, "kind": "\ud800"}
    listed = json.loads(made(PDF, {"spans": [span, {**span, "start": 24, "end": 30}], "format": "json"}, services).data)

    assert {one["kind"] for one in listed["redactions"]} == {""}


def test_the_reasons_of_thousands_are_found_in_a_moment():
    reasons = {Span(2 * at, 2 * at + 3, "secret"): f"reason {at}" for at in range(60_000)}
    given = Reasons(reasons)

    assert [given.of(span) for span in reasons] == list(reasons.values())
    assert given.of(Span(500_000, 500_001, "secret")) == ""


def test_an_area_bears_its_reason(services):
    area = {"page": 1, "box": [60, 115, 400, 140], "label": "secret", "reason": "Exemption 4"}
    file = made(PDF, {"areas": [area]}, services)

    text = text_of(file)
    assert "SENTINEL" not in text and "[Exemption 4]" in text and "Jane Miller" in text
    assert file.verdict.by_label == {"secret": 1}
