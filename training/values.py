"""One value for each placeholder of the templates, with the label it earns.

Knows, per language, names (Faker's, gazetteers', transliterated), addresses, phones, dates and
numbers in that country's shape, and which of them are personal. Does not know where they are put.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path
from random import Random

from faker import Faker

from training import madeup
from training.inflection import inflect
from training.phrases import UNSPACED, phrases

LOCALES = {
    "en": ("en_US", "en_GB", "en_IN", "en_IE", "en_NG", "en_KE", "en_NZ", "en_PK", "en_US", "en_GB"),
    "de": ("de_DE", "de_AT", "de_CH", "de_DE"),
    "fr": ("fr_FR", "fr_CH", "fr_CA", "fr_BE", "fr_DZ"),
    "es": ("es_ES", "es_AR", "es_CO", "es_CL", "es_ES"),
    "mx": ("es_MX",),
    "it": ("it_IT",),
    "pt": ("pt_BR", "pt_PT"),
    "nl": ("nl_NL", "nl_BE"),
    "pl": ("pl_PL",),
    "ru": ("ru_RU", "ru_RU", "uk_UA", "bg_BG"),
    "tr": ("tr_TR", "az_AZ", "tr_TR"),
    "zh": ("zh_CN", "zh_CN", "zh_TW"),
    "ja": ("ja_JP",),
    "ko": ("ko_KR",),
    "hi": ("hi_IN", "hi_IN", "ne_NP", "mr_IN"),
    "ar": ("ar_AA", "ar_SA", "ar_PS", "ar_AA", "ar_DZ"),
}
OTHERS = [
    "cs_CZ",
    "da_DK",
    "fi_FI",
    "sv_SE",
    "no_NO",
    "hu_HU",
    "ro_RO",
    "uk_UA",
    "el_GR",
    "hr_HR",
    "sk_SK",
    "sl_SI",
    "bg_BG",
    "et_EE",
    "lt_LT",
    "lv_LV",
    "he_IL",
    "fa_IR",
    "id_ID",
    "vi_VN",
    "th_TH",
    "ka_GE",
    "hy_AM",
    "az_AZ",
    "bn_BD",
    "ta_IN",
    "is_IS",
    "yo_NG",
    "ha_NG",
    "ig_NG",
    "zu_ZA",
    "sw",
    "tw_GH",
    "uz_UZ",
    "ga_IE",
    "mk_MK",
    "en_IN",
    "de_LU",
    "fr_DZ",
]
HOME = {  # whose names in the gazetteers are written in the language's script
    "ru": ("RU", "BY", "KZ", "KG", "BG", "RS"),
    "zh": ("CN", "TW"),
    "ja": ("JP",),
    "ko": ("KR",),
    "hi": ("IN", "NP"),
}
NATIVE = ("zh", "ja", "ko", "hi", "ar", "ru")  # languages that do not write in Latin letters
ORGS = [
    "Siemens AG",
    "Müller & Söhne GmbH",
    "Acme Corp",
    "Johnson & Partners LLP",
    "Toyota",
    "Banco Santander",
    "Nordwind Logistics",
    "Deutsche Bahn",
    "Carrefour",
    "Iberdrola",
    "Fiat",
    "Petrobras",
    "Philips",
    "Orlen",
    "Gazprom",
    "Turkcell",
    "Alibaba",
    "Sony",
    "Samsung",
    "Tata Motors",
    "Aramco",
    "Cemex",
    "Amazon",
    "Microsoft",
    "Red Cross",
    "Ford Motor Company",
    "Baker McKenzie",
    "Marks & Spencer",
    "Wells Fargo",
    "Mercedes-Benz",
    "Hugo Boss",
    "Dr. Oetker",
    "Ernst & Young",
    "Louis Vuitton",
    "Max Planck Institute",
    "Jack Daniel's",
    "Ben & Jerry's",
    "Volkswagen",
    "IKEA",
    "Airbus",
    "Renault",
    "Adidas",
    "Bayer",
    "Nestlé",
    "Unilever",
    "Oracle",
]
NATIVE_ORGS = {
    "zh": [
        "华为",
        "腾讯",
        "中国银行",
        "清华大学",
        "国家电网",
        "阿里巴巴",
        "宏达科技有限公司",
        "美团",
        "人民医院",
        "东方航空",
    ],
    "ja": [
        "トヨタ自動車",
        "三菱商事",
        "ソニー",
        "東京大学",
        "株式会社青空商事",
        "楽天",
        "日本郵便",
        "国立病院",
        "三井住友銀行",
        "山田電機",
    ],
    "ko": [
        "삼성전자",
        "현대자동차",
        "서울대학교",
        "국민은행",
        "한국전력",
        "네이버",
        "카카오",
        "주식회사 한빛",
        "대한항공",
        "시립병원",
    ],
    "hi": ["टाटा मोटर्स", "भारतीय स्टेट बैंक", "रिलायंस", "भारतीय रेल", "इन्फोसिस", "दिल्ली विश्वविद्यालय", "एयर इंडिया"],
    "ar": ["أرامكو", "بنك مصر", "الخطوط السعودية", "جامعة القاهرة", "شركة النور", "اتصالات", "مستشفى السلام"],
    "ru": [
        "Газпром",
        "Сбербанк",
        "ООО «Ромашка»",
        "Яндекс",
        "МГУ",
        "РЖД",
        "АО «Вектор»",
        "Аэрофлот",
        "Лукойл",
        "Ростелеком",
    ],
}
PRODUCTS = [
    "Galaxy S24",
    "iPhone 15",
    "Thinkpad X1",
    "Model 3",
    "Windows Server",
    "PostgreSQL",
    "Kubernetes",
    "Django",
    "Golf GTI",
    "Bravo 750",
    "Windows 11",
    "Photoshop",
    "Node.js",
    "Alexa",
    "Siri",
    "Watson",
    "Tesla",
    "Mercedes",
    "Jenkins",
    "Julia",
    "Ruby on Rails",
    "Zephyr",
    "Turbo 3000",
    "AquaPro",
    "ErgoChair",
    "Lotus Notes",
    "Apache Kafka",
    "LibreOffice",
    "Raspberry Pi",
    "Surface Pro",
]
JOBS = {
    "en": "teacher;nurse;software engineer;electrician;analyst;manager",
    "de": "Lehrerin;Krankenpfleger;Ingenieur;Analyst",
    "fr": "enseignante;infirmier;ingénieur;comptable",
    "es": "profesora;enfermero;ingeniera;contable",
    "mx": "profesora;ingeniero;contadora",
    "it": "insegnante;infermiere;ingegnere;contabile",
    "pt": "professora;enfermeiro;engenheira;contador",
    "nl": "lerares;verpleegkundige;ingenieur",
    "pl": "nauczycielka;inżynier;księgowy",
    "ru": "инженер;учитель;бухгалтер;менеджер",
    "tr": "öğretmen;mühendis;muhasebeci",
    "zh": "工程师;教师;会计;经理",
    "ja": "エンジニア;教師;経理;課長",
    "ko": "엔지니어;교사;회계사;과장",
    "hi": "शिक्षक;इंजीनियर;लेखाकार",
    "ar": "مهندس;معلم;محاسب",
}
DOMAINS = [
    "gmail.com",
    "yahoo.com",
    "outlook.com",
    "hotmail.com",
    "icloud.com",
    "gmx.de",
    "web.de",
    "orange.fr",
    "libero.it",
    "uol.com.br",
    "wp.pl",
    "mail.ru",
    "yandex.ru",
    "qq.com",
    "163.com",
    "naver.com",
    "hanmail.net",
    "yahoo.co.jp",
    "docomo.ne.jp",
    "proton.me",
    "example.com",
    "example.org",
    "rediffmail.com",
    "t-online.de",
    "free.fr",
    "telefonica.es",
    "ziggo.nl",
    "onet.pl",
    "mynet.com",
    "nordwind.io",
    "acme-corp.com",
    "kanzlei-weber.de",
    "uni-heidelberg.de",
]
ZH_SOUNDS = "约翰史密斯安德烈卡尔罗伯特玛丽娜莫里森克里斯托弗亚历山大威廉姆布朗伊丽莎白格林菲尔德拉索维奇尼古杰逊彼得保泰勒米勒沃"
JA_SOUNDS = (
    "アイウエオカキクケコサシスセソタチツテトナニノマミムメモラリルレロンバビブベボダデドガギグゲゴジャフィーッピパポ"
)
KO_SOUNDS = (
    "존스미스로버트마리아알렉산더윌리엄브라운엘리자베그린토머슨피터폴테일러밀러니콜라이안드레카를로스데이비드제임"
)
LATIN_TO = {
    "ru": dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстувваиз", strict=True)),
    "ar": dict(zip("abcdefghijklmnopqrstuvwxyz", "ابكديفجهيجكلمنوبقرستوفوكيز", strict=True)),
    "hi": dict(zip("bcdfghjklmnpqrstvwxyz", "बकदफगहजकलमनपकरसतववकयज", strict=True)),
}
HI_VOWELS = {"a": "ा", "e": "े", "i": "ि", "o": "ो", "u": "ु"}
HI_START = {"a": "अ", "e": "ए", "i": "इ", "o": "ओ", "u": "उ"}


@cache
def gazetteers(folder: Path) -> dict[str, dict[str, dict[str, list[str]]]]:
    """{"first" | "last": {"native" | "latin": {country: names}}}"""
    found: dict = {kind: {"native": defaultdict(list), "latin": defaultdict(list)} for kind in ("first", "last")}
    for kind, name in (("first", "common-forenames-by-country.csv"), ("last", "common-surnames-by-country.csv")):
        with (folder / name).open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                for script, column in (("native", "Localized Name"), ("latin", "Romanized Name")):
                    value = (row[column] or "").replace("\u0301", "").strip()
                    if value:
                        found[kind][script][row["Country"]].append(value)
    return found


def ascii_name(text: str) -> str:
    text = text.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("ı", "i")
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().lower()
    return "".join(char for char in plain if char.isalnum())


class Values:
    """Fills placeholders for one language; every value comes from the one seed."""

    def __init__(self, language: str, seed: int, data: Path, locale: str | None = None):
        self.language, self.rng = language, Random(f"{language}/{locale}/{seed}")
        self.phrases = phrases(language)
        self.fakers = [Faker(name) for name in ([locale] if locale else sorted(set(LOCALES[language])))]
        for index, faker in enumerate(self.fakers):
            faker.seed_instance(seed * 100 + index)
        self.own = locale is None
        self.names = gazetteers(data / "gazetteers")
        self.known: tuple[str, str] | None = None

    def pick(self, name: str) -> str:
        return self.rng.choice(self.phrases.lists[name])

    def digits(self, count: int) -> str:
        return str(self.rng.randint(1, 9)) + "".join(self.rng.choices("0123456789", k=count - 1))

    def shape(self, pattern: str) -> str:
        """'{3}-{4}' to random digits; '{n}', '{n1}', '{z5}' and '{name}' likewise."""
        out, rest = [], pattern
        while rest:
            before, brace, rest = rest.partition("{")
            out.append(before)
            if not brace:
                break
            inside, _, rest = rest.partition("}")
            if inside.isdigit():
                out.append("".join(self.rng.choices("0123456789", k=int(inside))))
            elif inside == "n":
                out.append(
                    str(self.rng.choice((self.rng.randint(1, 30), self.rng.randint(1, 300), self.rng.randint(1, 3000))))
                )
            elif inside == "n1":
                out.append(self.digits(1))
            elif inside[0] == "z" and inside[1:].isdigit():
                out.append(self.digits(int(inside[1:])))
            else:
                out.append(getattr(self, inside)()[0] if hasattr(self, inside) else self.pick("names"))
        return "".join(out)

    # names

    def foreign(self) -> tuple[str, str]:
        """A name from anywhere, in the language's script where that is not Latin."""
        language, rng = self.language, self.rng
        if language in ("zh", "ja", "ko"):
            sounds, low, high = {"zh": (ZH_SOUNDS, 2, 4), "ja": (JA_SOUNDS, 3, 5), "ko": (KO_SOUNDS, 2, 4)}[language]
            return tuple(madeup.pick(rng, sounds, low, high).strip("ーッンャィ") or "マリオ" for _ in range(2))  # type: ignore[return-value]
        first, last = (
            rng.choice(self.names[kind]["latin"][rng.choice(sorted(self.names[kind]["latin"]))])
            for kind in ("first", "last")
        )
        if language not in NATIVE:
            return first, last
        return self.written(first), self.written(last)

    def written(self, name: str) -> str:
        plain = ascii_name(name) or "anna"
        if self.language == "hi":
            out = HI_START.get(plain[0], "")
            for index, char in enumerate(plain):
                if char in HI_VOWELS:
                    out += HI_VOWELS[char] if index and plain[index - 1] not in HI_VOWELS else ""
                else:
                    out += LATIN_TO["hi"].get(char, "")
            return out
        out = "".join(LATIN_TO[self.language].get(char, "") for char in plain)
        return out.capitalize()

    def pair(self) -> tuple[str, str]:
        """First and last name."""
        rng, chance = self.rng, self.rng.random()
        if chance < (0.3 if self.language not in NATIVE else 0.12) and self.own:
            names = self.foreign()
        elif chance < 0.42 and self.language in HOME and self.own:
            names = tuple(
                rng.choice(
                    self.names[kind]["native"][
                        rng.choice([c for c in HOME[self.language] if self.names[kind]["native"][c]])
                    ]
                )
                for kind in ("first", "last")
            )
        else:
            faker = rng.choice(self.fakers)
            names = faker.first_name(), faker.last_name()
        self.known = names
        return names

    def person(self) -> tuple[str, str]:
        rng, (first, last) = self.rng, self.pair()
        if self.language in UNSPACED or self.language == "ko":
            if first[0] in "".join((ZH_SOUNDS, JA_SOUNDS)) and self.language != "ko" and len(first + last) > 4:
                return first + ("·" if self.language == "zh" else "・") + last, "private_person"
            gap = " " if self.language != "zh" and rng.random() < (0.25 if self.language == "ja" else 0.05) else ""
            return last + gap + first, "private_person"
        chance, initial = rng.random(), first[0]
        if chance < 0.66:
            name = f"{first} {last}"
        elif chance < 0.72:
            name = f"{last}, {first}" if rng.random() < 0.5 else f"{last} {first}"
        elif chance < 0.77:
            name = f"{initial}. {last}"
        elif chance < 0.80:
            name = f"{last} {initial}."
        elif chance < 0.85:
            name = f"{first} {self.pair()[0]} {last}"
        elif chance < 0.89:
            name = f"{first} {last}" + rng.choice(("-", " ")) + self.pair()[1]
        elif chance < 0.91 and self.language not in NATIVE:
            name = f"{first} {rng.choice(('van', 'de', 'von', 'al-', 'da', 'bin', 'O’', 'di'))} {last}".replace(
                "- ", "-"
            ).replace("’ ", "’")
        elif chance < 0.95 and self.language == "ru":
            faker = next(faker for faker in self.fakers if "ru_RU" in faker.locales)
            name = f"{faker.last_name_male()} {faker.first_name_male()} {faker.middle_name_male()}"
        elif chance < 0.93 and self.language not in NATIVE:
            name = f"{first} {initial}. {last}"
        else:
            name = f"{first} {last}"
        if rng.random() < 0.03:
            name = name.upper()
        return name, "private_person"

    def first(self) -> tuple[str, str]:
        return self.pair()[0], "private_person"

    def last(self) -> tuple[str, str]:
        return self.pair()[1], "private_person"

    def case(self, which: str, case: str) -> tuple[str, str]:
        first, last = self.pair()
        words = {"person": f"{first} {last}", "first": first, "last": last}[which]
        return inflect(words, case, self.language), "private_person"

    def title(self) -> tuple[str, None]:
        return self.pick("titles"), None

    # places

    def street(self) -> tuple[str, str]:
        faker = self.rng.choice(self.fakers)
        if self.own and (self.rng.random() < 0.6 or not self.covers(faker)):
            return self.shape(self.pick("streets")), "private_address"
        return faker.street_address().replace("\n", ", "), "private_address"

    def city(self) -> tuple[str, str]:
        faker = self.rng.choice(self.fakers)
        if self.own and (self.rng.random() < 0.5 or not self.covers(faker)):
            return self.pick("cities"), "private_address"
        return faker.city(), "private_address"

    def state(self) -> tuple[str, str]:
        for name in ("state", "administrative_unit", "region", "province", "prefecture"):
            provider = getattr(self.fakers[0], name, None)
            if provider and self.covers(self.fakers[0]):
                return provider(), "private_address"
        return self.pick("cities").partition(",")[0], "private_address"

    def covers(self, faker: Faker) -> bool:
        """Whether Faker has addresses of its own for this locale."""
        return faker.locales[0] not in (
            "tr_TR",
            "ar_AA",
            "ar_SA",
            "ar_PS",
            "ar_DZ",
            "bg_BG",
            "en_KE",
            "en_NG",
            "en_PK",
            "fr_BE",
            "uk_UA",
            "az_AZ",
            "ne_NP",
            "mr_IN",
        )

    def zip(self) -> tuple[str, str]:
        return self.shape(self.pick("zips")) if self.own else self.fakers[0].postcode(), "private_address"

    def address(self) -> tuple[str, str]:
        if self.own and self.rng.random() < 0.75:
            text = self.shape(self.pick("address"))
        else:
            faker = self.rng.choice(self.fakers)
            if self.own and not self.covers(faker):
                text = self.shape(self.pick("address"))
            else:
                text = faker.address()
        if self.rng.random() < 0.8:
            text = text.replace("\n", ", " if self.language not in UNSPACED else " ")
        return text, "private_address"

    # contact

    def phone(self) -> tuple[str, str]:
        if self.own and self.rng.random() < 0.75:
            return self.shape(self.pick("phones")), "private_phone"
        return self.rng.choice(self.fakers).phone_number(), "private_phone"

    def slug(self) -> str:
        rng = self.rng
        first, last = (ascii_name(name) for name in (self.known or self.foreign()))
        if not (first and last):
            first, last = self.romanized()
        number = str(rng.randint(1, 99)) if rng.random() < 0.3 else ""
        return (
            rng.choice(
                (
                    f"{first}.{last}",
                    f"{first}{last}",
                    f"{first[0]}.{last}",
                    f"{first}_{last}",
                    f"{last}.{first}",
                    first,
                    f"{first[0]}{last}",
                    rng.choice(madeup.WORDS) + last,
                )
            )
            + number
        )

    def romanized(self) -> tuple[str, str]:
        """A name of the language's country in Latin letters, for addresses on the net."""
        country = self.rng.choice(HOME.get(self.language, ("EG", "US")))
        names = (self.names[kind]["latin"].get(country) or ["Sun"] for kind in ("first", "last"))
        first, last = (ascii_name(self.rng.choice(found)) for found in names)
        return first or "lee", last or "kim"

    def email(self) -> tuple[str, str]:
        domain = self.rng.choice(DOMAINS) if self.rng.random() < 0.7 else self.rng.choice(self.fakers).domain_name()
        return f"{self.slug()}@{domain}", "private_email"

    def handle(self) -> tuple[str, str]:
        return self.slug().replace(".", "_"), "private_url"

    def url(self) -> tuple[str, str]:
        rng, slug = self.rng, self.slug()
        host = self.rng.choice(self.fakers).domain_name()
        return rng.choice(
            (
                f"https://www.linkedin.com/in/{slug}",
                f"linkedin.com/in/{slug.replace('.', '-')}",
                f"https://github.com/{slug}",
                f"https://www.facebook.com/{slug}",
                f"https://{slug.replace('_', '-')}.com",
                f"www.{slug.replace('.', '').replace('_', '')}.net",
                f"https://instagram.com/{slug}",
                f"https://{host}/users/{rng.randint(100, 99999)}",
                f"http://{host}/~{slug}",
                f"https://{host}/profile?id={madeup.pick(rng, madeup.HEX, 8)}",
                f"https://{host}/reset?token={madeup.pick(rng, madeup.ALNUM, 16, 32)}",
                f"https://x.com/{slug}",
                f"https://t.me/{slug}",
                f"https://drive.{host}/d/{madeup.pick(rng, madeup.ALNUM, 20)}/edit",
                f"https://{host}/{slug}/photos",
            )
        ), "private_url"

    def ip(self) -> tuple[str, str]:
        rng, faker = self.rng, self.fakers[0]
        return rng.choice((faker.ipv4, faker.ipv4, faker.ipv4_private, faker.ipv6, faker.mac_address))(), "private_url"

    # dates

    def date(self) -> tuple[str, str]:
        rng = self.rng
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2005, 2027)
        return self.written_date(day, month, year), "private_date"

    def birth(self) -> tuple[str, str]:
        rng = self.rng
        return self.written_date(rng.randint(1, 28), rng.randint(1, 12), rng.randint(1930, 2015)), "private_date"

    def written_date(self, day: int, month: int, year: int) -> str:
        word = self.phrases.lists["months"][month - 1]
        text = self.pick("dates")
        if self.rng.random() < 0.1:
            text = self.rng.choice(
                ("{dd}.{mm}.{y}", "{y}-{mm}-{dd}", "{dd}/{mm}/{y}", "{y}/{mm}/{dd}", "{dd}-{mm}-{y}")
            )
        for key, value in (
            ("{dd}", f"{day:02}"),
            ("{mm}", f"{month:02}"),
            ("{yy}", f"{year % 100:02}"),
            ("{y}", str(year)),
            ("{d}", str(day)),
            ("{m}", str(month)),
            ("{month}", word),
            ("{mon}", word[:3]),
        ):
            text = text.replace(key, value)
        return self.shape(text)

    def age(self) -> tuple[str, str]:
        return str(self.rng.randint(1, 99)), "private_date"

    # numbers

    def account(self) -> tuple[str, str]:
        rng = self.rng
        prefix = rng.choice(
            (
                "EMP",
                "CUST",
                "CASE",
                "REQ",
                "MRN",
                "POL",
                "KD",
                "INV",
                "ACC",
                "ID",
                "TKT",
                "PAT",
                "A",
                "K",
                "C",
                "MB",
                "ORD",
            )
        )
        return rng.choice(
            (
                lambda: self.digits(rng.randint(5, 12)),
                lambda: f"{prefix}-{self.digits(rng.randint(4, 7))}",
                lambda: f"{prefix}{self.digits(rng.randint(4, 9))}",
                lambda: f"{prefix}-{rng.randint(2015, 2027)}-{self.digits(rng.randint(3, 6))}",
                lambda: f"{self.digits(3)}-{self.digits(3)}-{self.digits(3)}",
                lambda: f"{self.digits(2)} {self.digits(2)} {self.digits(4)}",
                lambda: f"{rng.randint(1, 999)}/{rng.randint(10, 26)}",
                lambda: madeup.pick(rng, madeup.UPPER, 8, 12),
                lambda: f"{self.digits(4)}.{self.digits(4)}",
                lambda: "1Z" + madeup.pick(rng, madeup.UPPER, 16),
                lambda: f"RR{self.digits(9)}{rng.choice(('DE', 'CN', 'GB', 'FR'))}",
            )
        )(), "account_number"

    def ssn(self) -> tuple[str, str]:
        if self.own and self.rng.random() < 0.65:
            return self.shape(self.pick("ids")), "account_number"
        faker = self.rng.choice(self.fakers)
        return str(faker.ssn()), "account_number"

    def passport(self) -> tuple[str, str]:
        rng = self.rng
        return rng.choice(
            (
                madeup.pick(rng, "ABCDEFGHKLMNPRTX", 1) + self.digits(8),
                madeup.pick(rng, "ABCDEFGHKLMNPRTX", 2) + self.digits(7),
                self.digits(9),
                "C" + madeup.pick(rng, madeup.UPPER, 8),
                f"{self.digits(2)} {self.digits(2)} {self.digits(6)}",
                madeup.pick(rng, madeup.UPPER, 10),
            )
        ), "account_number"

    def iban(self) -> tuple[str, str]:
        rng, text = self.rng, self.rng.choice(self.fakers).iban()
        if self.language in ("zh", "ja", "ko", "hi", "mx") or rng.random() < 0.15:
            return rng.choice(
                (
                    self.digits(rng.randint(7, 19)),
                    f"{self.digits(3)}-{self.digits(2)}-{self.digits(6)}",
                    self.digits(18),
                )
            ), "account_number"
        if rng.random() < 0.6:
            text = " ".join(text[at : at + 4] for at in range(0, len(text), 4))
        return text, "account_number"

    def card(self) -> tuple[str, str]:
        number, gap = self.fakers[0].credit_card_number(), self.rng.choice(("", " ", " ", "-"))
        if self.rng.random() < 0.1:
            number = "**** **** ****" + " " + number[-4:]
            return number, "account_number"
        return gap.join(number[at : at + 4] for at in range(0, len(number), 4)), "account_number"

    def crypto(self) -> tuple[str, str]:
        rng = self.rng
        return rng.choice(
            (
                "0x" + madeup.pick(rng, madeup.HEX, 40),
                "bc1q" + madeup.pick(rng, madeup.HEX, 38),
                "1" + madeup.pick(rng, madeup.ALNUM, 33),
            )
        ), "account_number"

    def vin(self) -> tuple[str, str]:
        return madeup.pick(self.rng, "ABCDEFGHJKLMNPRSTUVWXYZ0123456789", 17), "account_number"

    # secrets

    def password(self) -> tuple[str, str]:
        return madeup.password(self.rng), "secret"

    def secret(self) -> tuple[str, str]:
        return madeup.token(self.rng), "secret"

    def connection(self) -> tuple[str, str]:
        return madeup.connection(self.rng, self.rng.choice(("admin", "app", "root", self.slug()))), "secret"

    def pin(self) -> tuple[str, str]:
        return self.digits(self.rng.choice((4, 4, 5, 6, 6))), "secret"

    # what is nobody's

    def org(self) -> tuple[str, None]:
        own = NATIVE_ORGS.get(self.language)
        if own and self.rng.random() < 0.7:
            return self.rng.choice(own), None
        return (self.rng.choice(ORGS) if self.rng.random() < 0.6 else self.rng.choice(self.fakers).company()), None

    company = org

    def product(self) -> tuple[str, None]:
        return self.rng.choice(PRODUCTS), None

    def job(self) -> tuple[str, None]:
        return self.rng.choice(JOBS[self.language].split(";")), None

    def num(self) -> tuple[str, None]:
        return str(self.rng.choice((self.rng.randint(1, 20), self.rng.randint(1, 400)))), None

    def year(self) -> tuple[str, None]:
        return str(self.rng.choice((self.rng.randint(1400, 1950), self.rng.randint(1950, 2026)))), None

    def time(self) -> tuple[str, None]:
        return f"{self.rng.randint(0, 23):02}:{self.rng.randint(0, 59):02}", None

    def version(self) -> tuple[str, None]:
        return ".".join(str(self.rng.randint(0, 20)) for _ in range(self.rng.randint(2, 4))), None

    def amount(self) -> tuple[str, None]:
        rng = self.rng
        number = rng.choice(
            (
                f"{rng.randint(1, 999)}.{rng.randint(0, 99):02}",
                f"{rng.randint(1, 99)},{rng.randint(0, 99):02}",
                f"{rng.randint(1, 99)}.{rng.randint(100, 999)},00",
                f"{rng.randint(1, 999)},{rng.randint(100, 999)}",
                str(rng.randint(1, 90000)),
            )
        )
        sign = rng.choice(("€", "$", "£", "EUR", "USD", "zł", "₽", "₺", "元", "円", "원", "₹", "R$"))
        return rng.choice((f"{number} {sign}", f"{sign}{number}")), None

    def public_url(self) -> tuple[str, None]:
        return self.rng.choice(
            (
                "https://docs.python.org/3/library/re.html",
                "www.example.org/help",
                "https://developer.mozilla.org/en-US/docs/Web",
                "https://www.postgresql.org/docs/current/",
                "https://kubernetes.io/docs/home/",
                "support.nordwind.io/faq",
                "https://www.who.int/news",
                "https://en.wikipedia.org/wiki/Privacy",
                "www.bundestag.de",
                "https://europa.eu/",
            )
        ), None

    def note(self) -> tuple[str, None]:
        return self.rng.choice(
            ("OK", "n/a", "-", "active", "pending", "A+", "yes", "no", "closed", "VIP", "standard", "")
        ), None

    def fill(self, name: str) -> tuple[str, str | None]:
        if "_" in name and name.partition("_")[0] in ("person", "first", "last"):
            return self.case(*name.split("_"))
        return getattr(self, name)()
