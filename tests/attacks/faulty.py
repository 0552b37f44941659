"""A server with the faults that the tools are there to find: if one does not find its own here, its silence elsewhere
means nothing. Listens on loopback, holds nothing.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

POLICY = "default-src *; script-src 'unsafe-inline' https:"

HOME = """<!doctype html><title>Faulty</title><a href="/search?q=a">search</a> <a href="/item/1">an item</a>
<form action="/search"><input name="q"></form>"""


class Faulty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/search":
            asked = parse_qs(parts.query).get("q", [""])[0]
            self._answer(200, f"<!doctype html><title>Found</title><p>You asked for {asked}</p>")  # planted: XSS
        elif parts.path.startswith("/item/"):
            found = self._find(unquote(parts.path.removeprefix("/item/")))
            self._answer(200 if found else 404, f"<!doctype html><title>Item</title><p>{found or 'nothing here'}</p>")
        else:
            self._answer(200, HOME)

    def _find(self, name: str) -> str:
        with sqlite3.connect(":memory:") as database:
            database.execute("create table items (name text, colour text)")
            database.execute("insert into items values ('1', 'green')")
            try:
                rows = database.execute(f"select colour from items where name = '{name}'")  # planted: SQL injection
                return ", ".join(str(row[0]) for row in rows)
            except sqlite3.Error:
                return ""

    def _answer(self, status: int, page: str) -> None:
        body = page.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)  # planted: a policy that allows anything
        self.send_header("Set-Cookie", "session=1; Path=/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def faulty_server() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Faulty)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
