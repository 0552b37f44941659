"""English sentences and small documents, as people and firms write them: carriers in english.txt, and their values.

Written on 2026-11-22 without a look at the training texts, for what other sets lack: names without a title or a
label beside them, first and last names alone, addresses of five countries whole and in part, many shapes of telephone
numbers, firms and towns that are nobody's. Labelled are people, their addresses (street and town as one; a street
alone; a postcode alone), telephones, mail, pages and machine addresses, birth dates and the dates of what happened
to them, their numbers, their secrets. Not labelled: firms, products, towns and countries as such, opening hours,
amounts, numbers of orders and tickets. Not judged, because both readings are right: people of history, the mail of
a help desk, ages, the date at the head of a letter, the town where somebody lives when it stands without a street, the
last four digits of a card.
"""

# ruff: noqa: E501 (lists of values, a line a country)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from training.eval import checked
from training.eval.written import listed, written
from training.pieces import Piece

HERE = Path(__file__).parent / "english.txt"
TIMES = 3

# origin: women, men, last names
NAMES = {
    "english": ("Hazel Imogen Tamsin Beverley Joyce Holly", "Gareth Nigel Trevor Wesley Clive Dale",
                "Pemberton Ashworth Lockwood Whitcombe Tillman Garrity Hobbs Crane Stokes Bright"),
    "american": ("Kaylee Brandi Darlene Peyton Shelby LaToya", "Hunter Dwayne Chad Randall Tyrell Kurt",
                 "Hathaway Dunlap McAllister Boggs Sizemore Langley Rhodes Woods Van Buren Speer"),
    "irish": ("Aoife Niamh Sinead Grainne", "Cormac Declan Padraig Eoin", "O'Shea Gallagher MacNamara Hennessy Ni Bhriain Tuohy"),
    "indian": ("Lakshmi Anjali Meenakshi Harpreet", "Rajesh Vikram Suresh Gurpreet", "Subramanian Deshpande Iyer Chowdhury Gill Nair"),
    "chinese": ("Xiuying Meiling Yan Jiayi", "Weiming Haoran Jun Zhiyuan", "Ouyang Zhao Fung Tsai Lau Xu"),
    "nigerian": ("Chidinma Folasade Ngozi Amina", "Olumide Emeka Babatunde Ibrahim", "Okonkwo Adeyemi Nwosu Balogun Eze Abubakar"),
    "arabic": ("Noura Rania Hanan Zaynab", "Khaled Yousef Tariq Mahmoud", "Al-Masri Haddad Khalil El-Sayed Qureshi Darwish"),
    "spanish": ("Ximena Guadalupe Rosario Itzel", "Esteban Ramiro Joaquin Alejandro", "Villanueva Escobedo Quintero Ybarra Montoya Zuniga"),
    "polish": ("Agnieszka Katarzyna Malgorzata Ewa", "Zbigniew Krzysztof Tomasz Jacek", "Wojcik Szczepanski Zielinska Kaminski Nowicki Baran"),
    "greek": ("Eleni Despina Vasiliki Anthi", "Stavros Panagiotis Kostas Yiannis", "Papadakis Stephanopoulos Vlahos Kouris Manos Drakos"),
    "vietnamese": ("Thuy Huong Linh Ngoc Anh", "Minh Duc Quang Huy", "Nguyen Tran Vo Huynh Dang Pham"),
    "ghanaian": ("Akosua Adwoa Efua Abena", "Kwabena Kofi Yaw Kojo", "Asante Owusu Boateng Mensah Agyeman Ofori"),
}  # fmt: skip
TWO_WORDS = {"Van Buren": "Van_Buren", "Ni Bhriain": "Ni_Bhriain", "Ngoc Anh": "Ngoc_Anh"}
MAIL = ("gmail.com", "outlook.com", "btinternet.com", "yahoo.co.uk", "bigpond.com", "eircom.net", "proton.me", "comcast.net", "shaw.ca", "me.com")  # fmt: skip

