"""Takes from a PDF's fonts what they say about letters that are no longer shown.

An embedded font names every letter it was used for: a table that turns codes into letters, a list of widths, the
names of glyphs. After a word was taken out, those of its letters that stand nowhere else tell that they once did.
Here only codes that are still shown keep their entries. Outlines are dropped by MuPDF's own subsetter before.

Knows no findings. Runs where it can be killed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

_SHOWS = {"Tj", "TJ", "'", '"'}
_MOST_DEPTH = 24
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9a-fA-F\s]*)>|(\[)|(\])")
_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n"
)
_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"

Used = Mapping[tuple[int, int], set[bytes]]
"""The strings that each font shows, by the font's object number."""


def prune(pdf: Any) -> set[int]:
    """Leave the fonts of this file nothing but the letters that its pages show.

    Gives the pages, counted from 0, that show a font whose codes are not of one length: it keeps its entries, so these
    pages have to become pictures.
    """
    shown: dict[tuple[int, int], set[bytes]] = defaultdict(set)
    fonts: dict[tuple[int, int], Any] = {}
    unclean: set[int] = set()
    for index, page in enumerate(pdf.pages):
        resources, here = page.obj.get("/Resources", pikepdf.Dictionary()), dict[tuple[int, int], Any]()
        _look_at(page.obj, resources, shown, here, set(), 0)
        fonts |= here
        if any(shown[number] and _size(font) is None for number, font in here.items()):
            unclean.add(index)
    for number, font in fonts.items():
        size = _size(font)
        if size is not None:
            _prune(pdf, font, size, shown[number])
    return unclean


def _size(font: Any) -> int | None:
    """How many bytes a code has; None where that differs, as in fonts made for Chinese or Japanese."""
    if str(font.get("/Subtype", "")) != "/Type0":
        return 1
    return 2 if str(font.get("/Encoding", "")) in ("/Identity-H", "/Identity-V") else None


def _look_at(
    stream: Any, resources: Any, shown: dict[tuple[int, int], set[bytes]], fonts: dict[tuple[int, int], Any],
    seen: set[tuple[int, int]], depth: int,
) -> None:  # fmt: skip
    """Note what each font shows in this content and in all that it draws with."""
    if depth > _MOST_DEPTH:
        return
    listed = resources.get("/Font", {})
    for name in list(listed.keys()):
        if listed[name].is_indirect:
            fonts[listed[name].objgen] = listed[name]
    for font, text in _texts(stream, listed):
        shown[font].add(text)
    inner = [*_streams(resources.get("/XObject", {})), *_streams(resources.get("/Pattern", {}))]
    for font in fonts.values():
        inner += _streams(font.get("/CharProcs", {}))
    for state in resources.get("/ExtGState", {}).values():
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
            inner.append(mask["/G"])
    for one in inner:
        if one.objgen not in seen and str(one.get("/Subtype", "")) != "/Image":
            seen.add(one.objgen)
            _look_at(one, one.get("/Resources", resources), shown, fonts, seen, depth + 1)


def _streams(named: Any) -> list[Any]:
    return [one for one in named.values() if isinstance(one, pikepdf.Stream)]


def _texts(stream: Any, fonts: Any) -> Iterator[tuple[tuple[int, int], bytes]]:
    font: tuple[int, int] | None = None
    before: list[tuple[int, int] | None] = []
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator == "q":
            before.append(font)
        elif operator == "Q" and before:
            font = before.pop()
        elif operator == "Tf":
            named = fonts.get(str(instruction.operands[0]))
            font = named.objgen if named is not None and named.is_indirect else None
        elif operator in _SHOWS and font is not None:
            for operand in instruction.operands:
                for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
                    if isinstance(part, pikepdf.String):
                        yield font, bytes(part)


