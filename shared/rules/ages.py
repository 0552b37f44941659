"""Ages of people, in sixteen languages: "aged 42", "42 years old", "42 ans" after "âgé de", "42岁"."""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, Reading
from shared.spans import Span

_BEFORE = (
    r"(?<![^\W\d_])(?:age|aged|at the age of|turned|turning|alter|im alter von|âgée? de|âge|edad|edad de|"
    r"età|età di|anni|idade|idade de|com|leeftijd|"
    r"wiek|w wieku|lat|возраст|возрасте|yaş|yaşı|年龄|年齢|나이|연령|उम्र|आयु|العمر|عمر|عمره|عمرها|"
    r"يبلغ من العمر)(?: is| was| of)?[ \t:=|\"]{1,4}\Z"
)
_UNITS = (
    r"[ -]?(?:years?|yrs?)[ -](?:old|of age)|[ -]?y/?o(?![a-z])|[ -]year-old|[ -]jährige?[rnsm]?|"
    r"-jährige?[rnsm]?| jahre alt| jahren? alt| ans révolus| años de edad| "
    r"anni di età| anos de idade| jaar oud|-jarige?| lat życia| lata życia|-letni\w{0,3}|-latk\w{1,2}|"
    r" yaşında\w{0,6}| лет от роду|-летн\w{2,3}| ?周?岁| ?歲| ?歳| ?才| ?세(?![가-힣])|"
    r" ?살| वर्षीय| साल का| साल की| वर्ष की आयु| عام[اً]+ من العمر| سنة من العمر|-vuotias|-årig\w?| år gammal"
)
_PLAIN_UNITS = (
    r" ?(?:years|yrs|jahre|ans|años|anni|anos|jaar|lat|lata|лет|года?|yıl|वर्ष|साल|سنة|عام[اً]*|"
    r"sene)(?![^\W\d_])"
)
_AGE = re.compile(
    rf"([0-9](?<![0-9A-Za-z_.,/$€£-].)(?<![0-9]:.)[0-9]{{0,2}})(?:({_UNITS})|(?:{_PLAIN_UNITS})|"
    rf"(?![0-9A-Za-z_%]|[.,:/-][0-9A-Za-z]))"
)
_NAMED = re.compile(_BEFORE)
_PERSON = re.compile(
    r"(?:patient|varón|mujer|hombre|niñ[oa]|paciente|homme|femme|patiente|uomo|donna|paziente|homem|"
    r"mulher|doente|mann|frau|man|vrouw|пациент\w*|мужчин\w|женщин\w|ребёнок|"
    r"mężczyzn\w|kobiet\w|pacjent\w*) de |(?:mężczyzna|kobieta|pacjentka?|мужчина|женщина|пациентка?),? |"
    r"(?:paziente|uomo|donna) di ",
)


def find(reading: Reading) -> Iterator[Span]:
    """The ages of a text."""
    for match in _AGE.finditer(reading.lower):
        if not 0 < int(match[1]) <= 120:
            continue
        before = reading.lower[max(0, match.start() - 32) : match.start()]
        counted = match.end() > match.end(1)
        if match[2] or _is_named(before) or (counted and _PERSON.search(before[-16:])):
            yield finding(match.start(), match.end(), "age", CONTEXT)


def _is_named(before: str) -> bool:
    """Whether "age:" or the like stands before: "max-age: 60" and the anni of "negli anni 80" do not count."""
    named = _NAMED.search(before)
    if not named:
        return False
    word = named[0].strip(' \t:=|"')
    if word in ("com", "lat", "anni", "turned", "turning", "cap", "عمر"):
        return False
    return before[: named.start()][-1:] not in ("-", "_", "@", "<", '"', "'")
