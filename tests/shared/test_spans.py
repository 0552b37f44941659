from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.spans import KINDS, LABELS, Overlaps, Span, cover, outside, settle, shift
from tests.strategies import span_lists


def characters(spans):
    return {i for span in spans for i in range(span.start, span.end)}


@given(span_lists)
def test_settling_neither_uncovers_nor_adds_a_character(spans):
    assert cover(settle(spans)) == cover(spans)
    assert characters(settle(spans)) == characters(spans)


@given(span_lists)
def test_settled_spans_are_sorted_and_do_not_overlap(spans):
    settled = settle(spans)

    assert settled == sorted(settled)
    assert all(a.end <= b.start for a, b in pairwise(settled))


@given(span_lists)
def test_settling_twice_changes_nothing_more(spans):
    assert settle(settle(spans)) == settle(spans)


@given(span_lists, st.randoms())
def test_settling_does_not_depend_on_the_order_of_the_findings(spans, random):
    shuffled = random.sample(spans, len(spans))

    assert cover(settle(shuffled)) == cover(settle(spans))
    assert [(s.start, s.end, s.label) for s in settle(shuffled)] == [(s.start, s.end, s.label) for s in settle(spans)]


@given(span_lists)
def test_a_settled_character_keeps_a_label_that_was_found_there(spans):
    for settled in settle(spans):
        for i in range(settled.start, settled.end):
            assert any(s.label == settled.label and s.start <= i < s.end for s in spans)


@given(span_lists)
def test_no_machine_overrules_what_a_person_marked(spans):
    by_person = [s for s in spans if s.source == "person"]
    settled = {i: s.label for s in settle(spans) for i in range(s.start, s.end)}

    for i in characters(by_person):
        assert settled[i] in {s.label for s in by_person}


@given(span_lists)
def test_the_cover_is_the_set_of_covered_characters(spans):
    ranges = cover(spans)

    assert {i for start, end in ranges for i in range(start, end)} == characters(spans)
    assert all(a[1] < b[0] for a, b in pairwise(ranges))


@given(span_lists, st.integers(0, 100))
def test_shifting_moves_the_cover(spans, offset):
    assert cover(shift(spans, offset)) == [(start + offset, end + offset) for start, end in cover(spans)]


def test_an_email_address_swallows_the_name_inside_it():
    name = Span(0, 4, "private_person", score=0.99)
    email = Span(0, 16, "private_email", "email_address", 0.95, "rule")

    assert settle([name, email]) == [email]


def test_the_shorter_of_two_overlapping_labels_keeps_its_rest():
    address = Span(0, 20, "private_address")
    phone = Span(15, 30, "private_phone")

    assert settle([phone, address]) == [address, Span(20, 30, "private_phone")]


def test_a_finding_of_rule_and_model_is_named_by_the_rule():
    by_model = Span(0, 12, "account_number", score=0.9)
    by_rule = Span(0, 11, "account_number", "ssn", 0.97, "rule")

    assert settle([by_model, by_rule]) == [Span(0, 12, "account_number", "ssn", 0.97, "rule")]


def test_every_kind_belongs_to_one_label():
    kinds = [kind for label in LABELS for kind in KINDS[label]]

    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize("bad", [(3, 3), (5, 2), (-1, 2)])
def test_a_span_that_holds_nothing_is_refused(bad):
    with pytest.raises(ValueError, match="start"):
        Span(*bad, "secret")


def test_a_thousand_overlapping_spans_are_settled():
    spans = [Span(i, i + 40, LABELS[i % 8], score=(i % 7) / 7) for i in range(1000)]

    assert cover(settle(spans)) == [(0, 1039)]


@given(span_lists, span_lists)
def test_what_lies_outside_is_all_that_the_others_leave(spans, others):
    settled = settle(others)

    for span in spans:
        parts = outside(span, settled)
        assert characters(parts) == characters([span]) - characters(settled)
        assert len(characters(parts)) == sum(map(len, parts))


@given(span_lists, span_lists)
def test_overlaps_are_those_that_share_a_character(spans: list[Span], asked: list[Span]) -> None:
    known = Overlaps(spans)

    for one in asked:
        assert known.of(one) == sorted(other for other in spans if other.start < one.end and one.start < other.end)
