"""Passwords where a program or a command takes them, with no word before them: `login("bob", "…")`, `echo … | sudo -S`.

Knows calls, command lines, directives of configuration files and pairs of a name and a password. The password that a
word announces (`password = …`) is another rule's; whether a value is one, `secrecy` says.
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, Reading
from shared.rules.secrecy import is_password, is_weak_word, mixture
from shared.rules.vocabulary import listed
from shared.spans import Span

_COMMANDS = (
    # what every text with the pattern contains, in lower case; then the pattern, whose groups are the passwords
    ("-u", r"(?<=\s)-u[ =]?[\"']?[\w.@-]{1,60}:([^\s\"']{4,100})"),
    ("--user", r"--user[ =][\"']?[\w.@-]{1,60}:([^\s\"']{4,100})"),
    ("password", r"\blogin \S{1,80}\s+password (\S{4,100})"),
    ("identified by", r"identified by (?:values )?[\"']([^\"'\n]{4,100})[\"']"),
    ("identified by", r"(?:create|alter) user \S{1,60} identified by ([^\s\"';]{4,60})"),
    ("securestring", r"convertto-securestring (?:-string )?[\"']([^\"'\n]{4,100})[\"']"),
    ("wifi:", r"\bwifi:(?:[tsh]:[^;\n]{0,40};){0,3}p:([^;\n]{4,63});"),
    ("smbclient", r"smbclient [^\n]{0,80}-u [\w.\\/-]{1,40}%([^\s\"']{4,60})"),
    ("freerdp", r"freerdp\S{0,4} [^\n]{0,120}?/p:[\"']?([^\s\"']{4,60})"),
    ("7z", r"\b7za? [axet] (?:\S{1,60} ){0,4}?-p([^\s\"']{4,60})"),
    ("sshpass", r"sshpass -p ?[\"']?([^\s\"']{4,100})"),
    ("redis-cli", r"redis-cli (?:\S{1,40} ){0,6}(?:-a|--pass) ([^\s\"']{4,100})"),
    ("mysql", r"mysql(?:dump|admin)? (?:[^\n]{0,80}? )?-p([^\s\"']{4,100})"),
    ("/user:", r"/user:\S{1,40} (\S{4,60})"),
    ("net user", r"\bnet user \S{1,40} ([^\s/]\S{3,60})"),
    ("| sudo", r"\becho (?:-n )?[\"']?([^\s\"'|]{4,60})[\"']? ?\| ?sudo (?:-\w+ )?-\w{0,3}s\b"),
    ("chpasswd", r"\becho (?:-e )?[\"']?[\w.-]{1,40}:([^\s\"'|]{4,60})[\"']? ?\| ?(?:sudo )?chpasswd"),
    ("-stdin", r"\b(?:echo|printf) (?:-n )?[\"']?([^\s\"'|]{4,60})[\"']? ?\|[^\n]{0,80} --(?:password-)?stdin"),
    (
        " -p",
        r"\b(?:(?:docker|podman|nerdctl|buildah|skopeo|registry|oc|az|az acr|cf|crane auth|hub|vault) login|"
        r"mongo(?:sh|dump|restore|export|import)?|cqlsh|sqlcmd|isql|influx|cypher-shell|ipmitool|tsql|bcp|smbmap|"
        r"crackmapexec|netexec|hydra|svn|psexec)\b[^\n|;]{0,120}? -p[ =][\"']?([^\s\"']{4,100})",
    ),
    ("ldap", r"\bldap\w{3,8} [^\n|;]{0,120}? -w ?[\"']?([^\s\"']{4,100})"),
    ("sqlplus", r"\bsqlplus (?:-\w )?\w{1,40}/([^\s@\"']{4,60})"),
    ("pass:", r"(?<=[ :\"'])(?<!compass:)pass:([^\s\"':,]{4,60})(?=[\"']?(?:\s|\Z))"),
    (
        "pass ",
        r"(?<!\S)(?:--|--?(?:store|key|src|dest|new|trust|srcstore|deststore))pass(?:wd|phrase)? "
        r"[\"']?(?!(?:pass|env|file|fd):)([^\s\"'-][^\s\"']{3,60})",
    ),
    ("-passw", r"(?<=\s)-(?:ad|admin|db|user)?passw(?:or)?d[ =][\"']?([^\s\"'-][^\s\"']{3,60})"),
)
_DIRECTIVE = re.compile(
    r"[ \t]{0,12}(?:requirepass|masterauth|rpcpassword|setenv \w{0,30}pass\w{0,20}|"
    r"(?:[\w-]{1,30}\.){1,6}\w{0,20}(?:password|passwd|pwd|passphrase)|enable (?:secret|password)(?: [057])?|"
    r"(?:ikev[12] )?(?:(?:local|remote)-authentication )?(?:pre-?shared-key|wpa-psk ascii [07])|"
    r"neighbor \S{1,40} password(?: 7)?|snmp-server community|tacacs-server key|radius-server key|"
    r"username \S{1,40} (?:privilege [0-9]{1,2} )?(?:secret|password)(?: [057])?|"
    r"bind(?:pw|_?password|_?credentials)|rootpw|"
    r"dbpass|dbpassword|smtp_?pass(?:word)?|proxy_?password|http_?password)"
    r"[ \t]{1,12}[\"']?([^\s\"'=:{}()]{4,80})[\"']?"
    r"(?=[ \t]*(?:[#;]|r[ow]\b|\n|\Z))"
)
_DIRECTIVE_ROOTS = listed(
    "pass|secret|shared-key|server key|masterauth|community|pwd|rootpw|bindpw|bindcred|bind_cred|psk ascii"
)
_PAIR_NAMES = listed(
    "credentials|credential|creds|cred|logins|login|user/pass|user/password|username/password|basic_auth|basicauth|"
    "zugangsdaten|anmeldedaten|logindaten|identifiants|credenciales|credenziali|credenciais|inloggegevens|"
    "dane logowania|доступ|логин/пароль|账号密码|账号/密码|用户名/密码"
)
_PAIR = re.compile(
    r"\s?(?:[:=]|are |is |sind |lauten |son |sont |sono |são |zijn |:=)"
    r"\s?[\"'`]?[\w.@+-]{2,60}\s?[/:|]\s?([^\s\"'`<>]{4,60})"
)
_USER_NAMES = listed(
    "user|username|login|benutzer|benutzername|usr|uid|usuario|utilisateur|identifiant|utente|usuário|gebruiker|"
    "użytkownik|логин|kullanıcı|用户名|ユーザー名"
)
_BESIDE = re.compile(
    r"\W{1,3}[\w.@+-]{2,60}[ ,;/|]{1,4}(?:and |und |et |y |e |en |i )?"
    r"(?:pw|pwd|pass(?:wor[dt])?|kennwort|mdp|clave|senha|wachtwoord|hasło)[ :=]{1,3}([^\s\"'`<>]{4,60})"
)
_BESIDE_HINTS = listed("pw|pass|kennwort|mdp|clave|senha|wachtwoord|hasło")
_LOGIN_CALLS = listed("login|logon|log_in|signin|sign_in|basicauth|basic_auth|basicauthentication")
_CALL_NAMES = listed(
    "authenticate|"
    "usernamepasswordcredentials|usernamepasswordauthenticationtoken|usernamepasswordtoken|passwordauthentication|"
    "networkcredential|credentials|credential|plainauth|plain_auth|plaintextauthprovider|authenticator|auth|"
    "createuser|create_user|adduser|add_user|getconnection|withauth|with_auth|userpass|userpassword"
)
_CALL = re.compile(
    r"(?:::new|\.new|\.of|\.create|\.from|\.basic)?\s?(?:\(|=\s?[(\[])\s{0,40}(?:[\"'][^\"'\n]{0,60}[\"'],\s{0,4}){0,2}"
    r"[\"'][\w.@+-]{2,60}[\"'],\s{0,4}[rb]?[\"']([^\"'\n]{4,60})[\"']"
)
_CONNECTS = listed("mysqli_connect|mysql_connect|new mysqli|new pdo|pymysql.connect|mysqldb.connect|getconnection")
_CONNECT = re.compile(
    r"\s?\(\s{0,8}[^\s,()][^,()\n]{0,80},\s{0,8}[^\s,()][^,()\n]{0,60},\s{0,8}[\"']([^\"'\n]{4,60})[\"']\s{0,4}[,)]"
)
"""Where the password comes third, after the host and the user."""
_PGPASS = re.compile(r":(?:54[0-9]{2}|6432|26257|\*):[\w*$-]{1,64}:[\w.@$*-]{1,64}:([^\s:]{4,100})(?=\n|\Z)")
_PGPASS_HINTS = (":54", ":6432", ":26257", ":*")
"""A line of PostgreSQL's password file: host, port, database, user, password."""
_NUMBERS = re.compile(r"[0-9:,./-]+")
_NEXT = re.compile(r"[;&](?=[\w .-]{1,40}=)")
"""Where the next setting of a connection begins."""


