"""What a scanner and its reader make of a page: look-alike letters, broken and joined words, stray marks, lost colons.

Knows which characters are taken for which in Latin, Cyrillic, Chinese, Japanese and Korean print, that Chinese and
Japanese come back with a space after every character, and on which carriers paper is to be expected. Three levels,
from a clean page to a fax. Every change replaces a single character (a pair becomes its first one), so the spans stay
true. Does not know typing errors.
"""

from __future__ import annotations

from random import Random

from training.pieces import Piece, rebuild

PAPER = frozenset(
    (
        *("form", "numbered", "sheet", "table", "block", "receipt", "resume", "ticket", "mixed", "letter"),
        *("statement", "people", "details", "dialogue", "notice"),
    )
)
TECHNICAL = frozenset(
    (
        *("record", "yaml", "markup", "log", "code", "config", "harmless", "program", "manual", "journal"),
        *("digests", "settings", "dump", "page", "contact_card", "invitation"),
    )
)
SHARES = {"paper": 0.2, "text": 0.05, "technical": 0.01}  # how many pieces of a kind were scanned
EASTERN = 1.5  # and so much more often where the reader sees single characters
LEVELS = (0.008, 0.008, 0.025, 0.025, 0.06, 0.1)  # changes per character: light, medium, heavy

PAIRS = {
    "rn": ("m",), "nn": ("rm",), "cl": ("d",), "ci": ("d", "a"), "vv": ("w",), "li": ("h", "ll"), "ri": ("n",),
    "fi": ("ﬁ", "f1"), "fl": ("ﬂ",), "ff": ("ﬀ",), "ti": ("b", "h"), "tt": ("H", "ft"), "ll": ("ll", "U", "II"),
    "ii": ("ü", "n"), "iv": ("w",), "ij": ("y", "ü"), "oo": ("00", "co"), "cj": ("g",), "Cl": ("G", "O"),
    "lo": ("b", "10"), "LI": ("U",), "VV": ("W",), "RN": ("M",), "ht": ("bt",), "in": ("m",), "0 ": ("0",),
    "ло": ("по",), "ьі": ("ы",), "ли": ("пи",), "гл": ("п",), "й ": ("и ",), "ии": ("ш",),
}  # fmt: skip
LOOKS = {
    **{"0": "OoQD", "1": "lI|i7", "2": "Zz7", "3": "8B", "4": "A9", "5": "Ss6", "6": "bG8", "7": "1T?", "8": "B36"},
    **{"9": "gq4", "l": "1I|i", "I": "l1|", "i": "1lj", "j": "i", "O": "0Q", "o": "0c", "S": "5s", "s": "5", "B": "8ß"},
    **{"Z": "2", "z": "2", "G": "6C", "b": "6h", "g": "9q", "q": "g9", "A": "4", "T": "7", "D": "0O", "Q": "O0"},
    **{"e": "ceo", "c": "eo", "a": "o", "u": "nii", "n": "nu", "h": "b", "t": "f+", "f": "t", "y": "v", "v": "y"},
    **{"m": "rnn", "w": "v", "r": "n", "E": "F", "F": "P", "P": "F", "C": "G", "U": "V", "V": "U", "H": "N", "M": "N"},
    **{"ä": "aáà", "ö": "oóé", "ü": "uúi", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "Bb8", "é": "e6è", "è": "eé", "ê": "eé"},
    **{"à": "aá", "á": "aà", "â": "aá", "ç": "c¢g", "ñ": "nfi", "ó": "o6ò", "ò": "oó", "ô": "o6", "í": "iì", "ì": "ií"},
    **{"ú": "uü", "ù": "u", "ã": "aâ", "õ": "oö", "ł": "lt", "ż": "z2", "ź": "z", "ś": "s5", "ć": "c", "ń": "n"},
    **{"š": "s", "ž": "z"},
    **{"ą": "ag", "ę": "e", "ş": "s5", "ğ": "g", "ı": "il1", "İ": "I", "å": "a", "ø": "o0", "č": "c"},
    **{"€": "E€C", "£": "Ef", "$": "S5", "@": "©a@", "&": "8", "#": "4", ".": ",", ",": ".", ":": ";.", ";": ":"},
    **{"-": "–~_", "–": "-", "/": "1lI|", "(": "C{", ")": "}J", "'": "’`", "’": "'", '"': "“”", "_": "-", "+": "t4"},
    **{"з": "э3", "э": "з", "и": "нп", "н": "и", "ш": "щ", "щ": "ш", "л": "п", "п": "л", "ц": "д", "ё": "е", "й": "и"},
    **{"о": "0", "О": "0", "З": "3", "б": "6", "Б": "6", "ч": "4", "Ч": "4", "ь": "ъ", "В": "8", "с": "е", "е": "с"},
    # Chinese and Japanese
    **{"日": "曰目", "曰": "日", "目": "日", "未": "末", "末": "未", "土": "士", "士": "土", "己": "已巳", "已": "己"},
    **{"ロ": "口", "口": "ロ", "ニ": "二", "二": "ニ", "カ": "力", "力": "カ", "ー": "一", "一": "ー", "へ": "ヘ"},
    **{"ヘ": "へ", "シ": "ツ", "ツ": "シ", "ソ": "ン", "ン": "ソ", "人": "入", "入": "人", "大": "太犬", "太": "大"},
    **{"犬": "大", "千": "干", "干": "千", "木": "本", "本": "木", "タ": "夕", "夕": "タ", "エ": "工", "工": "エ"},
    **{"ハ": "八", "八": "ハ", "卜": "ト", "ト": "卜", "チ": "千", "ミ": "三", "三": "ミ", "王": "玉主", "玉": "王"},
    **{"主": "王", "田": "由甲", "由": "田", "申": "甲中", "甲": "申", "林": "材", "李": "季", "季": "李"},
    **{"陈": "陣东", "刘": "対", "张": "弘", "天": "夫", "夫": "天", "午": "牛", "牛": "午", "白": "自", "自": "白"},
    **{"石": "右", "右": "石", "市": "巿", "区": "凶", "号": "号", "名": "各", "各": "名", "住": "往佳", "佳": "住"},
    **{"间": "问", "问": "间", "開": "間", "間": "問", "原": "源", "崎": "埼", "埼": "崎", "沢": "択", "澤": "澪"},
    **{"藤": "膝", "斎": "斉", "斉": "斎", "野": "埜", "川": "州Ⅲ", "州": "川", "小": "ハ", "中": "申", "井": "丼"},
    **{"な": "を", "ぬ": "め", "め": "ぬ", "れ": "わ", "わ": "れ", "る": "ろ", "ろ": "る", "は": "ほ", "ほ": "は"},
    **{"さ": "き", "き": "さ", "ば": "ぱ", "パ": "バ", "バ": "パ", "ブ": "プ", "プ": "ブ", "ベ": "ペ", "ス": "ヌ"},
    **{"ク": "ワ", "ワ": "ク", "テ": "チ", "ラ": "フ", "フ": "ラ", "コ": "ユ", "ユ": "コ", "ッ": "ツ", "ャ": "ヤ"},
    **{"〒": "干T", "ﾛ": "口", "、": "，.", "。": "．0", "，": "、,", "：": ":;", "（": "(", "）": ")", "・": "·."},
    # Korean
    **{"김": "긴갑", "박": "빅", "정": "징점", "은": "온", "신": "산", "동": "등", "로": "르", "호": "흐", "이": "미0"},
    **{"서": "시", "시": "서", "영": "엉", "민": "빈", "현": "헌", "준": "춘", "우": "무", "재": "제", "성": "섬"},
    **{"원": "윈", "지": "치", "수": "추", "혜": "헤", "희": "회", "경": "겸", "진": "친", "조": "초", "강": "감"},
}  # fmt: skip
STRAYS = ("|", ".", ",", "'", "~", "“", "`", "-", "_", "•", "*", "]", "[", "¦", "«", ":", "—", "i", "®", "°")


