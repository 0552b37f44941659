"""What the README says about settings, commands and rooms is true."""

import re
from pathlib import Path

import pytest

from shared.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def variable(name: str) -> str:
    alias = Settings.model_fields[name].validation_alias
    return str(alias) if alias else f"BLACKBAR_{name.upper()}"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_in_the_table_with_its_description(name):
    field = Settings.model_fields[name]

    assert f"| `{variable(name)}` |" in README
    assert field.description in README


@pytest.mark.parametrize("variable_name", re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
def test_the_table_names_no_setting_that_is_not_there(variable_name):
    assert variable_name in {variable(name) for name in Settings.model_fields}


@pytest.mark.parametrize("link", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_a_link_leads_to_a_file(link):
    assert (ROOT / link).exists()


@pytest.mark.parametrize(
    "room", re.findall(r"^  ([a-z/_. ]+?)  +\S", README.split("```\nrun  test")[1].split("```")[0], re.MULTILINE)
)
def test_the_tree_names_rooms_that_are_there(room):
    for name in room.split():
        assert any((top / name).exists() for top in (ROOT / "apps", ROOT / "shared")), name
