"""The folder of a Hugging Face Space with one face: what that face needs of this repository, and its card.

This module knows nothing of the Hub: pushing the folder there is left to `git` or `hf upload`.
"""

import shutil
from pathlib import Path

from shared.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]

FACES = ("documents", "images", "paste", "filter")

SYSTEM_PACKAGES = "tesseract-ocr\ntesseract-ocr-eng\n"
"""What a Space installs by apt before it starts (`packages.txt`)."""


def lay_out_space(face: str, folder: Path) -> list[Path]:
    """Copy one face and all it stands on into an empty folder. Gives the files written."""
    if folder.exists() and any(folder.iterdir()):
        raise BadInput("The folder is not empty. Please name a new one, so that no old file goes along.")
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc", "space.md")
    for room in ("shared", "frontends/common", f"frontends/{face}", f"apps/{face}"):
        shutil.copytree(ROOT / room, folder / room, ignore=ignore)
    for name in ("apps/__init__.py", "requirements.txt", "LICENSE", "NOTICE"):
        shutil.copyfile(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "apps" / face / "space.md", folder / "README.md")
    (folder / "packages.txt").write_text(SYSTEM_PACKAGES, encoding="utf-8")
    return sorted(path for path in folder.rglob("*") if path.is_file())
