"""The written material of the templates, one text file a language, and its reader.

Knows the file format: `## section` heads; in `labels` a field and its names; in the sections of TEMPLATES and SOMETIMES
one template a line, with `{placeholders}`, `\\n` and `\\t`; everywhere else (`months`, `dates`, `streets`, `given`,
`firms`, `eponyms`, `words` and so on) a list split by `;`. `sentences`, `news` and `calls` (short requests) are about
people; in `plain` and `facts` (much that looks personal) nothing is private. Does not know how a placeholder is filled.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "tr", "zh", "ja", "ko", "hi", "ar", "mx")
NEIGHBOURS = ("fi",)  # languages with templates for running text, and English ones beside them
UNSPACED = ("zh", "ja")
TEMPLATES = ("sentences", "news", "calls", "plain", "facts")
SOMETIMES = ("asked", "notes")  # templates that some languages have: a question = its answer; small documents


@dataclass(frozen=True)
class Phrases:
    language: str
    labels: dict[str, tuple[str, ...]]
    lists: dict[str, tuple[str, ...]]

    def names(self, field: str) -> tuple[str, ...]:
        return self.labels.get(field, (field,))


def read(path: Path) -> Phrases:
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            current = sections.setdefault(line[3:].strip(), [])
        elif line.strip():
            current.append(line.strip().replace("\\n", "\n").replace("\\t", "\t"))
    labels, lists = {}, {}
    for line in sections.pop("labels", []):
        field, _, names = line.partition(" = ")
        labels[field] = tuple(name.strip() for name in names.split(";"))
    base = sections.pop("base", None)
    for name, lines in sections.items():
        if name in (*TEMPLATES, *SOMETIMES):
            lists[name] = tuple(lines)
        else:
            lists[name] = tuple(item.strip() for line in lines for item in line.split(";") if item.strip())
    if base:
        parent = read(path.with_name(base[0] + path.suffix))
        labels = parent.labels | labels
        both = {
            name: outweighing(lists.get(name, ()), parent.lists[name]) for name in TEMPLATES if name in parent.lists
        }
        lists = parent.lists | lists | both
    return Phrases(path.stem, labels, lists)


def outweighing(own: tuple[str, ...], parents: tuple[str, ...]) -> tuple[str, ...]:
    """A language's own lines beside those of the language it is near to: twice as often met at least."""
    return own * max(2, -(-2 * len(parents) // max(1, len(own)))) + parents


@cache
def phrases(language: str, folder: Path = Path(__file__).parent) -> Phrases:
    return read(folder / f"{language}.txt")
