"""What the README, the pages of docs and NOTICE say about settings, commands, rooms and parts is true."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from shared.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOUSE = (ROOT / "docs/house.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


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


def anchors(page):
    """What GitHub makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_leads_to_a_file_and_to_a_heading_of_it(page):
    for link in re.findall(r"\]\((?!http)([^)]+)\)", page.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        place = page.parent / name if name else page
        assert place.exists(), link
        assert not anchor or anchor in anchors(place), link


def test_the_readme_leads_to_every_page():
    assert [page.name for page in PAGES[1:] if f"(docs/{page.name})" not in README] == []


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: page.name)
def test_a_page_opens_with_what_a_user_would_say(page):
    assert re.match(r"# .+\n\n“[^”]+[.?]”\n\n", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_command_of_run_is_one_that_there_is(page):
    said = subprocess.run([ROOT / "run", "--help"], capture_output=True, text=True, check=True).stdout
    faces = {"documents", "images", "paste", "filter"}
    for word, name in re.findall(r"\./run ([a-z]+)(?: ([a-z]+))?", page.read_text(encoding="utf-8")):
        assert word in faces or f"./run {word} " in said, word
        assert word != "bench" or (ROOT / f"benchmarks/{name}.py").exists(), name


@pytest.mark.parametrize(
    "room", re.findall(r"^  ([a-z/_. ]+?)  +\S", HOUSE.split("```\nrun  test")[1].split("```")[0], re.MULTILINE)
)
def test_the_tree_names_rooms_that_are_there(room):
    for name in room.split():
        assert any((top / name).exists() for top in (ROOT / "apps", ROOT / "shared")), name


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("README.md", ("private_person Jane Doe", "'removed': 1")),
        ("docs/documents.md", ("private_person Jane Doe", "'removed': 1")),
        ("docs/images.md", ("'label': ",)),
        ("docs/paste.md", ("/view/",)),
    ],
)
def test_the_python_examples_of_a_page_run(page, said, all_faces, tmp_path, monkeypatch, capsys):
    examples = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    code = "\n".join(examples)
    assert "http://127.0.0.1:7860" in code
    (tmp_path / "contract.pdf").write_bytes(letter_as_pdf("Signed by Jane Doe in March."))
    shutil.copy(ROOT / "apps/images/examples/chat.png", tmp_path / "screenshot.png")
    monkeypatch.chdir(tmp_path)
    exec(compile(code.replace("http://127.0.0.1:7860", all_faces.url), page, "exec"), {})

    printed = capsys.readouterr().out
    for words in said:
        assert words in printed


def letter_as_pdf(text):
    import pymupdf

    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), text)
        return document.tobytes()


@pytest.mark.parametrize("name", re.findall(r"^([\w-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
def test_a_part_that_is_installed_is_in_the_notice(name):
    known = "PyMuPDF" if name == "pymupdf-lite" else name

    assert re.search(rf"\b{re.escape(known)}\b", (ROOT / "NOTICE").read_text(encoding="utf-8"), re.IGNORECASE)
