"""Which of Faker's locales stand for a language, what they lack, and how foreign names are written.

Tables and the reader of the gazetteers; no chance is taken here.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

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
    "ru": ("ru_RU", "ru_RU", "ru_RU", "uk_UA", "bg_BG"),
    "tr": ("tr_TR", "tr_TR", "tr_TR", "az_AZ"),
    "zh": ("zh_CN", "zh_CN", "zh_TW"),
    "ja": ("ja_JP",),
    "ko": ("ko_KR",),
    "hi": ("hi_IN", "hi_IN", "hi_IN", "ne_NP", "mr_IN"),
    "fi": ("fi_FI",),
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
    "tr": ("TR",),
    "pl": ("PL",),
}
NATIVE = ("zh", "ja", "ko", "hi", "ar", "ru")  # languages that do not write in Latin letters
WITHOUT_ADDRESSES = (  # locales for which Faker has names only
    *("tr_TR", "ar_AA", "ar_SA", "ar_PS", "ar_DZ", "bg_BG", "en_KE"),
    *("en_NG", "en_PK", "fr_BE", "uk_UA", "az_AZ", "ne_NP", "mr_IN"),
)
WITHOUT_STREETS = ("ja_JP", "hi_IN")  # whose streets Faker makes up in no real form
STATES = (
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY",
    "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND",
    "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC",
)  # fmt: skip
PROVINCES = ("ON", "QC", "BC", "AB", "MB", "SK", "NS", "NB", "NL", "PE", "YT")
TERRITORIES = ("NSW", "VIC", "QLD", "WA", "SA", "TAS", "ACT", "NT")
ZH_SOUNDS = (
    "约翰史密斯安德烈卡尔罗伯特玛丽娜莫里森克里斯托弗"
    "亚历山大威廉姆布朗伊丽莎白格林菲尔德拉索维奇尼古杰逊彼得保泰勒米勒沃"
)
JA_SOUNDS = (
    "アイウエオカキクケコサシスセソタチツテトナニノマミムメモラリルレロンバビブベボダデドガギグゲゴジャフィーッピパポ"
)
KO_SOUNDS = (
    "존스미스로버트마리아알렉산더윌리엄브라운엘리자베그린토머슨피터폴테일러밀러니콜라이안드레카를로스데이비드제임"
)
GIVEN_PARTS = {  # what Chinese and Korean given names are made of
    "zh": (
        "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂文辉玲波斌红英鹏飞华慧建国永志海玉春梅兰凤云雪晓小宇浩子梓雨欣怡佳俊嘉"
        "天思诗一可心安宁若书瑾瑜琪泽晨阳轩涵睿哲航熙彤萱妍梦洁婷倩璐颖琳瑶岚珊蓉菲茜薇凡立世德仁义礼智信忠孝福寿康泰祥瑞荣"
        "昌盛兴家宝庆金山川江河林森月星辰冰清朝东南西北柏松竹菊楠桐槐枫桦萍莲荷蕾蓓蕊馨香凝语悦乐欢喜笑阿亚仲伯叔季"
    ),
    "ko": (
        "민서지현우준영수진호정은혜미경희연성재훈승윤하예나라보람유빈채원태동철상광종기용석규환찬범식택권형섭혁숙순자옥란선주아린다솔이"
    ),
}
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
    found: dict[str, dict[str, dict[str, list[str]]]] = {
        kind: {"native": defaultdict(list), "latin": defaultdict(list)} for kind in ("first", "last")
    }
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