STREETS = {
    "us": ("Willow Bend Dr", "N Kedzie Ave", "Cimarron Trail", "State Route 44", "W 83rd St", "Pecan Grove Ln", "Old Mill Rd", "Sycamore St NE", "Lakeview Blvd", "Bayou Cir"),
    "uk": ("Ferndale Close", "Cathedral Walk", "Upper Tollgate Road", "The Maltings", "St Cuthbert's Avenue", "Brickfield Lane", "Haverstock Gardens", "Nelson Mews", "Weir View", "Mill Bank"),
    "au": ("Banksia Street", "Wattle Grove Rd", "Macquarie Parade", "Kookaburra Ct", "Esplanade East", "Billabong Drive", "Swanston Pl", "Gumtree Way"),
    "ca": ("Chemin Lakeshore", "Dundas St W", "Maple Ridge Cres", "Rue Sainte-Famille", "Portage Ave", "Kootenay Bay Rd", "Bronson Avenue", "Elbow Dr SW"),
    "ie": ("Strand Road", "Cnoc na Greine", "Harbour Row", "Mill Lane", "Father Mathew Quay", "Ashgrove Heights", "Main Street", "Friary Court"),
}  # fmt: skip
TOWNS = {
    "us": ("Boise, ID 837##", "Chattanooga, TN 374##", "Duluth, MN 558##", "Las Cruces, NM 880##", "Yonkers, NY 107##", "Fargo ND 581##", "Savannah, Georgia 314##", "Tacoma, WA 984##-####", "Lubbock, TX 794##"),
    "uk": ("Shrewsbury SY# #@@", "Kettering NN1# #@@", "London SE2# #@@", "Inverness IV# #@@", "Carlisle, CA# #@@", "Aberystwyth, SY2# #@@", "Lisburn BT2# #@@", "Wakefield, West Yorkshire, WF# #@@"),
    "au": ("Toowoomba QLD 43##", "Fremantle WA 61##", "Geelong, VIC 32##", "Wollongong NSW 25##", "Launceston TAS 72##", "Mount Gambier SA 52##"),
    "ca": ("Saskatoon, SK S7# #@#", "Kelowna BC V1# #@#", "Moncton, NB  E1# #@#", "Sherbrooke, QC J1# #@#", "Mississauga, ON L5# #@#", "Lethbridge AB T1# #@#"),
    "ie": ("Skibbereen, Co. Cork", "Clonmel, Co. Tipperary, E91 ####", "Dublin 8", "Dundalk, Co. Louth A91 @###", "Ennis, Co Clare", "Tralee, Co. Kerry V92 @#@#"),
}  # fmt: skip
CITIES = {
    "us": "Boise Chattanooga Duluth Yonkers Tacoma Lubbock",
    "uk": "Shrewsbury Kettering Inverness Carlisle Wakefield",
    "au": "Toowoomba Fremantle Geelong Launceston",
    "ca": "Saskatoon Kelowna Moncton Mississauga",
    "ie": "Skibbereen Clonmel Dundalk Tralee",
}
AREAS = {"us": ("312", "415", "208", "512", "646", "702", "919", "615"), "ca": ("604", "416", "514", "403", "902")}
PHONES = {
    "us": ("(AAA) *##-####", "AAA-*##-####", "AAA.*##.####", "+1 AAA *## ####", "1-AAA-*##-####", "AAA *## ####", "AAA-*##-#### ext. *##", "+1AAA*######", "AAA/*##-####"),
    "uk": ("0774# ######", "+44 7912 ######", "0208 9## ####", "020 7### ####", "01743 2#####", "(0161) 4## ####", "0785#######", "+44 (0)113 2## ####", "0044 7700 ### ###"),
    "au": ("0412 ### ###", "+61 4## ### ###", "(02) 9### ####", "07 3### ####", "0438######"),
    "ca": ("AAA-*##-####", "(AAA) *##-####", "+1-AAA-*##-####", "AAA.*##.####", "1 (AAA) *##-####"),
    "ie": ("087 *## ####", "+353 86 *## ####", "(021) 4## ####", "01 6## ####", "085-*######", "+353 1 4## ####"),
}  # fmt: skip
MONTHS = listed("January February March April May June July August September October November December")
DAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
WORDS = listed("Tractor Biscuit Pelican Lantern Magpie Saffron Gravel Walnut Thistle Cobalt Ferret Marble")


@dataclass(frozen=True)
class Person:
    woman: bool
    first: str
    middle: str
    last: str


