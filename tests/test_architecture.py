"""The floors of the house, read from the imports: who may know whom, and which room owns a heavy library."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import shared

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for top in ("shared", "apps") for path in (ROOT / top).rglob("*.py"))

FLOORS = {
    "shared.spans": 0,
    "shared.policy": 0,
    "shared.redaction": 0,
    "shared.errors": 0,
    "shared.settings": 0,
    "shared.logs": 0,
    "shared.engine": 1,
    "shared.rules": 1,
    "shared.replacements": 1,
    "shared.formats": 1,
    "shared.store": 1,
    "shared.detection": 2,
    "shared.decision": 2,
    "shared.policies": 2,
    "shared.filtering": 3,
    "shared.pictures": 3,
    "shared.picture_decisions": 3,
    "shared.picture_redaction": 3,
    "shared.filtering_pdf": 3,
    "shared.library": 3,
    "shared.reviews": 3,
    "shared.services": 3,
    "shared.web": 3,
    "apps": 4,
}

ROOMS_OF = {
    "torch": ("shared/engine",),
    "transformers": ("shared/engine",),
    "tokenizers": ("shared/engine",),
    "huggingface_hub": ("shared/engine",),
    "spaces": ("shared/engine",),
    "phonenumbers": ("shared/rules",),
    "stdnum": ("shared/rules",),
    "tldextract": ("shared/rules",),
    "pymupdf": ("shared/formats/pdf", "shared/formats/raster"),
    "pikepdf": ("shared/formats/pdf",),
    "pypdfium2": ("shared/formats/pdf",),
    "docx": ("shared/formats/docx",),
    "PIL": ("shared/formats", "apps/images/examples"),
    "pytesseract": ("shared/formats/ocr",),
    "cv2": ("shared/formats/ocr", "shared/formats/image"),
    "zxingcpp": ("shared/formats/image",),
    "pi_heif": ("shared/formats/image",),
    "sqlalchemy": ("shared/store",),
    "gradio": ("shared/web",),
}
"""One heavy library, one room: a path of the source tree, with or without the rest of a file's name."""


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Each module a file imports, and whether that happens on import of the file itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    late = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    } | {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) not in late
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            yield str(node.module), id(node) not in late
            for alias in node.names:
                if (ROOT / str(node.module).replace(".", "/") / f"{alias.name}.py").exists() or (
                    ROOT / str(node.module).replace(".", "/") / alias.name
                ).is_dir():
                    yield f"{node.module}.{alias.name}", id(node) not in late


def room_of(module: str) -> str | None:
    parts = module.split(".")
    for name in (".".join(parts[:2]), parts[0]):
        if name in FLOORS:
            return name
    return None


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path):
    own = room_of(module_of(path))
    if own is None:
        assert module_of(path) == "shared", f"{path} stands on no floor: add it to FLOORS"
        return
    for module, _ in imports(path):
        other = room_of(module)
        if other is None or other == own:
            continue
        beside = FLOORS[other] == FLOORS[own] and FLOORS[own] in (0, 3)  # rooms of the floors between never meet
        assert FLOORS[other] < FLOORS[own] or beside, (
            f"{module_of(path)} (floor {FLOORS[own]}) imports {module} (floor {FLOORS[other]})"
        )


@pytest.mark.parametrize("path", sorted((ROOT / "apps").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_face_knows_no_other_face(path):
    own = module_of(path).split(".")[:2]
    if own in (["apps"], ["apps", "all"]):
        return
    for module, _ in imports(path):
        if module.startswith("apps.") and module.split(".")[:2] != own:
            raise AssertionError(f"{module_of(path)} imports {module}")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_heavy_library_lives_in_one_room(path):
    place = str(path.relative_to(ROOT))
    for module, _ in imports(path):
        rooms = ROOMS_OF.get(module.split(".")[0])
        if rooms is None or place.startswith(rooms):
            continue
        assert module.startswith("gradio") and place.startswith("apps/") and place.endswith("/app.py"), (
            f"{place} imports {module}, which lives in {', '.join(rooms)}"
        )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_environment_is_read_in_one_place(path):
    if path.relative_to(ROOT) == Path("shared/settings.py"):
        return
    names = {"environ", "environb", "getenv", "putenv"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        by_attribute = isinstance(node, ast.Attribute) and node.attr in names and ast.unparse(node.value) == "os"
        by_name = isinstance(node, ast.ImportFrom) and node.module == "os" and names & {a.name for a in node.names}
        assert not by_attribute and not by_name, f"{path.relative_to(ROOT)} looks at the environment"


@pytest.mark.parametrize("path", sorted((ROOT / "apps").glob("*/pipeline.py")), ids=lambda path: path.parent.name)
def test_a_pipeline_knows_no_http(path):
    for module, _ in imports(path):
        assert module.split(".")[0] not in ("fastapi", "starlette", "gradio", "uvicorn")
        assert not module.startswith("shared.web")


def test_floor_0_costs_nothing_but_the_standard_library():
    modules = [name for name, floor in FLOORS.items() if floor == 0 and name != "shared.settings"]
    program = f"import sys; before = set(sys.modules); import {', '.join(modules)}; print(*sys.modules.keys() - before)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout

    foreign = {name.split(".")[0] for name in loaded.split()} - set(sys.stdlib_module_names) - {"shared"}
    assert not foreign


@pytest.mark.parametrize("module", ["shared.engine", "shared.rules", "shared.formats", "shared.detection", "apps.cli"])
def test_importing_a_room_loads_no_heavy_library(module):
    program = f"import sys; import {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout

    heavy = {"torch", "transformers", "pymupdf", "PIL", "gradio", "sqlalchemy", "phonenumbers"}
    assert not heavy & set(loaded.split())


def test_shared_is_the_one_of_this_repository():
    assert Path(shared.__file__).parent == ROOT / "shared"
