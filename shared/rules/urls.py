"""Web addresses that lead to a person: a profile, a shared file, an account, a link that logs somebody in.

A bare public site is not a finding, nor is a package (`dfs.DataNode`), a file (`file.name`) or a repository of code.
Passwords inside connection strings have a rule of their own.
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.hosts import is_host, registrable
from shared.rules.reading import CHECKED, CONTEXT, FORMAT, Reading
from shared.rules.vocabulary import listed, unspaced, words
from shared.spans import Span

_SCHEMES = ("https", "http", "ftp", "ftps", "sftp", "wss", "ws", "smb", "webcal", "tg", "skype", "zoommtg")
_WWW = re.compile(r"www\.(?<![a-z0-9@./-]www\.)")
_BARE = re.compile(r"\.[A-Za-z]{2,24}/")
_REST = re.compile(r"[^\s<>\"`|\\^\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]{1,2000}")
_HOST = re.compile(r"(?:[^/?#@\s]*@)?(\[[0-9A-Fa-f:.]+\]|[^/?#:@\s]+)(:[0-9]+)?")
_TEMPLATE = re.compile(
    r"[{}<>$*]|%7[bd]|(?:/|=):[a-z]|/(?:user_?name|your[-_]?\w*|user_?id|xxx+)(?:/|\Z)", re.IGNORECASE
)

_PARAMETER = re.compile(
    r"[?&#;](?:access_?token|id_?token|token|auth(?:_?key)?|api_?key|key|sig|signature|session(?:_?id)?|"
    r"sid|jwt|pass(?:wd|word)?|pwd|pw|"
    r"e?mail|user(?:_?(?:id|name))?|uid|login|first_?name|last_?name|phone|tel|mobile|customer(?:_?id)?|"
    r"client_?id|account(?:_?id)?|"
    r"patient(?:_?id)?|member(?:_?id)?|employee(?:_?id)?|ssn|dob|invite|secret|otp|ticket|booking|"
    r"reservation|order(?:_?id)?)=[^&#]{3,}",
    re.IGNORECASE,
)
_PERSONAL_PATH = re.compile(
    r"/(?:users?|u|profiles?|people|person|persons|members?|accounts?|customers?|clients?|patients?|"
    r"employees?|staff|students?|"
    r"candidates?|invite|invites|invitation|reset|reset-password|password-reset|verify|confirm|"
    r"unsubscribe|share|shared|"
    r"invoices?|tickets?|cases?|bookings?|reservations?|orders?|track|tracking|records?|claims?|author|"
    r"authors|resume|cv|portfolio|"
    r"benutzer|profil|perfil|usuarios?|utilisateurs?|utenti|clientes?|kunden?|konto)/[^/?#\s]{2,}|/[~@][\w.-]{2,}|/(?:profile|user|account|member|person|people|customer|patient)s?(?:\.[a-z]{2,5})?\?"
    r"[^#\s]{0,80}\bid=[^&#]{2,}|/[\w.-]{3,40}/(?:photos|fotos|album|albums|gallery)/?\Z",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"/(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9]{16,}(?=[/?#]|\Z)|"
    r"/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=[/?#]|\Z)",
    re.IGNORECASE,
)
_ASSET = re.compile(
    r"\.(?:js|mjs|css|png|jpe?g|gif|svg|ico|woff2?|ttf|map|zip|gz|tgz|xz|whl|jar|deb|rpm|exe|msi|dmg|"
    r"iso)(?:[?#]|\Z)",
    re.IGNORECASE,
)
_PAGES_LOAD = re.compile(
    r"\.(?:js|mjs|css|svg|ico|woff2?|ttf|map|gz|tgz|xz|whl|jar|deb|rpm|exe|msi|dmg|iso)(?:[?#]|\Z)", re.IGNORECASE
)
"""Of them, those that hold no picture and no papers of anybody."""
_SHARED = re.compile(
    rf"(?:\A|/)(?:s|f|d|share|download)/[A-Za-z0-9_-]{{6,}}/?(?:[?#]|\Z)|{_IDENTIFIER.pattern}", re.IGNORECASE
)
_SHARING_HOST = re.compile(r"(?:[a-z]{0,3}cloud|share|files?|drive|transfer)\.")
_SHARED_FILE = re.compile(
    r"/(?:index\.php/)?(?:s|f|d)/(?=[A-Za-z_-]*[0-9])(?=[0-9_-]*[A-Za-z])[A-Za-z0-9_-]{8,}/?(?:[?#]|\Z)"
)
"""cloud.example.org/s/x8KdYbTq3: what somebody shared with those who have the link."""
_PUBLIC = frozenset(
    listed(
        "github.com gitlab.com bitbucket.org pypi.org pythonhosted.org npmjs.com npmjs.org nodejs.org "
        "archive.org mitre.org gravatar.com siam.org readthedocs.io readthedocs.org python.org "
        "mozilla.org w3.org apache.org golang.org rust-lang.org crates.io docs.rs maven.org debian.org "
        "ubuntu.com microsoft.com "
        "stackoverflow.com stackexchange.com wikipedia.org kubernetes.io docker.com jsdelivr.net unpkg.com "
        "cloudflare.com ietf.org "
        "rfc-editor.org json-schema.org schema.org opensource.org gnu.org kernel.org huggingface.co "
        "arxiv.org doi.org swagger.io metacpan.org cpan.org perl.org php.net ruby-lang.org rubygems.org gnome.org "
        "kde.org freedesktop.org oracle.com ibm.com "
        "redhat.com fedoraproject.org archlinux.org openssl.org sourceforge.net "
        "launchpad.net nginx.org postgresql.org mysql.com sqlite.org mongodb.com redis.io elastic.co hashicorp.com "
        "terraform.io grafana.com prometheus.io jenkins.io gradle.org eclipse.org spring.io android.com nvidia.com "
        "iana.org unicode.org iso.org ecma-international.org whatwg.org owasp.org letsencrypt.org creativecommons.org "
        "spdx.org astral.sh playwright.dev jquery.com vuejs.org typescriptlang.org eslint.org babeljs.io pytorch.org "
        "tensorflow.org scipy.org numpy.org pydata.org djangoproject.com palletsprojects.com sqlalchemy.org",
        " ",
    )
)
_PUBLIC_PARTS = (
    "docs.",
    "doc.",
    "api.",
    "developer.",
    "developers.",
    "cloud.",
    "wiki.",
    "cdn.",
    "static.",
    "registry.",
    "mirror.",
    "packages.",
    "repo.",
)
_NOBODY = frozenset(listed("git hg svn user username you name login example", " "))
_ACCOUNTS = re.compile(
    r"(?:[a-z]+\.)?(?:linkedin\.com/(?:in|pub)/|facebook\.com/|fb\.com/|instagram\.com/|"
    r"twitter\.com/|x\.com/|threads\.net/@?|"
    r"tiktok\.com/@|youtube\.com/(?:@|user/|channel/)|snapchat\.com/add/|t\.me/|telegram\.me/|wa\.me/|"
    r"vk\.com/|ok\.ru/|xing\.com/profile/|"
    r"medium\.com/@|paypal\.me/|venmo\.com/|calendly\.com/|about\.me/|linktr\.ee/|soundcloud\.com/|"
    r"pinterest\.[a-z]+/|flickr\.com/people/|"
    r"behance\.net/|dribbble\.com/|twitch\.tv/|reddit\.com/u(?:ser)?/|weibo\.com/|zhihu\.com/people/|"
    r"space\.bilibili\.com/|keybase\.io/|"
    r"orcid\.org/|researchgate\.net/profile/|steamcommunity\.com/(?:id|profiles)/|github\.com/|"
    r"gitlab\.com/|mastodon\.[a-z]+/@|"
    r"docs\.google\.com/\w+/d/|drive\.google\.com/|dropbox\.com/s|1drv\.ms/|we\.tl/|wetransfer\.com/|"
    r"icloud\.com/|meet\.google\.com/|"
    r"(?:[a-z0-9-]+\.)?zoom\.us/j/|teams\.microsoft\.com/l/|hooks\.slack\.com/|discord\.gg/|"
    r"chat\.whatsapp\.com/|goo\.gl/maps/|"
    r"maps\.app\.goo\.gl/)(?P<account>[^/?#\s]{2,})(?P<rest>/?[^\s]*)",
    re.IGNORECASE,
)
_NOT_ACCOUNTS = frozenset(
    listed(
        "about help login signup explore features pricing home search share sharer intent hashtag watch "
        "policies privacy legal terms "
        "settings topics orgs marketplace sponsors events groups pages developers docs blog company jobs status",
        " ",
    )
)
_SITES_OF_PEOPLE = re.compile(
    r"[a-z0-9-]+\.(?:wordpress|blogspot|tumblr|livejournal|weebly|wixsite|substack|jimdo\w*)\.[a-z.]+\Z"
)
_LABELS = words(
    "meine seite|mijn site|website|web site|webpage|web page|personal site|site web|webseite|internetseite|sitio web|"
    "página web|sito web|sito|"
    "strona internetowa|strona www|strona|www|web|сайт|"
    "веб-сайт|web sitesi|internet sitesi|"
    "网站|网址|个人主页|主页|"
    "ホームページ|ウェブサイト|웹사이트|"
    "홈페이지|"
    "वेबसाइट|الموقع|"
    "موقع|linkedin|portfolio|blog|facebook|instagram|twitter|xing|profile|"
    "profil|perfil|profilo|personal page|my page|página pessoal|site pessoal|page perso|"
    "personal link|site|página"
)
_NAMED_AT_END = re.compile(rf"(?:{_LABELS.pattern})(?: url| link| address)?\Z")


def find(reading: Reading) -> Iterator[Span]:
    """The private web addresses of a text."""
    text, done = reading.text, 0
    for start, host in _starts(reading.lower):
        if start >= done and (rest := _REST.match(text, host)):
            done = end = _end(text, start, rest.end())
            if score := _score(reading, start, end, text[host:end]):
                yield finding(start, end, "url", score)
    done = 0
    for match in _BARE.finditer(text):
        if match.start() < done:
            continue
        start = match.start()
        while start > 0 and match.start() - start < 80 and _in_host(text[start - 1]):
            start -= 1
        if (start and text[start - 1] in "/@:=_\\") or not text[start].isalnum() or not text[start].isascii():
            continue
        rest = _REST.match(text, match.end())
        done = end = _end(text, start, rest.end() if rest else match.end())
        if rest and is_host(text[start : match.end() - 1]) and (score := _score(reading, start, end, text[start:end])):
            yield finding(start, end, "url", min(score, CONTEXT))


def _in_host(char: str) -> bool:
    return (char.isalnum() and not unspaced(char)) or char in "-."


def leads_to_nobody(address: str) -> bool:
    """Whether an address, with or without its scheme, is everybody's: a public site's page, a file that pages load."""
    address = address.rpartition("://")[2].lstrip("/")
    found = _HOST.match(address)
    if not found or "@" in address[: found.start(1)]:
        return False
    host, path = found[1].lower(), address[found.end() :]
    if host in ("localhost", "0.0.0.0") or host.startswith("127."):
        return not _PARAMETER.search(path)
    if "." not in host or not is_host(host) or _PARAMETER.search(path):
        return False
    if account := _ACCOUNTS.match(address.removeprefix("www.")):
        return not _account_score(account)
    if _PERSONAL_PATH.search(path):
        return False
    if registrable(host) in _PUBLIC:
        return True
    # "cloud.example.org/s/x8KdYbTq3" is a shared file, "…/uploads/jane-doe.jpg" a picture of somebody.
    return not _SHARED.search(path) and (bool(_PAGES_LOAD.search(path)) or host.startswith(_PUBLIC_PARTS))


def _starts(lower: str) -> Iterator[tuple[int, int]]:
    """Where an address begins and where its host does."""
    for match in re.finditer("://", lower):
        for scheme in _SCHEMES:
            start = match.start() - len(scheme)
            before = lower[start - 1 : start] if start > 0 else ""
            if start >= 0 and lower.startswith(scheme, start) and (not before.isalnum() or unspaced(before)):
                yield start, match.end()
                break
    for match in _WWW.finditer(lower):
        yield match.start(), match.start()


def _end(text: str, start: int, end: int) -> int:
    """Where the address ends: without the sentence's punctuation, with brackets that it opened itself."""
    while end > start:
        last = text[end - 1]
        if last in ".,;:!?'\"*_" or (
            last in ")]" and text.count(last, start, end) > text.count("(["[last == "]"], start, end)
        ):
            end -= 1
        else:
            break
    return end


