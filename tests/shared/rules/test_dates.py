"""Dates in the orders and languages people use, and the dates that are nobody's."""

import pytest

from shared.rules import find
from shared.rules.dates import is_nobodys
from tests.shared.rules.marked import expected, found, unmark


@pytest.mark.parametrize(
    "text",
    [
        "Born «12.03.1985» in Rome",
        "DOB: «03/12/1985»",
        "DOB: «1985-03-12»",
        "date of birth «12-03-1985»",
        "geb. am «3.12.85»".replace("3.12.85", "03.12.85"),
        "Geburtsdatum: «12. 3. 1985»",
        "born on «March 12, 1985»",
        "born «12 March 1985»",
        "born on «12th of March, 1985»",
        "born «Mar 12 1985»",
        "geboren am «12. März 1985»",
        "né le «12 mars 1985»",
        "née le «1er août 1985»",
        "nacida el «12 de marzo de 1985»",
        "nato il «12 marzo 1985»",
        "nascido em «12 de março de 1985»",
        "geboren op «12 maart 1985»",
        "urodzony «12 marca 1985»",
        "дата рождения: «12 марта 1985»",
        "Doğum tarihi: «12 Mart 1985»",
        "出生日期：«1985年3月12日»",
        "生年月日：«昭和60年3月12日»",
        "생년월일: «1985년 3월 12일»",
        "जन्म तिथि: «12 मार्च 1985»",
        "जन्म तिथि: «१२/०३/१९८५»",
        "تاريخ الميلاد: «12 مارس 1985»",
        "تاريخ الميلاد: «١٢/٠٣/١٩٨٥»",
        "Geburtsdatum «１２．０３．１９８５»",
        "Geburtsdatum: «l2.O3.1985»",
        "born in «1985»",
        "出生于«一九八五年三月十二日»",
        "Fecha de nacimiento:«06/08/1971».",
        '"dob": "«1985-03-12»"',
        "birth_date=«19850312»",
    ],
)
def test_a_birth_date_is_found_and_sure(text: str) -> None:
    assert found(text) == expected(text, "date")
    assert all(span.score >= 0.85 for span in find(text.translate({ord("«"): None, ord("»"): None})))


@pytest.mark.parametrize(
    "text",
    [
        "Berlin, den «14. Mai 2021»",
        "We met on «5 June 2019» in Rome.",
        "Paris, le «3 février 2020»",
        "Madrid, a «7 de octubre de 2018»",
        "Your appointment is on «04/05/2023» at 10:30.",
        "Fecha de Ingreso: «12/12/2016».",
        "Hired: «2019-04-01»",
        "Last change of address: «12 March 2021»",
        "Update «12/03/2021»: patient admitted",
        "签约日期：«2021年5月14日»",
        "Datum: «14-05-2021»",
        "Exp: «08/27»",
        "Valid thru «09/2028»",
        "Sent: Tuesday, «March 12, 2024» 10:33 AM",
        "Дата: «14.05.2021»",
        "계약일: «2021. 5. 14»",
    ],
)
def test_a_date_of_a_letter_or_a_form_is_found(text: str) -> None:
    assert found(text) == expected(text, "date")


def test_a_plain_date_is_less_sure_than_a_birth_date() -> None:
    plain, birth = find("We moved on 12 March 2019 or so."), find("He was born on 12 March 2019.")

    assert plain[0].score < 0.6 < 0.95 <= birth[0].score


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-11 08:14:02,113 INFO [main] started",
        "2024-03-11T08:14:02Z done",
        "[11/Mar/2024:08:14:09 +0000] GET /",
        "Mar 11 08:14:07 web-03 systemd",
        "## [2.3.1] - 2023-11-04",
        "Released on 12 October 2023",
        "Copyright 2015-2024",
        "version 12.03.2021",
        '" Last Change:\t2020 August 20',
        "Last update: 2020 Oct 29",
        "in 1985",
        "12/2021 units",
        "1.2.33",
        "1.10.2",
        "created_at >= '2023-01-01'",
        "backup-2024-03-11.tar.gz",
        "/logs/2024/03/11/",
        "31.02.2020",
        "13/13/2013",
        "99-99-9999",
        "24/7/365",
        "May 5",
        "The treaty was signed at Versailles on 28 June 1919",
        "ratio 12/03",
        "v2024-03-11",
        "10-12-14 mm",
        "In March 2019 the project began.",
        "1/2/3",
        "released 2023年4月",
        "从2006年5月起",
        "22 Maart 38.45 88.69",
        "NATO-a 1999. godine",
        "IP 10.12.2014.1",
        "build 20230415",
        "the 1990s",
        "tel 12.34.56.78",
        "march 7 miles",
        "May 2000 users join",
    ],
)
def test_a_date_that_is_nobodys_is_left(text: str) -> None:
    assert found(text, "date") == []


