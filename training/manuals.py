"""Real prose in many languages in which nothing is private: the help pages of an office suite.

    python -m training.manuals --pages DIR --data DIR --work DIR

DIR/libreoffice-help-*/ are Debian's packages of that name, unpacked (`make manuals` does it). Writes
WORK/manuals.jsonl, a piece of some paragraphs a line, which `training.corpus` deals out to its shards.
Templates alone know too few words: to a model that has met no weather, no verbs and no menus, an unknown word
with a capital is a name. What may be a name or a contact is left out of the loss: some examples are about people.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from training.pieces import Mark, Piece, save

LANGUAGES = {
    **{"da": "da", "de": "de", "en-us": "en", "es": "es", "fi": "fi", "fr": "fr", "hi": "hi", "it": "it", "ja": "ja"},
    **{"ko": "ko", "nl": "nl", "pl": "pl", "pt": "pt", "ru": "ru", "tr": "tr", "zh-cn": "zh"},
}
LONGEST_PAGE = 300_000  # bytes; the longer ones are indexes
PARAGRAPH = range(4, 900)  # characters
DOUBTFUL = re.compile(r"\S+@\S+|https?:\S+|www\.\S+|[+(]\d[\d ()/-]{7,}\d|\d{1,4}([-/.])\d{1,2}\1\d{2,4}")
WORD = re.compile(r"[^\W\d_]+")


def paragraphs(page: bytes) -> Iterator[str]:
    """The text of a page, block by block."""
    from lxml import html

    tree = html.fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    for area in tree.xpath('//*[@id="DisplayArea"]')[:1]:
        for block in area.xpath(".//h1|.//h2|.//h3|.//p|.//pre"):
            text = " ".join(block.text_content().split())
            if len(text) in PARAGRAPH:
                yield text


def pages(folder: Path, known: set[str]) -> Iterator[list[str]]:
    """The pages of one language: what an earlier page or language said already is left out."""
    for path in sorted(folder.rglob("*.html")):
        if "text" in path.parts and path.stat().st_size < LONGEST_PAGE:
            fresh = [text for text in dict.fromkeys(paragraphs(path.read_bytes())) if text not in known]
            known.update(fresh)
            if fresh:
                yield fresh


def names(gazetteers: Path, words: set[str]) -> frozenset[str]:
    """Forenames and surnames that are not also words: `words` are those seen in lower case."""
    found: set[str] = set()
    for path in gazetteers.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                found.update(filter(None, (row["Localized Name"], row["Romanized Name"])))
    return frozenset(name for name in found if len(name) > 2 and name[0].isupper() and name.lower() not in words)


def piece(text: str, language: str, people: frozenset[str]) -> Piece:
    """A piece with nothing in it, but for what may be somebody after all."""
    doubtful = [Mark(match.start(), match.end(), "") for match in DOUBTFUL.finditer(text)]
    doubtful += [Mark(match.start(), match.end(), "") for match in WORD.finditer(text) if match[0] in people]
    return Piece(text, (), tuple(sorted(doubtful, key=lambda mark: mark.start)), language, "manual pages")


def pieces(page: list[str], language: str, people: frozenset[str], rng: Random) -> Iterator[Piece]:
    """A page in parts of one to six paragraphs."""
    at = 0
    while at < len(page):
        size = rng.choice((1, 1, 2, 3, 4, 6))
        joint = rng.choice((" ", "\n", "\n", "\n\n"))
        yield piece(joint.join(page[at : at + size]), language, people)
        at += size


def corpus(folder: Path, gazetteers: Path, seed: int) -> list[Piece]:
    """All languages, English first: the others hold some pages that nobody has translated."""
    known: set[str] = set()
    read = {
        language: list(pages(folder / f"libreoffice-help-{package}", known))
        for package, language in sorted(LANGUAGES.items(), key=lambda pair: (pair[1] != "en", pair))
    }
    people = names(gazetteers, lower_words(text for found in read.values() for page in found for text in page))
    rng = Random(f"manuals/{seed}")
    made = [one for language, found in read.items() for page in found for one in pieces(page, language, people, rng)]
    rng.shuffle(made)
    return made


def lower_words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(text) if word[0].islower()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True, help="folder of the unpacked packages")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora and gazetteers")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is made, outside the repository")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = corpus(options.pages, options.data / "gazetteers", options.seed)
    print(save(options.work / "manuals.jsonl", found), "pieces of", len({one.lang for one in found}), "languages")


if __name__ == "__main__":
    main()
