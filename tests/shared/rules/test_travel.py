"""Zones that machines read at a border, in each of their layouts, and passengers."""

import pytest

from tests.shared.rules.marked import expected, found


def marks(text: str, *kinds: str) -> set[str]:
    """What was found, without its kind, each alone: "«ANNA» MARIA"."""
    return {item.partition(": ")[2] for item in found(text, *kinds)}


@pytest.mark.parametrize(
    ("names", "number"),
    [
        (  # a passport
            "P<UTO«ERIKSSON<<ANNA<MARIA»<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n«L898902C36UTO7408122F1204159ZE184226B<<<<<10»",
        ),
        (  # a visa
            "V<UTO«ERIKSSON<<ANNA<MARIA»<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<",
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n«L8988901C4XXX4009078F96121096ZE184226B»<<<<<<",
        ),
        (  # a travel document of 36 characters, its lines joined by a blank, as some readers of PDF join them
            "I<UTO«ERIKSSON<<ANNA<MARIA»<<<<<<<<<<< D231458907UTO7408122F1204159<<<<<<<6",
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<< «D231458907UTO7408122F1204159<<<<<<<6»",
        ),
        (  # a French identity card of before 2021, with a layout of its own
            "IDFRA«BERTHIER»<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6",
            "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n«8806923102858CORINNE<<<<<<<6512068F6»",
        ),
    ],
)
def test_a_zone_of_two_lines_is_hidden_whole(names: str, number: str) -> None:
    assert found(names) == expected(names, "person") + expected(number, "passport")


def test_a_card_with_three_lines_is_hidden_whole() -> None:
    text = (
        "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n"
        "IDD<<T220001293<<<<<<<<<<<<<<<\n6408125<2010315D<<<<<<<<<<<<<4\nPETERSEN<<ERIKA<<<<<<<<<<<<<<<"
    )

    assert [item.partition("«")[2].partition("»")[0] for item in found(text)] == [
        "I<UTOD231458907",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA",
        "IDD<<T220001293",
        "6408125<2010315D<<<<<<<<<<<<<4",
        "PETERSEN<<ERIKA",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "«L898902C36UTO7408122F1204159ZE184226B<<<<<10»",
        "read: «7408122F1204159UTO<<<<<<<<<<<6» by gate 4",
        "«L898902C36UTO7408122F1204159ZE184226B<<<<<1»",  # a character lost in the scan
    ],
)
def test_a_line_alone_is_hidden_too(text: str) -> None:
    assert found(text) == expected(text, "passport")


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
        "<<<<<<< HEAD\nA<B\n>>>>>>> main",
        "template<A<B<C>>> x = FLAG<<SHIFT;",
        "P<UTO as a head, then 44 characters such as <<<<<<<<<<",
        "AAAAAAAAAAAAAAAAAAAA<BBBBBBBBBBBBBBBBBBBBBBB",
        "SCREAMINGCONSTANTWITHOUTANYFILLERSINIT",
        "9F86D081884C7D659A2FEAA0C55AD015",
    ],
)
def test_what_only_looks_like_a_zone_stays(text: str) -> None:
    assert found(text, "passport", "person") == []


@pytest.mark.parametrize(
    "text",
    [
        "BOARDING PASS  «LINDQVIST/ERIK MR»  SK 1423",
        "«GARCIA/MARIAMRS» seat 14C",
        "«BERG/JAN PIETER MR»\nETKT",
        "Passenger name: «GARCIA/MARIA»",
        "PASSAGIER: «MUELLER/HANS»",
    ],
)
def test_a_passenger_is_found(text: str) -> None:
    assert found(text, "person") == expected(text, "person")


def test_the_bar_code_of_a_boarding_pass_names_a_passenger_and_a_booking() -> None:
    text = "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 326J001A0025 100"

    assert {"M1«DESMARAIS/LUC»       EABC123 YULFRAAC 0834 326J001A0025 100"} <= marks(text, "person")
    assert marks(text, "customer_id") == {"M1DESMARAIS/LUC       E«ABC123» YULFRAAC 0834 326J001A0025 100"}


@pytest.mark.parametrize(
    "text",
    [
        "AND/OR MR SMITH",
        "MALE/FEMALE MS",
        "TCP/IP",
        "src/AND/OR/INF",
        "INPUT/OUTPUT",
        "HTTP/HTTPS",
        "passengers: adults/children",
        "READ/WRITE",
    ],
)
def test_two_words_with_a_stroke_are_no_passenger(text: str) -> None:
    assert found(text, "person") == []
