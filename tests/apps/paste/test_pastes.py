"""A paste from its making to its end, without any web."""

import sqlite3
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.paste import pipeline
from apps.paste.pastes import Original, View, Waiting, keep, read, redacted_view, remove, reveal
from apps.paste.pipeline import check_text
from apps.paste.terms import MAX_LIFETIME_SECONDS, Terms, lifetime_of, terms_of
from shared.decision import decide
from shared.errors import BadValue, EmptyInput, Forbidden, NotFound, TooLarge, Unverified
from shared.spans import Span
from shared.store import PasteStore, sealing
from tests.apps.paste.conftest import REDACTED, TEXT
from tests.strategies import span_lists, texts


def make_paste(text, ttl, services, max_characters, **asked):
    return pipeline.make_paste(text, terms_of(ttl, **asked), services.detect, services.store, max_characters)


def test_the_view_is_redacted_and_the_reveal_is_the_original(services):
    links, made = make_paste(TEXT, "never", services, 1000)
    public = read(services.store, links.id)
    private = read(services.store, links.id, links.token)

    assert public.view.text == private.view.text == made.view.text == REDACTED
    assert public.original is None
    assert private.original == made.original == Original(TEXT, made.original.spans)
    assert [TEXT[s.start : s.end] for s in private.original.spans] == [
        "Harry Potter", "harry@hogwarts.edu", "4 Privet Drive",
    ]  # fmt: skip
    assert [REDACTED[s.start : s.end] for s in public.view.spans] == [
        "<PRIVATE_PERSON>", "<PRIVATE_EMAIL>", "<PRIVATE_ADDRESS>",
    ]  # fmt: skip


def test_the_public_spans_tell_the_category_and_no_more(services):
    links, _ = make_paste(TEXT, "never", services, 1000)

    assert all((span.kind, span.score) == ("", 1.0) for span in read(services.store, links.id).view.spans)


@pytest.mark.parametrize("token", ["", "x", "é\ud800\0", "A" * 43, "A" * 100_000])
def test_a_wrong_token_gives_exactly_what_no_token_gives(services, token):
    links, _ = make_paste(TEXT, "1d", services, 1000)

    assert read(services.store, links.id, token) == read(services.store, links.id)


def test_the_token_of_one_paste_does_not_open_another(services):
    first, _ = make_paste(TEXT, "never", services, 1000)
    second, _ = make_paste(TEXT, "never", services, 1000)

    assert read(services.store, first.id, second.token).original is None


@pytest.mark.parametrize("paste_id", ["", "x", "A" * 22, "../../etc/passwd", "é\ud800\0", "%", "' or 1=1 --"])
def test_an_id_that_never_was_is_not_found(services, paste_id):
    make_paste(TEXT, "never", services, 1000)

    with pytest.raises(NotFound):
        read(services.store, paste_id)


def test_a_paste_is_there_until_its_time_is_up_and_then_as_if_it_never_was(services, clock):
    links, made = make_paste(TEXT, "10m", services, 1000)
    assert made.expires == clock.now + 600
    clock.now += 599
    assert read(services.store, links.id).view.text == REDACTED
    clock.now += 1

    with pytest.raises(NotFound) as expired:
        read(services.store, links.id, links.token)
    with pytest.raises(NotFound) as unknown:
        read(services.store, "A" * 22, links.token)
    assert str(expired.value) == str(unknown.value)


def test_pastes_survive_a_restart(services, file, clock):
    links, _ = make_paste(TEXT, "1h", services, 1000)
    services.store.close()
    again = PasteStore(f"sqlite:///{file}", clock)

    assert read(again, links.id, links.token).original.text == TEXT
    again.close()


def test_a_stolen_database_shows_neither_view_nor_id_nor_token(services, file):
    missed = "missed-name-Hermione"
    links, _ = make_paste(f"{TEXT} {missed}", "never", services, 1000)
    stolen = b"".join(part.read_bytes() for part in file.parent.iterdir())

    assert (file.parent / "pastes.sqlite-wal").stat().st_size > 1000
    for needle in (*TEXT.split(), "PRIVATE_PERSON", "private_person", missed, links.id, links.token, "fake"):
        if len(needle) > 4:  # shorter ones are in the names of columns, or there by chance
            assert needle.encode() not in stolen
            assert needle.encode("utf-16-le") not in stolen


def test_pastes_of_like_length_look_alike_in_the_database(services, file):
    for text in ("short", "a little longer, " * 12):
        make_paste(text, "never", services, 1000)
    with sqlite3.connect(file) as database:
        lengths = database.execute("select distinct length(view), length(original) from pastes").fetchall()

    assert len(lengths) == 1


@pytest.mark.parametrize("column", ["view", "original"])
def test_a_changed_row_is_refused(services, file, column):
    links, _ = make_paste(TEXT, "never", services, 1000)
    with sqlite3.connect(file) as database:
        [sealed] = database.execute(f"select {column} from pastes").fetchone()
        database.execute(f"update pastes set {column} = ?", (sealed[:-1] + bytes([sealed[-1] ^ 1]),))

    with pytest.raises(Unverified):
        read(services.store, links.id, links.token)


