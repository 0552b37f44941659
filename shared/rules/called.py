"""What says that the words after it are somebody: "Mr", "Frau", "Patient:", "Surname". Knows no names."""

import re

from shared.rules.claim import Claim

_TITLES = (
    r"mr|mrs|ms|miss|mx|sir|dame|lady|rev|dr|dra|doctor|prof|professor|herr|herrn|frau|fr|hr|m|mme|mlle|madame|monsieur|"
    r"sr|sra|srta|señor|señora|don|doña|sig|signor|signora|dott|dott\.ssa|senhor|senhora|dhr|mevr|mevrouw|meneer|"
    r"pan|pani|pana|г-н|г-жа|господин|госпожа|bay|bayan|sayın|श्री|श्रीमती|السيد|السيدة|د"
)
_LABELS = (
    r"(?:full |first |last |given |family |middle )?name|surname|forename|patient(?:in)?|employee|student|pupil|"
    r"teacher|tenant|applicant|resident|witness|contact|attn|owner|signed|vorname|nachname|familienname|mieter(?:in)?|"
    r"zeugin|zeuge|kläger(?:in)?|beklagter?|schüler(?:in)?|ansprechpartner(?:in)?|nom|prénom|locataire|élève|"
    r"apellidos?|nombre|paciente|inquilin[oa]|alumn[oa]|nome|cognome|paziente|sobrenome|aluno|naam|voornaam|achternaam|"
    r"patiënt|huurder|imię|nazwisko|pacjent(?:ka)?|имя|фамилия|фио|пациент(?:ка)?|ad|soyad|hasta|नाम|मरीज़|الاسم|المريض"
)
_CALLED = re.compile(
    rf"(?<![\w.-])(?:(?:{_TITLES})\.?(?: [^\W\d_]\.)? |(?:{_LABELS})(?: ?[:：=|])? {{0,3}}|[^\W\d_]\. )\Z"
)


def is_called(claim: Claim) -> bool:
    """Whether a title, a form's label or an initial stands right before."""
    return bool(_CALLED.search(claim.before[-40:]))
