"""What belongs to programs and to what is written about them: identifiers, options, digests, packages, plain words.

Each function says whether a claim is such a thing. None of them is about people, and none of them finds anything.
"""

import re

from shared.rules.called import is_called
from shared.rules.claim import Claim
from shared.rules.technical_words import technical_words
from shared.rules.vocabulary import words

_OPTION = re.compile(r"(?<![\w-])--?\Z")
_COMMAND = re.compile(r"(?:mysql\w*|sqlcmd|sshpass|redis-cli|curl|wget|login|docker|psql|ldap\w+)\s")
"""Where `-pmonkey` is an option and its password in one."""
_CAMEL = re.compile(r"[A-Za-z]?[a-z0-9]+[A-Z][A-Za-z0-9]*|[A-Z]{2,}[a-z]+[A-Z][A-Za-z]*")
_PART = "(?:[0-9]*[a-z][a-z0-9]*|[0-9]*[A-Z][A-Z0-9]*|[0-9]+)"
_SNAKE = re.compile(rf"{_PART}(?:_{_PART})+")
"""Each part can be read in one way only: of forty digits and underscores there would be 2**20 otherwise."""
_SOURCE_FILE = re.compile(
    r"\.(?:toml|exe|dll|so|gz|[jt]sx?|py|rs|go|[ch]|cc|cpp|hpp|java|class|jar|cfg|ini|lock|mod|ya?ml|rb|php|sh|mo|po)(?![a-z0-9])"
)


_FIELD = re.compile(r"\s*[^\s:]+(?:::|->)[^\s:]+\s*")
"""A line of two fields: "Author::Anna", "john::Passw0rd"."""


def is_program_text(claim: Claim) -> bool:
    """`Iterator::Stream`, `--length`, `parse_summary(`, `sync.StockSyncJob`, `Cargo.toml`: what a programmer named.

    Never words with a blank between, as names have, nor of another script.
    """
    word = claim.words
    if not word.isascii() or " " in word.strip():
        return False
    if claim.before.endswith(("::", "->")) or claim.after.startswith(("::", "->", "&lt", "&gt")):
        return not _FIELD.fullmatch(claim.line_text) and "@" not in claim.after[:64]
    if _OPTION.search(claim.before) and word.islower():
        return not _is_no_option(claim)
    if claim.after.startswith("(") and (_CAMEL.fullmatch(word) or _SNAKE.fullmatch(word)):
        return True
    if re.search(r"[a-z0-9_]\.\Z", claim.before) and _CAMEL.fullmatch(word) and _is_name(word):
        return True
    return bool(_SOURCE_FILE.match(claim.after)) and "_" not in claim.token[0]


def _is_no_option(claim: Claim) -> bool:
    """A list's item, "-anna", or a password in one word with its option, "-phunter"."""
    if _COMMAND.search(claim.before):
        return True
    if claim.before.endswith("--") or is_technical_word(claim):
        return False
    return claim.before.strip() == "-" or (claim.words[0] == "p" and len(claim.words) > 4)


def is_program_secret(claim: Claim) -> bool:
    """The same, for what may be a key: with digits in it, nothing that stands after `::` or `->` is let go."""
    return is_program_text(claim) and not (claim.digits and claim.before.endswith(("::", "->")))


_DIGEST_BEFORE = re.compile(
    r"(?<![a-z0-9])(?:sha[0-9_-]{1,5}|md5|h1|crc32|blake2[bs]?|integrity|checksum|digest)[=:-]{1,2}[a-z0-9+/_=-]*\Z"
)
_SHORTEST_DIGEST = 7
_DIGEST_LINE = words(
    "sha|sha1|sha256|sha512|sha-1|sha-256|sha-512|md5|checksum*|digest*|etag|e-tag|commit|revision|hash|hashes|blob|"
    "traceid|trace_id|trace-id|spanid|span_id|span-id|request-id|request_id|x-request-id|correlation-id|"
    "build-id|buildid|"
    "uuid|guid|fingerprint|integrity|manifest|layer|image|tree|parent|object|index|merge"
)
_HEXADECIMAL = re.compile(r"[0-9a-f]{7,128}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_OPENS = words(
    "secret*|password*|passwd|passwort*|kennwort|pass|pwd|pw|key|keys|token*|auth*|bearer|credential*|apikey|signing|"
    "pin|pins|code|codes|otp|cvv|cvc|tan|login|unlock|mot de passe|mdp|contraseña|clave|senha|wachtwoord|hasło|"
    "пароль|"
    "пин*|код|şifre*|parola|密码|密碼|口令|验证码|パスワード|暗証番号|コード|비밀번호|암호|핀|पासवर्ड|पिन|كلمة|"
    "رمز|السري|código|codice|kod|geheim*|"
    "wifi|wi-fi|wlan|ssid|passphrase|access|alarm|door|gate|safe|lock|sudo|identified|psk|wpa*"
)
_ASSIGNED = re.compile(r"(?:[:=]|(?<![a-z])(?:is|ist|est|es|are)|[>(,|/~»]|«|“|「)\s*[\"'`]?\Z")
_IDENTIFIER_LEFT = re.compile(r"[a-z0-9_]*\Z")
_IDENTIFIER_RIGHT = re.compile(r"[A-Za-z0-9_]{0,240}")
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_NUMBERED = re.compile(r" ?= ?(?:0x[0-9a-f]+|[0-9]{1,3}(?: ?<< ?[0-9]{1,2})?)[,;]?\s*\Z")
"""`P11_KIT_PIN_FLAGS = 1<<4,`: the numbers of an enumeration."""
_CODE_LINE = re.compile(r"[=;{}<]|,\s*\Z")
_BETWEEN_IDENTIFIERS = re.compile(r"[\s*()=<>&;]+|\blt\b")


