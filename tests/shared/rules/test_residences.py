"""Addresses by what is said of them: a verb of living, moving or delivering, and a house number."""

import pytest

from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    "text",
    [
        "we're meeting at «14 Larkspur Close, Totnes».",
        "My flat is «12 Orchard Mews»",
        "He lives at «3 Thornbury Rise, Exeter» with his sister",
        "send it to «44 Kestrel Way, Didcot»",
        "Deliver to «6 The Paddock, Wrexham».",
        "pick him up from «77 elm tree road» please",
        "meet me at «12 market square», we have cake",
        "William Pratt, of «22 Acacia Gardens», was fined.",
        "wir wohnen «Am Sportplatz 3» in Dachau",
        "Ik ben verhuisd naar «Het Hoog 5», Ede",
        "Jag bor på «Storgatan 14, 3 tr»",
        "Vi flyttade till «Björkvägen 8B»",
        "Jeg bor i «Nørregade 22, 2. th»",
        "Bydlím v ulici «Dlouhá 14»",
        "Lakom a «Kossuth Lajos utca 12»-ben",
        "Stanujem u ulici «Ilica 44».",
        "Locuiesc pe strada «Mihai Eminescu 12, bl. 4, ap. 7»",
        "Μένω στην οδό «Ερμού 15»",
        "Me mudé a «Privada del Sol 18»",
        "Mieszkam na «Długiej 12 m. 4»",
        "Я живу на «Пушкинской, 14»",
    ],
)
def test_where_somebody_lives_is_an_address(text: str) -> None:
    assert found(text, "street_address") == expected(text, "street_address")


def test_an_address_on_a_line_of_its_own_is_found_by_its_word() -> None:
    text = "Send it to:\nAcme\n«22 Acacia Gardens»\nThanks"
    assert found(text, "street_address") == expected(text, "street_address")


@pytest.mark.parametrize(
    "text",
    [
        "The appeal was sent to 5 District Court judges.",
        "He moved to 12 people in the street.",
        "Ich wohne seit Januar 2019 in Köln.",
        "Sie wohnt seit Mai 12 Monate hier.",
        "Hij woont in Nederland 3 jaar",
        "Vivo en Madrid 28 días al mes",
        "5 Connection Close",
        "3 Getting Your Way",
        "the file was moved to 2 other places",
        "Living in the 21st century: 3 Ways",
        "Address line 2 Street name",
        "Я живу с 12 лет в Москве",
        "Delivered at 12 Noon Sharp",
    ],
)
def test_other_numbers_beside_such_words_are_none(text: str) -> None:
    assert found(text, "street_address") == []