@pytest.mark.parametrize(
    "text",
    [
        "aged «42»",
        "She is «42 years old».",
        "a «42-year-old» man",
        "Age: «42»",
        "«42 Jahre alt»",
        "ein «42-jähriger» Mann",
        "Alter: «42»",
        "âgé de «42 ans»",
        "Edad: «42 años»",
        "mujer de «42 años»",
        "paciente de «42 años»",
        "età: «42 anni»",
        "uomo di «42 anni»",
        "idade: «42 anos»",
        "«42 jaar oud»",
        "leeftijd: «42»",
        "kobieta, «42 lata»".replace("kobieta, ", "wiek: "),
        "возраст: «42 года»",
        "«42 yaşında»",
        "年龄：«42岁»",
        "«42歳»の男性",
        "나이: «42세»",
        "उम्र: «42 वर्ष»",
        "العمر: «42 سنة»",
        "العمر: «٤٢»",
        '"age": «42»'.replace('"age"', "age"),
    ],
)
def test_an_age_is_found(text: str) -> None:
    assert found(text) == expected(text, "age")


@pytest.mark.parametrize(
    "text",
    [
        "page 42",
        "max-age: 60",
        "for 42 years",
        "hace 5 años",
        "seit 10 Jahren",
        "stage 2",
        "age of empires 2.5",
        "average: 42.5",
        "depuis 5 ans",
        "images: 12",
        "au bout de 3 ans",
        "cabbage 42",
    ],
)
def test_a_duration_is_no_age(text: str) -> None:
    assert found(text, "age") == []


@pytest.mark.parametrize(
    "text",
    [
        "Закон вступил в силу 1 сентября 2015 года.",
        "该法自2021年11月1日起施行。",
        "The bridge opened on 27 May 1937.",
        "Die Firmware 19.10.2012 ändert nichts.",
        "entries since 1970-01-01",
        "La Constitución fue aprobada el 6 de diciembre de 1978.",
        "Das Baustoffgesetz vom 3. Mai 2001 gilt weiter.",
        "De Veenwaterschapswet van 4 april 1999 vervalt.",
        "A Lei nº 4.117, de 9 de março de 2004, trata disso.",
        "صدر القانون في 5 مارس 2008 في الجريدة الرسمية",
        "개정안은 2019년 3월 2일부터 적용된다",
        "SELECT id FROM tides WHERE day >= '2019-03-02'",
        "INSERT INTO tides VALUES (DATE '2019-03-02', 4)",
        "Beispiel: `harbor list --since 2019-03-02`",
    ],
)
def test_the_date_of_a_law_a_building_or_a_calendar_is_nobodys(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("public", "private"),
    [
        (
            "Der Bundestag beschloss am «14. Juli 2021» die Reform.",
            "Frau Otto kam am «14. Juli 2021» in den Bundestag.",
        ),
        ("Am «24.12.2024» bleibt das Museum zu.", "Am «24.12.2024» bin ich im Museum."),
        ("Die Messe läuft vom «10. Mai 2024» an.", "Paul war vom «10. Mai 2024» an auf der Messe."),
        ("Le conseil municipal se réunira le «12 juin 2024».", "Marie Petit, élection du maire le «12 juin 2024»."),
        ("Les élections ont eu lieu le «24 avril 2022».", "Nos obsèques ont eu lieu le «24 avril 2022»."),
        ("El terremoto ocurrió el «19 de mayo de 1985».", "Mi hija llegó el «19 de mayo de 1985» tras el terremoto."),
        ("Le elezioni sono il «25 maggio 2022».", "La signora Conti arriva il «25 maggio 2022», elezioni."),
        ("As eleições ocorreram em «30 de maio de 2022».", "Casamos em «30 de maio de 2022», dia de eleições."),
        ("De verkiezingen waren op «22 mei 2023».", "Anna Smit, verkiezing op «22 mei 2023»."),
        ("The volcano erupted on Monday, due «3 May 1994».", "My visit to the volcano was due «3 May 1994»."),
        ("O reino foi dissolvido em «3 de maio de 1994».", "Eu vi a enchente em «3 de maio de 1994»."),
        ("Die Sommerferien beginnen am «24.06.2024».", "Mein Dienst in den Sommerferien beginnt am «24.06.2024»."),
        ("Вулкан проснулся, извержение с «3 мая 1994».", "Он приехал на вулкан с «3 мая 1994»."),
        ("بدأت الانتخابات بتاريخ «3 مايو 2014».", "زوجتي في الانتخابات بتاريخ «3 مايو 2014»."),
    ],
)
def test_a_date_of_public_affairs_is_left_to_the_model_unless_somebody_is_spoken_of(public: str, private: str) -> None:
    assert [span.score for marked in (public, private) for span in find(unmark(marked)[0])] == [0.55, 0.8]


