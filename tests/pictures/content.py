"""The people and things on the drawn pages: invented, the same for one seed, in numbers set aside for examples.

The tuning and the scoring pages share no name, no street and no domain, so that what was tuned on one is not
known on the other. Knows nothing of pages or pixels.
"""

import random
import string
from dataclasses import dataclass

_POOLS = {
    "tuning": {
        "first": "Marta Daniel Helen Priya Tomasz Amara Rosa Henrik Oliver Julia Samir Grace Victor Leila Hugo Irene",
        "last": "Okonkwo Reyes Abernathy Nair Zielinski Diallo Velasquez Lindqvist Brandt Hartmann Haddad Fletcher "
        "Castellano Moreau Petrov Sandoval",
        "street": "Alder Creek Road,Linden Terrace,Maple Street,Harbor View Drive,Old Mill Lane,Juniper Court",
        "city": "Portland|OR|97205,Albany|NY|12207,Boulder|CO|80302,Savannah|GA|31401",
        "domain": "example.com example.org example.net",
    },
    "scoring": {
        "first": "Claire Benedict Noor Gideon Wilhelmina Takeshi Aoife Marcus Beatriz Elliot Fatima Soren Ingrid "
        "Dominic Yasmin Philippa",
        "last": "Whitcombe Adeyemi Rahman Stavros Kowalczyk Morimoto Gallagher Thornton Cavalcanti Fairbanks Bouzid "
        "Nygaard Halvorsen Pemberton Farouk Lockhart",
        "street": "Willowbrook Avenue,Chestnut Hill Road,Quarry Street,Saint Anne Boulevard,Pine Ridge Way,"
        "Elm Crescent",
        "city": "Madison|WI|53703,Tucson|AZ|85701,Burlington|VT|05401,Fort Worth|TX|76102",
        "domain": "mail.example acme.example northgate.example.com",
    },
}


@dataclass(frozen=True)
class Someone:
    """One invented person and all that belongs to them."""

    first: str
    last: str
    name: str
    initials: str
    email: str
    phone: str
    local: str
    street: str
    city: str
    born: str
    visit: str
    iban: str
    card: str
    ssn: str
    account: str
    ip: str
    url: str
    password: str
    aws: str
    token: str
    stripe: str


def people(pages: str, seed: int) -> list[Someone]:
    """Sixteen people for one page."""
    rng = random.Random(f"{pages} {seed}")
    pool = {key: value.split("," if "," in value else " ") for key, value in _POOLS[pages].items()}
    pool["first"], pool["last"] = (" ".join(pool[key]).split() for key in ("first", "last"))
    lasts = rng.sample(pool["last"], len(pool["last"]))
    return [_someone(rng, pool, first, last) for first, last in zip(_mixed(rng, pool["first"]), lasts, strict=True)]


def _mixed(rng: random.Random, values: list[str]) -> list[str]:
    return rng.sample(values, len(values))


def _someone(rng: random.Random, pool: dict[str, list[str]], first: str, last: str) -> Someone:
    def digits(count: int) -> str:
        return "".join(rng.choice(string.digits) for _ in range(count))

    def letters(count: int, alphabet: str = string.ascii_letters + string.digits) -> str:
        return "".join(rng.choice(alphabet) for _ in range(count))

    domain = rng.choice(pool["domain"])
    area = rng.choice(("202", "312", "415", "503", "617", "713"))
    town, state, code = rng.choice(pool["city"]).split("|")
    months = ("January", "March", "April", "June", "August", "October", "November")
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1951, 2003)
    account = digits(16)
    return Someone(
        first=first,
        last=last,
        name=f"{first} {last}",
        initials=first[0] + last[0],
        email=rng.choice((f"{first}.{last}", f"{first[0]}.{last}", f"{last}{digits(2)}", f"{first}_{last}")).lower()
        + f"@{domain}",
        phone=f"+1 {area} 555 01{digits(2)}",
        local=f"({area}) 555-01{digits(2)}",
        street=f"{rng.randint(11, 4980)} {rng.choice(pool['street'])}",
        city=f"{town}, {state} {code}",
        born=rng.choice(
            (f"{month:02}/{day:02}/{year}", f"{year}-{month:02}-{day:02}", f"{day} {rng.choice(months)} {year}")
        ),
        visit=f"{day} {rng.choice(months)} 2026",
        iban=_grouped(_iban(f"WEST{digits(14)}")),
        card=_grouped(_card("4" + account[:14])),
        ssn=f"{rng.randint(101, 665)}-{rng.randint(10, 99)}-{rng.randint(1001, 9998)}",
        account=f"{rng.choice(('ACC', 'CUST', 'MBR'))}-{digits(8)}",
        ip=f"{rng.choice(('203.0.113', '198.51.100', '192.0.2'))}.{rng.randint(2, 250)}",
        url=f"https://{domain}/u/{last.lower()}{digits(2)}",
        password=letters(4) + rng.choice("!#$%&*") + letters(6),
        aws="AKIA" + letters(16, string.ascii_uppercase + "234567"),
        token="ghp_" + letters(36),
        stripe="sk_test_" + letters(24),
    )


def _grouped(text: str) -> str:
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def _iban(account: str) -> str:
    number = "".join(str(int(sign, 36)) for sign in account + "GB00")
    return f"GB{98 - int(number) % 97:02}{account}"


def _card(digits: str) -> str:
    total = sum(sum(divmod(2 * int(d), 10)) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)