def _prune(pdf: Any, font: Any, size: int, texts: set[bytes]) -> None:
    codes = {int.from_bytes(text[at : at + size]) for text in texts for at in range(0, len(text), size)}
    if isinstance(font.get("/ToUnicode"), pikepdf.Stream):
        letters = _letters(font["/ToUnicode"].read_bytes(), codes)
        font["/ToUnicode"] = pdf.make_stream(_table(letters, size))
    for descriptor in [font, *font.get("/DescendantFonts", [])]:
        details = descriptor.get("/FontDescriptor", {})
        for key in ("/CharSet", "/CIDSet"):
            if key in details:
                del details[key]
        _prune_widths(descriptor, codes)
    if size == 1:
        _prune_names(font, codes)


def _letters(table: bytes, codes: set[int]) -> dict[int, str]:
    """What the table says of these codes, as it writes it."""
    found: dict[int, str] = {}
    for block in _BLOCK.finditer(table):
        tokens = list(_TOKEN.finditer(block[2]))
        at = 0
        while at < len(tokens):
            first = _hex(tokens[at])
            if block[1] == b"bfchar" and at + 1 < len(tokens):
                if int(first or "0", 16) in codes:
                    found[int(first or "0", 16)] = _hex(tokens[at + 1])
                at += 2
            elif block[1] == b"bfrange" and at + 2 < len(tokens):
                start, end = int(first or "0", 16), int(_hex(tokens[at + 1]) or "0", 16)
                at += 2
                if tokens[at][2]:
                    at += 1
                    for code in range(start, end + 1):
                        if at < len(tokens) and not tokens[at][3]:
                            if code in codes:
                                found[code] = _hex(tokens[at])
                            at += 1
                    at += 1
                else:
                    letter = _hex(tokens[at])
                    for code in codes & set(range(start, min(end, start + 0xFFFF) + 1)):
                        found[code] = f"{int(letter or '0', 16) + code - start:0{max(4, len(letter))}x}"
                    at += 1
            else:
                break
    return found


def _hex(token: "re.Match[bytes]") -> str:
    return b"".join((token[1] or b"").split()).decode()


def _table(letters: Mapping[int, str], size: int) -> bytes:
    lines = [_HEAD, f"<{'00' * size}> <{'ff' * size}>\nendcodespacerange\n"]
    entries = [f"<{code:0{2 * size}x}> <{letter}>\n" for code, letter in sorted(letters.items())]
    for at in range(0, len(entries), 100):
        part = entries[at : at + 100]
        lines += [f"{len(part)} beginbfchar\n", *part, "endbfchar\n"]
    return "".join([*lines, _TAIL]).encode()


def _prune_widths(font: Any, codes: set[int]) -> None:
    if "/Widths" in font and "/FirstChar" in font:
        first = int(font["/FirstChar"])
        font["/Widths"] = pikepdf.Array(
            [width if first + number in codes else 0 for number, width in enumerate(font["/Widths"])]
        )
    if "/W" in font:
        kept = pikepdf.Array()
        for code, width in sorted(_widths(font["/W"]).items()):
            if code in codes:
                kept.append(code)
                kept.append(pikepdf.Array([width]))
        font["/W"] = kept


def _widths(listed: Any) -> dict[int, Any]:
    found: dict[int, Any] = {}
    items = list(listed)
    at = 0
    while at + 1 < len(items):
        if isinstance(items[at + 1], pikepdf.Array):
            found |= {int(items[at]) + number: width for number, width in enumerate(items[at + 1])}
            at += 2
        elif at + 2 < len(items):
            found |= dict.fromkeys(range(int(items[at]), min(int(items[at + 1]), 0xFFFF) + 1), items[at + 2])
            at += 3
        else:
            break
    return found


def _prune_names(font: Any, codes: set[int]) -> None:
    """The glyphs' names of an encoding: code, name, name, code, name."""
    encoding = font.get("/Encoding")
    if not isinstance(encoding, pikepdf.Dictionary) or "/Differences" not in encoding:
        return
    kept = pikepdf.Array()
    code = 0
    for item in encoding["/Differences"]:
        if isinstance(item, pikepdf.Name):
            if code in codes:
                kept.append(code)
                kept.append(item)
            code += 1
        else:
            code = int(item)
    encoding["/Differences"] = kept
