"""Things named after people, and the people who bear the same names."""

import pytest

from shared.rules.plausibility import is_plausible
from tests.shared.rules.marked import unmark


def stays(marked: str) -> bool:
    text, [(start, end)] = unmark(marked)
    return is_plausible(text, start, end, "private_person")


@pytest.mark.parametrize(
    ("thing", "somebody"),
    [
        # diseases, laws of nature, prizes and instruments
        ("«Alzheimer»'s disease", "«Parker»'s disease"),
        ("the «Sandoval» syndrome", "«Anna's» syndrome has no name"),
        ("«Murphy's» law", "«Murphy's» law firm"),
        ("the «Levenshtein» distance", "the «Levin» distance"),
        ("«Bell's» palsy", "«Bell's» phone is off"),
        ("a «Foley» catheter", "«Foley's» catheter was changed"),
        ("The «Turner» Prize", "«Turner's» prize money"),
        ("die «Alzheimer»-Krankheit", "die Krankheit von «Petra Geiger»"),
        ("Die «Richter»-Skala", "«Richter» liest die Skala ab"),
        ("maladie d'«Alzheimer»", "la maladie de «Sophie»"),
        ("síndrome de «Tourette»", "el síndrome de «Lucía»"),
        ("escala de «Glasgow»", "la escala de «Marta»"),
        ("la scala «Mercalli»", "la scala di «Marco»"),
        ("a doença de «Chagas»", "a doença de «Joana»"),
        ("de wet van «Murphy»", "de wet beschermt «Sanne»"),
        ("Choroba «Parkinsona»", "Choroba «Anny»"),
        ("«Синдром Дауна» врождённый", "Болезнь «Анны»"),
        ("Теорема «Пифагора»", "Премия «Ивановой» за март"),
        ("«Ohm» yasası", "«Ayşe» hanımın yasası"),
        ("«Downin» oireyhtymä", "«Annan» tauti"),
        ("«诺贝尔»奖公布了", "«刘洋»奖金没有发"),
        ("«帕金森»病", "«张伟»病了三天"),
        ("«橋本»病は甲状腺の病気だ", "«橋本»病院に行く"),
        ("«芥川»賞の受賞作", "«佐藤»賞与が出た"),
        ("«다운» 증후군", "«정다운» 환자"),
        ("«이상»문학상 수상작", "«이상» 씨는 퇴사했다"),
        # streets, schools, storms and ships
        ("Turn left onto «Baker» Street.", "I live on «Baker» Street."),
        ("the «Brooklyn» Bridge", "«Brooklyn» Bridges"),
        ("The «Sarbanes-Oxley» Act of", "The Honourable «Jane Hall» acted"),
        ("«John F. Kennedy» International Airport", "«John F. Kennedy» missed his flight"),
        ("on the USS «Abraham Lincoln»", "«Abraham» left port"),
        ("die «Theodor-Heuss»-Brücke", "ich wohne in der «Theodor-Heuss»-Straße"),
        ("Der «Georg-Büchner»-Preis", "Frau «Müller-Preis»"),
        ("«Orkan Lothar» kam", "Nach dem Sturm rief «Lothar» an"),
        ("avenue «Jean Jaurès»", "12 avenue «Jean Jaurès»"),
        ("L'hôpital «Necker» a ouvert", "À l'hôpital «Claire» attend"),
        ("La loi «Macron» a changé", "La loi protège «Camille»"),
        ("El aeropuerto «Jorge Chávez» abre", "En el aeropuerto «Adolfo»"),
        ("Lo stadio «Diego Armando Maradona» è pieno", "Allo stadio «Diego» è caduto"),
        ("El huracán «Mitch» pasó", "El huracán dejó a «Rosa»"),
        ("il premio «Strega»", "ha ricevuto il premio «Anna Conti»"),
        ("Il ponte «Morandi» crollò", "Sul ponte «Luca» cadde"),
        ("A Lei «Rouanet» vale", "A lei protege «Maria»"),
        ("Aleja «Piłsudskiego jest zamknięta»", "Aleja «Piłsudskiego» 12"),
        ("по улице «Пушкина»", "улица «Пушкина», дом 5"),
        ("«Sabiha Gökçen» Havalimanı", "«Sabiha» havalimanında bekledi"),
        ("台风«玛莉亚»登陆", "台风过后«玛莉»打电话"),
        ("«Paavo Nurmi» -stadion", "«Paavo Nurmi» soitti"),
        # what is sold
        ("a bottle of «Jack Daniel's»", "«Jack Daniel's» mother called"),
        ("«Levi's» jeans", "«Levi's» birthday"),
        ("a «Granny Smith» apple", "my «Granny Smith» is ill"),
        ("a «Tom Collins», please", "«Tom Collins» called"),
        ("Le parfum «Christian Dior»", "«Christian Dior» m'a appelé"),
        ("«Victoria»'s Secret opened", "«Victoria»'s secret is out"),
        ("La boutique «Calvin Klein»", "my boss «Calvin Klein»"),
        ("the «Julia» language", "my student «Julia» speaks one language"),
        ("«Wells Fargo» closed", "«Wells» closed the door"),
        ("The tea was İyi, «Goldman Sachs» said", "İyi günler, «Ayşe Sachs»"),
    ],
)
def test_a_thing_named_after_somebody_is_nobody_and_somebody_of_that_name_stays(thing: str, somebody: str) -> None:
    assert (stays(thing), stays(somebody)) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "«Storm Hansen» signed",
        "«Orkan Yılmaz» aradı",
        "Hoch «Maria»; 1985",
        "«La Rue Claire» est absente",
        "La Torre «Anna» abita qui",
        "«Lois Kepler» called",
        "«Mal Pavlov» called",
        "Nombre «Mendel Gauss»",
        "«Mendel's» number is 555 0142",
        "«Tom Ford» shares a flat with me",
        "On Monday «Helen» Bridge fell",
        "Dün «Ayşe» Atatürk Caddesi'nde düştü",
        "«Charles Schwab» lowered himself into the chair",
        "«Duncan Hines» moved to Mill Lane",
        "«Max Factor» called at noon",
        "«Betty Crocker» owes us for May",
        "«Oscar Mayer» was born in May",
        "«Jones» Day off request",
        "Julia «Wolf» award 2024",
        "«Ayşe» Üniversitesi'ni bitirdi mi?",
        "El puente cruzó «Pablo Ruiz» ayer",
        "Живу на улице «Пушкина»",
        "На теплоходе «Михаил Светлов» упал",
    ],
)
def test_who_bears_the_name_of_a_thing_stays(text: str) -> None:
    assert stays(text)


@pytest.mark.parametrize("word", ["The ", "Anna ", "Aa-", "rue de ", "la ley ", "teorema de ", "A.B-"])
def test_a_long_line_of_heads_is_judged_as_a_short_one(word: str) -> None:
    def judged(times: int) -> bool:
        return is_plausible(
            word * times + "Anna" + word * times, len(word) * times, len(word) * times + 4, "private_person"
        )

    assert judged(4000) == judged(20)
