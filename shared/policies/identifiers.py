"""Every filter that a policy can name: what Philter calls it, which findings it speaks for, what else it looks for.

A filter that is named outright also looks for the bare shapes that Philter takes (nine digits for `ssn`, five for
`zipCode`), which the rules leave alone because in ordinary text most of them are something else. This module is a
table; it reads no policy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shared.policy import EVERY, Lookup, Pattern, of_no_kind
from shared.rules.states import STATES


@dataclass(frozen=True, slots=True)
class Identifier:
    """One filter: its key, the type that `%t` and explanations name, its targets, the keys of its strategies."""

    key: str
    type: str
    targets: tuple[str, ...]
    strategies: tuple[str, ...]
    looks: tuple[Lookup, ...] = ()


def _filter(
    key: str, type_: str, *targets: str, also: tuple[str, ...] = (), looks: tuple[Lookup, ...] = ()
) -> Identifier:
    """The strategies' key is regular but for those in `also`; singular and plural are both taken."""
    stems = (key, *also)
    names = tuple(f"{stem}Filter{ending}" for stem in stems for ending in ("Strategies", "Strategy"))
    return Identifier(key, type_, targets, names, looks)


def _look(kind: str, expression: str, score: float, *, label: str, check: str = "", group: int = 0) -> Pattern:
    return Pattern(kind, expression, group, score=score, label=label, check=check)


_BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_NUMBER, _ADDRESS, _PHONE, _URL = "account_number", "private_address", "private_phone", "private_url"
_PERSON, _EMAIL, _DATE = "private_person", "private_email", "private_date"
_HOSPITAL = (
    r"\b(?:(?:(?:St|Mt)\.|[A-Z][\w'’&-]*|of|the|and|de|for)[ ]){0,6}[A-Z][\w'’&.-]*[ ]"
    r"(?:(?:General|Memorial|Regional|Children'?s|Children’s|University|Community|County|Veterans)[ ]){0,3}"
    r"(?:Hospital|Medical Cent(?:er|re)|Health Cent(?:er|re)|Clinic|Infirmary|Hospice|Klinikum|Krankenhaus)\b"
    r"(?:[ ](?:of|for|at)(?:[ ](?:the[ ])?[A-Z][\w'’-]*){1,3})?"
)
_COUNTY = r"\b(?:[A-Z][a-z.'’-]+[ ]){1,2}(?:County|Parish|Borough)\b|\bCounty of[ ][A-Z][a-z'’-]+\b"

_EIN = r"(?<![\w-])[0-9]{2}-[0-9]{7}(?![\w-])"
_SSN = r"(?<![\w-])(?!000|666)[0-8][0-9]{2}([ -]?)(?!00)[0-9]{2}\1(?!0000)[0-9]{4}(?![\w-])"
_US_PHONE = r"(?<![\w.+-])\(?[0-9]{3}\)?[ .-]{0,2}[0-9]{3}[ .-][0-9]{4}(?![\w-])"
_MONEY_AFTER_SIGN = r"[$€£¥₹₩₽₺][ ]?[0-9](?:[0-9.,' ]*[0-9])?(?:[ ]?(?:k|m|bn|million|billion))?\b"
_MONEY_BEFORE_SIGN = (
    r"\b[0-9](?:[0-9.,']*[0-9])?[ ]?"
    r"(?:[$€£¥₹₩₽₺]|(?:USD|EUR|GBP|CHF|JPY|CNY|CAD|AUD|INR|dollars?|euros?|pounds?)\b)"
)
_WEB_ADDRESS = r"""\b(?:https?://|ftp://|www\.)[^\s<>"'()\[\]{}|]*[^\s<>"'()\[\]{}|.,;:!?]"""
_STATE = rf"\b(?:{'|'.join(STATES.values())})\b"
_ABBREVIATION = rf"(?<![\w.'’-])(?:{'|'.join(STATES)})(?![\w.'’-])"

