"""Lines of technical text, by domain: in `nobody.txt` nothing is personal, in `somebody.txt` something is in each line.

Knows the file format: `## domain` heads, one pattern a line, `\\n` and `\\t`; `head ==> row` is a table whose row is
drawn again and again. Does not know how a placeholder is filled: that is machine.py and values.py.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def patterns(name: str, folder: Path = Path(__file__).parent) -> dict[str, tuple[str, ...]]:
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            current = sections.setdefault(line[3:].strip(), [])
        elif line.strip():
            current.append(line.replace("\\n", "\n").replace("\\t", "\t"))
    return {head: tuple(lines) for head, lines in sections.items()}
