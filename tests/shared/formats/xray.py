"""`python -m tests.shared.formats.xray [FOLDER]`: redacted PDFs under x-ray, Free Law Project's finder of bad boxes.

x-ray pins an old PyMuPDF and silently puts it in the place of ours, so it is installed into an environment of its own,
in a temporary folder, and asked from there. Redacts what the tests build, and the PDFs of FOLDER, a fifth of all words
each; exits 1 when x-ray reads anything under a box. Not a test by itself: it needs a package index.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from shared.errors import BlackbarError
from shared.formats import open_document
from shared.formats.redacting import redact_file
from shared.redaction import Redaction
from shared.settings import Settings
from shared.spans import Span
from tests.shared.formats import canaries, pdfs

XRAY = "x-ray==0.4.0"
_PROGRAM = """
import asyncio, json, sys, xray
print(json.dumps({name: len(asyncio.run(xray.inspect(name))) for name in sys.argv[1:]}))
"""
BUILT = {
    "canaries": canaries.pdf(),
    "report": pdfs.report(4),
    "form": pdfs.form(),
    "columns": pdfs.two_columns(),
    "turned": pdfs.written([(72, 100, "dear Jane Miller, thank you")], rotation=90),
}

ALL_OF = {"canaries": 1.0}
"""Has words of its own under a box of its own: what nobody redacts stays there, and x-ray is right to find it."""


def redacted(data: bytes, share: float) -> bytes:
    """A copy without this share of its words."""
    settings, rng = Settings(), random.Random(3)
    document = open_document(data, settings, "pdf")
    words = [match for match in re.finditer(r"\S+", document.map.text) if rng.random() < share]
    found = [Redaction(Span(*match.span(), "private_person"), "<PRIVATE_PERSON>") for match in words]
    return redact_file(data, document, found, settings).data


def main(folder: str = "") -> int:
    """How it went, as an exit status."""
    sources = dict(BUILT) | {path.stem: path.read_bytes() for path in sorted(Path(folder).glob("*.pdf")) if folder}
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        venv.create(place / "venv", with_pip=True)
        subprocess.run([place / "venv/bin/pip", "install", "-q", XRAY], check=True)
        for stem, data in sources.items():
            try:
                (place / f"{stem}.pdf").write_bytes(redacted(data, ALL_OF.get(stem, 0.2)))
            except BlackbarError as refusal:
                print(f"{stem}: refused ({type(refusal).__name__})")
        files = sorted(map(str, place.glob("*.pdf")))
        program = [place / "venv/bin/python", "-c", _PROGRAM, *files]
        found = json.loads(subprocess.run(program, check=True, capture_output=True, text=True).stdout)
    bad = {Path(file).stem: pages for file, pages in found.items() if pages}
    print(f"{len(found)} redacted PDFs, {len(bad)} with something under a box {bad or ''}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