IDENTIFIERS: Mapping[str, Identifier] = MappingProxyType(
    {
        identifier.key: identifier
        for identifier in (
            _filter("age", "age", "age"),
            _filter(
                "bankRoutingNumber", "bank-routing-number", "bank_routing_number",
                looks=(_look("bank_routing_number", r"\b[0-9]{9}\b", 0.95, label=_NUMBER, check="aba"),),
            ),
            _filter("bitcoinAddress", "bitcoin-address", "crypto_address", also=("bitcoin",)),
            _filter("city", "city", "city"),
            _filter("county", "county", "county", looks=(_look("county", _COUNTY, 0.9, label=_ADDRESS),)),
            _filter("creditCard", "credit-card", "credit_card"),
            _filter(
                "currency", "currency", "currency",
                looks=(
                    Pattern("currency", _MONEY_AFTER_SIGN, score=0.8),
                    Pattern("currency", _MONEY_BEFORE_SIGN, score=0.8),
                ),
            ),
            _filter("date", "date", "date", of_no_kind(_DATE)),
            _filter(
                "driversLicense", "drivers-license-number", "driving_licence",
                looks=(_look("driving_licence", r"\b[A-Z][0-9]{7,8}\b", 0.5, label=_NUMBER),),
            ),
            _filter("ein", "ein", "ein", looks=(_look("ein", _EIN, 0.95, label=_NUMBER),)),
            _filter("emailAddress", "email-address", _EMAIL),
            _filter("firstName", "first-name", "first_name"),
            _filter("hospital", "hospital", "hospital", looks=(_look("hospital", _HOSPITAL, 0.9, label=_ADDRESS),)),
            _filter("ibanCode", "iban-code", "iban"),
            _filter(
                "ipAddress", "ip-address", "ip_address",
                looks=(_look("ip_address", rf"(?<![\w.])(?:{_BYTE}\.){{3}}{_BYTE}(?![\w]|\.[0-9])", 0.9, label=_URL),),
            ),
            _filter("macAddress", "mac-address", "mac_address"),
            _filter(
                "passportNumber", "passport-number", "passport",
                looks=(_look("passport", r"\b[A-Z][0-9]{8}\b", 0.55, label=_NUMBER),),
            ),
            _filter("person", "person", _PERSON, also=("phEye",)),
            _filter(
                "phoneNumber", "phone-number", "phone_number", "fax", of_no_kind(_PHONE),
                looks=(_look("phone_number", _US_PHONE, 0.6, label=_PHONE),),
            ),
            _filter(
                "phoneNumberExtension", "phone-number-extension", "phone_number_extension",
                looks=(_look("phone_number_extension", r"\bx[0-9]+\b", 0.75, label=_PHONE),),
            ),
            _filter("physicianName", "physician-name", "physician_name"),
            _filter(
                "ssn", "ssn", "ssn",
                looks=(
                    _look("ssn", _SSN, 0.9, label=_NUMBER),
                    _look("ssn", _EIN, 0.9, label=_NUMBER),
                ),
            ),
            _filter("state", "state", "state", looks=(_look("state", _STATE, 1.0, label=_ADDRESS),)),
            _filter(
                "stateAbbreviation", "state-abbreviation", "state_abbreviation",
                looks=(_look("state_abbreviation", _ABBREVIATION, 0.25, label=_ADDRESS),),
            ),
            _filter("streetAddress", "street-address", "street_address", of_no_kind(_ADDRESS)),
            _filter("surname", "surname", "surname"),
            _filter("trackingNumber", "tracking-number", "tracking_number"),
            _filter("url", "url", "url", of_no_kind(_URL), looks=(_look("url", _WEB_ADDRESS, 0.8, label=_URL),)),
            _filter(
                "vin", "vin", "vin",
                looks=(_look("vin", r"\b[A-HJ-NPR-Z0-9]{17}\b", 0.9, label=_NUMBER, check="vin"),),
            ),
            _filter(
                "zipCode", "zip-code", "zip_code",
                looks=(_look("zip_code", r"(?<![\w-])[0-9]{5}(?:-?[0-9]{4})?(?![\w-])", 0.5, label=_ADDRESS),),
            ),
            # Ours: what the model knows as a whole, and what Philter has no filter for.
            _filter("address", "address", _ADDRESS),
            _filter("accountNumber", "account-number", _NUMBER),
            _filter("secret", "secret", "secret"),
            _filter("socialHandle", "social-handle", "social_handle"),
            _filter("everything", "everything", EVERY),
        )
    }
)  # fmt: skip
"""All filters by their key."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {"person-v2": "person", "person-v3": "person", "personV2": "person", "personV3": "person"}
)
"""Philter 2 could have several filters for people; they are one here."""

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "medicalCondition": "finds illnesses by a model that is not part of this program",
        "hospitalAbbreviation": "finds abbreviations of hospitals by a list that is not part of this program;"
        " a dictionary of your own can do it",
    }
)
"""Filters that exist and that we do not have, and why."""

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "private_person": "person",
        "private_address": "street-address",
        "private_email": "email-address",
        "private_phone": "phone-number",
        "private_url": "url",
        "private_date": "date",
        "account_number": "account-number",
        "fax": "phone-number",
        **{target: known.type for known in IDENTIFIERS.values() for target in known.targets if target.isidentifier()},
        _PERSON: "person",
        _ADDRESS: "street-address",
        **{
            kind: kind.replace("_", "-")
            for kind in (
                "national_id", "tax_id", "health_number", "bank_account", "employee_id", "customer_id", "case_id",
                "password", "api_key", "private_key", "jwt", "connection_string", "pin",
            )
        },
    }
)  # fmt: skip
"""What a policy of this format calls our labels and kinds."""

_ENUM: Mapping[str, str] = MappingProxyType(
    {
        "id": "IDENTIFIER",
        "city": "LOCATION_CITY",
        "county": "LOCATION_COUNTY",
        "state": "LOCATION_STATE",
    }
)


def filter_type(type_name: str) -> str:
    """The name of a type as Philter's JSON has it: CREDIT_CARD for credit-card, LOCATION_CITY for city."""
    return _ENUM.get(type_name) or type_name.replace("-", "_").upper()
