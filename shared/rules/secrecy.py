"""Whether a value is a secret, or only stands where one would: a variable, a call, a template, a placeholder, a word.

Knows nothing of where the value stands.
"""

import math
import re
from collections import Counter

from shared.rules.vocabulary import listed

_REFERENCE = re.compile(
    r"[$%]?\{|\$\(|(?-i:\$[A-Z_][A-Z0-9_]*\Z|\$[a-z_]+\Z|\$[a-z]+(?:[A-Z][a-z]+)+\Z)|%[A-Za-z_]\w*%|"
    r"%[sdr]\b|<|@[A-Za-z_.]+@\Z|(?-i:[!&*][a-z_]+\Z)|\[|.*(?:\$\{|\{\{|#\{|%\(|\*\*\*|\.\.\.|•••|…)|"
    r"(?:os|env|process|config|settings|self|this|ctx|req|request|args|params|options|data|user|props|"
    r"state|vault|secrets?|var|local|module|each|"
    r"client|session|response|res|result|form|body|system|app|kwargs|event|opts|cfg|conf|creds?|"
    r"credentials?|input|test|fixture|mock)(?:\.[A-Za-z_]|\[)|"
    r"[A-Za-z_$][\w.$:]*\((?:.*\)\Z|[\"'])|[A-Za-z_$][A-Za-z_.$:]*\(\Z|[A-Za-z_$]\w*(?:\.\w+)+\([A-Za-z_$][\w.]*,?\Z|[a-z]+_[a-z_]+\(|"
    r"(?-i:[a-z]+[A-Z][a-z]\w*\()|(?:null|nil|none|undefined)\b|(?:await|new|function|lambda|"
    r"func|fn|return)\b|(?-i:\$[a-z]+(?:_[a-z]+)+-\Z|\*[A-Za-z]\w*\(|(?:tuple|list|dict|type|optional|union|sequence|mapping|"
    r"callable|literal|annotated)\[[A-Za-z])",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:your|my|the|some|any|a|an|new|old|user|db|default|enter|insert|test|example|sample|dummy|fake|"
    r"mock|temp|super|very|top|shared|invalid|valid|wrong|bad|correct)?"
    r"[-_ ]?(?:strong|secure|secret|api|access|auth|random|long|db|user)?[-_ ]?"
    r"(?:password|passwd|passphrase|passwort|pass|pwd|secret|token|key|apikey|api_key|api-key|value|"
    r"string|str|text|bool|boolean|int|integer|number|bytes|any|object|char|varchar|"
    r"none|null|nil|undefined|true|false|yes|no|on|off|empty|blank|hidden|required|optional|redacted|"
    r"masked|removed|filtered|placeholder|example|dummy|foo|bar|baz|foobar|"
    r"change-?_?me|change-?_?it|change-?_?this|todo|tbd|fixme|n/?a|default|here|x{3,}|\*+|\.+|-+|_+|0+|"
    r"1234|12345|123456|abc|abcd|test|testing|guest|anonymous|"
    r"auth|basic|bearer|digest|oauth2?|jwt|json|form|header|cookie|query|plain|sha256|md5|bcrypt|"
    r"sensitive|secret_key|access_token|refresh_token|id_token|csrf|"
    r"postgres|root|admin|mysql|mongo|redis|user|username|email|login|account|type|name|field|"
    r"description|label|column|parameter|property|variable|argument|option)"
    r"s?[-_ ]?(?:here|value|name|goes|string|key|token)?[.,;:!?)]*",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"[A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)+[?!]?|[a-z]+(?:[-_][a-z]+)+(?:[-_]v[0-9]{1,2})?|[A-Z]+(?:_[A-Z0-9]+)+|"
    r"[a-z]+(?:[A-Z][a-z]+)+"
)
"""What programs call things: `settings.key`, `my-app-secret`, `SECRET_NAME`, `passwordField`."""

