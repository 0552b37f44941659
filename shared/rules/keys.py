"""Keys and tokens that show what they are: the formats of well-known providers, JWTs, private keys, password hashes.

Sample keys of documentation (`AKIAIOSFODNN7EXAMPLE`, `sk_live_xxxxxxxx`) are not findings.
"""

import re
from collections.abc import Iterator
from functools import cache

from shared.rules.finding import finding
from shared.rules.reading import CHECKED, CONTEXT, Reading
from shared.spans import Span

_FORMATS = (
    # what every key of the format contains, then the format
    ("AKIA", r"AKIA[A-Z0-9]{16}"),
    ("ASIA", r"ASIA[A-Z0-9]{16}"),
    ("ghp_", r"ghp_[A-Za-z0-9]{30,255}"),
    ("gho_", r"gho_[A-Za-z0-9]{30,255}"),
    ("ghu_", r"ghu_[A-Za-z0-9]{30,255}"),
    ("ghs_", r"ghs_[A-Za-z0-9]{30,255}"),
    ("ghr_", r"ghr_[A-Za-z0-9]{30,255}"),
    ("github_pat_", r"github_pat_[A-Za-z0-9_]{40,255}"),
    ("glpat-", r"glpat-[\w-]{20,64}(?:\.[\w.]{2,20})?"),
    ("gldt-", r"gldt-[\w-]{20,64}"),
    ("glrt-", r"glrt-[\w-]{20,64}"),
    ("glptt-", r"glptt-[\w-]{20,64}"),
    ("glcbt-", r"glcbt-[\w-]{20,64}"),
    ("glsoat-", r"glsoat-[\w-]{20,64}"),
    ("glft-", r"glft-[\w-]{20,64}"),
    ("glimt-", r"glimt-[\w-]{20,64}"),
    ("gloas-", r"gloas-[\w-]{20,64}"),
    ("xox", r"xox[abeoprs](?:\.xox[bp])?-(?=[A-Za-z_-]{0,20}[0-9])[\w-]{10,250}"),
    ("xapp-", r"xapp-[0-9]-[A-Z0-9]+-[0-9]+-[a-z0-9]+"),
    ("hooks.slack.com", r"(?:https://)?hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{30,}"),
    ("discord", r"https://(?:canary\.|ptb\.)?discord(?:app)?\.com/api/webhooks/[0-9]{15,}/[\w-]{50,}"),
    ("_live_", r"[srp]k_live_[0-9A-Za-z]{16,120}|whsec_live_[0-9A-Za-z]{20,}"),
    ("_test_", r"[sr]k_test_[0-9A-Za-z]{16,120}"),
    ("whsec_", r"whsec_[0-9A-Za-z+/=]{24,}"),
    ("AIza", r"AIza[\w-]{35}"),
    ("ya29.", r"ya29\.[\w-]{20,}"),
    ("GOCSPX-", r"GOCSPX-[\w-]{24,32}"),
    (
        "sk-",
        r"sk-(?:proj|svcacct|admin|ant(?:-(?:api|admin)[0-9]{2})?|or-v1|lf)-[\w-]{20,220}|sk-(?=[A-Za-z]*[0-9])(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{20,31}|sk-[A-Za-z0-9]{32,64}",
    ),
    ("npm_", r"npm_[A-Za-z0-9]{36}"),
    ("pypi-", r"pypi-[\w-]{50,}"),
    ("AC", r"AC[0-9a-f]{32}"),
    ("SK", r"SK[0-9a-f]{32}"),
    ("SG.", r"SG\.[\w-]{16,32}\.[\w-]{16,64}"),
    ("key-", r"key-(?=[a-z]*[0-9])[0-9a-z]{32}"),
    ("-us1", r"[0-9a-f]{32}-us1[0-9]?"),
    ("-us2", r"[0-9a-f]{32}-us2[0-9]?"),
    ("hf_", r"hf_[A-Za-z0-9]{30,40}"),
    ("dapi", r"dapi[0-9a-f]{32}(?:-[0-9])?"),
    ("_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    ("shp", r"shp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}"),
    ("sq0", r"sq0(?:atp|csp|idp)-[\w-]{22,43}"),
    (":AA", r"[0-9]{8,10}:AA[\w-]{32,34}"),
    ("HRKU-", r"HRKU-[\w-]{36,64}"),
    ("dp.pt.", r"dp\.pt\.[\w.-]{20,}"),
    ("dp.st.", r"dp\.st\.[\w.-]{20,}"),
    ("dp.sa.", r"dp\.sa\.[\w.-]{20,}"),
    ("dp.ct.", r"dp\.ct\.[\w.-]{20,}"),
    ("lin_", r"lin_(?:api|oauth)_[A-Za-z0-9]{32,64}"),
    ("ntn_", r"ntn_[A-Za-z0-9]{40,50}"),
    ("secret_", r"secret_[A-Za-z0-9]{43}"),
    ("ATATT3", r"ATATT3[\w=-]{100,}"),
    ("hvs.", r"hvs\.[\w-]{24,}"),
    ("hvb.", r"hvb\.[\w-]{24,}"),
    ("hvr.", r"hvr\.[\w-]{24,}"),
    # Vault's older tokens: a member of an object is no such mixture.
    ("s.", r"s\.(?=(?:[A-Za-z]*[0-9]){2})(?=[a-z0-9]*[A-Z])(?=[A-Z0-9]*[a-z])[A-Za-z0-9]{24}(?![.(\[])"),
    ("gls", r"glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}"),
    ("glc_", r"glc_[A-Za-z0-9+/=]{32,}"),
    ("NRAK-", r"NRAK-[A-Z0-9]{27}"),
    ("PMAK-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
    ("pscale_", r"pscale_(?:tkn|pw|oauth)_[\w.-]{32,}"),
    ("figd_", r"figd_[\w-]{36,}"),
    ("sbp_", r"sbp_[0-9a-f]{40}"),
    ("gsk_", r"gsk_[A-Za-z0-9]{40,60}"),
    ("pplx-", r"pplx-[A-Za-z0-9]{40,60}"),
    ("r8_", r"r8_[A-Za-z0-9]{37}"),
    ("xai-", r"xai-[A-Za-z0-9]{60,100}"),
    ("dckr_pat_", r"dckr_pat_[\w-]{20,}"),
    ("rubygems_", r"rubygems_[0-9a-f]{48}"),
    ("sntry", r"sntry[su]_[\w=+/-]{40,}"),
    (".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}"),
    ("AGE-SECRET-KEY-1", r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    ("EZ", r"EZ[AT]K[A-Za-z0-9]{54}"),
    ("EAA", r"EAA[A-Za-z0-9]{90,}"),
    ("sk.eyJ", r"sk\.eyJ[\w-]+\.[\w-]+"),
    ("pat", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"),
    ("ops_eyJ", r"ops_eyJ[\w-]{100,}"),
    ("pul-", r"pul-[0-9a-f]{40}"),
    ("LTAI", r"LTAI[A-Za-z0-9]{16,24}"),
    ("AKID", r"AKID[A-Za-z0-9]{32}"),
    ("AccountKey=", r"(?<=AccountKey=)[A-Za-z0-9+/]{60,}={0,2}"),
    ("SharedAccessKey=", r"(?<=SharedAccessKey=)[A-Za-z0-9+/]{40,}={0,2}"),
    ("cio", r"cio[A-Za-z0-9]{32}"),
    ("tfp_", r"tfp_[\w-]{40,}"),
    ("shippo_", r"shippo_(?:live|test)_[0-9a-f]{40}"),
    ("xkeysib-", r"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
    ("PRIVATE-", r"PRIVATE-[A-Za-z0-9]{24,}"),
    ("CFPAT-", r"CFPAT-[\w-]{43}"),
    ("eyJrIjoi", r"eyJrIjoi[A-Za-z0-9]{60,}={0,2}"),
)
_JWT = re.compile(
    r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,4000}\.(?:eyJ[A-Za-z0-9_-]{4,8000}\.[A-Za-z0-9_-]{0,2000}|"
    r"[A-Za-z0-9_-]{20,8000}\.[A-Za-z0-9_-]{10,2000})"
)
_DISCORD = re.compile(r"\.[\w-]{6}\.[\w-]{27,40}(?![\w-])", re.ASCII)
_PEM = re.compile(r"-----BEGIN ([A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?)-----")
_PEM_IN_BASE64 = re.compile(r"LS0tLS1CRUdJTiB(?:QUklWQVRF|SU0Eg|FQyBQ|PUEVOU1NI|FTkNSWVBU)[A-Za-z0-9+/=]{20,20000}")
_PEM_BODY = re.compile(r"(?:[A-Za-z0-9+/=\s\\,:-]|(?:Proc-Type|DEK-Info|Version|Comment)[^\n]{0,80}){0,12000}")
_HASH = re.compile(
    r"\$(?<![\w$].)(?:2[abxy]\$[0-9]{2}\$[./A-Za-z0-9]{53}|argon2(?:id|i|d)\$[^\s\"']{20,200}|"
    r"[156]\$[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{22,86}|y\$[^\s\"':]{30,120})"
)
_SAMPLE = re.compile(r"example|xxxx|your|placeholder|dummy|redacted|\.\.\.|\*\*\*|0{8}|insert|replace", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Span]:
    """The keys of a text."""
    text = reading.text
    for hint, pattern in _FORMATS:
        if hint in text:
            for match in _format(hint, pattern).finditer(text):
                if not _is_sample(match[0]):
                    yield finding(match.start(), match.end(), "api_key", CHECKED if len(match[0]) > 19 else CONTEXT)
    for match in _DISCORD.finditer(text):
        start = next((match.start() - n for n in range(24, 29) if text[max(0, match.start() - n)] in "MNO"), -1)
        if (
            start >= 0
            and re.fullmatch(r"[\w-]+", text[start : match.start()])
            and not text[start - 1 : start].isalnum()
        ):
            yield finding(start, match.end(), "api_key", CONTEXT)
    if "eyJ" in text:
        for match in _JWT.finditer(text):
            yield finding(match.start(), match.end(), "jwt", CHECKED)
    if "PRIVATE KEY" in text:
        yield from _private_keys(text)
    if "LS0tLS1CRUdJTi" in text:
        for match in _PEM_IN_BASE64.finditer(text):
            yield finding(match.start(), match.end(), "private_key", CHECKED)
    if "$" in text:
        for match in _HASH.finditer(text):
            yield finding(match.start(), match.end(), "password", CONTEXT)


def _private_keys(text: str) -> Iterator[Span]:
    for match in _PEM.finditer(text):
        closing = f"-----END {match[1]}-----"
        end = text.find(closing, match.end(), match.end() + 20_000)
        if end < 0:
            body = _PEM_BODY.match(text, match.end())
            stop = match.end() + len(body[0].rstrip()) if body else match.end()
            if stop - match.end() > 40:  # torn, and no less secret for that
                yield finding(match.start(), stop, "private_key", CHECKED)
        elif end - match.end() > 40 and "..." not in text[match.end() : end]:
            yield finding(match.start(), end + len(closing), "private_key", CHECKED)


def _is_sample(key: str) -> bool:
    return bool(_SAMPLE.search(key)) or len(set(key)) < 8


@cache
def _format(hint: str, pattern: str) -> re.Pattern[str]:
    edge = "(?<![A-Za-z0-9_/-]"
    start = hint.replace(".", r"\.")
    if all(choice.startswith(start) for choice in pattern.split("|")):
        # What every key begins with goes first: the search then runs at the speed of memchr.
        rest = "|".join(choice[len(start) :] for choice in pattern.split("|"))
        return re.compile(rf"{start}{edge}{start})(?:{rest})(?![A-Za-z0-9_])")
    return re.compile(rf"{edge})(?:{pattern})(?![A-Za-z0-9_])")