def find(reading: Reading) -> Iterator[Span]:
    """The passwords of a text that stand where a password belongs."""
    lower = reading.lower
    for hint, pattern in _COMMANDS:
        if hint in lower:
            for match in re.finditer(pattern, lower):
                yield from _password(reading, match, striking=hint == "pass ")
    for match in _at_lines(lower):
        yield from _password(reading, match, striking="." in match[0].split(None, 1)[0])
    if any(hint in lower for hint in _PGPASS_HINTS):
        for match in _PGPASS.finditer(lower):
            yield from _password(reading, match)
    for match in _after(lower, _PAIR_NAMES, _PAIR):
        yield from _password(reading, match, striking=True)
    if any(word in lower for word in _BESIDE_HINTS):
        for match in _after(lower, _USER_NAMES, _BESIDE):
            # "usuário ou senha incorretos": a word after a word is a sentence.
            if not (match[1].isalpha() and lower[match.start(1) - 1] == " " and lower[match.start(1) - 2] not in ":="):
                yield from _password(reading, match)
    if "'" in lower or '"' in lower:
        for match in _after(lower, _LOGIN_CALLS, _CALL):
            yield from _password(reading, match, quoted=True)
        for match in _after(lower, _CONNECTS, _CONNECT):
            yield from _password(reading, match, striking=True, quoted=True)
        for match in _after(lower, _CALL_NAMES, _CALL):
            yield from _password(reading, match, striking=True, quoted=True)


