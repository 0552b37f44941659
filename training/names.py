"""People: names as they are written in a language, and what they are called on the net.

Knows the order and the usual shapes of names, names from elsewhere in the language's script, and
names in Latin letters for addresses. Does not know where they are put.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from faker import Faker

from training import madeup
from training.inflection import feminine, inflect, of_gender
from training.locales import (
    GIVEN_PARTS,
    HI_START,
    HI_VOWELS,
    HOME,
    JA_SOUNDS,
    KO_SOUNDS,
    LATIN_TO,
    LOCALES,
    NATIVE,
    ZH_SOUNDS,
    ascii_name,
    gazetteers,
)
from training.phrases import UNSPACED, phrases

LATIN = re.compile("[A-Za-zÀ-ž]")
LATIN_OR_HAN = re.compile("[A-Za-zÀ-ž\u4e00-\u9fff\uf900-\ufaff]")


class Source:
    """Chance, Faker and the phrases of one language; everything comes from the one seed."""

    def __init__(self, language: str, seed: int, data: Path, locale: str | None = None):
        self.language, self.rng = language, Random(f"{language}/{locale}/{seed}")
        self.phrases = phrases(language)
        chosen = [locale] if locale else list(LOCALES[language])
        by_name = {name: Faker(name) for name in dict.fromkeys(chosen)}
        for index, faker in enumerate(by_name.values()):
            faker.seed_instance(seed * 100 + index)
        self.fakers = [by_name[name] for name in chosen]  # a locale named twice is met twice as often
        self.own = locale is None
        self.names = gazetteers(data / "gazetteers")
        self.known: tuple[str, str] | None = None
        self.stranger = False  # whether the name drawn last is from elsewhere

    def pick(self, name: str) -> str:
        return self.rng.choice(self.phrases.lists[name])

    def digits(self, count: int) -> str:
        return str(self.rng.randint(1, 9)) + "".join(self.rng.choices("0123456789", k=count - 1))

    def shape(self, pattern: str) -> str:
        """'{3}-{4}' to random digits; '{n}', '{n1}', '{n2}', '{a}', '{z5}' and '{name}' likewise."""
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
            elif inside == "n2":
                out.append(str(self.rng.randint(1, 99)))
            elif inside == "a":
                out.append(self.rng.choice("ABCDEFGHJKLMNPRSTUW"))
            elif inside[0] == "z" and inside[1:].isdigit():
                out.append(self.digits(int(inside[1:])))
            else:
                out.append(getattr(self, inside)()[0] if hasattr(self, inside) else self.pick("names"))
        return "".join(out)


class Names(Source):
    """Names of people."""

    def foreign(self) -> tuple[str, str]:
        """A name from anywhere, in the language's script where that is not Latin."""
        language, rng = self.language, self.rng
        if "foreign given" in self.phrases.lists and rng.random() < 0.6:
            return self.pick("foreign given"), self.pick("foreign family")
        if language in ("zh", "ja", "ko"):
            sounds, low, high = {"zh": (ZH_SOUNDS, 2, 4), "ja": (JA_SOUNDS, 3, 5), "ko": (KO_SOUNDS, 2, 4)}[language]
            one, two = (madeup.pick(rng, sounds, low, high).strip("ーッンャィ") or "マリオ" for _ in range(2))
            return one, two
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
        self.stranger = chance < (0.3 if self.language not in NATIVE else 0.2) and self.own
        if self.stranger:
            names = self.foreign()
        elif chance > (0.6 if self.language in NATIVE else 0.7) and self.own and "given" in self.phrases.lists:
            names = self.given(), self.pick("family")
        elif chance < 0.42 and self.language in HOME and self.own:
            names = self.native("first"), self.native("last")
        else:
            faker = rng.choice(self.fakers)
            names = faker.first_name(), faker.last_name()
        if self.language in ("ru", "pl"):
            names = names[0], of_gender(names[1], feminine(names[0], self.language), self.language)
        self.known = names
        return names

    def given(self) -> str:
        """A given name; Chinese and Korean ones are also put together from what such names are made of."""
        rng, parts = self.rng, GIVEN_PARTS.get(self.language)
        if parts and rng.random() < 0.4:
            sizes = (1, 2, 2, 2) if self.language == "zh" else (1, 2, 2, 2, 2, 2, 2, 3)
            return "".join(rng.sample(parts, rng.choice(sizes)))
        return self.pick("given")

    def native(self, kind: str) -> str:
        """A name of the gazetteers in the language's own script."""
        known = [self.in_script(self.names[kind]["native"][country]) for country in HOME[self.language]]
        if any(known):
            return self.rng.choice(self.rng.choice([names for names in known if names]))
        faker = self.rng.choice(self.fakers)
        return str(faker.first_name() if kind == "first" else faker.last_name())

    def in_script(self, names: list[str]) -> list[str]:
        """Without the names that the gazetteers have in Latin letters, or in Chinese ones for Korean."""
        if self.language not in NATIVE:
            return names
        foreign = LATIN_OR_HAN if self.language == "ko" else LATIN
        return [name for name in names if not foreign.search(name)]

    def whole(self, first: str, last: str) -> str:
        """Both names in the order and with the mark that the language asks for."""
        rng, language = self.rng, self.language
        if language not in UNSPACED and language != "ko":
            return f"{first} {last}"
        if self.stranger:
            return first + rng.choice({"zh": "··••", "ja": "・・・・＝ ", "ko": " "}[language]) + last
        gap = " " if language != "zh" and rng.random() < (0.25 if language == "ja" else 0.05) else ""
        return last + gap + first

    def person(self) -> tuple[str, str]:
        rng, (first, last) = self.rng, self.pair()
        if self.language in UNSPACED or self.language == "ko":
            return self.whole(first, last), "private_person"
        if self.language == "ar" and rng.random() < 0.25:
            return self.lineage(first, last), "private_person"
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

    def lineage(self, first: str, last: str) -> str:
        """An Arabic name with a father's, a son's or a family's."""
        rng, father = self.rng, self.pick("given")
        family = last.removeprefix("آل ").removeprefix("ال")
        return rng.choice(
            (
                f"{first} بن {father} {last}",
                f"{first} {father} {last}",
                f"{first} {father} {self.pick('given')} {last}",
                f"أبو {father}",
                f"أم {father}",
                f"{first} أبو {father}",
                f"{first} آل {family}",
                f"{first} بن {father}",
                f"{first} بنت {father} ال{family}",
                f"{first} ال{family}",
            )
        )

    def first(self) -> tuple[str, str]:
        return self.pair()[0], "private_person"

    def last(self) -> tuple[str, str]:
        return self.alone(self.pair()[1]), "private_person"

    def alone(self, last: str) -> str:
        """A surname without a first name: the Dutch write its particle large."""
        return last[0].upper() + last[1:] if self.language == "nl" and self.rng.random() < 0.8 else last

    def again(self) -> tuple[str, str]:
        """The surname of the person named last, as news call somebody the second time."""
        return self.alone((self.known or self.pair())[1]), "private_person"

    def case(self, which: str, case: str) -> tuple[str, str]:
        first, last = (self.known or self.pair()) if which == "again" else self.pair()
        words = {"person": f"{first} {last}", "first": first}.get(which, last)
        return inflect(words, case, self.language), "private_person"

    def title(self) -> tuple[str, None]:
        return self.pick("titles"), None

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
                    rng.choice(madeup.words()) + last,
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
