"""Streets with numbers, post codes and towns, and what only looks like one."""

import pytest

from shared.rules.reading import CONTEXT, FORMAT
from tests.shared.rules.marked import expected, find, found, unmark


@pytest.mark.parametrize(
    "text",
    [
        "Send it to «91 Lamb's Conduit Street, London WC1N 3NB», please.",
        "«10 Downing Street, London SW1A 2AA»",
        "«221B Baker Street, London NW1 6XE»",
        "«1600 Pennsylvania Avenue NW, Washington, DC 20500»",
        "«742 Evergreen Terrace, Springfield, IL 62704-1234»",
        "«12 N. Main St., Apt 4, Austin, Texas 78701»",
        "«48 W 5th St, New York, NY 10014»",
        "«8 Beach Rd, St. Kilda, VIC 3182»",
        "«Hauptstraße 12, 10115 Berlin»",
        "«Karl-Marx-Allee 90a, 10243 Berlin»",
        "«Lindenweg 5, 50667 Köln»",
        "«Bahnhofstrasse 1, CH-8001 Zürich»",
        "«12 bis, rue de la Paix, 75002 Paris»",
        "«4, chemin du Général de Gaulle, 1000 Lausanne»",
        "«Calle Mayor 5, 28013 Madrid»",
        "«C/ Gran Vía 28, 3º B, 28013 Madrid»",
        "«Avenida 9 de Julio 1000, C.P. 06600»",
        "«Via Roma 10, 00184 Roma»",
        "«Rua Augusta, 123, São Paulo - SP, 01305-000»",
        "«Keizersgracht 174, 1016 DW Amsterdam»",
        "«ul. Marszałkowska 10/4, 00-590 Warszawa»",
        "«ул. Ленина, д. 5, кв. 12, Москва, 101000»",
        "«Atatürk Cad. No: 12, 34394 Şişli/İstanbul»",
    ],
)
def test_a_street_with_its_post_code_is_found(text: str) -> None:
    assert found(text) == expected(text, "street_address")
    assert [span.score for span in find(unmark(text)[0])] == [CONTEXT]


@pytest.mark.parametrize(
    "text",
    [
        "Seen near «12 Oak Lane».",
        "wohnt in der «Goethestr. 7» im Hof",
        "il habite «14, rue de Charenton» depuis",
        "Domicilio: «Calle Arturo Soria, 29»",
        "住在«北京市朝阳区建国路88号»",
        "〒を付けて«東京都渋谷区渋谷2-21-1»です",
        "«서울특별시 강남구 테헤란로 152»",
    ],
)
def test_a_street_with_its_number_is_an_address(text: str) -> None:
    assert found(text) == expected(text, "street_address")
    assert [span.score for span in find(unmark(text)[0])] == [FORMAT]


@pytest.mark.parametrize(
    "text",
    [
        "a 5 minute Drive to the beach",
        "3 Easy Way to learn",
        "42 Best Place in town",
        "Wall Street fell 3 %",
        "The Road to 2030",
        "version 3 Avenue of attack",
        "Straße 5 auf dem Plan",
        "la rue est fermée depuis 12 jours",
        "via 3 hops",
        "Via 5 requests",
        "calle cortada por obras 3 días",
        "ul. i li. sind Elemente",
        "第3号线路",
        "道路交通法第12号",
        "길이 12 cm",
        "Mah. ve sokak adı",
        "Chapter 7 Court of Appeal",
        "Beschluss 12 Platz 3",
    ],
)
def test_what_is_no_street_is_left(text: str) -> None:
    assert found(text, "street_address") == []
