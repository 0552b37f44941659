"""Numbers that their label claims although their checksum disagrees: mistyped, misread by a scanner, or made up.

"PESEL: 90010112345" is somebody's to whoever reads it. The label has to stand right before the number, and the number
has to be written as its kind is. Data alone; `shared.rules.labelled` reads it.
"""

import re
from functools import cache

from shared.rules.vocabulary import listed

_CARD = r"[0-9]{4}(?:([ .-]?)[0-9]{4}(?:\1[0-9]{4}(?:\1[0-9]{1,4}){0,2})|([ -]?)[0-9]{6}\2[0-9]{4,5})"
_NINE = r"[0-9]{3}([ .-]?)[0-9]{3}\1[0-9]{3}"
_ELEVEN = r"[0-9]{11}|[0-9]{3} [0-9]{3} [0-9]{3} [0-9]{2}"
_TWELVE = r"[0-9]{4}([ -]?)[0-9]{4}\1[0-9]{4}"

_CLAIMED = (
    # the kind, the labels, how the number is written
    (
        "iban",
        "iban|iban no|iban nr|iban-nr|iban number|iban code|iban num|rekeningnummer iban|نمبر آيبان|رقم الآيبان|"
        "الآيبان|آیبان|آيبان|"
        "رقم الايبان|الايبان|国际银行账号",
        r"[A-Za-z]{2}[0-9OoIl]{2}(?:([ .-]?)[A-Za-z0-9]{4}){2,7}(?:[ .-]?[A-Za-z0-9]{1,4})?",
    ),
    (
        "credit_card",
        "card number|card no|card nr|card num|credit card|credit card number|credit card no|debit card|"
        "debit card number|card|cc|ccn|visa|mastercard|amex|kreditkarte|kreditkartennummer|kreditkarten-nr|"
        "kartennummer|"
        "karten-nr|carte bancaire|carte de crédit|numéro de carte|n° de carte|tarjeta|tarjeta de crédito|"
        "número de tarjeta|nº de tarjeta|nº tarjeta|carta di credito|numero carta|numero di carta|cartão|"
        "cartão de crédito|número do cartão|creditcard|creditcardnummer|kaartnummer|karta|karta kredytowa|"
        "numer karty|nr karty|карта|номер карты|банковская карта|кредитная карта|kart|kart no|kart numarası|"
        "kredi kartı|"
        "kredi kartı no|信用卡|信用卡号|银行卡|银行卡号|卡号|カード番号|クレジットカード|クレジットカード番号|"
        "카드번호|카드 번호|"
        "신용카드|신용카드번호|신용카드 번호|क्रेडिट कार्ड|कार्ड नंबर|कार्ड संख्या|क्रेडिट कार्ड नंबर|रقم البطاقة|"
        "رقم بطاقة الائتمان|بطاقة الائتمان|"
        "بطاقة ائتمان",
        _CARD,
    ),
    (
        "ssn",
        "ssn|ssn no|ssn number|ssn#|social security|social security no|social security number|"
        "social security num|soc sec|"
        "ss#|ss no|social_security_number|número de seguro social",
        r"[0-9]{3}([ .-]?)[0-9]{2}\1[0-9]{4}",
    ),
    (
        "national_id",
        "national insurance|national insurance no|national insurance number|ni number|ni no|nino",
        r"[A-Za-z]{2} ?[0-9]{2}([ -]?)[0-9]{2}\1[0-9]{2}[ -]?[A-Za-z]",
    ),
    ("health_number", "nhs number|nhs no|nhs", r"[0-9]{3}([ -]?)[0-9]{3}\1[0-9]{4}"),
    ("national_id", "sin|social insurance number|social insurance no|numéro d'assurance sociale|nas", _NINE),
    ("tax_id", "tfn|tax file number|tax file no", _NINE),
    (
        "tax_id",
        "itin|ein|employer identification number|fein|federal tax id",
        r"[0-9]{2}-[0-9]{7}|[0-9]{3}([ -]?)[0-9]{2}\1[0-9]{4}",
    ),
    (
        "tax_id",
        "steuer-id|steueridentifikationsnummer|steuerliche identifikationsnummer|steuer-identifikationsnummer|"
        "steuer-idnr|idnr|steuer-id-nr|steuer id",
        r"[0-9]{2}([ /]?)[0-9]{3}\1[0-9]{3}\1[0-9]{3}",
    ),
    (
        "national_id",
        "sozialversicherungsnummer|sozialversicherungs-nr|sv-nummer|sv-nr|svnr|rentenversicherungsnummer|rvnr",
        r"[0-9]{2} ?[0-9]{6} ?[A-Za-z] ?[0-9]{3}|[0-9]{4}[ -]?[0-9]{6}",
    ),
    ("national_id", "ahv-nr|ahv-nummer|ahv|n° avs|numéro avs|avs", r"756\.?[0-9]{4}\.?[0-9]{4}\.?[0-9]{2}"),
    (
        "national_id",
        "numéro de sécurité sociale|n° de sécurité sociale|n° sécurité sociale|numéro sécurité sociale|"
        "sécurité sociale|"
        "n° sécu|nir|insee",
        r"[12]([ .-]?)[0-9]{2}\1[0-9]{2}\1[0-9][0-9AB]\1[0-9]{3}\1[0-9]{3}(?:[ .-]?[0-9]{2})?",
    ),
    (
        "national_id",
        "dni|d.n.i|nif|n.i.f|nie|n.i.e|dni/nie|dni/nif|nif/nie|número de dni|nº dni|nº de dni|nº nie|"
        "documento nacional",
        r"(?:[XYZxyz][ -]?)?[0-9]{1,2}\.?[0-9]{3}\.?[0-9]{3}[ -]?[A-Za-z]?",
    ),
    (
        "tax_id",
        "codice fiscale|cod. fiscale|cod. fisc|c.f|cf",
        r"[A-Za-z]{6} ?[0-9A-Za-z]{2} ?[A-Za-z][0-9A-Za-z]{2} ?[A-Za-z][0-9A-Za-z]{3} ?[A-Za-z]",
    ),
    ("tax_id", "partita iva|p.iva|p. iva|piva", r"[0-9]{11}"),
    (
        "national_id",
        "cpf|cpf/mf|nº cpf|número do cpf|cpf nº|n° cpf",
        r"[0-9]{3}([. ]?)[0-9]{3}\1[0-9]{3}[-. ]?[0-9]{2}",
    ),
    ("tax_id", "cnpj|nº cnpj|cnpj nº", r"[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}/?[0-9]{4}-?[0-9]{2}"),
    ("tax_id", "nif|número de contribuinte|contribuinte|nif/nipc|número de identificação fiscal", _NINE),
    ("national_id", "curp|clave curp", r"[A-Za-z]{4}[0-9]{6}[A-Za-z]{6}[0-9A-Za-z]{2}"),
    ("tax_id", "rfc|r.f.c", r"[A-Za-zÑñ&]{3,4}[ -]?[0-9]{6}[ -]?[A-Za-z0-9]{3}"),
    ("bank_account", "clabe|clabe interbancaria|cuenta clabe", r"[0-9]{18}|[0-9]{3} [0-9]{3} [0-9]{11} [0-9]"),
    (
        "national_id",
        "bsn|bsn-nummer|bsn nummer|burgerservicenummer|sofinummer|sofi-nummer",
        r"[0-9]{3}([ .]?)[0-9]{3}\1[0-9]{3}|[0-9]{4}[ .][0-9]{2}[ .][0-9]{3}",
    ),
    ("national_id", "pesel|nr pesel|numer pesel|pesel nr", r"[0-9]{11}"),
    (
        "tax_id",
        "nip|nr nip|numer nip",
        r"[0-9]{3}([ -]?)[0-9]{3}\1[0-9]{2}\1[0-9]{2}|[0-9]{3}-[0-9]{2}-[0-9]{2}-[0-9]{3}",
    ),
    ("tax_id", "инн|инн физлица|номер инн|инн №", r"[0-9]{10}(?:[0-9]{2})?"),
    ("national_id", "снилс|номер снилс|снилс №|страховой номер", r"[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{2}"),
    (
        "national_id",
        "tc kimlik|tc kimlik no|t.c. kimlik no|t.c. kimlik|t.c. kimlik numarası|tc kimlik numarası|kimlik no|"
        "kimlik numarası|tckn|tc no",
        _ELEVEN,
    ),
    ("tax_id", "vergi no|vergi numarası|vkn|vergi kimlik no", r"[0-9]{10}"),
    (
        "national_id",
        "身份证|身份证号|身份证号码|公民身份号码|身份证编号|居民身份证|居民身份证号|身分證字號",
        r"[1-9][0-9]{5} ?[0-9]{8} ?[0-9]{3}[0-9Xx]|[A-Z][12][0-9]{8}",
    ),
    ("national_id", "マイナンバー|個人番号|my number", _TWELVE),
    (
        "national_id",
        "주민등록번호|주민번호|주민등록|외국인등록번호|주민 등록 번호|주민등록 번호",
        r"[0-9]{6} ?- ?[0-9]{7}|[0-9]{13}|[0-9]{6} ?- ?[0-9][*xX●]{6}",
    ),
    (
        "national_id",
        "aadhaar|aadhaar no|aadhaar number|aadhar|aadhar no|आधार|आधार नंबर|आधार संख्या|आधार कार्ड|आधार सं",
        _TWELVE,
    ),
    ("tax_id", "pan|pan no|pan number|pan card|पैन|पैन नंबर|पैन कार्ड|पैन संख्या", r"[A-Za-z]{5}[0-9]{4}[A-Za-z]"),
    (
        "national_id",
        "الهوية الوطنية|رقم الهوية الوطنية|رقم الإقامة|السجل المدني|رقم السجل المدني|الرقم القومي|الرقم الوطني|"
        "رقم قومي|"
        "رقم البطاقة القومية",
        r"[12][0-9]{9}|[23][0-9]{13}",
    ),
    (
        "national_id",
        "personnummer|cpr|cpr-nr|cpr-nummer|fødselsnummer|henkilötunnus|rodné číslo|rut|rut no|cnic|nric|hetu",
        r"(?:[0-9]{2})?[0-9]{6}[ /-]?[0-9]{3,5}|[0-9]{1,2}\.?[0-9]{3}\.?[0-9]{3}-[0-9Kk]|[0-9]{5}-[0-9]{7}-[0-9]|"
        r"[STFGMstfgm][0-9]{7}[A-Za-z]|[0-9]{6}[-+A][0-9]{3}[0-9A-Z]",
    ),
)


@cache
def claims() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """What each label claims: the kinds of number, and how each is written."""
    table: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
    for kind, labels, pattern in _CLAIMED:
        shape = re.compile(rf"(?:{pattern})(?![0-9A-Za-z_]|[-.:/][0-9A-Za-z])")
        for label in listed(labels):
            label = label.rstrip(" .º°")
            table[label] = (*table.get(label, ()), (kind, shape))
    return table
