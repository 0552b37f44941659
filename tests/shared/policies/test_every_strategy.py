"""Every strategy on every filter: Philter's documented result, or a refusal where its tables have none."""

import hashlib
import re

import pytest

from shared.errors import BadValue
from shared.policies.strategies import STRATEGIES
from shared.replacements.encryption import decipher, decrypt
from tests.shared.policies.doing import one, redacted
from tests.shared.policies.test_identifiers import EVERY_IDENTIFIER

KEY = "9EE7A356FDFE43F069500B0086758346E66D8583E0CE1CFCA04E50F67ECCE5D1"
FPE = {"key": "EF4359D8D580AA4F7F036D6F04FC6A94", "tweak": "D8E7920AFA330A73"}
KEYS = {"crypto": {"key": KEY}, "fpe": FPE}

ONLY_DATES = ("SHIFT", "TRUNCATE_TO_YEAR", "RELATIVE")
NEITHER_DATES_NOR_ZIP_CODES = ("LAST_4", "FPE_ENCRYPT_REPLACE", "ABBREVIATE", "MAP_REPLACE")
A_DATE = "2000-01-02"


def is_refused(strategy: str, type_: str) -> bool:
    if strategy in ONLY_DATES:
        return type_ != "date"
    if strategy == "ZERO_LEADING":
        return type_ != "zip-code"
    return strategy in NEITHER_DATES_NOR_ZIP_CODES and type_ in ("date", "zip-code")


def check(strategy: str, token: str, type_: str, became: str) -> None:
    """What the knowledge of Philter says of each strategy; what would show a short value whole is masked here."""
    redact = f"{{{{{{REDACTED-{type_}}}}}}}"
    leave = 2 if type_ == "zip-code" else 4
    masked = "*" * len(token)
    is_1999 = token.startswith("1999")
    expected = {
        "REDACT": redact,
        "MASK": masked,
        "LAST_4": token[-4:] if len(token) > 4 else masked,
        "STATIC_REPLACE": "whoa",
        "HASH_SHA256_REPLACE": hashlib.sha256(token.encode()).hexdigest(),
        "TRUNCATE": token[:leave] + masked[leave:] if len(token) > leave else masked,
        "ZERO_LEADING": "000" + token[3:5],
        "MAP_REPLACE": "mapped",
        "ABBREVIATE": "".join(word[0] for word in token.split()).upper(),
        "TRUNCATE_TO_YEAR": "1999" if is_1999 else redact,
        "SHIFT": A_DATE if is_1999 else redact,
    }
    if strategy in expected:
        assert became == expected[strategy]
    elif strategy == "CRYPTO_REPLACE":
        assert decrypt(KEY)(re.fullmatch(r"\{\{(.+)\}\}", became)[1]) == token
    elif strategy == "FPE_ENCRYPT_REPLACE":
        letters = [character for character in token if character.isalnum()]
        fits = 6 <= len(letters) <= 56 if all(map(str.isdecimal, letters)) else 4 <= len(letters) <= 32
        assert decipher(**FPE)(became) == token if fits else became == redact
        assert len(became) == len(token) or became == redact
        assert became != token
    elif strategy == "RELATIVE":
        assert became.endswith(" ago") if is_1999 else became == redact
    else:
        assert strategy == "RANDOM_REPLACE"
        assert became and became != token


OPTIONS = {
    "STATIC_REPLACE": {"staticReplacement": "whoa"},
    "SHIFT": {"shiftDays": 2},
}


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize(("key", "text", "token", "type_", "found"), EVERY_IDENTIFIER)
def test_a_strategy_on_a_filter(strategy, key, text, token, type_, found):
    kind = {"everything": "everything", "accountNumber": "account-number", "address": "street-address"}.get(key, type_)
    options = {"strategy": strategy, **OPTIONS.get(strategy, {})}
    if strategy == "MAP_REPLACE":
        options["mappings"] = {token: "mapped"}
    policy = {**one(key, options), **KEYS}
    if is_refused(strategy, kind):
        with pytest.raises(BadValue, match=rf"is {strategy}, which "):
            redacted(policy, text, found)
        return
    before, after = text.split(token)
    result = redacted(policy, text, found)

    assert result.startswith(before) and result.endswith(after)
    check(strategy, token, type_, result.removeprefix(before).removesuffix(after))
