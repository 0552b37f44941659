import time
from dataclasses import replace

import pytest
from hypothesis import given

from shared import detection
from shared.detection import (
    as_they_are,
    detect,
    detect_all,
    join_fragments,
    plausible,
    repeats,
    whole_words,
    without_doubtful_dates,
    without_marks,
)
from shared.spans import Span, cover
from tests.strategies import span_lists, texts

NOTHING_TWICE = "".join(chr(0x2600 + i) for i in range(40))
"""Forty characters that form no words and no repetition, so that findings stay as they were found."""


class EngineThatFinds:
    """Finds the same spans in every text."""

    name = "fixed"

    def __init__(self, *spans):
        self.spans = list(spans)

    def find(self, texts, progress=None):
        return [list(self.spans) for _ in texts]


@pytest.fixture
def rules_that_find(monkeypatch):
    return lambda *spans: monkeypatch.setattr(detection.rules, "find", lambda text: list(spans))


@given(span_lists, span_lists)
def test_what_model_or_rules_found_stays_covered(by_model, by_rule):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(detection, "as_they_are", lambda text, spans, by_rules: list(spans))
        patch.setattr(detection, "without_doubtful_dates", lambda text, spans, by_model: spans)
        patch.setattr(detection.rules, "find", lambda text: by_rule)
        found = detect(NOTHING_TWICE, EngineThatFinds(*by_model))

    covered = {i for start, end in cover(found.spans) for i in range(start, end)}
    assert covered >= {i for start, end in cover([*by_model, *by_rule]) for i in range(start, end)}
    assert {*by_model, *by_rule} <= set(found.found)
    assert cover(found.found) == cover([*by_model, *by_rule])


@pytest.mark.parametrize(
    ("text", "label", "left"),
    [
        ("Louise Choi |", "private_person", "Louise Choi"),
        ("~ 1 May 1990 »", "private_date", "1 May 1990"),
        ("(020) 7946 0958;", "private_phone", "(020) 7946 0958"),
        ("Acacia Ave. 3,\n", "private_address", "Acacia Ave. 3"),
        ("-hunter2=", "secret", "-hunter2="),
        (" | ", "private_person", " | "),
    ],
)
def test_marks_that_part_fields_end_no_finding(text, label, left):
    [span] = without_marks(text, [Span(0, len(text), label)])
    assert text[span.start : span.end] == left


def test_a_fragment_is_judged_by_the_name_it_is_of():
    """ "Last" is a word of manuals."""
    first, last = Span(0, 5, "private_person"), Span(6, 10, "private_person")

    assert plausible("James Last called", [first, last]) == [first, last]
    assert plausible("James? Last called", [Span(7, 11, "private_person")]) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "label"),
    [("12 March 2024 foo ", "private_date"), ("aB1cDe", "secret"), ("+1 202 555 01 ", "private_phone")],
)
def test_judging_findings_takes_time_by_their_number_in_one_line_too(unit, label):
    """Four times the findings may take eight times the time; only the processor's counts, the least of six."""

    def seconds(count):
        text = unit * count
        by_model = [Span(at, at + len(unit.rstrip()), label) for at in range(0, len(text), len(unit))]
        by_rules = [Span(span.start, span.end, label, source="rule", score=0.5) for span in by_model]
        started = time.process_time()
        list(without_doubtful_dates(text, by_rules, as_they_are(text, by_model, by_rules)))
        return time.process_time() - started

    least_short = least_long = float("inf")
    for _ in range(6):
        least_short, least_long = min(least_short, seconds(600)), min(least_long, seconds(2400))
        if least_long < 8 * max(least_short, 0.015):
            return
    raise AssertionError(f"{least_short:.3f} s for 600 findings, {least_long:.3f} s for 2,400")


def test_what_cannot_be_what_the_model_calls_it_is_not_found():
    text = "written by Stream for TAP::Parser::Stream"
    found = detect(
        text, EngineThatFinds(Span(11, 17, "private_person"), Span(len(text) - 6, len(text), "private_person"))
    )

    assert [(span.start, span.end) for span in found.found] == []
    name = "written by Steven for TAP::Parser::Steven"
    spans = detect(name, EngineThatFinds(Span(11, 17, "private_person"), Span(35, 41, "private_person"))).spans
    assert [(span.start, span.end) for span in spans] == [(11, 17)]


def test_a_date_of_which_a_rule_knows_no_more_needs_the_model(rules_that_find):
    doubtful, sure = (
        Span(0, 10, "private_date", "date", 0.55, "rule"),
        Span(14, 24, "private_date", "date", 0.92, "rule"),
    )
    rules_that_find(doubtful, sure)
    text = "2001-02-03 to 2001-02-04"

    alone = detect(text, EngineThatFinds())
    assert alone.spans == (sure,)
    assert set(alone.found) == {doubtful, sure}
    rules_that_find(doubtful)
    assert detect("2001-02-03\nDear Sir", EngineThatFinds()).spans == (doubtful,)
    rules_that_find(doubtful, sure)
    agreed = detect(text, EngineThatFinds(Span(0, 10, "private_date", score=0.5)))
    assert [(span.start, span.end) for span in agreed.spans] == [(0, 10), (14, 24)]


def test_a_date_in_a_sentence_is_nobodys_where_nothing_else_is_anybodys(rules_that_find):
    text = "It rained on 3 March 2001 in Leeds, and Ada was wet."
    on_that_day = Span(13, 25, "private_date", "date", 0.8, "rule")
    rules_that_find(on_that_day)

    alone = detect(text, EngineThatFinds())
    assert alone.spans == ()
    assert alone.found == (on_that_day,)
    in_company = detect(text, EngineThatFinds(Span(40, 43, "private_person")))
    assert [span.label for span in in_company.spans] == ["private_date", "private_person"]
    claimed = replace(on_that_day, score=0.92)
    rules_that_find(claimed)
    assert detect(text, EngineThatFinds()).spans == (claimed,)
    rules_that_find(on_that_day)
    assert detect("It rained on\n3 March 2001\n", EngineThatFinds()).spans == (on_that_day,)


