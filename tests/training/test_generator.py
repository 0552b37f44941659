"""The templates and corpora: spans point at what was put in, and noise keeps them true."""

import json
from pathlib import Path
from random import Random

import pytest

from training import augment, filling, forms, layouts, letters, mixture, scans, snippets, talks
from training.corpora import months as month_names
from training.corpora import split_of, swapped, unlabelled
from training.inflection import inflect
from training.phrases import LANGUAGES, NEIGHBOURS, SOMETIMES, TEMPLATES, phrases
from training.pieces import Mark, Piece, Writer, from_json, rebuild, to_json
from training.values import Values


@pytest.mark.parametrize("language", (*LANGUAGES, *NEIGHBOURS))
def test_every_template_can_be_filled_and_the_harmless_ones_stay_harmless(language: str, data: Path) -> None:
    values = Values(language, 1, data)
    lists = phrases(language).lists
    for name in (*TEMPLATES, *(name for name in SOMETIMES if name in lists)):
        for template in dict.fromkeys(lists[name]):
            writer = Writer()
            filling.fill(template, values, writer)
            piece = writer.piece(language, name)
            assert "{" not in piece.text and "}" not in piece.text, template
            assert all(mark.start < mark.end <= len(piece.text) for mark in piece.spans)
            if name in ("plain", "facts"):
                assert not piece.spans, template
            if name in ("news", "calls"):
                assert any(label == "private_person" for _, label in piece.values()), template


@pytest.mark.parametrize("language", (*LANGUAGES, *NEIGHBOURS))
def test_a_language_has_enough_templates_and_none_twice(language: str) -> None:
    lists, own = phrases(language).lists, phrases(language)
    much = {"en": 120} | dict.fromkeys(("zh", "ja", "hi", "nl", "ko", "ar", "tr"), 80)
    assert len(set(lists["facts"])) >= 60
    assert len(set(lists["news"])) >= much.get(own.language, 40)
    assert len(set(lists["calls"])) >= 15
    assert len(set(lists["firms"])) >= 15
    if language not in ("mx", *NEIGHBOURS):  # whose own lines count more than once, beside those of another
        written = [line for name in TEMPLATES for line in lists[name]]
        assert sorted({line for line in written if written.count(line) > 1}) == []


def test_a_data_sheet_is_nobodys_unless_somebody_is_named_in_it(data: Path) -> None:
    values = Values("en", 11, data)
    for entry in phrases("en").lists["details"]:
        assert all(values.fill(name)[1] is None for name in filling.PLACE.findall(entry.partition(" = ")[2])), entry
    for language in (*LANGUAGES, *NEIGHBOURS):
        assert all(" = " in entry for entry in phrases(language).lists["details"])


def test_what_a_thing_is_called_after_is_nobody(data: Path) -> None:
    values = Values("de", 9, data)
    values.person()
    known = values.known
    for name in ("firm", "namesake", "patron", "forename", "namesake_gen", "order", "isbn", "flight", "public_date"):
        assert values.fill(name)[1] is None and values.known == known
    assert values.fill("again")[1] == "private_person"


@pytest.mark.parametrize("language", LANGUAGES)
def test_spans_point_at_the_inserted_values(language: str, data: Path) -> None:
    values, rng = Values(language, 2, data), Random(2)
    for kind, _ in mixture.CARRIERS:
        for _ in range(3):
            put: list[tuple[str, str]] = []
            writer = Writer()
            original = writer.value

            def spy(text: str, label: str | None, put: list = put, original=original) -> Writer:  # type: ignore[no-untyped-def, type-arg]
                if label and text.strip():
                    put.append((text.strip(), label))
                return original(text, label)

            writer.value = spy  # type: ignore[method-assign]
            kind(values, writer)
            piece = writer.piece(language, kind.__name__)
            found = piece.values()
            assert all(text == text.strip() and text for text, _ in found)
            joined = {label: "\0".join(text for text, other in found if other == label) for _, label in found}
            assert all(text in joined[label] for text, label in put), kind.__name__
            noisy = augment.augmented(piece, rng)
            assert all(0 <= mark.start < mark.end <= len(noisy.text) for mark in noisy.spans)


def test_the_same_seed_makes_the_same_text(data: Path) -> None:
    def make() -> str:
        values, writer = Values("de", 3, data), Writer()
        forms.form(values, writer)
        letters.mail(values, writer)
        return writer.piece("de", "x").text

    assert make() == make()


