"""What the README and NOTICE say about settings, commands, rooms and parts is true."""

import re
import shutil
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


def test_the_python_example_runs(all_faces, tmp_path, monkeypatch, capsys):
    code = README.split("```python\n")[1].split("```")[0]
    assert "http://127.0.0.1:7860" in code
    (tmp_path / "contract.pdf").write_bytes(letter_as_pdf("Signed by Jane Doe in March."))
    shutil.copy(ROOT / "apps/images/examples/chat.png", tmp_path / "screenshot.png")
    monkeypatch.chdir(tmp_path)
    exec(compile(code.replace("http://127.0.0.1:7860", all_faces.url), "README.md", "exec"), {})

    printed = capsys.readouterr().out
    assert "private_person Jane Doe" in printed
    assert "/view/" in printed


def letter_as_pdf(text):
    import pymupdf

    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), text)
        return document.tobytes()


@pytest.mark.parametrize("name", re.findall(r"^([\w-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
def test_a_part_that_is_installed_is_in_the_notice(name):
    known = "PyMuPDF" if name == "pymupdf-lite" else name

    assert re.search(rf"\b{re.escape(known)}\b", (ROOT / "NOTICE").read_text(encoding="utf-8"), re.IGNORECASE)
