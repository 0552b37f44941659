"""What looks personal and is nobody's: things named after people, public dates and numbers, hours, scores.

Knows how firms, prizes and streets borrow a name, and the shapes of ISBN, flights, orders and standards. Every
value here goes without a label. Does not know in which sentences it stands: that is `facts` in phrases/.
"""

from __future__ import annotations

import base64
import re
from functools import cached_property

from training import madeup
from training.inflection import inflect
from training.names import Names
from training.numbers import Numbers
from training.places import evaluated

NAMED = re.compile(r"\{(forename|namesake|patron)(?:_(\w+))?\}")
AIRLINES = ("LH", "BA", "AF", "KL", "TK", "SU", "LO", "AZ", "IB", "EK", "AI", "NH", "KE", "CA", "U2", "DL")
TRAINS = ("ICE", "IC", "RE", "TGV", "AVE", "EC", "RB", "S", "G", "D", "FR", "IR", "K", "KTX", "EN")
THINGS = (
    "ORD",
    "INV",
    "TKT",
    "INC",
    "PO",
    "SO",
    "RMA",
    "PRJ",
    "SKU",
    "ART",
    "LOT",
    "BL",
    "DN",
    "RE",
    "RG",
    "CHG",
    "WO",
)
STANDARDS = ("ISO", "DIN EN", "IEC", "RFC", "ГОСТ", "GB/T", "JIS", "KS", "IEEE", "BS", "NF EN", "UNI", "TS EN", "ASTM")


