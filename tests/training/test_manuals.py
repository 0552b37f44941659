"""Manual pages are prose without people; what may be somebody all the same teaches nothing."""

from pathlib import Path
from random import Random

from training.corpus import shard
from training.manuals import corpus, lower_words, names, pages, piece, pieces
from training.pieces import Piece

PAGE = """<html><body><nav><p>Contents of the help</p></nav><div id="DisplayArea"><h1>Merging cells</h1>
<p>Choose <b>Format</b>
 - Merge.</p><p>Ask Ottilie at ottilie@example.org or +49 30 1234567.</p><p>Choose Format - Merge.</p>
<p>x</p></div></body></html>"""


def unpacked(folder: Path, package: str, content: str) -> Path:
    place = folder / f"libreoffice-help-{package}" / "usr" / "help" / "text" / "shared"
    place.mkdir(parents=True)
    (place / "page.html").write_text(content, encoding="utf-8")
    return folder


def gazetteers(folder: Path) -> Path:
    folder.mkdir()
    head = "Localized Name,Romanized Name\n"
    (folder / "forenames.csv").write_text(head + "Ottilie,Ottilie\nMerging,Merging\n", encoding="utf-8")
    return folder


def test_a_page_is_its_paragraphs_without_what_was_said_before(tmp_path: Path) -> None:
    known = {"Merging cells"}
    found = list(pages(unpacked(tmp_path, "de", PAGE), known))
    assert found == [["Choose Format - Merge.", "Ask Ottilie at ottilie@example.org or +49 30 1234567."]]
    assert "Choose Format - Merge." in known


def test_names_are_those_that_are_no_words(tmp_path: Path) -> None:
    words = lower_words(["the merging of cells"])
    assert names(gazetteers(tmp_path / "names"), words) == {"Ottilie"}


def test_names_and_contacts_teach_nothing_and_all_else_teaches_that_it_is_harmless() -> None:
    text = "Ask Ottilie at ottilie@example.org or +49 30 1234567 by 24.12.2001."
    made = piece(text, "de", frozenset({"Ottilie"}))
    assert [text[mark.start : mark.end] for mark in made.ignore] == [
        "Ottilie",
        "ottilie@example.org",
        "+49 30 1234567",
        "24.12.2001",
    ]
    assert made.spans == ()


def test_a_page_is_cut_into_pieces_and_loses_nothing() -> None:
    page = [f"Paragraph {number}." for number in range(30)]
    made = list(pieces(page, "en", frozenset(), Random(3)))
    assert " ".join(one.text for one in made).split() == " ".join(page).split()


def test_the_corpus_leaves_out_in_other_languages_what_is_english(tmp_path: Path) -> None:
    unpacked(tmp_path, "en-us", PAGE)
    unpacked(tmp_path, "de", PAGE.replace("Choose", "Wählen Sie"))
    made = corpus(tmp_path, gazetteers(tmp_path / "names"), seed=1)
    german = " ".join(one.text for one in made if one.lang == "de")
    assert "Wählen Sie" in german
    assert "Merging cells" not in german


def test_every_shard_gets_its_own_part(tmp_path: Path, monkeypatch: object) -> None:
    import training.corpus as made

    prose = [Piece(f"Prose number {number}, harmless.", (), (), "en", "manual pages") for number in range(40)]
    monkeypatch.setattr(made, "MANUALS", 5)  # type: ignore[attr-defined]
    monkeypatch.setattr(made, "TEMPLATES", 0)  # type: ignore[attr-defined]
    monkeypatch.setattr(made, "augmented", lambda one, rng: one)  # type: ignore[attr-defined]
    monkeypatch.setattr(made, "documents", lambda data, split: ())  # type: ignore[attr-defined]
    monkeypatch.setattr(made, "Templates", lambda seed, data: None)  # type: ignore[attr-defined]
    first, second = ({one.text for one in shard(index, 1, tmp_path, prose)} for index in (0, 1))
    assert len(first) == len(second) == 5
    assert first.isdisjoint(second)
