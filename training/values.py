"""One value for each placeholder of the templates, with the label it earns.

Knows places, contact data and dates in a country's shape; names and numbers come from names.py and
numbers.py, what is nobody's from public.py. Does not know where values are put.
"""

from __future__ import annotations

from faker import Faker

from training import madeup
from training.locales import PROVINCES, STATES, TERRITORIES, WITHOUT_ADDRESSES, WITHOUT_STREETS
from training.phrases import UNSPACED, phrases
from training.places import towns
from training.public import Public

BENT = ("person", "first", "last", "again", "forename", "namesake", "patron")  # names that a sentence may bend


class Values(Public):
    """Fills placeholders for one language."""

    travelled = True  # whether towns of the whole world are met; the evaluation keeps to its own

    # places

    def street(self) -> tuple[str, str]:
        faker = self.rng.choice(self.fakers)
        known = self.covers(faker) and faker.locales[0] not in WITHOUT_STREETS
        if self.own and (self.rng.random() < 0.7 or not known):
            return self.shape(self.pick("streets")), "private_address"
        return faker.street_address().replace("\n", ", "), "private_address"

    def city(self) -> tuple[str, str]:
        if self.travelled and self.own and self.rng.random() < 0.25:
            return towns(self.language).draw(self.rng), "private_address"
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
        return faker.locales[0] not in WITHOUT_ADDRESSES

    def zip(self) -> tuple[str, str]:
        if self.language == "en" and self.own and self.rng.random() < 0.4:
            return self.rng.choice((self.postcode, self.canadian, self.irish))()
        return self.shape(self.pick("zips")) if self.own else self.fakers[0].postcode(), "private_address"

    def address(self) -> tuple[str, str]:
        if self.own and self.rng.random() < 0.75:
            text = self.shape(self.pick("address"))
        else:
            faker = self.rng.choice(self.fakers)
            text = self.shape(self.pick("address")) if self.own and not self.covers(faker) else faker.address()
        if self.rng.random() < 0.8:
            text = text.replace("\n", ", " if self.language not in UNSPACED else " ")
        return text, "private_address"

    def postcode(self) -> tuple[str, str]:
        """A British one."""
        rng = self.rng
        area = rng.choice(
            ("N", "E", "W", "M", "B", "L", "S", "SW", "SE", "NW", "EH", "CF", "BT", "LS", "OX", "CB", "YO")
        )
        inward = self.digits(1) + "".join(rng.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
        text = f"{area}{rng.randint(1, 29)}{rng.choice(('', '', '', 'A'))}{rng.choice((' ', ' ', ' ', ''))}{inward}"
        return text, "private_address"

    def stateside(self) -> tuple[str, str]:
        """Town, state and ZIP code as the United States write them."""
        rng = self.rng
        town = next((faker for faker in self.fakers if faker.locales[0] == "en_US"), self.fakers[0]).city()
        plus = f"-{self.digits(4)}" if rng.random() < 0.15 else ""
        state = rng.choice(STATES)
        return f"{town}{rng.choice((', ', ', ', ' '))}{state} {rng.randint(501, 99950):05}{plus}", "private_address"

    def canadian(self) -> tuple[str, str]:
        """A Canadian postal code."""
        one, *rest = self.rng.choices("ABCEGHJKLMNPRSTVXY", k=3)
        gap = self.rng.choice((" ", " ", " ", ""))
        return f"{one}{self.digits(1)}{rest[0]}{gap}{self.digits(1)}{rest[1]}{self.digits(1)}", "private_address"

    def irish(self) -> tuple[str, str]:
        """An Eircode."""
        rng = self.rng
        area = rng.choice("ACDEFHKNPRTVWXY") + f"{rng.randint(1, 98):02}"
        return (
            f"{area}{rng.choice((' ', ' ', ''))}{madeup.pick(rng, 'ACDEFHKNPRTVWXY0123456789', 4)}",
            "private_address",
        )

    def commonwealth(self) -> tuple[str, str]:
        """Town and code as Canada, Australia, Ireland, New Zealand and the United Kingdom write them."""
        rng = self.rng
        town, comma = self.pick(rng.choice(("towns ca", "towns au", "towns ie", "towns nz", "towns uk"))), ", "
        name, _, region = town.partition(" = ")
        if region in PROVINCES:
            text = f"{name}{comma}{region} {self.canadian()[0]}"
        elif region in TERRITORIES:
            text = f"{name}{rng.choice((' ', ' ', comma))}{region} {rng.randint(800, 7999):04}"
        elif region == "IE":
            text = f"{name}{comma}{rng.choice(('Co. ', 'County ', ''))}{self.pick('counties ie')}"
            text += rng.choice(("", comma + self.irish()[0], " " + self.irish()[0], comma + "Ireland"))
        elif region == "NZ":
            text = f"{name}{rng.choice((' ', comma))}{rng.randint(110, 9899):04}"
        else:
            text = f"{name}{rng.choice((comma, ' ', comma + self.pick('counties uk') + comma))}{self.postcode()[0]}"
        return text, "private_address"

    # contact

    def phone(self) -> tuple[str, str]:
        if self.own and self.rng.random() < 0.75:
            return self.shape(self.pick("phones")), "private_phone"
        return self.rng.choice(self.fakers).phone_number(), "private_phone"

    def email(self) -> tuple[str, str]:
        domain = (
            self.rng.choice(phrases("common").lists["mail domains"])
            if self.rng.random() < 0.7
            else self.rng.choice(self.fakers).domain_name()
        )
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

    # what is nobody's

    def place(self) -> tuple[str, None]:
        """A town as a topic: nobody lives there."""
        if self.travelled and self.rng.random() < 0.6:
            return towns(self.language).draw(self.rng), None
        return self.city()[0], None

    def fill(self, name: str) -> tuple[str, str | None]:
        which, _, case = name.partition("_")
        if case and which in BENT:
            return self.borrowed(which, case) if which in BENT[4:] else self.case(which, case)
        value: tuple[str, str | None] = getattr(self, name)()
        return value