def test_neighbours_of_one_label_become_one_entity() -> None:
    piece = (
        Writer()
        .value("Ada", "private_person")
        .write(" ")
        .value("Byron", "private_person")
        .write(", ")
        .value("x", None)
        .piece("en", "x")
    )
    assert piece.values() == [("Ada Byron", "private_person")]
    assert from_json(to_json(piece)) == piece


def test_two_sentences_do_not_run_their_people_together() -> None:
    writer = Writer().write("Sent by ").value("Ada Byron", "private_person")
    assert filling.parted(" ", "{person} called.", writer) == "\n"
    assert filling.parted(" ", "Then {person} called.", writer) == " "
    assert filling.parted(" ", "{person} called.", writer.write(".")) == " "


def test_noise_moves_the_spans_with_the_text() -> None:
    piece = Piece("Tel 0151 22 ok", (Mark(4, 11, "private_phone"),), (), "en", "x")
    doubled = rebuild(piece, lambda index, char: char * 2 if char.isdigit() else char)
    assert doubled.values() == [("00115511 2222", "private_phone")]
    assert augment.spaced(piece, Random(1)).values()[0][0][0] == "0"


def test_other_names_keep_the_rest_of_the_text(data: Path) -> None:
    people = {
        language: Values(language, 4, data) for language in ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru")
    }
    piece = Piece(
        "Then Jane Roe met Jane Roe in Rome.",
        (Mark(5, 13, "private_person"), Mark(18, 26, "private_person")),
        (Mark(30, 34, ""),),
        "en",
        "x_y",
    )
    for seed in range(20):
        other = swapped(piece, people, Random(seed))
        first, second = (other.text[mark.start : mark.end] for mark in other.spans)
        assert first == second
        assert other.text == f"Then {first} met {second} in Rome."
        assert other.text[other.ignore[0].start : other.ignore[0].end] == "Rome"


def test_what_a_corpus_does_not_label_is_masked() -> None:
    text = "Am 3. Mai 1998 schrieb er an a.b@c.de, Tel. 0711 / 445566."
    masked = {text[mark.start : mark.end].strip() for mark in unlabelled(text, month_names())}
    assert {"a.b@c.de", "0711 / 445566"} <= masked
    assert any("Mai" in part for part in masked)


def test_a_document_stays_in_its_split() -> None:
    names = [f"doc-{number}" for number in range(2000)]
    shares = [sum(split_of(name) == split for name in names) / 2000 for split in ("train", "dev", "test")]
    assert shares[0] > 0.85 and shares[1] > 0.02 and shares[2] > 0.03
    assert json.dumps([split_of(name) for name in names]) == json.dumps([split_of(name) for name in names])


@pytest.mark.parametrize(
    ("language", "case", "expected"),
    [
        ("en", "low", "ada byron"),
        ("fr", "up", "ADA BYRON"),
        ("nl", "ini", "A."),
        ("es", "rev", "Byron, Ada"),
        ("de", "gen", "Ada Byrons"),
        ("nl", "gen", "Ada Byrons"),
        ("en", "gen", "Ada Byron"),
        ("fi", "all", "Ada Byronille"),
        ("fi", "ade", "Ada Byronilla"),
    ],
)
def test_names_are_bent_as_the_sentence_asks(language: str, case: str, expected: str) -> None:
    assert inflect("Ada Byron", case, language) == expected
    assert inflect("Väinö Mäki", "ine", "fi") == "Väinö Mäkissä"
    assert [inflect("Virtanen", case, "fi") for case in ("gen", "par")] == ["Virtasen", "Virtasta"]
    assert inflect("Ada Byron", "tag", "en") == "AdaByron"
    assert inflect("Anna", "gen", "nl") == "Anna's" and inflect("Max", "gen", "de") == "Max’"


def test_the_day_of_a_booking_and_the_stamp_of_an_invitation_teach_nothing(data: Path) -> None:
    values = Values("en", 6, data)
    for _ in range(20):
        writer = Writer()
        layouts.statement(values, writer)
        piece = writer.piece("en", "statement")
        assert piece.ignore and not any(label == "private_date" for _, label in piece.values())


def test_a_subject_is_not_cut_inside_a_placeholder(data: Path) -> None:
    for language in ("en", "de", "pt"):
        values = Values(language, 8, data)
        for _ in range(150):
            writer = Writer()
            letters.mail(values, writer)
            assert "{" not in writer.piece(language, "mail").text


