"""What single filters can be told beside their strategies, such as `onlyValidDates` or `requireDelimiter`.

A restriction counts when a policy states it. Philter's defaults restrict too (a URL needs `http` or `www`); here
what was found stays found unless the policy says otherwise.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shared.policies.identifiers import Identifier
from shared.policies.lookups import read_distance
from shared.policies.reading import Entry
from shared.policy import Ignore, Lookup, Pattern

_CARD = r"(?:[0-9][ -]?){12,18}[0-9]"
_FEDEX = r"(?<![\w-])(?:[0-9]{20}|[0-9]{15}|[0-9]{12}|[0-9]{4} [0-9]{4} [0-9]{4})(?![\w-])"
_UPS = r"\b1Z[ ]?[0-9A-Z]{3}[ ]?[0-9A-Z]{3}[ ]?[0-9A-Z]{2}[ ]?[0-9A-Z]{4}[ ]?[0-9A-Z]{3}[ ]?[0-9A-Z]\b"
_USPS = (
    r"(?<![\w-])(?:(?:94|93|92|95)[0-9]{20}|(?:94|93|92|95)[0-9]{2}(?: [0-9]{4}){4} [0-9]{2}|[A-Z]{2}[0-9]{9}US)"
    r"(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Extra:
    """What the options of one filter add: more to look for, checks, things to leave, a least score."""

    looks: tuple[Lookup, ...] = ()
    requires: tuple[str, ...] = ()
    ignored: tuple[Ignore, ...] = ()
    least_score: float = 0.0


def read_extra(identifier: Identifier, entry: Entry) -> Extra:
    """The options that this filter has. Keys it does not have stay unread, and are refused with the rest."""
    reader = _READERS.get(identifier.key)
    return reader(entry) if reader else Extra()


def _required(entry: Entry, key: str, check: str) -> tuple[str, ...]:
    return (check,) if entry.flag(key, False) else ()


def _card(entry: Entry) -> Extra:
    valid = entry.flag("onlyValidCreditCardNumbers", True)
    bounded = entry.flag("onlyWordBoundaries", True)
    looks: tuple[Lookup, ...] = ()
    if not (valid and bounded):
        expression = rf"(?<![\w-]){_CARD}(?![\w-])" if bounded else rf"(?<![0-9]){_CARD}(?![0-9])"
        check = "card" if valid else ""
        looks = (Pattern("credit_card", expression, score=0.7, label="account_number", check=check),)
    timestamps = Ignore(patterns=(r"1[0-9]{12}(?:[0-9]{3})?",), case_sensitive=True)
    return Extra(looks, ignored=(timestamps,) if entry.flag("ignoreWhenInUnixTimestamp", False) else ())


def _tracking(entry: Entry) -> Extra:
    carriers = {"ups": _UPS, "fedex": _FEDEX, "usps": _USPS}
    chosen = {name: entry.flag(name, True) for name in carriers}
    looks = tuple(
        Pattern("tracking_number", carriers[name], score=0.9 if name == "ups" else 0.75, label="account_number")
        for name, wanted in chosen.items()
        if wanted
    )
    unwanted = tuple(carriers[name] for name, wanted in chosen.items() if not wanted)
    return Extra(looks, ignored=(Ignore(patterns=unwanted, case_sensitive=True),) if unwanted else ())


def _iban(entry: Entry) -> Extra:
    entry.flag("allowSpaces", True)  # numbers are found with and without
    if entry.flag("onlyValidIBANCodes", True):
        return Extra()
    expression = r"(?<!\w)[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)"
    return Extra((Pattern("iban", expression, score=0.9, label="account_number"),))


def _phone(entry: Entry) -> Extra:
    region = entry.text("region")
    if region and not (len(region) == 2 and region.isalpha() and region.isascii()):
        entry.refuse("region", "must be a country's two letters. Numbers of all countries are found in any case.")
    return Extra()


def _email(entry: Entry) -> Extra:
    entry.flag("onlyStrictMatches", True)
    return Extra(requires=_required(entry, "onlyValidTLDs", "tld"))


def _zip_code(entry: Entry) -> Extra:
    delimiter = _required(entry, "requireDelimiter", "zip-delimiter")
    return Extra(requires=(*delimiter, *_required(entry, "validate", "zip-prefix")))


def _words(entry: Entry) -> Extra:
    read_distance(entry)  # names are found by the model, which needs no list to be near to
    return Extra(requires=_required(entry, "capitalized", "capitalized"))


def _person(entry: Entry) -> Extra:
    entry.flag("removePunctuation", False)
    for key in ("model", "vocab", "modelPath", "endpoint"):
        if entry.text(key):
            entry.refuse(key, "names another model. The model of this installation is the one that is used.")
    configuration = entry.entry("phEyeConfiguration")
    if configuration is not None:
        for key in ("endpoint", "bearerToken", "modelPath"):
            if configuration.text(key):
                configuration.refuse(key, "asks for another program over the network, which this one never calls.")
        configuration.number("timeout", 600, 0, 1_000_000)
        configuration.number("maxIdleConnections", 30, 0, 1_000_000)
        _labels(configuration)
        configuration.finish()
    thresholds = entry.entry("thresholds") or Entry({}, "")
    least = 0.0
    for key in thresholds.unread():
        if key.strip().lower() not in _PEOPLE:
            thresholds.refuse(key, _OTHER)
        least = max(least, thresholds.number(key, 0, 0, 1))
    return Extra(least_score=least)


_PEOPLE = ("per", "person", "name", "patient", "first name", "last name")


_OTHER = "must be PER or Person: other things are found by filters of their own."


def _labels(entry: Entry) -> None:
    if any(label.strip().lower() not in _PEOPLE for label in entry.texts("labels")):
        entry.refuse("labels", _OTHER)


_READERS: Mapping[str, Callable[[Entry], Extra]] = MappingProxyType(
    {
        "creditCard": _card,
        "trackingNumber": _tracking,
        "ibanCode": _iban,
        "phoneNumber": _phone,
        "emailAddress": _email,
        "zipCode": _zip_code,
        "person": _person,
        "date": lambda entry: Extra(requires=_required(entry, "onlyValidDates", "date")),
        "url": lambda entry: Extra(requires=_required(entry, "requireHttpWwwPrefix", "http-or-www")),
        "ein": lambda entry: Extra(requires=_required(entry, "onlyValidPrefixes", "ein-prefix")),
        **dict.fromkeys(("city", "county", "state", "firstName", "surname", "hospital", "physicianName"), _words),
    }
)
