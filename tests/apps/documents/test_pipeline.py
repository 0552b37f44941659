"""From bytes to findings: every finding stands where the document says it, and the numbers add up."""

from pathlib import Path

import pytest

from apps.documents.pipeline import LOOKING, READING, Exploration, explore, measure
from shared.errors import Locked
from shared.formats.plain import read_plain
from shared.services import Services
from shared.settings import Settings
from shared.spans import LABELS, Span
from tests.fakes import FakeEngine
from tests.shared.formats import docxs, pdfs


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    return Services(Settings(data=tmp_path_factory.mktemp("data")), lambda: FakeEngine()).start()


def explored(data: bytes, services: Services, suffix: str = "") -> Exploration:
    return explore(data, suffix, services, lambda share, what: None)


def found(exploration: Exploration) -> list[str]:
    return [exploration.document.map.text[span.start : span.end] for span in exploration.spans]


@pytest.mark.parametrize(
    "data",
    [
        pdfs.written([(72, 100, "please ask Jane Miller about it")]),
        docxs.build(docxs.p("please ask ", docxs.r("Ja", "<w:b/>"), docxs.r("ne Miller", "<w:i/>"), " about it")),
        b"please ask Jane Miller about it",
        "please ask J\u200ban\u00ade Miller about it".encode(),
    ],
    ids=["pdf", "docx", "text", "text with invisible characters"],
)
def test_a_name_is_found_where_it_stands(data: bytes, services: Services) -> None:
    exploration = explored(data, services)

    assert [name.replace("\u200b", "").replace("\u00ad", "") for name in found(exploration)] == ["Jane Miller"]
    assert exploration.engine == "fake"


def test_a_name_cut_by_a_lines_end_is_found_whole_and_covers_both_lines(services: Services) -> None:
    exploration = explored(pdfs.paragraph(["this was signed by Jane Fitz-", "gerald in the year before"]), services)

    assert found(exploration) == ["Jane Fitz-\ngerald"]
    [span] = exploration.spans
    assert len(exploration.document.map.boxes(span.start, span.end)) == 2


def test_progress_goes_up_and_tells_no_text(services: Services) -> None:
    heard: list[tuple[float, str]] = []
    explore(pdfs.report(4), "pdf", services, lambda share, what: heard.append((share, what)))

    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == pytest.approx(1.0)
    assert {what for _, what in heard} == {READING, LOOKING}


def test_a_refusal_is_passed_on(services: Services) -> None:
    with pytest.raises(Locked):
        explored(pdfs.locked(), services)


def test_a_document_without_text_has_numbers_too(services: Services) -> None:
    stats = explored(pdfs.scanned(), services).stats

    assert (stats.pages, stats.words, stats.characters, stats.findings, stats.share_of_text) == (1, 0, 0, 0, 0.0)


def test_the_numbers_add_up() -> None:
    document = read_plain("Jane Miller, 山田, - owes 12 €".encode(), 1000)
    spans = [Span(0, 11, "private_person"), Span(13, 15, "private_person"), Span(24, 26, "account_number")]

    stats = measure(document, spans, 1.5)

    assert (stats.pages, stats.words, stats.characters, stats.findings) == (1, 5, 28, 3)
    assert tuple(stats.by_label) == LABELS
    assert stats.by_label["private_person"] == 2
    assert sum(stats.by_label.values()) == stats.findings
    assert stats.share_of_text == pytest.approx(14 / 22)


def test_nothing_is_left_in_the_data_folder(tmp_path: Path) -> None:
    services = Services(Settings(data=tmp_path), lambda: FakeEngine()).start()

    explored(docxs.everything(), services)

    assert list(tmp_path.rglob("*")) == []