def is_digest(claim: Claim) -> bool:
    """`sha256=47DEQp…`, `ETag: "33a6…"`, `commit 9fceb0…`: computed from what is public, and opens nothing."""
    text, at = claim.token
    if len(claim.words) < _SHORTEST_DIGEST:
        return False
    if _DIGEST_BEFORE.search(text[:at].lower()) or _DIGEST_BEFORE.search(
        text[: at + len(claim.words)].lower().partition("=")[0] + "="
    ):
        return True
    return bool(
        _HEXADECIMAL.fullmatch(claim.words.strip("\"'`;,"))
        and _DIGEST_LINE.search(claim.line)
        and not _OPENS.search(claim.line)
    )


def is_identifier(claim: Claim) -> bool:
    """`OSSL_CRYPTO_BN_CONF_H`, `onStandStepChanged`: the name of something, where no value is assigned."""
    left, right = _IDENTIFIER_LEFT.search(claim.before), _IDENTIFIER_RIGHT.match(claim.text, claim.end)
    grown = Claim(claim.text, claim.start - len(left[0] if left else ""), right.end() if right else claim.end)
    named = [part.strip("_") for part in _BETWEEN_IDENTIFIERS.split(grown.words) if part.strip("_")]
    if not all(_is_name(part) or len(part) < 5 for part in named) or max(map(len, named), default=0) < 5:
        return False
    if _CONSTANT.fullmatch(grown.words) and _NUMBERED.match(grown.after):
        return True
    # "Password" may have a line of its own, but no line of a program is a label.
    label = "" if grown.before.strip() or _CODE_LINE.search(grown.above) else grown.above
    before = f"{label} {grown.before}" if label else grown.before
    return grown.after.startswith("(") or (
        not _ASSIGNED.search(before) and not before.endswith("-") and not _OPENS.search(before[-32:])
    )


def _is_name(word: str) -> bool:
    digits, capitals = sum(map(str.isdigit, word)), sum(map(str.isupper, word))
    if _SNAKE.fullmatch(word):
        return digits < (5 if capitals else 3)
    return digits < 3 and 3 * capitals < len(word) + 3 and bool(_CAMEL.fullmatch(word))  # not drawn by a machine


_PACKAGE = re.compile(r"[\"']name[\"']\s*:\s*[\"']@?[\w./-]*\Z")
_PACKAGE_AFTER = re.compile(r"[\w./-]*[\"'],?\s*[\"'](?:version|revision|onfail|license|private|type)[\"']")
_TECHNICAL_KEY = re.compile(
    r"[\"'](?:licen[sc]e|alg|algorithm|kind|format|encoding|engine|revision|mode|level|\$ref|bom-ref|purl|namespace|"
    r"runtime|platform|arch|image|schema|locale|timezone|theme|font|(?:min|max)(?:imum|length|items)?|version)"
    r"[\"']\s*:\s*[\"']?[^\"',{}\s]*\Z"
)
"""Up to the beginning of its value: what stands within a sentence may be anybody's, as a task's or a target's is."""
_STANDARD = re.compile(r"[A-Z]{3,}-?[0-9]{2,}|us-(?:east|west|central)-?[0-9]|[a-z]+-[a-z]+[0-9]")
_PACKAGE_VERSION = re.compile(r"[\w/-]@[v^~]?[0-9]+(?:\.[0-9x*]+)*[\"',;:)]{0,2}\Z")


def is_technical_word(claim: Claim) -> bool:
    """Words of manuals that are no name anywhere: "License", "Stream Trait". But somebody may be called "Mr Root"."""
    found = re.findall(r"[^\W\d_]+", claim.words.lower())
    return bool(found) and technical_words().issuperset(found) and not is_called(claim)


def is_technical_value(claim: Claim) -> bool:
    """`"license": "MIT"`, or the name of a package before its version. The number of a licence is somebody's."""
    is_word = " " not in claim.words and (claim.digits < 5 or "licen" not in claim.before[-16:])
    if is_word and _TECHNICAL_KEY.search(claim.before):
        return True
    return bool(_PACKAGE.search(claim.before)) and bool(
        _PACKAGE_AFTER.match(claim.text[claim.end : claim.end + 80].lower())
    )


def is_code_name(claim: Claim) -> bool:
    """No street and no town: "SHA-256", "TRANS109", "us-central1"."""
    return bool(_STANDARD.fullmatch(claim.words))


def is_version_of_a_package(claim: Claim) -> bool:
    """`actions/checkout@v4`, `inflight@1.0.6`."""
    return bool(_PACKAGE_VERSION.search(claim.token[0]))
