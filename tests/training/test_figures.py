"""Figures are told as they are, the weakest first, and only where the README keeps a place for them."""

import pytest

from training.figures import BEGIN, END, evaluation, into_readme, peers_table, short


def result(name: str, relaxed: float, judged: tuple[str, ...] = ("private_person", "secret"), gold: int = 10) -> dict:
    values = {
        "gold": gold,
        "relaxed": relaxed,
        "exact": 0.5,
        "precision": 0.5,
        "recall": 0.5,
        "leak": 0.25,
        "over": 0.01,
    }
    return {
        "set": name,
        "pieces": 4,
        "judged": list(judged),
        **values,
        "interval": [0.1, 0.9],
        "touched": 0.125,
        "counts": {"harmless": 1000, "covered": 10, "lines": 8, "touched": 1},
        "categories": {"private_person": values, "secret": values | {"relaxed": 0.3}},
        "languages": {"en": values, "de": values | {"relaxed": 0.2}},
    }


@pytest.fixture
def content() -> dict:
    sets = [result("own documents", 0.9), result("secrets", 0.8), result("harmless text", 0.0, gold=0)]
    people = [
        result("held out: xx_news", 0.7, ("private_person",)),
        result("held out: yy_news", 0.4, ("private_person",)),
    ]
    found = dict.fromkeys(("product", "model", "rules", "presidio"), sets + people)
    return {"date": "2026-01-02", "seconds": dict.fromkeys(found, 2.0), "characters": 1000, "results": found}


def test_the_weakest_set_comes_first(content: dict) -> None:
    said = evaluation(content, "a machine", "a command")
    assert said.index("yy_news") < said.index("xx_news") < said.index("| own documents | 4")
    assert "| harmless text | 4 | 0 | - | - | - | 1.0 | 12.5 |" in said


def test_peers_stand_beside_us_only_where_more_than_people_is_judged(content: dict) -> None:
    said = peers_table(content["results"])
    assert "Presidio" in said and "detect-secrets" not in said and "news" not in said


def test_the_readme_gets_the_figures_in_their_place_and_nothing_else_changes(content: dict) -> None:
    readme = f"# Title\n{BEGIN}\nold\n{END}\nrest\n"
    new = into_readme(readme, short(content, "a machine"))
    assert new.startswith("# Title\n" + BEGIN) and new.endswith(END + "\nrest\n") and "old" not in new
    assert "de 20.0, en 90.0" in new


def test_the_short_table_has_the_weakest_first_and_others_beside_it(content: dict) -> None:
    lines = short(content, "a machine").splitlines()
    table = [line for line in lines if line.startswith("| ") and " % |" not in line]
    assert table == [
        "| people, held out: yy_news | 40.0 | 25.0 | 1.0 | - | - |",
        "| people, held out: xx_news | 70.0 | 25.0 | 1.0 | - | - |",
        "| secrets | 80.0 | 25.0 | 1.0 | 80.0 / 25.0 / 1.0 | 80.0 / 25.0 / 1.0 |",
        "| own documents | 90.0 | 25.0 | 1.0 | 90.0 / 25.0 / 1.0 | 90.0 / 25.0 / 1.0 |",
        "| harmless text | - | - | 1.0 | - / - / 1.0 | - / - / 1.0 |",
    ]


def test_sets_of_harmless_text_are_also_told_as_one(content: dict) -> None:
    more = result("harmless text, again", 0.0, gold=0) | {"pieces": 6, "over": 0.0, "touched": 0.0}
    more["counts"] = {"harmless": 3000, "covered": 10, "lines": 12, "touched": 0}
    content["results"] = {finder: [*sets, more] for finder, sets in content["results"].items()}
    assert "| harmless text, all of it together | 10 | 0 | - | - | - | 0.5 | 5.0 |" in evaluation(content, "", "")
    last = [line for line in short(content, "a machine").splitlines() if line.startswith("| ")][-1]
    assert last == "| harmless text, all of it together | - | - | 0.5 | - / - / 0.5 | - / - / 0.5 |"


def test_of_the_sets_of_people_alone_the_short_table_has_five(content: dict) -> None:
    more = [result(f"held out: z{number}_news", 0.5, ("private_person",)) for number in range(9)]
    content["results"] = {finder: sets + more for finder, sets in content["results"].items()}
    assert short(content, "a machine").count("| people, ") == 5


def test_a_readme_without_a_place_is_left_alone(content: dict) -> None:
    with pytest.raises(SystemExit, match="where the figures belong"):
        into_readme("# Title\n", short(content, "a machine"))