_PATH = re.compile(
    r"(?:[A-Za-z]:)?[./~]?[\\/][\w.-]+(?:[\\/][\w.-]+)+/?|[\w.-]+(?:/[\w.-]+)*\.(?:json|ya?ml|txt|pem|"
    r"key|env|py|js|ts|go|java|md|toml|cfg|conf|ini|html?|crt|cer|p12|jks)|"
    r"https?://\S+",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[{}();]|\b(?:def|class|return|if|else|for|while|var|let|const|import|func|fn|public|private|static|"
    r"void|select|insert|where)\b|=>|->|::|\|\||&&|\A\s*(?://|\*|--)"
)


_RULES = re.compile(r"(?:[a-z_]+(?::[\w,.-]+)?\|)+[a-z_]+(?::[\w,.-]+)?")
"""What a validator asks of a field: `required|min:8|confirmed`."""

_ROLES = frozenset(
    listed(
        "admin administrator editor viewer member owner manager customer submit cancel reader writer author operator "
        "staff support system active inactive enabled disabled signup register logout login signin default local "
        "public private internal external employee student teacher moderator superuser regular normal click page "
        "required invalid valid email phone first second error success failed message button label title",
        " ",
    )
)
_GRAMMAR = frozenset(
    listed(
        "the and for with must should your you our are was were has have can cannot not this that these those from "
        "into will shall may when where which what who how why any all each every needs need use used using least "
        "more than then but also only here there one two been being its their they them please enter type contain "
        "contains click reset link below button field length minimum maximum characters letters digits symbols expired "
        "changed invalid incorrect wrong required weak strong same "
        "der die das und mit für muss soll ist sind war nicht eine einen einer dem den des oder auch nur bitte "
        "les des une pour avec doit est sont pas vous votre que qui dans los las una para con debe que por del "
        "che per con deve non una della nel gli uma para com deve não",
        " ",
    )
)


def is_reference(value: str) -> bool:
    """Whether the value only says where the secret is: `${PASSWORD}`, `os.environ["X"]`, `getpass()`."""
    return bool(_REFERENCE.match(value))


_STAND_IN = re.compile(
    r"your[-_](?:[a-z]+[-_]){0,4}(?:key|token|secret|password|passphrase|pass|value|here)|"
    r"<[\w -]{1,40}>|\$\{\w+\}|\{\{[\w. ]+\}\}|change-?_?me[.,;]?|x{4,}|\*{3,}|(?-i:\w*EXAMPLE(?:KEY)?)",
    re.IGNORECASE,
)


def is_stand_in(value: str) -> bool:
    """Whether the value plainly waits for another: `<your-key>`, `your_token`, `changeme`, `xxxx`, `${TOKEN}`."""
    return bool(_STAND_IN.fullmatch(value))


def is_password(value: str, quoted: bool = False) -> bool:
    """Whether the value may be a password: no reference, placeholder or path. Weak ones have no entropy."""
    if not _is_value(value) or (not quoted and _WORDS.fullmatch(value) and not any(map(str.isdigit, value))):
        return False
    if not quoted or " " not in value:
        return True
    return (
        len(value) < 48
        and value.count(" ") in ((1, 2, 3, 4, 5) if any(map(str.isdigit, value)) else (3, 4, 5))
        and value[-1] not in ".!?:"
    )


def is_weak_word(value: str) -> bool:
    """Whether a word of letters says in calls like `create_user("bob", "…")` what somebody may do, and is no secret."""
    return len(value) < 5 or value.lower() in _ROLES


def has_grammar(words: list[str]) -> bool:
    """Whether one of the words is of a sentence: an article, a preposition, a verb that interfaces use."""
    return not _GRAMMAR.isdisjoint(words)


def is_passphrase(value: str) -> bool:
    """Whether bare words may be a passphrase: four to six without grammar, or a wallet's twelve to twenty-four."""
    found = value.split()
    if not all(word.isalpha() and 2 < len(word) < 12 for word in found) or has_grammar(found):
        return False
    return 4 <= len(found) <= 6 or len(found) in (12, 15, 18, 21, 24)


def is_token(value: str) -> bool:
    """Whether the value may be a key or token: long, without spaces, drawn by a machine."""
    digits = any(map(str.isdigit, value))
    if len(value) < 8 or not _is_value(value) or re.search(r"[\s()\[\]{}]", value) or _WORDS.fullmatch(value):
        return False
    if re.fullmatch(r"[A-Za-z_]\w*", value) and not (digits and len(value) > 15):
        return len(value) > 9 and len(re.findall("[0-9]+", value)) > 3 and mixture(value) > 2
    return strength(value) > (2.8 if digits else 3.5) and (digits or len(value) > 23)


def _is_value(value: str) -> bool:
    return (
        len(value) > 3
        and len(set(value)) > 2
        and not value.endswith(("EXAMPLE", "EXAMPLEKEY"))
        and not is_reference(value)
        and not _PLACEHOLDER.fullmatch(value.strip("()[]"))
        and not _PATH.fullmatch(value)
        and not _RULES.fullmatch(value)
        and "@sha256:" not in value
    )


def is_code(line: str) -> bool:
    """Whether a line, in lower case, is a program's and not a form's or a letter's."""
    return bool(_CODE.search(line))


def mixture(value: str) -> int:
    """How many of these there are in the value: digits, capitals, small letters, signs."""
    return sum(
        (
            any(map(str.isdigit, value)),
            any(map(str.isupper, value)),
            any(map(str.islower, value)),
            any(not char.isalnum() for char in value),
        )
    )


def strength(value: str) -> float:
    """Bits of entropy a character: 2.5 for a word, 3.5 and more for what a machine drew."""
    counts = Counter(value)
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values())
