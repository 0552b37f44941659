"""Passwords, tokens and keys by the word before them: `password = …`, "das Passwort lautet …", `Authorization: Bearer …`.

A reference is not a secret: variables, calls, templates, placeholders and the words that follow "password" in prose.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from shared.rules.finding import finding
from shared.rules.reading import CHECKED, CONTEXT, FORMAT, WEAK, Reading
from shared.spans import Span

_PASSWORDS = (
    "password passwd passphrase pwd passcode passwort kennwort mdp contraseña contrasena senha wachtwoord hasło haslo пароль şifre sifre parola "
    "密码 密碼 口令 パスワード 비밀번호 암호 पासवर्ड paswoord salasana lösenord heslo jelszó wifi-key wlan-key psk motdepasse"
).split() + ["mot de passe", "كلمة المرور", "كلمة السر", "wi-fi key", "wifi key", "palavra-passe", "palavra passe", "kata sandi", "clave de acceso"]  # fmt: skip
_SHORT = ("pass", "pw", "clave", "auth")
_TOKENS = (
    "secret token api_key apikey api-key accesskey access_key access-key auth_key authkey private_key privatekey encryption_key "
    "encryptionkey signing_key client_key master_key secretkey credential subscription_key account_key app_key appkey license_key "
    "webhook_key service_key shared_key storage_key session_key deploy_key consumer_key oauth bearer"
).split() + ["api key", "access key", "secret key", "license key", "licence key", "recovery key", "recovery code", "seed phrase", "backup code"]  # fmt: skip

_TAIL = re.compile(
    r"(?:[_.-]?(?:s|key|value|prod|production|dev|staging|live|test|main|confirm|confirmation|again|repeat|new|old|current|id|plain|text|hash|access|"
    r"db|admin|root|user|master|default|[0-9]{1,2}))?(?:\[\])?[\"'`]?(?:\s?\([^()\n]{1,20}\))?\]?"
    r"(?P<sign>\s*(?::\s*(?:str|string|&str|&'static str|const char\*)\s*=|=>|:=|={1,3}|!=|:|\u2192|->)\s*|>|\s+(?:is|are|was|ist|lautet|est|es|è|é|jest|to|set to|of|heißt)\s*:?\s+|"
    r"\s*(?:是|为|為|は|는|은|है|هي|هو)\s*:?\s*|\s+|[,(]\s*)"
    r"(?P<value>(?P<prefix>[rbuR]?)(?P<quote>[\"'`])(?P<quoted>[^\n]{1,400}?)(?P=quote)|(?P<bare>[^\s\"'`<>]{3,400}))",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"[<\[{$%#@(&*|\\]|\.\.\.|.*(?:\$\{|\{\{|#\{|%\(|<[a-z]|\*\*\*|\.\.\.|•••)|(?:os|env|process|config|settings|self|this|ctx|req|request|args|params|"
    r"options|data|user|props|state|vault|secrets?|var|local|module|each|client|session|response|res|result|form|body|system|app|kwargs|event)[.\[(]|"
    r"(?:getenv|get_|load_|read_|fetch|require|import|await|new |function|lambda|input|prompt|getpass|generate|create|make|hash|encode|decode|encrypt|decrypt|null|nil|none|undefined)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:your|my|the|some|any|a|an|new|old|user|db|default|enter|insert|test|example|sample|dummy|fake|mock|temp|super|very|top|shared|invalid|valid|wrong|bad|correct)?"
    r"[-_ ]?(?:strong|secure|secret|api|access|auth|random|long|db|user)?[-_ ]?"
    r"(?:password|passwd|passphrase|passwort|pass|pwd|secret|token|key|apikey|api_key|api-key|value|string|str|text|bool|boolean|int|integer|bytes|any|object|char|varchar|"
    r"none|null|nil|undefined|true|false|yes|no|on|off|empty|blank|hidden|required|optional|redacted|masked|removed|filtered|placeholder|example|dummy|foo|bar|baz|foobar|"
    r"change-?_?me|change-?_?it|change-?_?this|todo|tbd|fixme|n/?a|default|here|x{3,}|\*+|\.+|-+|_+|0+|1234|12345|123456|abc|abcd|test|testing|guest|anonymous|"
    r"basic|bearer|digest|oauth2?|jwt|json|form|header|cookie|query|plain|sha256|md5|bcrypt|sensitive|secret_key|access_token|refresh_token|id_token|csrf|"
    r"postgres|root|admin|mysql|mongo|redis|user|username|email|login)s?[-_ ]?(?:here|value|name|goes|string|key|token)?[.,;:!?)]*",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)*[?!]?|[a-z]+(?:[-_][a-z]+)+|[A-Z][A-Z0-9_]+")
_CODE_LINE = re.compile(r"[{}();]|\b(?:def|class|return|if|else|for|while|var|let|const|import|func|fn|public|private|static|void|select|insert|where)\b|=>|->|::|\|\||&&|^\s*(?://|#\s|\*|--)")
_SENTENCE = re.compile(r"[a-z]+(?: [a-z]+)+")
_PATH = re.compile(r"(?:[A-Za-z]:)?[./~]?[\\/][\w.-]+(?:[\\/][\w.-]+)+/?|[\w./-]+\.(?:json|ya?ml|txt|pem|key|env|py|js|ts|go|java|md|toml|cfg|conf|ini|html?|crt|cer|p12|jks)|https?://\S+", re.IGNORECASE)
_HEADER = re.compile(
    r"(?:authorization|proxy-authorization|x-auth-token|x-api-key|x-access-token|private-token|x-vault-token)[\"']?\s{0,3}[:=,]\s{0,3}[\"']?(?:(?:bearer|basic|token|apikey|digest)\s{1,3})?(?P<value>[A-Za-z0-9+/=._~:-]{8,4000})",
)
_BEARER = re.compile(r"(?<![a-z])bearer\s+(?P<value>[a-z0-9+/=._~-]{16,4000})")
_LOGIN = re.compile(r"(?:(?<=\s)-u|--user)[ =][\"']?[\w.@-]{1,60}:(?P<value>[^\s\"']{4,100})|\blogin \S{1,80}\s+password (?P<netrc>\S{4,100})|identified by [\"'](?P<sql>[^\"'\n]{4,100})[\"']|sshpass -p ?[\"']?(?P<ssh>[^\s\"']{4,100})")


def find(reading: Reading) -> Iterator[Span]:
    """The secrets of a text that a word announces."""
    lower = reading.lower
    for kind, names in (("password", _PASSWORDS), ("api_key", _TOKENS), ("password", list(_SHORT))):
        for name in names:
            position = lower.find(name)
            while position >= 0:
                if span := _announced(reading, position, name, kind):
                    yield span
                position = lower.find(name, position + len(name))
    if "auth" in lower or "token" in lower or "x-api-key" in lower:
        for match in _HEADER.finditer(lower):
            value = reading.text[match.start("value") : match.end("value")]
            if _strength(value) > 2.5 and not _REFERENCE.match(value) and (any(map(str.isdigit, value)) or not _IDENTIFIER.fullmatch(value)):
                yield finding(match.start("value"), match.end("value"), "api_key", CHECKED)
    if "bearer" in lower:
        for match in _BEARER.finditer(lower):
            value = reading.text[match.start("value") : match.end("value")].rstrip(".")
            if any(char.isdigit() for char in value) and _strength(value) > 2.8:
                yield finding(match.start("value"), match.start("value") + len(value), "api_key", CONTEXT)
    if any(hint in lower for hint in ("-u ", "--user", "login ", "identified by", "sshpass")):
        for match in _LOGIN.finditer(lower):
            group = match.lastgroup or "value"
            value = reading.text[match.start(group) : match.end(group)]
            if not _REFERENCE.match(value) and not _PLACEHOLDER.fullmatch(value):
                yield finding(match.start(group), match.end(group), "password", CONTEXT)


def _announced(reading: Reading, position: int, name: str, kind: str) -> Span | None:
    text, lower = reading.text, reading.lower
    if lower[position - 1 : position] == "$" and position:
        return None
    if name in _SHORT and position and (lower[position - 1].isalpha() or text[position : position + len(name) + 1].endswith("\n")):
        return None
    if name[0].isascii() and lower[position + len(name) : position + len(name) + 1].isalpha() and not _camel(text, position + len(name)):
        return None
    match = _TAIL.match(text, position + len(name))
    if not match:
        return None
    sign = match["sign"]
    strict = sign.strip()
    option = "--" in text[max(0, position - 20) : position] and not strict
    if strict == ">" and "<" not in text[max(0, position - 24) : position]:
        return None
    if not strict and not option and not match["quote"]:
        return None
    if not strict and match["quote"] and not option and text[position : position + 8] not in ("PASSWORD", "password"):
        return None
    if strict in ("(", ",") and not match["quote"]:
        return None
    if strict in ("==", "===", "!=") and not match["quote"]:
        return None
    group = "quoted" if match["quote"] else "bare"
    start, end = match.span(group)
    value = text[start:end]
    if group == "bare":
        value = _bare_value(value, natural=strict not in ("=", ":=", ""))
        end = start + len(value)
    if strict in ("(", ",") or (match["quote"] and not strict):
        score = CONTEXT if _is_secret(value, kind, True, reading.line(position)) and any(char.isdigit() for char in value) else 0.0
    else:
        score = _score(value, kind, bool(match["quote"]), strict, reading, start, end)
    return finding(start, end, kind, score) if score else None


def _camel(text: str, position: int) -> bool:
    """Whether a new word begins: `passwordConfirm`, `tokenValue`."""
    return text[position].isupper() and text[position - 1].islower()


def _bare_value(value: str, natural: bool) -> str:
    value = re.split(r"[;&]|,(?=\S*[=:])|\)(?=[;,.]|\Z)", value, maxsplit=1)[0] if not natural else value
    return value.rstrip(".,;:)]}") if natural else value.rstrip(",;")


def _score(value: str, kind: str, quoted: bool, sign: str, reading: Reading, start: int, end: int) -> float:
    line = reading.line(start)
    if not _is_secret(value, kind, quoted, line):
        return 0.0
    mixed = sum((any(map(str.isdigit, value)), any(map(str.isupper, value)), any(map(str.islower, value)), any(not char.isalnum() for char in value)))
    if quoted:
        return CONTEXT if mixed > 1 or kind == "password" else FORMAT
    if mixed > 1 and (any(map(str.isdigit, value)) or re.search(r"[^\w.-]", value)):
        spoken = sign not in ("=", ":", ":=", "", ">", "=>", "->")
        return FORMAT if spoken and value[:-1].isalpha() else CONTEXT
    if kind == "password" and sign in (":", "=", "", ">") and not _CODE_LINE.search(line):
        rest = reading.after(end, 40).strip(" .\"'|,")
        return WEAK if not rest or rest[0] in "<&;" else 0.0
    return 0.0


def _is_secret(value: str, kind: str, quoted: bool, line: str) -> bool:
    if not 4 <= len(value) or len(set(value)) < 3 or value.endswith("EXAMPLE") or value.endswith("EXAMPLEKEY") or _REFERENCE.match(value) or _PLACEHOLDER.fullmatch(value) or _PATH.fullmatch(value):
        return False
    digits = any(map(str.isdigit, value))
    if kind == "password":
        if quoted:
            return " " not in value or (digits and len(value.split()) < 3) or value.count(" ") in (3, 4, 5) and len(value) < 48 and not line.rstrip().endswith(".")
        if _IDENTIFIER.fullmatch(value) and (_CODE_LINE.search(line) or not digits and ("_" in value or "." in value)):
            return digits and not value[0].islower() or value[-1:].isdigit() and "(" not in line and "=" in line
        return not value.endswith(("(", "{")) and "(" not in value[1:-1]
    if len(value) < 8 or " " in value or _SENTENCE.fullmatch(value) or (_IDENTIFIER.fullmatch(value) and not (digits and len(value) > 15)):
        return False
    return _strength(value) > (2.8 if digits else 3.5) and (digits or len(value) > 23) and "(" not in value


@cache
def _strength(value: str) -> float:
    """Bits of entropy a character: 2.5 for a word, 3.5 and more for what a machine drew."""
    counts = Counter(value)
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values())