def _after(lower: str, names: tuple[str, ...], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where the pattern goes on after one of the names. Most texts hold few of the names: looking for them is cheap."""
    for name in names:
        position = lower.find(name)
        while position >= 0:
            if match := pattern.match(lower, position + len(name)):
                yield match
            position = lower.find(name, position + len(name))


def _at_lines(lower: str) -> Iterator[re.Match[str]]:
    """The lines that begin with the name of a setting and go on with its value."""
    for root in _DIRECTIVE_ROOTS:
        position = lower.find(root)
        while position >= 0:
            if match := _DIRECTIVE.match(lower, lower.rfind("\n", max(0, position - 120), position) + 1):
                yield match
            position = lower.find(root, position + len(root))


def _password(reading: Reading, match: re.Match[str], striking: bool = False, quoted: bool = False) -> Iterator[Span]:
    """The match's group, if it may be a password: `striking` where also a word of the text might stand there."""
    start = match.start(1)
    value = reading.text[start : match.end(1)]
    value = value if quoted else _NEXT.split(value, maxsplit=1)[0].rstrip(".,;)")
    if not is_password(value, quoted) or _NUMBERS.fullmatch(value) or (quoted and " " in value):
        return
    if striking and not mixture(value) > (1 if any(map(str.isdigit, value)) else 2):
        return
    if value.isalpha() and is_weak_word(value):
        return
    yield finding(start, start + len(value), "password", CONTEXT)