def _score(reading: Reading, start: int, end: int, address: str) -> float:
    """How sure it is that the address leads to a person; 0 when nothing says so."""
    found = _HOST.match(address)
    if not found or _TEMPLATE.search(address):
        return 0.0
    host = found[1].lower()
    path = address[found.end() :]
    if "@" in address[: found.start(1)]:
        if address[: found.start(1)].rstrip("@").lower() in _NOBODY and ("." not in host or _is_public(host)):
            return 0.0  # ssh://git@github.com, http://user@hostname: the place of a name, not one
        return 0.0 if ":" in address[: found.start(1)] else CHECKED  # with a password it is a connection string
    if host.replace(".", "").isdigit() or host.startswith("["):
        return 0.0 if host.startswith(("127.", "0.", "[::1")) else FORMAT
    if "." not in host or not is_host(host):
        return 0.0
    if account := _ACCOUNTS.match(address.removeprefix("www.")):
        return _account_score(account)
    if _SITES_OF_PEOPLE.match(host):
        return CONTEXT
    if _PARAMETER.search(path) and registrable(host) not in _PUBLIC:
        return CONTEXT
    if _SHARING_HOST.match(host) and _SHARED_FILE.match(path) and registrable(host) not in _PUBLIC:
        return CONTEXT
    named = _is_named(reading, start)
    public = _is_public(host)
    if named and not public:
        return CONTEXT
    if _ASSET.search(path) or public:
        return 0.0
    if _PERSONAL_PATH.search(path):
        return CONTEXT
    return FORMAT if _IDENTIFIER.search(path) else 0.0


def _is_public(host: str) -> bool:
    """Whether a host serves documentation, packages or code to everybody."""
    return host.startswith(_PUBLIC_PARTS) or registrable(host) in _PUBLIC


def _account_score(account: re.Match[str]) -> float:
    if account["account"].lower() in _NOT_ACCOUNTS or account[0].startswith(("api.", "gist.", "docs.github.", "raw.")):
        return 0.0
    if account[0].startswith(("github.", "gitlab.")):
        return 0.0 if account["rest"].strip("/") else FORMAT  # a person's page, not one of the repositories
    return CONTEXT


def _is_named(reading: Reading, start: int) -> bool:
    """Whether a form's field says that this is somebody's site. Quoted keys are package metadata, not forms."""
    label = reading.label(start)
    before = reading.text[max(0, start - 2) : start].strip()
    return (
        label.naming
        and before not in ('"', "'", "=", "(")
        and bool(_NAMED_AT_END.search(label.words) or (label.column and _NAMED_AT_END.search(label.column)))
    )
