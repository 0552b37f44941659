"""A body whose length could be read in two ways is refused, and nothing behind it is taken for a request."""

import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.web.framing import body_length


@pytest.mark.parametrize(
    ("headers", "length"),
    [
        ([], 0),
        ([(b"content-length", b"12")], 12),
        ([(b"Content-Length", b"0")], 0),
        ([(b"transfer-encoding", b"chunked")], 0),
        ([(b"Transfer-Encoding", b" Chunked ")], 0),
        ([(b"content-length", b"12"), (b"content-length", b"12")], None),
        ([(b"content-length", b"12"), (b"Content-Length", b"13")], None),
        ([(b"content-length", b"12, 12")], None),
        ([(b"content-length", b"+12")], None),
        ([(b"content-length", b"-1")], None),
        ([(b"content-length", b"0x12")], None),
        ([(b"content-length", b"1_2")], None),
        ([(b"content-length", b"")], None),
        ([(b"content-length", "١٢".encode())], None),
        ([(b"content-length", b"9" * 16)], None),
        ([(b"content-length", b"12"), (b"transfer-encoding", b"chunked")], None),
        ([(b"transfer-encoding", b"chunked"), (b"transfer-encoding", b"chunked")], None),
        ([(b"transfer-encoding", b"gzip, chunked")], None),
        ([(b"transfer-encoding", b"identity")], None),
        ([(b"transfer-encoding", b"xchunked")], None),
    ],
)
def test_a_length_is_named_once_and_plainly(headers, length):
    assert body_length(headers) == length


@given(st.lists(st.tuples(st.sampled_from([b"content-length", b"transfer-encoding", b"x"]), st.binary(max_size=20))))
def test_any_headers_are_a_length_or_none(headers):
    length = body_length(headers)

    assert length is None or 0 <= length < 10**15


@pytest.mark.parametrize(
    "lines",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5",
        b"Content-Length: 5\r\nContent-Length: 30",
        b"Content-Length: +5",
        b"Transfer-Encoding: gzip, chunked",
        b"Transfer-Encoding : chunked",
    ],
    ids=bytes.decode,
)
def test_a_second_request_hidden_in_a_body_is_never_answered(together: Any, lines: bytes):
    hidden = b"GET /api/status HTTP/1.1\r\nHost: localhost\r\n\r\n"
    request = b"POST /api/paste HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + lines + b"\r\n\r\n"
    base = together.client.base_url
    with socket.create_connection((base.host, base.port), timeout=20) as connection:
        connection.sendall(request + b"0\r\n\r\n" + hidden)
        received = b""
        while chunk := connection.recv(65536):  # until the server ends the connection
            received += chunk

    assert received.startswith(b"HTTP/1.1 400 ")
    assert received.count(b"HTTP/1.1 ") == 1
    assert b"Healthy" not in received
