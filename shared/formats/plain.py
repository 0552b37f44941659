"""Reads plain text, whatever it was saved as: UTF-8, UTF-16, or Windows-1252 where it is neither.

Line ends become the same in the text and stay as they are in the file. Bytes that are no text are refused. Nothing
here can be led astray by a file, so this is the one reader that runs in the server itself.
"""

import codecs
import re
from collections.abc import Iterator, Sequence

from shared.errors import TooLarge, WrongType
from shared.formats.document import Block, Page, Range, TextDocument
from shared.formats.textmap import Passage, Run, TextMap

# Tab, line feed, form feed, carriage return, escape (terminal colours in logs), backspace and bell are seen in text.
_BINARY = re.compile("[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_BINARY_SHARE = 0.001

_BLOCK_CHARACTERS = 4_000
"""A log without a blank line is cut at line ends after this many characters: a page cannot show it in one piece."""

_NOT_TEXT = "This file is not a text: it holds other bytes. Send a PDF, a Word file (.docx) or a plain text."


def read_plain(data: bytes, max_characters: int) -> TextDocument:
    """The text in these bytes, in paragraphs."""
    source, encoding = decode(data)
    text, runs = same_line_ends(source)
    if len(text) > max_characters:
        raise TooLarge(
            f"This text has {len(text):,} characters; the most that are taken is {max_characters:,}. Send a part of it."
        )
    return TextDocument(
        "text",
        TextMap(text, runs),
        (Page(1, 0, len(text)),),
        tuple(Block("paragraph", start, end) for start, end in _paragraphs(text)),
        notes=notes_on(text, encoding),
        source=source,
        encoding=encoding,
    )


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was in. Raises WrongType for what is no text."""
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_BINARY.findall(text)) > _BINARY_SHARE * len(text):
            raise WrongType(_NOT_TEXT)
        return text, encoding
    raise WrongType(_NOT_TEXT)


def _candidates(data: bytes) -> Sequence[str]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    # Windows programs write UTF-16 without a mark too: then every other byte of Western text is zero.
    head = data[:4096]
    if 5 * head[1::2].count(0) > len(head) and not head[0::2].count(0):
        return ("utf-16-le",)
    if 5 * head[0::2].count(0) > len(head) and not head[1::2].count(0):
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def same_line_ends(source: str) -> tuple[str, tuple[Run[Passage], ...]]:
    """The text with every line end a line feed, and where each piece of it stands in the file."""
    runs: list[Run[Passage]] = []
    pieces: list[str] = []
    position = length = 0
    for match in re.finditer("\r\n?", source):
        if match.start() > position:
            runs.append(Run(length, length + match.start() - position, Passage("", 0, position)))
        length += match.start() - position + 1
        pieces.append(source[position : match.start()])
        position = match.end()
    if position < len(source):
        runs.append(Run(length, length + len(source) - position, Passage("", 0, position)))
    return "\n".join([*pieces, source[position:]]), tuple(runs)


def notes_on(text: str, encoding: str) -> tuple[str, ...]:
    """What a person should know about how the text was read."""
    if not text.strip():
        return ("No text was found in this file.",)
    if encoding == "cp1252":
        return (
            "This text is not in UTF-8; it was read as Western European (Windows-1252). If letters look wrong, save "
            "it as UTF-8 and try again.",
        )
    return ()


def _paragraphs(text: str) -> Iterator[Range]:
    start = end = -1
    position = 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip()
        if start >= 0 and (not words or position - start > _BLOCK_CHARACTERS):
            yield start, end
            start = -1
        if words:
            start = position if start < 0 else start
            end = position + len(words)
        position += len(line)
    if start >= 0:
        yield start, end