class Public(Names, Numbers):
    """Values without a label that a hasty reader takes for somebody's."""

    def borrowed(self, which: str, case: str = "") -> tuple[str, None]:
        """A name that a thing bears; the person named last stays who it was."""
        before = self.known
        first, last = self.pair()
        self.known = before
        text = {"forename": first, "namesake": last}.get(which) or self.whole(first, last)
        return (inflect(text, case, self.language) if case else text), None

    def forename(self) -> tuple[str, None]:
        return self.borrowed("forename")

    def namesake(self) -> tuple[str, None]:
        return self.borrowed("namesake")

    def patron(self) -> tuple[str, None]:
        return self.borrowed("patron")

    def firm(self) -> tuple[str, None]:
        """A firm, a practice, a shop or a school that is called like its founder."""
        return NAMED.sub(lambda found: self.borrowed(found[1], found[2] or "")[0], self.pick("firms")), None

    def brand(self) -> tuple[str, None]:
        """A firm, a shop, a paper, a club or a product that everybody knows, and no evaluation text names."""
        return self.rng.choice(self.brands), None

    def eponym(self) -> tuple[str, None]:
        """A law, a prize, an illness, a street or a ship that is called like somebody."""
        return self.rng.choice(self.eponyms), None

    @cached_property
    def brands(self) -> tuple[str, ...]:
        return self.unevaluated("brands")

    @cached_property
    def eponyms(self) -> tuple[str, ...]:
        return self.unevaluated("eponyms")

    def unevaluated(self, section: str) -> tuple[str, ...]:
        return tuple(name for name in self.phrases.lists[section] if not evaluated(name))

    def firmhost(self) -> tuple[str, None]:
        """The domain of a service."""
        name = re.sub("[^a-z]", "", self.rng.choice(madeup.words())) or "shop"
        end = self.rng.choice((".com", ".de", ".co.uk", ".org", ".io", ".net", ".example", ".co.kr", ".fr"))
        before, after = self.rng.choice(("", "mail.", "news.", "e.")), self.rng.choice(("", "shop", "-bank", "hub"))
        return before + name + after + end, None

    def word(self) -> tuple[str, None]:
        """A word written large: a plant, a country, a command, a day."""
        text = self.pick("words")
        return text[:1].upper() + text[1:], None

    def public_date(self) -> tuple[str, None]:
        """The date of a law, an edition or a holiday."""
        rng = self.rng
        return self.written_date(rng.randint(1, 28), rng.randint(1, 12), rng.randint(1850, 2028)), None

    def written_date(self, day: int, month: int, year: int) -> str:
        raise NotImplementedError

    def order(self) -> tuple[str, None]:
        """The number of a thing: an order, a part, an invoice, a parcel, a ticket, an article, a build."""
        rng = self.rng
        letters = "".join(rng.choices("ABCDEFGHKLMNPRSTVWXZ", k=rng.randint(1, 3)))
        return rng.choice(
            (
                self.digits(rng.randint(4, 10)),
                f"{letters}-{self.digits(rng.randint(3, 6))}",
                f"{letters}{self.digits(rng.randint(3, 8))}",
                f"{rng.randint(2015, 2027)}-{self.digits(rng.randint(3, 6))}",
                f"{self.digits(4)}-{self.digits(3)}-{self.digits(2)}",
                f"{self.digits(3)}.{self.digits(3)}.{self.digits(2)}",
                f"{letters}-{self.digits(3)}/{self.digits(2)}",
                f"{self.digits(3)}-{self.digits(7)}-{self.digits(7)}",
                f"{rng.choice(THINGS)}-{self.digits(rng.randint(3, 7))}",
                f"{rng.choice(THINGS)}{self.digits(rng.randint(4, 9))}",
                f"{rng.choice(THINGS)}-{rng.randint(2015, 2027)}-{self.digits(rng.randint(3, 6))}",
                f"{rng.randint(2015, 2027)}/{self.digits(rng.randint(3, 6))}",
                "1Z" + madeup.pick(rng, madeup.UPPER, 16),
                f"{rng.choice('RCLE')}{rng.choice('RBXA')}{self.digits(9)}{rng.choice(('DE', 'CN', 'GB', 'FR', 'KR'))}",
                self.digits(rng.choice((12, 13, 14, 18, 20))),
                f"#{self.digits(rng.randint(3, 7))}",
            )
        ), None

    def isbn(self) -> tuple[str, None]:
        return self.rng.choice(
            (
                f"978-{self.digits(1)}-{self.digits(4)}-{self.digits(4)}-{self.digits(1)}",
                f"978{self.digits(10)}",
                f"{self.digits(1)}-{self.digits(3)}-{self.digits(5)}-X",
                f"979-{self.digits(2)}-{self.digits(3)}-{self.digits(4)}-{self.digits(1)}",
            )
        ), None

    def issn(self) -> tuple[str, None]:
        return f"{self.digits(4)}-{self.digits(3)}{self.rng.choice('0123456789X')}", None

    def flight(self) -> tuple[str, None]:
        rng = self.rng
        return rng.choice(AIRLINES) + rng.choice(("", " ")) + self.digits(rng.randint(2, 4)), None

    def train(self) -> tuple[str, None]:
        rng = self.rng
        return rng.choice(TRAINS) + rng.choice(("", " ")) + self.digits(rng.randint(1, 4)), None

    def standard(self) -> tuple[str, None]:
        rng = self.rng
        return f"{rng.choice(STANDARDS)} {self.digits(rng.randint(3, 5))}" + rng.choice(
            ("", f":{rng.randint(1990, 2026)}", f"-{rng.randint(1, 9)}")
        ), None

    def score(self) -> tuple[str, None]:
        rng = self.rng
        return rng.choice(
            (
                f"{rng.randint(0, 6)}{rng.choice(':-–')}{rng.randint(0, 6)}",
                f"{rng.randint(60, 130)}-{rng.randint(60, 130)}",
                f"6-{rng.randint(0, 4)} {rng.randint(0, 5)}-6 7-5",
                f"{rng.randint(15, 35)}:{rng.randint(15, 35)}",
            )
        ), None

    def hours(self) -> tuple[str, None]:
        """Opening hours."""
        rng = self.rng
        start, end = rng.randint(6, 11), rng.randint(12, 23)
        return rng.choice(
            (
                f"{start}:00-{end}:00",
                f"{start:02}:30 – {end}:30",
                f"{start}-{end}",
                f"{start:02}.00-{end}.00",
                f"{start}:00~{end}:00",
            )
        ), None

    def count(self) -> tuple[str, None]:
        """A larger number, with or without marks between its thousands."""
        number = self.rng.choice((self.rng.randint(400, 9999), self.rng.randint(10000, 9999999)))
        return f"{number:,}".replace(",", self.rng.choice((",", ".", " ", "", "'"))), None

    def isodate(self) -> tuple[str, None]:
        rng = self.rng
        return f"{rng.randint(1995, 2030)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}", None

    def md5(self) -> tuple[str, None]:
        return madeup.pick(self.rng, madeup.HEX, 32), None

    def sha1(self) -> tuple[str, None]:
        return madeup.pick(self.rng, madeup.HEX, 40), None

    def sha256(self) -> tuple[str, None]:
        return madeup.pick(self.rng, madeup.HEX, 64), None

    def commit(self) -> tuple[str, None]:
        return madeup.pick(self.rng, madeup.HEX, 7, 10), None

    def integrity(self) -> tuple[str, None]:
        """What a lock file says of a package."""
        size, kind = self.rng.choice(
            ((64, "sha512-"), (64, "sha512-"), (20, "sha1-"), (48, "sha384-"), (32, "sha256-"))
        )
        return kind + base64.b64encode(self.rng.randbytes(size)).decode(), None

    def uuid(self) -> tuple[str, None]:
        return "-".join(madeup.pick(self.rng, madeup.HEX, size) for size in (8, 4, 4, 4, 12)), None
