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
    ("ABIA", r"ABIA[A-Z2-7]{16}"),
    ("ACCA", r"ACCA[A-Z2-7]{16}"),
    ("ABSK", r"ABSK[A-Za-z0-9+/]{100,260}={0,2}"),
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
    ("glagent-", r"glagent-[\w-]{40,64}"),
    ("glffct-", r"glffct-[\w-]{20,64}"),
    ("GR1348941", r"GR1348941[\w-]{20}"),
    ("xox", r"xox[abcdeoprs](?:\.xox[bp])?-(?=[A-Za-z_-]{0,20}[0-9])[\w-]{10,250}"),
    ("xwfp-", r"xwfp-[0-9]{8,}-[\w-]{20,}"),
    ("xapp-", r"xapp-[0-9]-[A-Z0-9]+-[0-9]+-[a-z0-9]+"),
    ("hooks.slack.com", r"(?:https://)?hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{30,}"),
    ("discord", r"https://(?:canary\.|ptb\.)?discord(?:app)?\.com/api/webhooks/[0-9]{15,}/[\w-]{50,}"),
    (
        ".webhook.office.com",
        r"https://[\w-]{1,63}\.webhook\.office\.com/webhookb2/[\w@-]{36,}/IncomingWebhook/[\w/-]{40,}",
    ),
    ("_live_", r"[srp]k_live_[0-9A-Za-z]{16,120}|whsec_live_[0-9A-Za-z]{20,}"),
    ("_prod_", r"[sr]k_prod_[0-9A-Za-z]{16,120}"),
    ("_test_", r"[sr]k_test_[0-9A-Za-z]{16,120}"),
    ("whsec_", r"whsec_[0-9A-Za-z+/=]{24,}"),
    ("AIza", r"AIza[\w-]{35}"),
    ("1//0", r"1//0[\w-]{40,}"),
    ("AZDO", r"[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}"),
    ("ya29.", r"ya29\.[\w-]{20,}"),
    ("GOCSPX-", r"GOCSPX-[\w-]{24,32}"),
    (
        "sk-",
        r"sk-(?:proj|svcacct|admin|ant(?:-(?:api|admin|sid|oat)[0-9]{2})?|or-v1|lf)-[\w-]{20,220}|sk-(?=[A-Za-z]*[0-9])(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{20,31}|sk-[A-Za-z0-9]{32,64}",
    ),
    ("npm_", r"npm_[A-Za-z0-9]{36}"),
    ("pypi-", r"pypi-[\w-]{50,}"),
    ("AC", r"AC[0-9a-f]{32}"),
    ("SK", r"SK[0-9a-f]{32}"),
    ("SG.", r"SG\.[\w-]{16,32}\.[\w-]{16,64}"),
    ("key-", r"key-(?=[a-z]*[0-9])[0-9a-z]{32}"),
    ("-us1", r"[0-9a-f]{32}-us1[0-9]?"),
    ("-us2", r"[0-9a-f]{32}-us2[0-9]?"),
    ("api_org_", r"api_org_[A-Za-z0-9]{30,40}"),
    ("hf_", r"hf_[A-Za-z0-9]{30,40}"),
    ("dapi", r"dapi[0-9a-f]{32}(?:-[0-9])?"),
    ("_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    ("shp", r"shp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}"),
    ("sq0", r"sq0(?:atp|csp|idp)-[\w-]{22,43}"),
    (":AA", r"[0-9]{8,10}:AA[\w-]{32,34}"),
    ("/bot", r"(?<=/bot)[0-9]{8,10}:AA[\w-]{32,34}"),
    ("HRKU-", r"HRKU-[\w-]{36,64}"),
    ("dp.pt.", r"dp\.pt\.[\w.-]{20,}"),
    ("dp.st.", r"dp\.st\.[\w.-]{20,}"),
    ("dp.sa.", r"dp\.sa\.[\w.-]{20,}"),
    ("dp.ct.", r"dp\.ct\.[\w.-]{20,}"),
    ("lin_", r"lin_(?:api|oauth)_[A-Za-z0-9]{32,64}"),
    ("ntn_", r"ntn_[A-Za-z0-9]{40,50}"),
    ("secret_", r"secret_[A-Za-z0-9]{43}"),
    ("ATATT3", r"ATATT3[\w=-]{100,}"),
    ("ATCTT3", r"ATCTT3[\w=-]{100,}"),
    ("ATBB", r"ATBB[A-Za-z0-9]{24}[0-9A-F]{8}"),
    ("hvs.", r"hvs\.[\w-]{24,}"),
    ("hvb.", r"hvb\.[\w-]{24,}"),
    ("hvr.", r"hvr\.[\w-]{24,}"),
    # Vault's older tokens: a member of an object is no such mixture.
    ("s.", r"s\.(?=(?:[A-Za-z]*[0-9]){2})(?=[a-z0-9]*[A-Z])(?=[A-Z0-9]*[a-z])[A-Za-z0-9]{24}(?![.(\[])"),
    ("gls", r"glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}"),
    ("glc_", r"glc_[A-Za-z0-9+/=]{32,}"),
    ("NRAK-", r"NRAK-[A-Z0-9]{27}"),
    ("NRJS-", r"NRJS-[0-9a-f]{19}"),
    ("NRII-", r"NRII-[\w-]{32}"),
    ("NRAL", r"[0-9a-f]{36}NRAL"),
    ("PMAK-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
    ("pscale_", r"pscale_(?:tkn|pw|oauth)_[\w.-]{32,}"),
    ("figd_", r"figd_[\w-]{36,}"),
    ("sbp_", r"sbp_[0-9a-f]{40}"),
    ("gsk_", r"gsk_[A-Za-z0-9]{40,60}"),
    ("pplx-", r"pplx-[A-Za-z0-9]{40,60}"),
    ("r8_", r"r8_[A-Za-z0-9]{37}"),
    ("xai-", r"xai-[A-Za-z0-9]{60,100}"),
    ("dckr_", r"dckr_[op]at_[\w-]{20,}"),
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
    ("v1.0-", r"v1\.0-[0-9a-f]{24}-[0-9a-f]{146}"),
    ("nfp_", r"nfp_[A-Za-z0-9_]{36,40}"),
    ("pat-", r"pat-(?:na|eu|ap)[0-9]-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    ("tskey-", r"tskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{20,48}"),
    ("CCIPAT_", r"CCIPAT_[A-Za-z0-9]{20,24}_[0-9a-f]{40}"),
    ("bkua_", r"bkua_[0-9a-f]{40}"),
    ("rnd_", r"rnd_(?=[A-Za-z]*[0-9])[A-Za-z0-9]{32}"),
    ("re_", r"re_(?=[A-Za-z]*[0-9])[A-Za-z0-9]{8}_[A-Za-z0-9]{24}"),
    ("lsv2_", r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
    ("sb_secret_", r"sb_secret_[\w-]{31}"),
    ("dt0", r"dt0[a-z][0-9]{2}\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}"),
    ("fo1_", r"fo1_[\w-]{43}"),
    ("fm", r"fm[12][ar]?_[A-Za-z0-9+/]{100,}={0,3}"),
    ("fio-u-", r"fio-u-[\w-]{64}"),
    ("FLWSECK", r"FLWSECK(?:_TEST-[0-9a-f]{12}|-[0-9a-f]{32})(?:-X)?"),
    ("ico-", r"ico-(?=[A-Za-z]*[0-9])(?=[0-9a-z]*[A-Z])[A-Za-z0-9]{32}"),
    ("pnu_", r"pnu_[a-z0-9]{36}"),
    ("rdme_", r"rdme_[a-z0-9]{70}"),
    ("sgp_", r"sgp_(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}"),
    ("sq", r"sq[apu]_[0-9a-f]{40}"),
    ("API-", r"API-(?=(?:[A-Z]*[0-9]){3})[A-Z0-9]{26}"),
    ("sha256~", r"sha256~[\w-]{43}"),
    ("oy2", r"oy2[a-z0-9]{43}"),
    ("duffel_", r"duffel_(?:live|test)_[\w-]{43}"),
    ("CLOJARS_", r"CLOJARS_[a-z0-9]{60}"),
    ("dnkey-", r"dnkey-[A-Z2-7]{26}-[A-Z2-7]{52}"),
    ("p8e-", r"p8e-[a-z0-9]{32}"),
    ("AKCp", r"AKCp[A-Za-z0-9]{69}"),
    ("cmVmd", r"cmVmdGtu[A-Za-z0-9]{56}"),
    ("phx_", r"phx_[A-Za-z0-9]{40,48}"),
    ("sk_", r"sk_[0-9a-f]{48}"),
    ("AQVN", r"AQVN(?=[A-Za-z_-]*[0-9])[\w-]{35,38}"),
    ("sl.", r"sl\.(?:u\.)?[\w-]{130,}"),
    ("access-", r"access-(?:sandbox|development|production)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    ("sdk-", r"sdk-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    ("A3-", r"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}"),
    ("_mmk", r"[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk"),
    ("tk-us-", r"tk-us-[\w-]{48}"),
    ("sm_", r"sm_(?:aat|pat|sat)_[A-Za-z0-9]{16}"),
    ("nvapi-", r"nvapi-[\w-]{60,70}"),
    ("jina_", r"jina_(?=[A-Za-z_-]*[0-9])[\w-]{58,64}"),
    ("tvly-", r"tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}"),
    ("e2b_", r"e2b_[0-9a-f]{40}"),
)
_JWT = re.compile(
    r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,4000}\.(?:eyJ[A-Za-z0-9_-]{4,8000}\.[A-Za-z0-9_-]{0,2000}|"
    r"[A-Za-z0-9_-]{0,8000}\.[A-Za-z0-9_-]{10,40}\.[A-Za-z0-9_-]{4,8000}\.[A-Za-z0-9_-]{10,100}|"
    r"[A-Za-z0-9_-]{20,8000}\.[A-Za-z0-9_-]{10,2000})"
)
_DISCORD = re.compile(r"\.[\w-]{6}\.[\w-]{27,40}(?![\w-])", re.ASCII)
_PEM = re.compile(r"(-----|---- )BEGIN ([A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?)( ----|-----)")
_PEM_IN_BASE64 = re.compile(r"LS0tLS1CRUdJTiB(?:QUklWQVRF|SU0Eg|FQyBQ|PUEVOU1NI|FTkNSWVBU)[A-Za-z0-9+/=]{20,20000}")
_PEM_BODY = re.compile(r"(?:[A-Za-z0-9+/=\s\\,:-]|(?:Proc-Type|DEK-Info|Version|Comment)[^\n]{0,80}){0,12000}")
_PUTTY = re.compile(
    r"Private-Lines: ?[0-9]{1,3}\s{1,4}([A-Za-z0-9+/=]{8,80}(?:\s{1,8}[A-Za-z0-9+/=]{1,80}(?![A-Za-z0-9+/=:-])){0,200})"
)
_WEB_KEY = re.compile(r"[\"'](?:d|p|q|dp|dq|qi|k)[\"']\s{0,4}:\s{0,4}[\"']([A-Za-z0-9_-]{20,2000})[\"']")
"""What is private in a JSON Web Key; its `n`, `e`, `x` and `y` everybody may see."""
_HASH = re.compile(
    r"\$(?<![\w$].)(?:2[abxy]\$[0-9]{2}\$[./A-Za-z0-9]{53}|argon2(?:id|i|d)\$[^\s\"']{20,200}|"
    r"(?:[156]|apr1)\$(?:rounds=[0-9]{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{22,86}|[PH]\$[./A-Za-z0-9]{31}(?![./A-Za-z0-9])|y\$[^\s\"':]{30,120})"
)
_HASH_BY_NAME = re.compile(
    r"pbkdf2_sha(?:1|256|512)\$[0-9]{3,8}\$[./A-Za-z0-9]{4,64}\$[A-Za-z0-9+/]{20,90}={0,2}|"
    r"\{S?SHA(?:256|512)?\}[A-Za-z0-9+/]{26,130}={0,2}"
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
    if "Private-Lines:" in text:
        for match in _PUTTY.finditer(text):
            yield finding(match.start(1), match.end(1), "private_key", CHECKED)
    if "kty" in text:
        yield from _web_keys(text)
    if "LS0tLS1CRUdJTi" in text:
        for match in _PEM_IN_BASE64.finditer(text):
            yield finding(match.start(), match.end(), "private_key", CHECKED)
    if "$" in text:
        for match in _HASH.finditer(text):
            yield finding(match.start(), match.end(), "password", CONTEXT)
    if "pbkdf2_sha" in text or "SHA" in text:
        for match in _HASH_BY_NAME.finditer(text):
            yield finding(match.start(), match.end(), "password", CONTEXT)


def _private_keys(text: str) -> Iterator[Span]:
    position = 0
    while match := _PEM.search(text, position):
        position = match.end()  # what a key covers is not looked through again: heads without end are one finding
        closing = f"{match[1]}END {match[2]}{match[3]}"
        end = text.find(closing, match.end(), match.end() + 20_000)
        if end < 0:
            body = _PEM_BODY.match(text, match.end())
            stop = match.end() + len(body[0].rstrip()) if body else match.end()
            if stop - match.end() > 40:  # torn, and no less secret for that
                position = stop
                yield finding(match.start(), stop, "private_key", CHECKED)
        elif end - match.end() > 40 and "..." not in text[match.end() : end]:
            position = end + len(closing)
            yield finding(match.start(), position, "private_key", CHECKED)


def _web_keys(text: str) -> Iterator[Span]:
    position = text.find("kty")
    while position >= 0:
        start, end = text.rfind("{", max(0, position - 6_000), position), text.find("}", position, position + 6_000)
        if start >= 0 and end >= 0:
            for match in _WEB_KEY.finditer(text, start, end):
                if not _is_sample(match[1]):
                    yield finding(match.start(1), match.end(1), "private_key", CHECKED)
        position = text.find("kty", max(position + 3, end))


def _is_sample(key: str) -> bool:
    return bool(_SAMPLE.search(key)) or len(set(key)) < 8


@cache
def _format(hint: str, pattern: str) -> re.Pattern[str]:
    edge = "(?<![A-Za-z0-9_/-]"
    start = hint.replace(".", r"\.")
    if all(choice.startswith(start) for choice in pattern.split("|")):
        # What every key begins with goes first: the search then runs at the speed of memchr.
        rest = "|".join(choice[len(start) :] for choice in pattern.split("|"))
        return re.compile(rf"{start}{edge}{start})(?:{rest})(?![A-Za-z0-9_])", re.ASCII)
    left = "" if pattern.startswith("(?<=") else f"{edge})"  # it says itself what stands before
    return re.compile(rf"{left}(?:{pattern})(?![A-Za-z0-9_])", re.ASCII)
