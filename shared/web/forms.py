"""Reads the files of a form while they arrive, and nothing else of it: no names, no other fields.

This module knows nothing of where files go.
"""

from collections.abc import AsyncIterator, Callable
from typing import Any

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from shared.errors import BadInput, TooLarge

FIELD = b"files"
"""The field in which gradio's clients send files."""

MOST_FILES = 16
MOST_HEADER_BYTES = 4096


async def read_files(
    content_type: str, chunks: AsyncIterator[bytes], most_bytes: int, make_room: Callable[[int], None]
) -> list[bytes]:
    """The files of a multipart body, in order, each of at most `most_bytes`.

    `make_room` is told of every stretch of bytes before it is kept, and raises when there is no room for it.
    """
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise BadInput("A file is sent here as multipart/form-data, in a field named files.")
    form = _Form(most_bytes, make_room)
    try:
        parser = MultipartParser(boundary, form.callbacks())
        async for chunk in chunks:
            parser.write(chunk)
        parser.finalize()
    except MultipartParseError:
        raise BadInput("The upload did not arrive whole. Send the file again.") from None
    if form.is_open or not form.is_whole:
        raise BadInput("The upload did not arrive whole. Send the file again.")
    if not form.files:
        raise BadInput("No file came with the request. Send it in a field named files.")
    return [bytes(file) for file in form.files]


class _Form:
    """What has arrived of a form so far."""

    def __init__(self, most_bytes: int, make_room: Callable[[int], None]) -> None:
        self.files: list[bytearray] = []
        self.is_open = False
        self.is_whole = False
        self._most_bytes = most_bytes
        self._make_room = make_room
        self._name = bytearray()
        self._value = bytearray()
        self._into: bytearray | None = None

    def callbacks(self) -> Any:
        """As the parser calls them."""
        return {
            "on_part_begin": self._begin,
            "on_part_end": self._part_end,
            "on_end": self._end,
            "on_header_field": lambda data, start, end: self._header(self._name, data[start:end]),
            "on_header_value": lambda data, start, end: self._header(self._value, data[start:end]),
            "on_header_end": self._header_end,
            "on_part_data": self._data,
        }

    def _begin(self) -> None:
        self._into = None
        self.is_open = True

    def _part_end(self) -> None:
        self.is_open = False

    def _end(self) -> None:
        self.is_whole = True

    def _header(self, into: bytearray, data: bytes) -> None:
        into.extend(data)
        if len(into) > MOST_HEADER_BYTES:
            raise BadInput("The upload's headers are too long.")

    def _header_end(self) -> None:
        if self._name.lower() == b"content-disposition":
            _, fields = parse_options_header(bytes(self._value))
            if fields.get(b"name") == FIELD:
                if len(self.files) == MOST_FILES:
                    raise TooLarge(f"More than {MOST_FILES} files came at once. Send fewer.")
                self._into = bytearray()
                self.files.append(self._into)
        self._name.clear()
        self._value.clear()

    def _data(self, chunk: bytes, start: int, end: int) -> None:
        if self._into is None:
            return
        self._make_room(end - start)
        self._into.extend(memoryview(chunk)[start:end])
        if len(self._into) > self._most_bytes:
            raise TooLarge(f"The file is larger than {self._most_bytes // 1024**2} MB. Choose a smaller one.")
