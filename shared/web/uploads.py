"""The file you sent waits in memory until it is read, once, and is never written down.

gradio keeps uploads in a folder, named by their content, for ever, and gives them to whoever asks. Here an
upload has a random name of 256 bits, lies in memory only, and is handed out once: two people who send the
same file do not meet, nothing can be fetched, linked or left behind, not even by a power cut. `take_upload`
never opens a path, so a path in a request cannot name anything.

This module knows nothing of what is in a file.
"""

import re
import secrets
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from shared.errors import BadInput, BadValue, Busy, EmptyInput, TooLarge
from shared.settings import Settings

KEPT_SECONDS = 600.0
"""How long an upload waits for the call that reads it. Sending and calling are one step in every client."""

MOST_FILES = 16
MOST_HEADER_BYTES = 4096

_NAME = re.compile(r"upload/[0-9a-f]{64}")

LOST = "The file is no longer here: a file is kept for a few minutes and read once. Choose it again."


@dataclass(frozen=True, slots=True)
class _Waiting:
    data: bytes
    since: float

    def __repr__(self) -> str:
        return f"<upload of {len(self.data)} bytes>"


class Uploads:
    """Files between the request that sends them and the call that reads them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, _Waiting] = {}

    def put(self, data: bytes, most_bytes: int) -> str:
        """Keep `data` and say under which name. Raises Busy when too much is waiting already."""
        name = f"upload/{secrets.token_hex(32)}"
        with self._lock:
            if sum(len(one.data) for one in self._waiting.values()) + len(data) > most_bytes:
                raise Busy("Many files are waiting to be read. Try again in a minute.")
            self._waiting[name] = _Waiting(data, time.monotonic())
        return name

    def take(self, name: object) -> bytes | None:
        """The file of this name, once; None when there is none (any more)."""
        if not isinstance(name, str):
            return None
        with self._lock:
            one = self._waiting.pop(name, None)
        return one.data if one else None

    def sweep(self, kept_seconds: float = KEPT_SECONDS) -> None:
        """Forget what nobody came for."""
        oldest = time.monotonic() - kept_seconds
        with self._lock:
            for name in [name for name, one in self._waiting.items() if one.since <= oldest]:
                del self._waiting[name]

    def __len__(self) -> int:
        return len(self._waiting)


UPLOADS = Uploads()
"""The uploads of this process. Names are random, so the servers of a test process share it without meeting."""


def take_upload(file: object, settings: Settings, most_bytes: int | None = None) -> bytes:
    """The bytes of the file a client sent with a call. They are read once: a second call finds nothing.

    Raises BadInput for anything that is not an upload of ours, EmptyInput, and TooLarge past `most_bytes`.
    """
    if not isinstance(file, dict) or not isinstance(file.get("path"), str):
        raise BadValue("A file is expected here, uploaded first, as gradio's clients and the page do it.")
    if not _NAME.fullmatch(file["path"]):
        raise BadInput("This is not a file that was sent here. Nothing is read by its path or its address.")
    data = UPLOADS.take(file["path"])
    if data is None:
        raise BadInput(LOST)
    if not data:
        raise EmptyInput("The file is empty. Choose one with something in it.")
    most = most_bytes if most_bytes is not None else max(settings.max_document_bytes, settings.max_image_bytes)
    if len(data) > most:
        raise TooLarge(f"The file is larger than {most // 1024**2} MB. Choose a smaller one.")
    return data


async def read_form(content_type: str, chunks: AsyncIterator[bytes], most_bytes: int) -> list[bytes]:
    """The files of a multipart body's `files` fields, in order. Other fields and all names are let go."""
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise BadInput("A file is sent here as multipart/form-data, in a field named files.")
    files: list[bytearray] = []
    header: dict[str, bytearray] = {"name": bytearray(), "value": bytearray()}
    part: dict[str, bytearray | None] = {"into": None}

    def begin() -> None:
        part["into"] = None

    def collect(which: str, data: bytes, start: int, end: int) -> None:
        header[which].extend(data[start:end])
        if len(header[which]) > MOST_HEADER_BYTES:
            raise BadInput("The upload's headers are too long.")

    def header_end() -> None:
        if header["name"].lower() == b"content-disposition":
            _, fields = parse_options_header(bytes(header["value"]))
            if fields.get(b"name") == b"files":
                if len(files) == MOST_FILES:
                    raise TooLarge(f"More than {MOST_FILES} files came at once. Send fewer.")
                files.append(bytearray())
                part["into"] = files[-1]
        header["name"].clear()
        header["value"].clear()

    def data(chunk: bytes, start: int, end: int) -> None:
        into = part["into"]
        if into is not None:
            into.extend(memoryview(chunk)[start:end])
            if len(into) > most_bytes:
                raise TooLarge(f"The file is larger than {most_bytes // 1024**2} MB. Choose a smaller one.")

    parser = MultipartParser(
        boundary,
        {
            "on_part_begin": begin,
            "on_header_field": lambda d, s, e: collect("name", d, s, e),
            "on_header_value": lambda d, s, e: collect("value", d, s, e),
            "on_header_end": header_end,
            "on_part_data": data,
        },
    )
    try:
        async for chunk in chunks:
            parser.write(chunk)
        parser.finalize()
    except MultipartParseError:
        raise BadInput("The upload did not arrive whole. Send the file again.") from None
    if not files:
        raise BadInput("No file came with the request. Send it in a field named files.")
    return [bytes(one) for one in files]