def is_eastern(char: str) -> bool:
    return "\u3041" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or char in "々〇〒"


def share(piece: Piece) -> float:
    """How likely a piece like this one is to come from a scanner."""
    kind = "paper" if piece.source in PAPER else "technical" if piece.source in TECHNICAL else "text"
    return SHARES[kind] * (EASTERN if piece.lang in ("zh", "ja") and kind != "technical" else 1)


def scanned(piece: Piece, rng: Random) -> Piece:
    """The page as it was read, on one of three levels; characters of Chinese and Japanese are often pulled apart."""
    rate = rng.choice(LEVELS)
    apart = rng.choice((0.0, 0.3, 0.9, 1.0, 1.0)) if piece.lang in ("zh", "ja") else 0.0
    wide = rng.choice((str.isdigit, str.isalnum)) if apart and rng.random() < 0.12 else None  # what comes back wide
    loud, text, changed = rng.random() < 0.3, piece.text, dict[int, str]()
    edges = rng.choice((0.0, 0.0, 0.05, 0.2)) if rate > LEVELS[0] else 0.0
    for index, char in enumerate(text):
        after = text[index + 1 : index + 2]
        if index in changed:
            continue
        if char == "\n":
            changed[index] = line_break(rng, rate, edges)
        elif rng.random() < rate:
            pair = PAIRS.get(char + after)
            if pair and rng.random() < 0.6:
                changed[index], changed[index + 1] = rng.choice(pair), ""
            else:
                changed[index] = misread(char, rng, loud)
        elif char in ":：" and rng.random() < 2 * rate:
            changed[index] = rng.choice(("", "", ";", "."))
        elif wide and char.isascii() and wide(char):
            changed[index] = chr(ord(char) + 0xFEE0)
        if is_eastern(char) and is_eastern(after) and rng.random() < apart:
            changed[index] = changed.get(index, char) + " "
    return rebuild(piece, lambda index, char: changed.get(index, char))


def line_break(rng: Random, rate: float, edges: float) -> str:
    """The end of a line: lines run into one another or fall apart, and dirt is read at their edges."""
    draw = rng.random()
    mark = " " if draw < rate else "\n\n" if draw < 3 * rate else "\n"
    if rng.random() < edges:
        stray = rng.choice(STRAYS)
        mark = rng.choice((f" {stray}{mark}", f"{mark}{stray} ", f"{stray}{mark}"))
    return mark


def misread(char: str, rng: Random, loud: bool) -> str:
    """One character, taken for another; rarely lost, followed by a gap, or in the other case."""
    draw = rng.random()
    if char == " ":
        return rng.choice(("", "", "  ", "\n" if draw < 0.2 else "", f" {rng.choice(STRAYS)} " if loud else " "))
    if draw < 0.08 and char.isalnum():
        return char + " "
    if draw < 0.14 and char.isalnum():
        return ""
    if draw < 0.2 and char.isalpha() and len(char.swapcase()) == 1:
        return char.swapcase()
    looks = LOOKS.get(char)
    if looks is None:
        return char if draw < 0.8 else char + rng.choice((".", "'", ",", "|"))
    if char == "m":
        return rng.choice(("rn", "nn", "in"))
    if char == "u" and draw > 0.8:
        return "ii"
    return rng.choice(looks)
