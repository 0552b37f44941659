"""What others wrote and we ship is exactly what they published."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "frontends" / "common" / "vendor"


def test_every_vendored_file_has_the_hash_of_its_manifest():
    manifest = json.loads((VENDOR / "manifest.json").read_text())
    expected = {f"{one['folder']}/{name}": digest for one in manifest for name, digest in one["files"].items()}
    actual = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

    assert expected == actual


def test_everything_vendored_comes_with_its_licence_and_version():
    manifest = json.loads((VENDOR / "manifest.json").read_text())

    assert manifest
    assert all("LICENSE" in one["files"] and one["version"] and one["licence"] for one in manifest)