def test_what_befalls_somebody_is_theirs_without_company():
    for text in (
        "The wedding was on 3 March 2001 in Leeds.",
        "Die Beerdigung war am 3. März 2001 in Kassel.",
        "Nothing at all.\nMy visit was on 3 March 2001 at noon.",
        "Он приехал на вулкан с 3 мая 1994 и не уехал.",
    ):
        assert [span.label for span in detect(text, EngineThatFinds()).spans] == ["private_date"]
    assert detect("It rained on 3 March 2001 in Leeds.", EngineThatFinds()).spans == ()


def test_a_name_that_the_model_cut_is_found_as_a_whole_too():
    parts = [Span(0, 4, "private_person"), Span(5, 11, "private_person")]

    assert set(detect("Anna Wagner", EngineThatFinds(*parts)).found) == {*parts, Span(0, 11, "private_person")}


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("Eleanor Whitcombe", "nor Whitc", "Eleanor Whitcombe"),
        ("key=AKIAQQ1234", "QQ12", "AKIAQQ1234"),
        ("Müller-Lüdenscheidt", "denscheidt", "Lüdenscheidt"),
        ("об Иване Петрове.", "ване Петро", "Иване Петрове"),
        ("田中太郎さん", "中太郎", "中太郎"),
        ("김철수는 집에", "김철수", "김철수"),
        ("अमित कुमार", "मित कुमा", "अमित कुमार"),
        ("a, b", "a", "a"),
    ],
)
def test_a_finding_grows_to_the_ends_of_the_words_it_cuts(text, cut, whole):
    start = text.index(cut)
    [span] = whole_words(text, [Span(start, start + len(cut), "private_person")])

    assert text[span.start : span.end] == whole


@given(span_lists, texts.filter(bool))
def test_a_finding_never_shrinks(spans, text):
    text = (text * 41)[:41]
    for before, after in zip(spans, whole_words(text, spans), strict=True):
        assert after.start <= before.start < before.end <= after.end <= len(text)


@pytest.mark.parametrize(
    ("text", "words", "label", "times"),
    [
        ("Ann Lee came. Then Ann Lee left; Joann Lee and Ann Leeds did not.", "Ann Lee", "private_person", 2),
        ("May came in May.", "May", "private_person", 0),
        ("田中太郎は来た。田中太郎が帰った。", "田中太郎", "private_person", 2),
        ("badge 48213, again 48213, but not 482139", "48213", "account_number", 2),
        ("on 03/09/1985 and 03/09/1985", "03/09/1985", "private_date", 0),
        ("pin 1234, 1234", "1234", "secret", 0),
    ],
)
def test_the_same_words_are_found_wherever_they_stand(text, words, label, times):
    start = text.index(words)
    again = repeats(text, [Span(start, start + len(words), label, score=0.9)])

    assert [text[span.start : span.end] for span in again] == [words] * times


def test_a_doubtful_finding_is_not_looked_for_elsewhere():
    assert repeats("Ann Lee, Ann Lee", [Span(0, 7, "private_person", score=0.4)]) == []


def test_rules_name_what_the_model_found_too(rules_that_find):
    rules_that_find(Span(0, 16, "private_email", "email_address", 0.97, "rule"))

    [span] = detect("jane@doe.example", EngineThatFinds(Span(0, 16, "private_email", score=0.8))).spans
    assert (span.kind, span.score, span.source) == ("email_address", 0.97, "rule")


@pytest.mark.parametrize(("text", "gap"), [("Anna-Lena", "hyphen"), ("Anna Lena", "space"), ("AnnaxLena", "nothing")])
def test_fragments_of_one_name_become_one(text, gap):
    second = 4 if gap == "nothing" else 5
    fragments = [Span(0, 4, "private_person"), Span(second, 9, "private_person")]

    assert list(join_fragments(text, fragments)) == [Span(0, 9, "private_person")]


@pytest.mark.parametrize("text", ['Anna "Ann" Lena', "Anna (Ann) Lena", "Anna “Nina” Lena", "Anna 'Ann' Lena"])
def test_a_nickname_goes_with_the_names_around_it(text):
    fragments = [Span(0, 4, "private_person"), Span(len(text) - 4, len(text), "private_person")]

    assert list(join_fragments(text, fragments)) == [Span(0, len(text), "private_person")]
    places = [Span(0, 4, "private_address"), Span(len(text) - 4, len(text), "private_address")]
    assert list(join_fragments(text, places)) == places


@pytest.mark.parametrize("text", ["Anna\nLena", "Anna, Lena", "Anna  Lena", "Anna (SPD) Lena", 'Anna "and so on" Lena'])
def test_names_on_two_lines_or_in_a_list_stay_two(text):
    fragments = [Span(0, 4, "private_person"), Span(len(text) - 4, len(text), "private_person")]

    assert list(join_fragments(text, fragments)) == fragments


def test_two_card_numbers_side_by_side_stay_two():
    cards = [Span(0, 4, "account_number"), Span(5, 9, "account_number")]

    assert list(join_fragments("4111 5500", cards)) == cards


def test_many_texts_are_detected_as_one_by_one(rules_that_find):
    rules_that_find()
    engine = EngineThatFinds(Span(0, 1, "secret"))

    together = detect_all(["ab", "cd", "ef"], engine)
    assert [d.spans for d in together] == [detect(text, engine).spans for text in ("ab", "cd", "ef")]
