"""Towns of the world: each language in its own letters, none of them named by an evaluation text, drawn alike again."""

import unicodedata
from pathlib import Path
from random import Random

import pytest

from training.machine import PROJECTS
from training.places import EVALUATION, evaluated, towns
from training.values import Values

SCRIPTS = {"ru": "CYRILLIC", "zh": "CJK", "ko": "HANGUL", "hi": "DEVANAGARI", "ar": "ARABIC", "de": "LATIN"}


@pytest.mark.parametrize("language", SCRIPTS)
def test_towns_are_written_in_the_letters_of_the_language(language: str) -> None:
    known = towns(language)

    assert len(known.home) > 100 and len(known.world) > 2000
    letters = {char for name in (*known.home, *known.world)[::7] for char in name if char.isalpha()}
    strange = {char for char in letters if not unicodedata.name(char).startswith(SCRIPTS[language])}
    assert len(strange) <= 0.02 * len(letters)


def test_no_town_that_an_evaluation_text_names_is_taught() -> None:
    said = (EVALUATION / "harmless" / "prose.en.txt").read_text(encoding="utf-8")

    assert "Austin" in said and evaluated("Austin") and "Austin" not in towns("en").home
    assert not evaluated("Kenilworth")
    assert not [name for name in towns("en").home[:2000] if f" {name}, " in said]


def test_no_brand_and_no_eponym_that_an_evaluation_text_names_is_taught(data: Path) -> None:
    for language in ("en", "fr", "ja"):
        values = Values(language, 3, data)
        for taught in (values.brands, values.eponyms):
            assert len(taught) > 80 and not any(map(evaluated, taught))


def test_no_software_that_an_evaluation_text_names_is_taught() -> None:
    assert len(PROJECTS) > 80 and not any(map(evaluated, PROJECTS))


def test_the_same_chance_draws_the_same_towns_the_large_and_near_ones_oftener() -> None:
    known, draws = towns("pl"), []
    for _ in range(2):
        rng = Random(5)
        draws.append([known.draw(rng) for _ in range(400)])

    assert draws[0] == draws[1]
    assert sum(name in known.home for name in draws[0]) > 120
    first = set(known.home[: len(known.home) // 4]) | set(known.world[: len(known.world) // 4])
    assert sum(name in first for name in draws[0]) > 160
