"""Where a finding of the model really begins and ends: without the label before it or the role behind it, and where a
rule knows better.

"Phone: 555-0132" is the number alone, and so is "służbowy 84 921 03 54" where a rule sees the number. Only words are
let go, never a digit, and nothing of a password. Knows nothing of scores.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from shared.rules.labels import kinds
from shared.rules.phone_words import LABELS
from shared.rules.vocabulary import listed
from shared.spans import Overlaps, Span

_LABEL = re.compile(r"([^\W\d_][^\n:：@0-9]{1,32}?) ?[:：][ \t]*(?=[^\s:：])")
_FORM_WORDS = listed(
    "name|full name|first name|last name|surname|patient|patient name|contact|contact person|contact name|from|"
    "to|cc|bcc|attn|"
    "attention|customer|client|employee|applicant|tenant|address|home address|street|city|delivery address|"
    "email|e-mail|mail|"
    "date|dob|date of birth|birth date|birthday|born|"
    "vorname|nachname|familienname|ansprechpartner|adresse|anschrift|wohnort|straße|geburtsdatum|geboren|kunde|"
    "datum|von|an|"
    "nom|prénom|nom complet|contact|adresse|courriel|date|date de naissance|né le|client|de|à|"
    "nombre|apellidos|nombre completo|dirección|domicilio|correo|fecha|fecha de nacimiento|paciente|cliente|para|"
    "nome|cognome|nome completo|indirizzo|endereço|morada|data|data di nascita|data de nascimento|paziente|utente|"
    "naam|voornaam|achternaam|adres|geboortedatum|datum|klant|"
    "imię|nazwisko|imię i nazwisko|adres|data urodzenia|klient|"
    "имя|фамилия|фио|адрес|дата рождения|почта|клиент|кому|от|"
    "ad|soyad|ad soyad|ad soyadı|adres|doğum tarihi|e-posta|müşteri|"
    "姓名|联系人|地址|住址|邮箱|出生日期|客户|氏名|名前|お名前|住所|生年月日|メール|担当者|이름|성명|주소|"
    "생년월일|이메일|고객|"
    "नाम|पता|जन्म तिथि|ईमेल|ग्राहक|الاسم|العنوان|تاريخ الميلاد|البريد الإلكتروني|البريد|العميل|توقيع"
)
_SPOKEN_TO = re.compile(
    r"(?:Call|Contact|Email|E-mail|Phone|Text|Tell|Dear|Hi|Hello|Thanks|Thank you|Please call|Hallo|Lieber|Liebe|"
    r"Bonjour|Hola|Estimado|Estimada|Llama a|Ciao|Olá|Cześć|Привет|Здравствуйте|Позвоните|Merhaba),? +"
    r"(?=[^\W\d_a-z][^\W\d_]*[ -][^\W\d_])"
)
"""What is said to or of somebody whose whole name follows: "Call Jane Doe". None is a forename as "Ask" and "Caro";
a single word after it may be a surname."""
_ROLE = re.compile(
    r"\s*[(（][\"“„«‘']?(?:(?:hereinafter|the|der|die|le|la|el|los|las|il|lo|gli|o|a|os|as|de|het) ){0,2}"
    r"(?:l['’])?[\"“„«‘']?"
    r"(?:landlord|tenant|lessor|lessee|seller|vendor|buyer|purchaser|employer|employee|borrower|lender|client|customer|"
    r"contractor|company|licensor|licensee|plaintiff|defendant|claimant|respondent|applicant|patient|insured|guarantor|"
    r"owner|agent|trustee|supplier|vermieter|mieter|verpächter|pächter|verkäufer|käufer|arbeitgeber|arbeitnehmer|"
    r"auftraggeber|auftragnehmer|kläger|klägerin|beklagte|antragsteller|bailleur|bailleresse|locataire|preneur|"
    r"vendeur|acheteur|acquéreur|employeur|salarié|prestataire|demandeur|défendeur|arrendador|arrendatario|"
    r"vendedor|comprador|empleador|demandante|demandado|locatore|conduttore|venditore|acquirente|datore di lavoro|"
    r"locador|locatário|senhorio|inquilino|verhuurder|huurder|verkoper|koper|werkgever|werknemer)"
    r"(?:s|in|innen|en|es|i|n|e)?[\"”“»’']?\Z",
    re.IGNORECASE,
)
"""What a contract calls somebody from there on: "London WC1N 1AD (the Landlord". A house may be "(The Grange"."""
_UNLABELLED = frozenset(("secret", "private_url"))
_MEASURED = frozenset(("private_email", "private_phone", "account_number"))
"""What a rule finds with its very ends: in dates and addresses the model sees more, a weekday or a town."""
_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]{1,24}[\s:：^°>\]|-]{0,3}){1,3}|[°\]^>|\s]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS_AFTER = re.compile(r"[.;:]?\s+(?:[^\W\d_]{2,24}\s?){1,3}|[.;:\s]+")


@cache
def _labels() -> frozenset[str]:
    return frozenset((*kinds(), *LABELS, *_FORM_WORDS))


def without_labels(text: str, spans: Iterable[Span]) -> list[Span]:
    """The findings without the label of a form before them, with its colon, and without "Dear" before a name; without
    the role in a contract behind them."""
    return [_without_role(text, _without_label(text, span)) for span in spans]


def _without_role(text: str, span: Span) -> Span:
    if span.label not in ("private_person", "private_address"):
        return span
    match = _ROLE.search(text, max(span.start, span.end - 60), span.end)
    return replace(span, end=match.start()) if match and match.start() > span.start else span


def _without_label(text: str, span: Span) -> Span:
    if span.label in _UNLABELLED:
        return span
    match = _LABEL.match(text, span.start, span.end)
    if match and match[1].strip().lower() in _labels():
        return replace(span, start=match.end())
    spoken = _SPOKEN_TO.match(text, span.start, span.end) if span.label == "private_person" else None
    return replace(span, start=spoken.end()) if spoken else span


def at_the_ends_of_rules(text: str, by_model: Iterable[Span], by_rule: Sequence[Span]) -> list[Span]:
    """The model's findings, cut to a rule's ends where both found one thing and only words lie beyond them."""
    ends = {label: Overlaps(span for span in by_rule if span.label == label) for label in _MEASURED}
    return [_cut(text, span, ends[span.label].of(span)) if span.label in ends else span for span in by_model]


def _cut(text: str, span: Span, within: Sequence[Span]) -> Span:
    if len(within) != 1 or not (span.start <= within[0].start and within[0].end <= span.end):
        return span
    [rule] = within
    before = _WORDS_BEFORE.fullmatch(text, span.start, rule.start) and _may_go(
        text[span.start : rule.start], text, rule
    )
    after = _WORDS_AFTER.fullmatch(text, rule.end, span.end) and _may_go(text[rule.end : span.end], text, rule)
    return replace(span, start=rule.start if before else span.start, end=rule.end if after else span.end)


def _may_go(beside: str, text: str, rule: Span) -> bool:
    """Whether what lies beyond a number names it: in "Jane Doe jane@x.org" is a name, in "anna anna@x.org" too."""
    named = _LETTERS.findall(beside)
    whole = " ".join(named).lower()
    if not named or whole in _labels() or all(word.lower() in _labels() for word in named):
        return True
    found = text[rule.start : rule.end].lower()
    return len(named) == 1 and len(whole) > 2 and named[0].islower() and whole[:3] not in found