@pytest.mark.parametrize(
    "text",
    [
        "Mein Mutterschutz nach dem Mutterschutzgesetz beginnt am «03.05.2024»",
        "My tenancy under the act of 1988 ends on «3 May 2024»",
        "Anna Meier, nach dem Aufenthaltsgesetz, Bescheid vom «03.05.2024»",
        "Wohnungswet: huurder Jan Smit, vanaf «3 mei 2024»",
        "田中さんは保護法により«2024年5月3日»に入院した",
        "Lei nº 8.245, cliente João Silva, desde «3 de maio de 2024»",
        "admitted >= '«2024-05-03»'",
        "staff add --hired «2024-05-03»",
        "birth_date >= '«1980-03-02»'",
        "--birthday «1980-03-02»",
    ],
)
def test_a_law_or_a_query_makes_nobodys_day_of_somebodys(text: str) -> None:
    plain, spans = unmark(text)
    assert found(text) == expected(text, "date")
    assert not any(is_nobodys(plain, start, end) for start, end in spans)


@pytest.mark.parametrize(
    "text",
    [
        "Vaccinated on «3 May 2021» with dose 2",
        "Patient released on «12 March 2024»",
        "Моя мама вышла из больницы «9 апреля 2023»",
        "Babamın cenazesi «14 Mayıs 2023» günü yapıldı",
        "父の葬儀は«2024年6月12日»に行われた",
        "아버지 장례식은 «2024년 4월 10일»에 치렀다",
        "Ślub wzięliśmy «14 lipca 2021»",
        "Isän hautajaiset pidettiin «14. huhtikuuta 2019»",
    ],
)
def test_a_day_of_somebodys_life_is_found(text: str) -> None:
    assert found(text) == expected(text, "date")
    assert find(unmark(text)[0])[0].score > 0.6


@pytest.mark.parametrize(
    "text",
    [
        "Stand: 01.02.2024",
        "Zuletzt geändert am 01.02.2024",
        "Dernière mise à jour : 01/02/2024",
        "Última actualización: 01/02/2024",
        "Ultimo aggiornamento: 01/02/2024",
        "Laatst bijgewerkt: 01-02-2024",
        "Последнее обновление: 01.02.2024",
        "Son güncelleme: 01.02.2024",
        "最終更新日：2024年2月1日",
        "최종 업데이트: 2024년 2월 1일",
    ],
)
def test_the_day_of_the_last_change_is_nobodys(text: str) -> None:
    assert find(text) == []
