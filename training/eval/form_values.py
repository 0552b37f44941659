"""What is filled into the drawn forms of the evaluation: people, addresses and numbers of five languages.

Streets, towns and names were chosen for these forms. Knows shapes and checksums of each country; where a value
stands is the layout's matter. English values are those of training.eval.english.
"""

# ruff: noqa: E501 (lists of values, a line a country)

from __future__ import annotations

import unicodedata
from random import Random

from training.eval import checked
from training.eval.english import English
from training.eval.written import listed

LISTS = {
    "de": {
        "women": "Gisela Annegret Svenja Roswitha Derya Jule Karin Elif", "men": "Holger Detlef Torben Uwe Mehmet Lennart Jürgen Björn",
        "lasts": "Hagemann Dreyer Lüdtke Öztürk Quandt Brehme Sauerwein Kowalczyk Groß Petzold Weiß Yildiz",
        "streets": "Amselweg|Breite Straße|Am Alten Bahnhof|Lessingstr.|Kirchhofsgasse|Uferstraße|Hinter den Höfen|Goerdelerring",
        "towns": "24937 Flensburg|35037 Marburg|89073 Ulm|99084 Erfurt|47798 Krefeld|78462 Konstanz|03046 Cottbus",
        "phones": "0461 *#####|+49 171 *######|06421/*##-##|0152-*#######|(0731) ** ## ##|+49 (0)361 *#####",
        "mail": "web.de gmx.de t-online.de posteo.de",
    },
    "es": {
        "women": "Itziar Montserrat Rocío Begoña Fátima Nuria Asunción", "men": "Aitor Gonzalo Íñigo Ramón Celestino Hugo Jordi",
        "lasts": "Echevarría Peñalver Ibáñez Castaño Riquelme Bustamante Sáenz Ferrer Núñez Zubiri Ordóñez Cuesta",
        "streets": "C/ Olivares|Avda. de la Constitución|Plaza del Mercado|Calle San Roque|Ronda de Levante|Paseo de la Alameda|Trav. Molino Viejo",
        "towns": "30005 Murcia|09003 Burgos|11402 Jerez de la Frontera|24001 León|43001 Tarragona|36201 Vigo|02002 Albacete",
        "phones": "6*# ### ###|+34 6*# ## ## ##|968 *#####|947-*##-###|6*#######|(956) ** ## ##",
        "mail": "hotmail.es telefonica.net yahoo.es gmail.com",
    },
    "zh": {
        "women": "秀兰 晓燕 思琪 雨桐 桂英 佳怡", "men": "志强 建国 浩宇 子轩 文斌 家豪", "lasts": "赵 钱 孙 李 周 吴 郑 冯 陈 褚 沈 韩 欧阳 司马 田 邱",
        "streets": "解放路{n}号|文昌街{n}号{b}单元{r}室|滨江大道{n}号|学府路{n}弄{b}号|光明新村{b}栋{r}室|建设北路{n}号翠竹苑{b}幢{r}室",
        "towns": "江苏省无锡市梁溪区|湖北省宜昌市西陵区|成都市武侯区|福建省泉州市鲤城区|西安市碑林区|辽宁省大连市中山区",
        "phones": "138########|159-####-####|186 #### ####|0510-8*######|(028) 8*######|+86 137########",
        "mail": "163.com qq.com sina.cn 126.com",
    },
    "ja": {
        "women": "美咲 由美子 千代 真理子 さくら 陽菜", "men": "健一 大輔 翔太 和夫 雄介 悠斗", "lasts": "佐々木 長谷川 藤原 大久保 三浦 黒田 桜井 西田 辻 東海林 石黒 久保田",
        "streets": "{b}丁目{n}番{b}号|{b}-{n}-{b}|{b}丁目{n}-{b} メゾン青葉{r}号室|{n}番地|{b}-{n} コーポ白樺{r}",
        "towns": "神奈川県藤沢市鵠沼|京都府宇治市大久保町|愛知県一宮市本町|東京都杉並区荻窪|福岡県久留米市東町|札幌市豊平区月寒",
        "phones": "090-****-####|080-*###-####|03-*###-####|0466-2*-####|075(*##)####|070 *### ####",
        "mail": "ezweb.ne.jp gmail.com nifty.com yahoo.co.jp",
    },
}  # fmt: skip
MONTHS = {
    "de": listed("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    "es": listed("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
}
LATIN = ("wang.x", "lihua", "zhou_88", "tanaka", "k.mori", "yuki_s", "chen.mei", "sato-h")
BRITISH = {"us": "ssn", "uk": "nino", "au": "tfn", "ca": "sin", "ie": "ppsn"}


class FormEnglish(English):
    def fill(self, name: str) -> tuple[str, str | None]:
        names = {"mail": "1.email", "id": BRITISH[self.country]}
        return super().fill(names.get(name, name))

    def row(self, number: int) -> tuple[tuple[str, str | None], ...]:
        return self.fill(str(number)), self.fill("tel"), self.fill(f"{number}.email")


class Abroad:
    """The values of one form."""

    def __init__(self, language: str, rng: Random):
        self.language, self.rng, self.kept = language, rng, {}  # type: str, Random, dict[str, tuple[str, str]]
        self.born = rng.randint(1935, 2009), rng.randint(1, 12), rng.randint(1, 28)

    def fill(self, name: str) -> tuple[str, str | None]:
        if name not in self.kept:
            self.kept[name] = self.make(name)
        return self.kept[name]

    def row(self, number: int) -> tuple[tuple[str, str | None], ...]:
        """One line of a list of people."""
        return self.fill(str(number)), self.make("tel"), self.make("mail")

    def pick(self, name: str, by: str | None = None) -> str:
        return self.rng.choice(LISTS[self.language][name].split(by))

    def make(self, name: str) -> tuple[str, str]:
        rng = self.rng
        makers = {
            "any": (self.address, "private_address"),
            "tel": (lambda: checked.shape(rng, self.pick("phones", "|")), "private_phone"),
            "mail": (self.mail, "private_email"),
            "dob": (lambda: self.date(*self.born), "private_date"),
            "date": (
                lambda: self.date(rng.randint(2023, 2027), rng.randint(1, 12), rng.randint(1, 28)),
                "private_date",
            ),
            "id": (self.identity, "account_number"),
            "iban": (self.account, "account_number"),
            "card": (lambda: checked.card(rng), "account_number"),
            "customer": (
                lambda: checked.shape(rng, rng.choice(("*#######", "K-*####-##", "*## ### ###"))),
                "account_number",
            ),
        }
        if name.isdigit():
            return self.person(), "private_person"
        make, label = makers[name]
        return make(), label

    def person(self) -> str:
        first, last = self.pick(self.rng.choice(("women", "men"))), self.pick("lasts")
        if self.language == "zh":
            return last + first
        if self.language == "ja":
            return last + self.rng.choice(("", " ", " ")) + first
        if self.language == "es":
            return f"{first} {last} {self.pick('lasts')}"
        return self.rng.choice((f"{first} {last}", f"{first} {last}", f"{last}, {first}"))

    def address(self) -> str:
        rng, street, town = self.rng, self.pick("streets", "|"), self.pick("towns", "|")
        if self.language in ("zh", "ja"):
            for key, low, high in (("{n}", 3, 288), ("{b}", 1, 9), ("{r}", 101, 1204)):
                while key in street:
                    street = street.replace(
                        key, str(rng.randint(low, high if self.language == "zh" else min(high, 402))), 1
                    )
            post = (
                f"〒{checked.digits(rng, 3)}-{checked.digits(rng, 4)} "
                if self.language == "ja" and rng.random() < 0.5
                else ""
            )
            return f"{post}{town}{street}"
        number = str(rng.randint(1, 180)) + (rng.choice(("", "", "a", " b")) if self.language == "de" else "")
        if self.language == "es":
            return (
                f"{street}{rng.choice((', ', ' ', ' nº '))}{number}{rng.choice(('', ', 3º B', ', bajo izda.'))}, {town}"
            )
        return f"{street} {number}, {town}"

    def mail(self) -> str:
        rng = self.rng
        if self.language in ("zh", "ja"):
            name = rng.choice(LATIN) + rng.choice(("", checked.digits(rng, 2)))
        else:
            spelled = unicodedata.normalize(
                "NFKD", f"{self.pick('women')}.{self.pick('lasts')}".lower().replace("ß", "ss")
            )
            name = spelled.replace("ı", "i").encode("ascii", "ignore").decode()
        return f"{name}@{self.pick('mail')}"

    def date(self, year: int, month: int, day: int) -> str:
        rng = self.rng
        if self.language == "zh":
            return rng.choice((f"{year}年{month}月{day}日", f"{year}-{month:02}-{day:02}", f"{year}.{month}.{day}"))
        if self.language == "ja":
            return rng.choice((f"{year}年{month}月{day}日", f"{year}/{month:02}/{day:02}", f"{year}.{month}.{day}"))
        word = MONTHS[self.language][month - 1]
        if self.language == "es":
            return rng.choice(
                (f"{day} de {word} de {year}", f"{day:02}/{month:02}/{year}", f"{day}-{month}-{year % 100:02}")
            )
        return rng.choice((f"{day}. {word} {year}", f"{day:02}.{month:02}.{year}", f"{day}.{month}.{year % 100:02}"))

    def identity(self) -> str:
        made = {"de": checked.german_tax, "es": checked.dni, "ja": checked.my_number}
        return made[self.language](self.rng) if self.language in made else checked.chinese(self.rng, *self.born)

    def account(self) -> str:
        rng = self.rng
        if self.language in ("de", "es"):
            return checked.iban(rng, self.language.upper())
        if self.language == "zh":
            number = "62" + checked.digits(rng, 17)
            return number if rng.random() < 0.5 else " ".join(number[at : at + 4] for at in range(0, 19, 4))
        return checked.digits(rng, 7)


def source(language: str, rng: Random) -> FormEnglish | Abroad:
    return FormEnglish(rng) if language == "en" else Abroad(language, rng)