class English:
    """The values of one document."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.country = rng.choice(("us", "us", "uk", "uk", "au", "ca", "ie"))
        self.people: dict[str, Person] = {}
        self.places: dict[str, tuple[str, str, str]] = {}
        self.kept: dict[str, str] = {}

    def fill(self, name: str) -> tuple[str, str | None]:
        kind, _, part = name.partition(".")
        if kind.isdigit():
            return self.somebody(kind, part)
        country = self.country if kind.rstrip("23") == "any" else kind.rstrip("23")
        if country in STREETS:
            return self.place(kind, country, part)
        if kind == "tel":
            return self.phone(part or self.country), "private_phone"
        return VALUES[kind](self, part)

    def phone(self, country: str) -> str:
        shape = self.rng.choice(PHONES[country])
        return checked.shape(self.rng, shape.replace("AAA", self.rng.choice(AREAS.get(country, ("",)))))

    # people

    def somebody(self, number: str, part: str) -> tuple[str, str | None]:
        if number not in self.people:
            self.people[number] = self.person()
        person, rng = self.people[number], self.rng
        first, last = person.first, person.last
        plain = {
            "title": ("Ms", "Mrs", "Miss")[rng.randrange(3)] if person.woman else "Mr",
            "he": "she" if person.woman else "he",
            "He": "She" if person.woman else "He",
            "his": "her" if person.woman else "his",
            "His": "Her" if person.woman else "His",
            "him": "her" if person.woman else "him",
        }
        if part in plain:
            return plain[part], None
        slug = f"{first}.{last}".lower().replace(" ", "").replace("'", "")
        contact = {
            "email": (self.mail(first, last), "private_email"),
            "handle": ("@" + slug.replace(".", rng.choice(("_", "", "."))) + rng.choice(("", "7", "_88")), "private_url"),
            "page": (rng.choice((f"https://{slug.replace('.', '')}.com", f"www.{slug.replace('.', '-')}.net",
                                 f"linkedin.com/in/{slug.replace('.', '-')}", f"https://www.facebook.com/{slug}",
                                 f"github.com/{slug.replace('.', '')}")), "private_url"),
        }  # fmt: skip
        if part in contact:
            kept = self.kept.setdefault(f"{number}.{part}", contact[part][0])
            return kept, contact[part][1]
        forms = {
            "": f"{first} {last}",
            "first": first,
            "last": last,
            "mid": f"{first} {person.middle[0]}. {last}",
            "middle": f"{first} {person.middle} {last}",
            "initial": f"{first[0]}. {last}",
            "initials": f"{first[0]}.{person.middle[0]}. {last}",
            "sorted": f"{last}, {first}",
            "upper": f"{first} {last}".upper(),
            "lower": f"{first} {last}".lower(),
            "firstlower": first.lower(),
            "shout": last.upper(),
        }
        return forms[part], "private_person"

    def person(self) -> Person:
        rng = self.rng
        known = {person.last for person in self.people.values()}
        while True:
            origin = rng.choice(("english", "american", *NAMES))
            woman = rng.random() < 0.5
            women, men, lasts = (self.split(part) for part in NAMES[origin])
            first, middle = rng.sample(women if woman else men, 2)
            last = rng.choice(lasts)
            if last not in known and not any(first == person.first for person in self.people.values()):
                return Person(woman, first, middle, last)

    @staticmethod
    def split(names: str) -> list[str]:
        for whole, joined in TWO_WORDS.items():
            names = names.replace(whole, joined)
        return [name.replace("_", " ") for name in names.split()]

    def mail(self, first: str, last: str) -> str:
        first, last = (part.lower().replace(" ", "").replace("'", "") for part in (first, last))
        name = self.rng.choice((f"{first}.{last}", f"{first[0]}{last}", f"{last}_{first[0]}", f"{first}{last[0]}{self.rng.randint(60, 99)}", f"{first}-{last}"))  # fmt: skip
        return f"{name}@{self.rng.choice(MAIL)}"

    # places

    def place(self, key: str, country: str, part: str) -> tuple[str, str | None]:
        rng = self.rng
        if key not in self.places:
            number = f"{rng.choice(('Flat 9, ', 'Flat 2B, ', '', '', '', ''))}{rng.randint(2, 240)}"
            if country in ("us", "ca", "au"):
                number = {"us": str(rng.randint(101, 18999)), "au": rng.choice(("9/", "14/", "", "")) + str(rng.randint(1, 190)),
                          "ca": rng.choice((f"{rng.randint(2, 40)}-", "", "")) + str(rng.randint(12, 9900))}[country]  # fmt: skip
            street = f"{number} {rng.choice(STREETS[country])}"
            if country == "us":
                street += rng.choice(("", "", "", " Apt 4C", ", Unit 12", " #307"))
            self.places[key] = street, checked.shape(rng, rng.choice(TOWNS[country])), ""
        street, town, _ = self.places[key]
        if part == "town":  # where somebody lives, without the street: not judged
            return rng.choice(CITIES[country].split()), ""
        if part == "city":  # a town as such
            return rng.choice(CITIES[country].split()), None
        forms = {
            "": f"{street}, {town}",
            "lines": f"{street}\n{town}",
            "street": street,
            "lower": f"{street} {town}".lower().replace(",", ""),
            "post": town.split(", ")[-1] if country == "us" else " ".join(town.replace(",", "").split()[-2:]),
        }
        return forms[part], "private_address"

    # numbers, dates, secrets

    def once(self, key: str, make: Callable[[], str]) -> str:
        """The same value wherever a document asks for it again."""
        return self.kept.setdefault(key, make())

    def dated(self, low: int, high: int, label: str | None) -> tuple[str, str | None]:
        rng = self.rng
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(low, high)
        name = MONTHS[month - 1]
        numeric = f"{month:02}/{day:02}/{year}" if self.country == "us" else f"{day:02}/{month:02}/{year}"
        return rng.choice((
            f"{day} {name} {year}", f"{name} {day}, {year}", numeric, numeric, f"{year}-{month:02}-{day:02}",
            f"{day} {name[:3]} {year}", f"{day}.{month}.{year}", f"{name[:3]} {day} {year}",
        )), label  # fmt: skip

    def soon(self) -> tuple[str, str]:
        """A day of somebody's: the visit, the delivery."""
        rng = self.rng
        day, month = rng.randint(4, 28), rng.choice(MONTHS)
        return rng.choice(
            (f"{day} {month}", f"{month} {day}", f"{day}{ordinal(day)} of {month}", f"{rng.choice(DAYS)} {day} {month}")
        ), "private_date"

    def password(self) -> str:
        rng = self.rng
        one, other = rng.sample(WORDS, 2)
        return rng.choice((f"{one}{other}{rng.randint(1, 99)}", f"{one.lower()}-{other.lower()}-{rng.randint(100, 999)}",
                           f"{one[:4]}!{other[:3]}{rng.randint(1000, 9999)}", one.lower() + str(rng.randint(1950, 2012)),
                           checked.letters(rng, 2) + "$" + checked.digits(rng, 3) + checked.letters(rng, 4, "abdefghkmnpqrt")))  # fmt: skip

    def key(self) -> str:
        rng = self.rng
        letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        return rng.choice(("AKIA" + checked.letters(rng, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
                           "ghp_" + checked.letters(rng, 36, letters), "sk_live_" + checked.letters(rng, 24, letters),
                           "xoxb-" + checked.digits(rng, 12) + "-" + checked.letters(rng, 24, letters)))  # fmt: skip


def ordinal(day: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th") if day // 10 != 1 else "th"


def number(pattern: str) -> Callable[[English, str], tuple[str, str | None]]:
    return lambda source, part: (
        source.once(pattern + part, lambda: checked.shape(source.rng, pattern)),
        "account_number",
    )


VALUES: dict[str, Callable[[English, str], tuple[str, str | None]]] = {
    "card": lambda source, part: (source.once("card" + part, lambda: checked.card(source.rng)), "account_number"),
    "last4": lambda source, _: (checked.digits(source.rng, 4), ""),
    "iban": lambda source, part: (checked.iban(source.rng, part or source.rng.choice(("GB", "IE", "DE", "NL", "FR"))), "account_number"),
    "ssn": lambda source, _: (checked.ssn(source.rng), "account_number"),
    "nino": lambda source, _: (checked.nino(source.rng), "account_number"),
    "nhs": lambda source, _: (checked.nhs(source.rng), "account_number"),
    "tfn": lambda source, _: (checked.tfn(source.rng), "account_number"),
    "sin": lambda source, _: (checked.sin(source.rng), "account_number"),
    "ppsn": lambda source, _: (checked.ppsn(source.rng), "account_number"),
    "routing": lambda source, _: (checked.routing(source.rng), "account_number"),
    "sort": number("##-##-##"),
    "acct": number("*#######"),
    "usacct": number("*##########"),
    "policy": number("HX-*##-#####"),
    "customer": number("C*######"),
    "member": number("*## ### ###"),
    "mrn": number("*######"),
    "staff": number("E*####"),
    "passport": number("*########"),
    "licence": number("@###-####-####"),
    "booking": number("@@*@#@"),
    "dob": lambda source, _: source.dated(1938, 2012, "private_date"),
    "date": lambda source, _: source.dated(2023, 2027, "private_date"),
    "soon": lambda source, _: source.soon(),
    "day": lambda source, _: source.dated(2024, 2026, ""),
    "age": lambda source, _: (str(source.rng.randint(19, 88)), ""),
    "pw": lambda source, part: (source.once("pw" + part, source.password), "secret"),
    "pin": lambda source, part: (source.once("pin" + part, lambda: checked.digits(source.rng, source.rng.choice((4, 4, 6)))), "secret"),
    "key": lambda source, _: (source.key(), "secret"),
    "ip": lambda source, _: (f"{source.rng.choice((81, 92, 109, 203))}.{source.rng.randint(2, 250)}.{source.rng.randint(2, 250)}.{source.rng.randint(2, 250)}", "private_url"),
    "amount": lambda source, _: (f"{source.rng.choice('$£€')}{source.rng.randint(4, 900)}.{source.rng.randint(0, 99):02}", None),
    "order": lambda source, _: (checked.shape(source.rng, "*#####"), None),
    "time": lambda source, _: (source.rng.choice(("9:15", "2pm", "half past ten", "16:40", "8.30am")), None),
}  # fmt: skip


def english(seed: int) -> list[Piece]:
    """Every carrier three times, with other values each."""
    return list(written(HERE, English, TIMES, seed, "en"))