def test_the_original_of_another_paste_does_not_open_here(services, file):
    first, _ = make_paste(TEXT, "never", services, 1000)
    make_paste("nothing to see", "never", services, 1000)
    with sqlite3.connect(file) as database:
        database.execute("update pastes set original = (select original from pastes order by rowid desc limit 1)")

    with pytest.raises(Unverified):
        read(services.store, first.id, first.token)


def test_writing_to_the_database_cannot_lengthen_a_life(services, file, clock):
    links, _ = make_paste(TEXT, "10m", services, 1000)
    with sqlite3.connect(file) as database:
        database.execute("update pastes set expires = null")
    clock.now += 601

    with pytest.raises(NotFound):
        read(services.store, links.id)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(text=texts, spans=span_lists, engine=st.sampled_from(["embedded", "openai/privacy-filter"]))
def test_any_text_and_any_findings_come_back_as_they_were(services, text, spans, engine):
    inside = [span for span in spans if span.end <= len(text)]
    view = redacted_view(text, decide(text, inside))
    links, _ = keep(services.store, view, Original(text, tuple(inside)), engine, Terms(60))
    paste = read(services.store, links.id, links.token)

    assert (paste.view, paste.original, paste.engine) == (view, Original(text, tuple(inside)), engine)


@given(texts, span_lists)
def test_each_placeholder_of_a_view_is_where_its_span_says(text, spans):
    view = redacted_view(text, decide(text, [span for span in spans if span.end <= len(text)]))

    for span in view.spans:
        assert view.text[span.start : span.end] == f"<{span.label.upper()}>"
    assert sum(view.by_label().values()) == len(view.spans)


def test_a_placeholder_that_the_sender_typed_is_not_taken_for_one_of_ours():
    text = "<PRIVATE_PERSON> met Bob"
    view = redacted_view(text, decide(text, [Span(21, 24, "private_person")]))

    assert view == View("<PRIVATE_PERSON> met <PRIVATE_PERSON>", (Span(21, 37, "private_person"),))


@pytest.mark.parametrize(
    ("ttl", "seconds"),
    [
        ("10m", 600), ("1h", 3600), ("1d", 86_400), ("7d", 604_800), ("30d", 2_592_000), ("never", None),
        (" 1H ", 3600), ("Never", None), (1, 1), ("1", 1), ("90", 90), (90, 90), (90.0, 90),
        (MAX_LIFETIME_SECONDS, MAX_LIFETIME_SECONDS), (str(MAX_LIFETIME_SECONDS), MAX_LIFETIME_SECONDS),
    ],
)  # fmt: skip
def test_a_ttl_is_a_name_or_a_number_of_seconds(ttl, seconds):
    assert lifetime_of(ttl) == seconds


@pytest.mark.parametrize(
    "ttl",
    [
        "", "soon", "10 m", "1w", "-1", "0", "1.5", "1e3", "٣٠", "9" * 5000, 0, -1, 1.5, True, None, [], {},
        float("nan"), float("inf"), MAX_LIFETIME_SECONDS + 1, 10**400, "nan", "0x10", "1h\x00",
    ],
)  # fmt: skip
def test_any_other_ttl_is_refused_with_all_that_it_may_be(ttl):
    with pytest.raises(BadValue, match=r"^ttl may be 10m, 1h, 1d, 7d, 30d, never, or a whole number of seconds"):
        lifetime_of(ttl)


@pytest.mark.parametrize("text", [None, 1, 1.5, True, b"bytes", ["text"], {"text": "x"}])
def test_what_is_not_text_is_refused(text):
    with pytest.raises(BadValue, match="must be a string"):
        check_text(text, 1000)


@pytest.mark.parametrize("text", ["", " ", "\n\t \u3000"])
def test_nothing_at_all_is_refused(text):
    with pytest.raises(EmptyInput):
        check_text(text, 1000)


def test_a_text_that_is_too_long_is_refused_with_both_numbers():
    assert check_text("x" * 200_000, 200_000)

    with pytest.raises(TooLarge, match=r"200,001 characters; a paste may have 200,000"):
        check_text("x" * 200_001, 200_000)


@given(st.text(alphabet=st.characters(), min_size=1).filter(str.strip))
def test_any_text_can_be_encoded_after_the_check(text):
    checked = check_text(text, 1000)

    assert checked.encode()
    if text.isascii():
        assert checked == text


@pytest.mark.parametrize("text", ["a\ud800b", "a\udc00b", "\ud800", "a\udfff", "\ud800\ud800x"])
def test_half_a_character_becomes_the_replacement_character_in_place(text):
    assert check_text(text, 1000) == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def test_nul_and_a_byte_order_mark_are_kept(services):
    links, _ = make_paste("\ufeffa\0b", "never", services, 1000)

    assert read(services.store, links.id).view.text == "\ufeffa\0b"


def test_a_refused_ttl_costs_no_search(services, monkeypatch):
    monkeypatch.setattr(services, "detect", lambda *_: pytest.fail("searched"))

    with pytest.raises(BadValue):
        make_paste(TEXT, "soon", services, 1000)


