"""Numbers, secrets and what is nobody's: accounts, documents, passwords; companies, products, amounts.

Knows shapes, not checksums: only Faker's numbers are valid. What returns the label None is not personal.
"""

from __future__ import annotations

from training import madeup
from training.names import Source
from training.phrases import phrases


class Numbers(Source):
    """Account numbers, secrets, and values without a label."""

    def slug(self) -> str:
        raise NotImplementedError

    def account(self) -> tuple[str, str]:
        """What names a person or their account with somebody; the numbers of things are in public.py (`order`)."""
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
                "ACC",
                "ID",
                "PAT",
                "A",
                "K",
                "C",
                "MB",
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
            )
        )(), "account_number"

    def ssn(self) -> tuple[str, str]:
        if self.own and self.rng.random() < 0.65:
            return self.shape(self.pick("ids")), "account_number"
        faker = self.rng.choice(self.fakers)
        return str(faker.ssn()), "account_number"

    def passport(self) -> tuple[str, str]:
        rng = self.rng
        if self.own and "passports" in self.phrases.lists and rng.random() < 0.7:
            return self.shape(self.pick("passports")), "account_number"
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
        if "accounts" in self.phrases.lists and rng.random() < 0.9:
            return self.shape(self.pick("accounts")), "account_number"
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

    def hexkey(self) -> tuple[str, str]:
        """A bare hexadecimal key: only what stands beside it tells it from a hash."""
        rng = self.rng
        text = madeup.pick(rng, madeup.HEX, rng.choice((32, 32, 40, 48, 64, 64, 128)))
        if rng.random() < 0.15:
            text = text.upper()
        if rng.random() < 0.05:
            text = ":".join(text[at : at + 2] for at in range(0, 32, 2))
        return text, "secret"

    def connection(self) -> tuple[str, str]:
        return madeup.connection(self.rng, self.rng.choice(("admin", "app", "root", self.slug()))), "secret"

    def pin(self) -> tuple[str, str]:
        return self.digits(self.rng.choice((4, 4, 5, 6, 6))), "secret"

    # what is nobody's

    def org(self) -> tuple[str, None]:
        own = phrases("common").lists.get(f"orgs {self.language}")
        if own and self.rng.random() < 0.7:
            return self.rng.choice(own), None
        return (
            self.rng.choice(phrases("common").lists["orgs"])
            if self.rng.random() < 0.6
            else self.rng.choice(self.fakers).company()
        ), None

    company = org

    def bank(self) -> tuple[str, None]:
        """A bank as people name it beside an account."""
        return (self.pick("banks"), None) if "banks" in self.phrases.lists else self.org()

    def product(self) -> tuple[str, None]:
        return self.rng.choice(phrases("common").lists["products"]), None

    def job(self) -> tuple[str, None]:
        return self.rng.choice(phrases("common").lists[f"jobs {self.language}"]), None

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
