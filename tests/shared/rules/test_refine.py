"""Names and addresses that were found whole, cut into their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.refine import REFINED, refine
from shared.spans import Span
from tests.strategies import texts


def parts(text, label, wanted=REFINED):
    return [
        (text[span.start : span.end], span.kind) for span in refine(text, Span(0, len(text), label), frozenset(wanted))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("John Smith", [("John", "first_name"), ("Smith", "surname")]),
        ("Mr. John Q. Smith Jr.", [("Mr.", ""), ("John Q.", "first_name"), ("Smith", "surname"), ("Jr.", "")]),
        ("Smith, John", [("Smith", "surname"), ("John", "first_name")]),
        ("Ludwig van Beethoven", [("Ludwig", "first_name"), ("van Beethoven", "surname")]),
        ("Anna-Lena Wagner-Meier", [("Anna-Lena", "first_name"), ("Wagner-Meier", "surname")]),
        ("Иван Петров", [("Иван", "first_name"), ("Петров", "surname")]),
        ("王小明", [("王", "surname"), ("小明", "first_name")]),
        ("欧阳娜娜", [("欧阳", "surname"), ("娜娜", "first_name")]),
        ("김철수", [("김", "surname"), ("철수", "first_name")]),
        ("Wagner", [("Wagner", "surname")]),
        ("Dr. Jane Doe", [("Dr. Jane Doe", "physician_name")]),
        ("Jane Doe, M.D.", [("Jane Doe, M.D.", "physician_name")]),
    ],
)
def test_a_name_is_cut_into_given_and_family_name(text, expected):
    assert parts(text, "private_person") == expected


def test_a_single_name_goes_to_the_part_that_the_policy_speaks_of():
    assert parts("Jane", "private_person", {"first_name"}) == [("Jane", "first_name")]
    assert parts("Doe", "private_person", {"surname"}) == [("Doe", "surname")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "12 High Street, Springfield, IL 62704",
            ["12 High Street", "Springfield=city", "IL=state_abbreviation", "62704=zip_code"],
        ),
        (
            "12 High Street Springfield Illinois 62704-1234",
            ["12 High Street", "Springfield=city", "Illinois=state", "62704-1234=zip_code"],
        ),
        ("12 High St.\nSpringfield, Illinois", ["12 High St.", "Springfield=city", "Illinois=state"]),
        (
            "12345 Main St, Beverly Hills, CA 90210",
            ["12345 Main St", "Beverly Hills=city", "CA=state_abbreviation", "90210=zip_code"],
        ),
        ("New York, NY 10001", ["New York=city", "NY=state_abbreviation", "10001=zip_code"]),
        ("New York", ["New York=state"]),
        ("Cook County, Illinois", ["Cook County=county", "Illinois=state"]),
        ("90210", ["90210=zip_code"]),
        (
            "Mercy General Hospital, 4001 J St, Sacramento",
            ["Mercy General Hospital=hospital", "4001 J St", "Sacramento=city"],
        ),
        ("Hauptstraße 5, 10115 Berlin", ["Hauptstraße 5", "10115=zip_code", "Berlin=city"]),
        ("10 Downing Street, London SW1A 2AA", ["10 Downing Street", "London=city", "SW1A 2AA=zip_code"]),
        ("12 rue de la Paix, 75002 Paris", ["12 rue de la Paix", "75002=zip_code", "Paris=city"]),
    ],
)
def test_an_address_is_cut_into_its_parts(text, expected):
    assert [f"{part}={kind}" if kind else part for part, kind in parts(text, "private_address")] == expected


def test_what_is_not_wanted_stays_together():
    assert parts("12 High Street, Springfield, IL 62704", "private_address", {"zip_code"}) == [
        ("12 High Street, Springfield, IL", ""),
        ("62704", "zip_code"),
    ]


def test_new_york_alone_is_the_city_of_a_policy_that_knows_cities_only():
    assert parts("New York", "private_address", {"city"}) == [("New York", "city")]


def test_a_finding_of_its_own_kind_stays_as_it_is():
    span = Span(0, 5, "private_address", "zip_code", 0.9, "rule")

    assert refine("90210", span, REFINED) == [span]
    assert refine("90210", Span(0, 5, "account_number"), REFINED) == [Span(0, 5, "account_number")]


@given(
    texts.filter(bool),
    st.sampled_from(["private_person", "private_address"]),
    st.frozensets(st.sampled_from(sorted(REFINED))),
)
def test_no_letter_or_digit_of_a_finding_is_let_go(text, label, wanted):
    pieces = refine(text, Span(0, len(text), label), wanted)
    covered = {i for piece in pieces for i in range(piece.start, piece.end)}

    assert {i for i, c in enumerate(text) if c.isalnum()} <= covered
    assert sum(len(piece) for piece in pieces) == len(covered)