def test_neither_text_nor_id_nor_token_shows_in_a_repr(services):
    links, paste = make_paste(TEXT, "never", services, 1000, passphrase="sesame")
    shown = repr((links, paste, terms_of("never", 0, "sesame")))

    assert "sesame" not in shown and links.delete_token not in shown
    assert links.id not in shown and links.token not in shown and "Harry" not in shown and "My name" not in shown


def test_looking_never_uses_a_counted_paste_up_nor_shows_its_original(services):
    links, _ = make_paste(TEXT, "never", services, 1000, reveals=1)
    for _ in range(5):
        paste = read(services.store, links.id, links.token)
        assert (paste.original, paste.waiting) == (None, Waiting(1, False))

    assert reveal(services.store, links.id, links.token).original.text == TEXT


def test_after_its_last_reveal_a_paste_is_as_if_it_never_was(services, file):
    links, _ = make_paste(TEXT, "never", services, 1000, reveals=2)
    left = [reveal(services.store, links.id, links.token).reveals_left for _ in range(2)]

    assert left == [1, 0]
    for ask in (read, reveal):
        with pytest.raises(NotFound) as burnt:
            ask(services.store, links.id, links.token)
        with pytest.raises(NotFound) as unknown:
            ask(services.store, "A" * 22, links.token)
        assert str(burnt.value) == str(unknown.value)
    with sqlite3.connect(file) as database:
        assert database.execute("select count(*) from pastes").fetchone() == (0,)


def test_a_wrong_token_or_passphrase_uses_nothing_up(services):
    links, _ = make_paste(TEXT, "never", services, 1000, reveals=1, passphrase="sesame")
    with pytest.raises(Forbidden, match="This key does not open"):
        reveal(services.store, links.id, "x", "sesame")
    for wrong in ("", "Sesame", "sesame "):
        with pytest.raises(Forbidden, match="This passphrase does not open"):
            reveal(services.store, links.id, links.token, wrong)

    assert read(services.store, links.id, links.token).waiting == Waiting(1, True)
    assert reveal(services.store, links.id, links.token, "sesame").original.text == TEXT


def test_a_passphrase_is_the_same_however_its_letters_were_composed(services):
    links, _ = make_paste(TEXT, "never", services, 1000, passphrase="caf\u00e9")

    assert reveal(services.store, links.id, links.token, "cafe\u0301").original.text == TEXT
    assert reveal(services.store, links.id, links.token, "cafe\u0301").reveals_left is None


def test_writing_to_the_database_cannot_lift_a_limit(services, file):
    links, _ = make_paste(TEXT, "never", services, 1000, reveals=1)
    with sqlite3.connect(file) as database:
        database.execute("update pastes set most_reveals = null")

    assert read(services.store, links.id, links.token).original is None
    with pytest.raises(NotFound):
        reveal(services.store, links.id, links.token)


def test_the_sender_deletes_with_a_token_that_opens_nothing(services):
    links, _ = make_paste(TEXT, "never", services, 1000)
    for wrong in ("", "x", links.token, links.id):
        with pytest.raises(Forbidden):
            remove(services.store, links.id, wrong)
    assert read(services.store, links.id, links.delete_token).original is None
    remove(services.store, links.id, links.delete_token)

    for token in ("", links.token):
        with pytest.raises(NotFound):
            read(services.store, links.id, token)
    with pytest.raises(NotFound):
        remove(services.store, links.id, links.delete_token)


@pytest.mark.parametrize("token", ["", "x" * 43])
def test_what_is_not_there_is_derived_as_what_is(services, clock, monkeypatch, token):
    kept, _ = make_paste(TEXT, "never", services, 1000)
    expired, _ = make_paste(TEXT, 1, services, 1000)
    burnt, _ = make_paste(TEXT, "never", services, 1000, reveals=1)
    reveal(services.store, burnt.id, burnt.token)
    clock.now += 2
    derived = []
    derive = sealing._derive
    monkeypatch.setattr(sealing, "_derive", lambda *given: derived.append(1) or derive(*given))
    counts = []
    for paste_id in (kept.id, expired.id, burnt.id, "A" * 22, "x"):
        derived.clear()
        with suppress(NotFound):
            read(services.store, paste_id, token)
        counts.append(len(derived))

    assert counts == [3] * 5


@pytest.mark.parametrize("reveals", [-1, 1001, 1.5, True, None, "", "x", "-1", [], "9" * 50])
def test_any_other_number_of_reveals_is_refused(reveals):
    with pytest.raises(BadValue, match=r"^reveals may be 0"):
        terms_of("never", reveals)


@pytest.mark.parametrize("passphrase", [None, 1, b"x", ["x"], "x" * 1001])
def test_a_passphrase_that_is_no_text_or_too_long_is_refused(passphrase):
    with pytest.raises(BadValue, match="A passphrase is text"):
        terms_of("never", 0, passphrase)


def test_what_may_be_asked_for():
    assert terms_of("1h", "3", "x") == Terms(3600, 3, "x")
    assert terms_of("never") == terms_of("never", 0, "") == Terms()
