"""Passwords and keys by the word before them: `password = …`, "das Passwort lautet …", `Authorization: …`.

Knows where such a value stands. Whether it is one, and not a reference or a placeholder, `secrecy` says.
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CHECKED, CONTEXT, FORMAT, WEAK, Reading
from shared.rules.secrecy import is_code, is_passphrase, is_password, is_reference, is_token, mixture, strength
from shared.rules.vocabulary import listed
from shared.spans import Span

_PASSWORDS = (
    *listed(
        "password passwd passphrase pwd passcode passwort kennwort mdp contraseña contrasena senha "
        "wachtwoord hasło haslo пароль şifre sifre parola "
        "密码 密碼 口令 パスワード 비밀번호 암호 पासवर्ड paswoord salasana lösenord heslo jelszó wifi-key "
        "wlan-key psk motdepasse preshared-key pre-shared-key 비번 باسورد "
        "pasword passwrd paswort adgangskode passord parolă "
        "סיסמה סיסמא รหัสผ่าน şifreniz şifresi parolanız",
        " ",
    ),
    "mot de passe",
    "secret word",
    "palabra secreta",
    "palavra secreta",
    "parola segreta",
    "mot secret",
    "tajne słowo",
    "gizli kelime",
    "geheimwort",
    "секретное слово",
    "गुप्त शब्द",
    "合言葉",
    "كلمة المرور",
    "كلمة السر",
    "κωδικός πρόσβασης",
    "mật khẩu",
    "wi-fi key",
    "wifi key",
    "pre-shared key",
    "seed phrase",
    "recovery phrase",
    "mnemonic",
    "palavra-passe",
    "palavra passe",
    "kata sandi",
    "clave de acceso",
)
_SHORT = ("pass", "pw", "clave", "auth")
_TOKENS = (
    *listed(
        "secret token api_key apikey api-key accesskey access_key access-key auth_key authkey private_key "
        "privatekey encryption_key "
        "encryptionkey signing_key client_key master_key secretkey credential subscription_key account_key "
        "app_key appkey license_key "
        "webhook_key service_key shared_key storage_key session_key deploy_key consumer_key oauth bearer "
        "aes_key aeskey hmac_key hmackey crypto_key cryptokey cipher_key cipherkey symmetric_key decryption_key",
        " ",
    ),
    "api key",
    "access key",
    "secret key",
    "license key",
    "licence key",
    "recovery key",
    "aes key",
    "hmac key",
    "cipher key",
    "signing key",
    "shared key",
    "account key",
    "encryption key",
    "decryption key",
)


_TAIL = re.compile(
    r"(?:[_.-]?(?:s|key|value|prod|production|dev|staging|live|test|main|confirm|confirmation|again|"
    r"repeat|new|old|current|plain|text|hash|access|base|"
    r"db|admin|root|user|master|default|[0-9]{1,2})){0,2}(?:[ ](?:provisoire|temporaire|temporal|provisional|"
    r"provisória|temporária|provvisoria|temporanea|d'ordine|tymczasowe))?"
    r"(?:\[\])?[\"'`*]{0,2}(?: ?\([^()\n]{1,20}\))?\]?"
    r"(?P<whose>[ ](?:for|of|to|on|für|zum|zur|von|vom|pour|du|de|para|del|do|da|per|di|voor|van|do|dla|для|от)"
    r"(?:[ ][\w.'@-]{1,24}){1,4}?(?=\s?:|[ ](?:is|ist|lautet|est|es|è|é|to)[ ]))?"
    r"(?P<sign>\s?:[ ]?[|>][-+]?[ \t]{0,4}\n[ \t]{1,12}|"
    r"\s{1,3}(?:value|default)\s?=\s?|\s?\{\s{0,8}(?:[^{}]{0,80}?)\bdefault\s{0,8}=\s?|"
    r"(?:,?\s{1,24}|,\s?)[\"']?value[\"']?\s?[:=]\s{0,3}|,\s{0,8}default\s?=\s?|[ ]string\s?=\s?|"
    r"</name>\s{0,12}<value>|</key>\s{0,12}<string>|"
    r"\)\.(?:send_?keys|fill|type|set_?value|val)\(|\)?\s?(?:\|\||\?\?|\?:|or)\s?(?=[\"'])|"
    r"\??[ \t]{0,24}(?::[ ]?(?:str|string|text|&str|&'static str|const char\*)\s?=|=>|:=|={1,3}|!=|:|->|\|"
    r")\*{0,2}\s{0,3}|(?:\s[^<>\n]{1,80})?>|"
    r"[ ]\"[ ]|[ ](?:is|are|was|ist|lautet|est|es|è|é|jest|to|set to|of|heißt|lautet)[ ]?:?[ ]|\s?(?:是|为|為|は|는|은|"
    r"है|هو|هي)\s?:?\s?|[ ]-[ ]|(?=[「『【])|[ \t]{1,3}|[,(]\s?)"
    r"(?:(?:\[\]byte|new \w{1,20}|String|SecureString|Buffer\.from|str|bytes)\((?=[\"']))?"
    r"(?:[rbu]?(?P<quote>[\"'`])(?P<quoted>[^\n]{1,400}?)(?P=quote)|(?P<bare>[^\s\"'`<>]{3,400}))",
    re.IGNORECASE,
)
_COPULAS = ("is", "ist", "est", "es", "è", "é", "to", "lautet")
_BOTH = ("user/", "username/", "login/", "账号", "账号/", "用户名/")
_DEFINES = re.compile(r"(?:#\s?define\s{1,4}\w*|define\([\"']\w*)\Z")
_WHOSE = re.compile(
    r"(?:(?<![A-Za-z])(?:db|my|user|admin|root|smtp|mail|email|sql|mysql|pg|ftp|ssh|wifi|login|app|redis|ldap|proxy|vpn|"
    r"sudo|bind|key|enc|http|svc|sys)[Pp]|[a-z]P)\Z"
)
"""Before the word `pass` the end of another: dbpass and SmtpPass, but not bypass and compass."""
_NAMED = re.compile(r"[\w.-]*[._-]\Z")
_CONNECTS = re.compile(
    r"(?:\A|[;\"' ])(?:server|data source|uid|user ?id|initial catalog|host|hostname)\s?=\s?[^;]{1,80};"
)
_MARKED = re.compile("[「『【《]([^」』】》]{4,80})[」』】》]")
_DRAWN_BY_HAND = re.compile(r"[A-Za-z]{3,}[0-9]{1,6}\w{0,12}|[0-9]{1,6}[A-Za-z]{3,}\w{0,12}")
_DRAWN = re.compile(r"[a-z][A-Z]{2,}[a-z]|[A-Z]{2,}[a-z]+[A-Z]|(?:[a-z][A-Z]\w*?){3}")
"""Letters as no word and no name of a program has them: xDqsLOFNzF."""
_WORD_AND_DIGITS = re.compile(r"[A-Za-z]{4,16}[0-9]{1,6}")
_SCHEMES = re.compile(
    r"(?:sha|md|v|utf|base|http|oauth|pbkdf|argon|bcrypt|scrypt|aes|rsa|ipv|win|windows|field|input|text|test|param|arg|"
    r"step|option|type|level|version|column|line|page|error|code)[0-9]+\Z",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.,;]?\s{0,4}(?:\n|\Z)| है| 입니다|です")
_EXPANDS = re.compile(r"\$\{\w*\Z")
_ENV = re.compile(r"(?:\A|\n)\s{0,8}env \w*\Z")
_ASSIGNS = frozenset(("=", ":=", "=>", "->"))
_TWO_COLUMNS = re.compile(
    r"(?<![^\n])[\w @.-]{2,30}[,;](?:password|passwd|pwd|pass|passwort|contraseña|senha|пароль|密码)\n"
)
_ROW = re.compile(r"[^\s,;]{2,80}[,;]([^\s,;]{4,80})(?=\n|\Z)")
_HEADER = re.compile(
    r"(?:authorization|x-auth-token|x-api-key|x-access-token|private-token|"
    r"x-vault-token)[\"']?\s{0,3}[:=,]\s{0,3}[\"']?"
    r"(?:(?:bearer|basic|token|apikey|api-key|digest|ssws|splunk|geniekey|bot)\s{1,3})?(?P<value>[a-z0-9+/=._~:-]{8,4000})",
)
_COOKIE = re.compile(
    r"(?:jsessionid|phpsessid|connect\.sid|asp\.net_sessionid|_gitlab_session|laravel_session|"
    r"(?<=cookie: )(?:session_?id|session|sid))=(?P<value>[a-z0-9%._~+/=-]{16,1000})"
)
"""What logs in whoever has it."""
_BEARER = re.compile(r"(?<![a-z])bearer\s+(?P<value>[a-z0-9+/=._~-]{16,4000})")


def find(reading: Reading) -> Iterator[Span]:
    """The secrets of a text that a word announces."""
    lower = reading.lower
    # Most of the words have one of these in them, and most texts none of these.
    missing = [root for root in ("pass", "key", "secret", "code") if root not in lower]
    for kind, names in (("password", _PASSWORDS), ("api_key", _TOKENS), ("password", _SHORT)):
        for name in names:
            if any(root in name for root in missing):
                continue
            position = lower.find(name)
            while position >= 0:
                if span := _announced(reading, position, name, kind):
                    yield span
                position = lower.find(name, position + len(name))
    if "auth" in lower or "token" in lower or "x-api-key" in lower:
        for match in _HEADER.finditer(lower):
            value = reading.text[match.start("value") : match.end("value")]
            if strength(value) > 2.5 and not is_reference(value) and any(map(str.isdigit, value)):
                yield finding(match.start("value"), match.end("value"), "api_key", CHECKED)
    if "sess" in lower or "connect.sid" in lower or "cookie: sid" in lower:
        for match in _COOKIE.finditer(lower):
            value = reading.text[match.start("value") : match.end("value")]
            if any(map(str.isdigit, value)) and strength(value) > 3:
                yield finding(match.start("value"), match.end("value"), "api_key", CONTEXT)
    if "bearer" in lower:
        for match in _BEARER.finditer(lower):
            value = reading.text[match.start("value") : match.end("value")].rstrip(".")
            if any(map(str.isdigit, value)) and strength(value) > 2.8:
                yield finding(match.start("value"), match.start("value") + len(value), "api_key", CONTEXT)
    yield from _columns(reading)


def _announced(reading: Reading, position: int, name: str, kind: str) -> Span | None:
    """The secret that a name at this position announces, if it is a name there and something follows."""
    match = _TAIL.match(reading.text, position + len(name)) if _is_name(reading, position, name) else None
    if not match:
        return None
    sign = _sign(match["sign"])
    if position and reading.lower[position - 1] == "$" and sign not in _ASSIGNS:
        return None  # a variable is used; in PHP one is set: $password = '…'
    return _value(reading, position, match, _meant(sign, reading.lower, position), name, kind)


def _is_name(reading: Reading, position: int, name: str) -> bool:
    """Whether it is a word of its own there, and the name of one secret."""
    text, lower, after = reading.text, reading.lower, position + len(name)
    if lower.endswith(_BOTH, max(0, position - 9), position):
        return False  # "user/password: bob/…": the pair has a rule of its own
    if name == "passwd" and lower.endswith("/etc/", max(0, position - 5), position):
        return False
    if position and _EXPANDS.search(lower, max(0, position - 40), position):
        return False
    is_joined = position and name in _SHORT and lower[position - 1].isalpha()
    if is_joined and not _WHOSE.search(text, max(0, position - 12), position + 1):
        return False
    goes_on = name[0].isascii() and lower[after : after + 1].isalpha()
    return not goes_on or (text[after].isupper() and text[after - 1].islower())  # passwordConfirm


def _sign(between: str) -> str:
    """What stands between a name and its value, of a block of YAML and of `value=` their last sign alone."""
    sign = between.strip(" \t\n*").lower()
    if sign.startswith(":") and "\n" in sign[:12]:
        return ":"
    return "=" if sign.endswith(("value=", "value =", "default=", "default =", "string=", "string =")) else sign


def _meant(sign: str, lower: str, position: int) -> str:
    """The plain sign that another one, or none, stands for."""
    if sign in ("", ","):
        before = max(0, position - 40)
        defined = _DEFINES.search(lower, before, position) or (not sign and _ENV.search(lower, before, position))
        return "=" if defined else sign
    if sign.endswith(("value:", 'value":', "value':", "<value>", "<string>", "keys(", "fill(", "type(", "val(")):
        return ":"  # the name stands in one place, the value beside it in another
    if sign == '"':
        return ":"
    if sign.endswith(">") and len(sign) > 1 and sign not in ("=>", "->"):
        return ">"
    return "=" if sign.lstrip(")").strip() in ("||", "??", "?:", "or") else sign


def _value(reading: Reading, position: int, match: re.Match[str], sign: str, name: str, kind: str) -> Span | None:
    """What follows, by the sign before it: the vaguer that is, the more it must look like a secret itself."""
    text, lower = reading.text, reading.lower
    if match["quote"]:
        return _quoted(reading, match, sign, name, kind)
    if sign in ("(", ",", "==", "===", "!=") or (not sign and match["bare"].startswith("-")):
        return None
    if not sign and match["bare"][0] in "「『【":
        marked = _MARKED.match(match["bare"])
        return _bare(reading, match, sign, kind, False, False) if marked and marked[1].isascii() else None
    if sign == "-":
        return _said(match, 2) if kind == "password" and name not in _SHORT else None
    if not sign and (name in _SHORT or "--" not in text[max(0, position - 20) : position]):
        if kind == "api_key":
            return _drawn(match)
        return _said(match) if name not in _SHORT else None
    if sign == ">" and "<" not in text[max(0, position - 24) : position]:
        return None
    if name in _SHORT and sign not in (":", "=", ":=", "=>", ">") and not (name == "pw" and sign in _COPULAS):
        return _said(match, 2) if sign in _COPULAS else None
    if match["whose"]:
        return _said(match, 2, sign == ":") if kind == "password" and sign else None
    named = bool(_NAMED.search(lower, max(0, position - 40), position))
    return _bare(reading, match, sign, kind, named, name == "secret")


def _said(match: re.Match[str], least: int = 3, named: bool = False) -> Span | None:
    """A password that follows the bare word: "with password Winter2023!". Few words look like that."""
    value = match["bare"].rstrip(".,;:)")
    strange = bool(re.search(r"[!@#$%^&*?+=]|[a-z][0-9]{2,}[!.?]*\Z", value) and re.search("[0-9]", value))
    looks = _WORD_AND_DIGITS.fullmatch(value) or (named and _DRAWN_BY_HAND.fullmatch(value))
    if looks and not _SCHEMES.match(value) and _ENDS.match(match.string, match.end("bare")):
        strange, least = True, 2  # "PASSWORD hunter2" and nothing after it
    if not strange or mixture(value) < least or value[0].isdigit() or not is_password(value):
        return None
    return finding(match.start("bare"), match.start("bare") + len(value), "password", FORMAT)


def _drawn(match: re.Match[str]) -> Span | None:
    """A key that follows the bare word: "api-key 9f8e7d6c…". What a machine drew is no word of a sentence."""
    value = match["bare"].rstrip(".,;:)")
    if len(value) < 20 or not is_token(value) or not any(map(str.isdigit, value)) or strength(value) < 3.2:
        return None
    return finding(match.start("bare"), match.start("bare") + len(value), "api_key", CONTEXT)


def _quoted(reading: Reading, match: re.Match[str], sign: str, name: str, kind: str) -> Span | None:
    start, end = match.span("quoted")
    value = match["quoted"]
    if name in _SHORT and sign not in (":", "=", ":=", "=>"):
        return None
    if sign == "," and match.string[match.start() - len(name) - 2 : match.start() - len(name)].startswith((",", " ")):
        return None  # one of a list of words: "md5", "password", "scram-sha-256"
    loose = sign in ("(", ",", "|") or not sign  # setPassword("…"), PASSWORD '…': only what no word of code looks like
    if not sign and match.string[match.start() - len(name) : match.start()].lower() != "password":
        return None
    if name == "secret" and not is_token(value) and mixture(value) > 1 and any(map(str.isdigit, value)):
        kind = "password"  # drawn by a person
    valid = is_password(value, quoted=True) if kind == "password" else is_token(value)
    if not valid or (loose and not any(map(str.isdigit, value))):
        return None
    return finding(start, end, kind, CONTEXT)


def _bare(reading: Reading, match: re.Match[str], sign: str, kind: str, named: bool, secret: bool) -> Span | None:
    start = match.start("bare")
    before = reading.line(start)
    if marked := _MARKED.match(match["bare"]):  # 「…」, in Japanese and Chinese
        return finding(start + 1, start + marked.end() - 1, kind, CONTEXT) if is_password(marked[1]) else None
    value = _trim(match["bare"], sign, "(" in reading.text[max(0, start - 60) : start].rpartition("\n")[2])
    end = start + len(value)
    rest = reading.after(end, 60).strip(" \t.,;*")
    last = not rest or rest[0] in "|<"
    if sign == ">" and not rest.startswith("</"):
        return None
    if kind == "api_key" and (
        is_token(value) or not _DRAWN_BY_HAND.fullmatch(value) or sign not in (":", "=") or not last
    ):
        return finding(start, end, kind, CONTEXT) if is_token(value) and sign != "|" else None
    if kind == "api_key":
        return finding(start, end, "password", FORMAT) if secret and is_password(value) else None
    if not is_password(value) or (sign == "|" and rest not in ("", "|")):
        return None
    if value.isalpha() and sign in (":", "=") and is_passphrase(phrase := reading.line_from(start)):
        return finding(start, start + len(phrase), kind, CONTEXT)
    if _CONNECTS.search(before) and sign == "=":
        return finding(start, end, kind, CONTEXT)
    code = is_code(before.replace(value.lower(), "")) or sign in ("->", "=>")
    if value.isalpha() and len(value) > 7 and _DRAWN.search(value) and sign != "|" and not code:
        return finding(start, end, kind, CONTEXT)
    if mixture(value) > 1 and not value.isalpha():
        plain = re.fullmatch(r"[\w.-]+", value)
        if plain and not any(map(str.isdigit, value)):
            return None
        if plain and code and not (value[-1].isdigit() and "(" not in before) and value[0].islower():
            return None
        return finding(start, end, kind, CONTEXT)
    return (
        finding(start, end, kind, WEAK)
        if last and not code and sign in (":", "=", "", ">", "lautet", "heißt") and len(value) > (3 if named else 4)
        else None
    )


def _trim(value: str, sign: str, in_brackets: bool) -> str:
    """The value without what follows it: the next parameter, the sentence's full stop, a bracket opened before."""
    if sign in _ASSIGNS or not sign:
        value = re.split(r"[;&](?=\s*[\w .-]{1,40}=|\Z)|,(?=\S{0,40}[=:])", value, maxsplit=1)[0]
    value = value.rstrip(".,;")
    return value.rstrip(")]}") if in_brackets and not re.search(r"[(\[{]", value) else value


def _columns(reading: Reading) -> Iterator[Span]:
    """The cells under a header like "password"."""
    for table in reading.tables:
        for number, header in enumerate(table.headers):
            if header.lower().rpartition("_")[2] in _PASSWORDS:
                for start, end in table.cells(reading.text, number):
                    if is_password(reading.text[start:end]) and mixture(reading.text[start:end]) > 1:
                        yield finding(start, end, "password", CONTEXT)
    for two in _TWO_COLUMNS.finditer(reading.lower):  # one comma makes no table, but this one
        row = _ROW.match(reading.text, two.end())
        while row:
            if is_password(row[1]) and mixture(row[1]) > 1:
                yield finding(row.start(1), row.end(1), "password", CONTEXT)
            row = _ROW.match(reading.text, row.end() + 1)