def test_a_reference_to_a_secret_is_not_one(data: Path) -> None:
    values = Values("en", 7, data)
    for _ in range(40):
        writer = Writer()
        layouts.settings(values, writer)
        assert not any("${" in text for text, _ in writer.piece("en", "settings").values())


def test_a_bare_key_is_a_secret_where_it_is_called_one_and_a_hash_is_not(data: Path) -> None:
    values = Values("en", 10, data)
    for template in snippets.NOBODYS:
        writer = Writer()
        filling.fill(template, values, writer)
        assert not writer.piece("en", "config").spans, template
    for template in snippets.KEYED:
        writer = Writer()
        filling.fill(template, values, writer)
        assert writer.piece("en", "config").spans, template
        assert "{hexkey" not in writer.piece("en", "config").text
    assert not {*snippets.NOBODYS} & {*snippets.KEYED}


def test_numbers_of_people_are_labelled_and_numbers_of_things_are_not(data: Path) -> None:
    for language in (*LANGUAGES, *NEIGHBOURS):
        values, names = Values(language, 12, data), phrases(language).labels
        assert not {*names["account"]} & {*names["order"]}, language
        assert {values.account()[1] for _ in range(20)} == {"account_number"}
        assert {values.order()[1] for _ in range(20)} == {None}
    assert not any(values.account()[0].startswith(("1Z", "ORD", "INV", "TKT")) for _ in range(200))


@pytest.mark.parametrize("language", ("en", "ko", "de", "ja"))
def test_a_talk_names_its_speakers_and_keeps_what_they_say(language: str, data: Path) -> None:
    values = Values(language, 13, data)
    for kind in (talks.dialogue, talks.messenger, talks.notice):
        pieces = []
        for _ in range(30):
            writer = Writer()
            kind(values, writer)
            pieces.append(writer.piece(language, kind.__name__))
        assert all("\n" in piece.text or kind is talks.notice for piece in pieces)
        assert all(
            "{" not in piece.text and " = " not in piece.text.partition("\n")[0]
            for piece in pieces
            if kind is talks.dialogue
        )
        assert sum(any(label == "private_person" for _, label in piece.values()) for piece in pieces) >= 10


def test_a_korean_account_has_a_korean_shape_and_its_bank_stays_readable(data: Path) -> None:
    values, writer = Values("ko", 14, data), Writer()
    filling.fill("{bank} {iban} {person}", values, writer)
    piece = writer.piece("ko", "x")
    assert [label for _, label in piece.values()] == ["account_number", "private_person"]
    assert not piece.values()[0][0].startswith(piece.text[:2])


def test_addresses_are_written_as_the_country_writes_them(data: Path) -> None:
    values = Values("en", 15, data)
    texts = [values.commonwealth()[0] for _ in range(300)]
    for region in (" ON ", " NSW ", "Dublin", "Wellington"):
        assert any(region in text for text in texts), region
    assert all(len(values.canadian()[0].replace(" ", "")) == 6 for _ in range(20))
    assert all(len(values.irish()[0].replace(" ", "")) == 7 for _ in range(20))


def test_a_scan_keeps_its_spans_and_most_of_its_letters() -> None:
    text = "Name: Marlene Burn\nStraße: Clara-Weg 10\nTel.: 0151 2200 11"
    marks = (Mark(6, 18, "private_person"), Mark(27, 39, "private_address"), Mark(46, 58, "private_phone"))
    piece = Piece(text, marks, (), "de", "form")
    assert [value for value, _ in piece.values()] == ["Marlene Burn", "Clara-Weg 10", "0151 2200 11"]
    changed = 0
    for seed in range(200):
        noisy = scans.scanned(piece, Random(seed))
        assert [label for _, label in noisy.values()] == ["private_person", "private_address", "private_phone"]
        assert all(value == value.strip() and 4 < len(value) < 30 for value, _ in noisy.values())
        changed += noisy.text != text
    assert 60 < changed < 200


def test_a_scan_pulls_chinese_and_japanese_apart_and_leaves_code_alone() -> None:
    piece = Piece("氏名：山田太郎\n住所：東京都", (Mark(3, 7, "private_person"),), (), "ja", "form")
    read = [scans.scanned(piece, Random(seed)) for seed in range(60)]
    assert any(noisy.values() == [("山 田 太 郎", "private_person")] for noisy in read)
    assert all("  " not in value for noisy in read for value, _ in noisy.values())
    code = Piece("x = 1", (), (), "en", "code")
    assert scans.share(code) < scans.share(Piece("x", (), (), "en", "sentences")) < scans.share(piece)
