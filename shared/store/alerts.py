"""What policies wanted somebody to know, kept until it is deleted: the newest, sealed, also over a restart.

An alert names a context and a document, which are a caller's own words, so only the server's key opens it. This
module does not read alerts.
"""

import hashlib
import hmac
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import delete, func, insert, select

from shared.store.failing import in_plain_words
from shared.store.sealing import SealBroken, seal, unseal
from shared.store.server_key import server_key
from shared.store.tables import alerts, open_database, truncate_log

MOST_KEPT = 10_000
"""A policy that alerts on every name would otherwise fill the disk."""


class AlertStore:
    """Alerts by their id in a database given by its URL, sealed under the server's key in `key_file`."""

    def __init__(self, url: str, key_file: Path, most: int = MOST_KEPT) -> None:
        self._server_key = server_key(key_file)
        self._database = open_database(url)
        self._most = most

    def add(self, new: Iterable[tuple[str, bytes]]) -> None:
        """Keeps these, each with its id, and lets go of the oldest beyond the most that are kept."""
        rows = [self._sealed(alert_id, content) for alert_id, content in list(new)[-self._most :]]
        if not rows:
            return
        with in_plain_words(), self._database.begin() as connection:
            connection.execute(insert(alerts), rows)
            last = connection.scalar(select(func.max(alerts.c.number))) or 0
            connection.execute(delete(alerts).where(alerts.c.number <= last - self._most))

    def every(self) -> list[bytes]:
        """All that are kept, the oldest first. One that was sealed under another key is left out."""
        with in_plain_words(), self._database.connect() as connection:
            found = connection.execute(select(alerts.c.row, alerts.c.sealed).order_by(alerts.c.number)).all()
        opened = (self._opened(row, sealed) for row, sealed in found)
        return [content for content in opened if content is not None]

    def delete(self, alert_id: str) -> bool:
        """Lets go of one; whether it was there."""
        with in_plain_words():
            with self._database.begin() as connection:
                gone = connection.execute(delete(alerts).where(alerts.c.row == self._row(alert_id))).rowcount > 0
            if gone:
                truncate_log(self._database)
        return gone

    def close(self) -> None:
        """Lets the database go."""
        self._database.dispose()

    def _sealed(self, alert_id: str, content: bytes) -> dict[str, bytes]:
        row = self._row(alert_id)
        return {"row": row, "sealed": seal(content, self._server_key, f"alert|{row.hex()}")}

    def _opened(self, row: bytes, sealed: bytes) -> bytes | None:
        try:
            return unseal(sealed, self._server_key, f"alert|{row.hex()}")
        except SealBroken:
            return None

    def _row(self, alert_id: str) -> bytes:
        return hmac.digest(self._server_key, b"alert|" + alert_id.encode("utf-8", "surrogatepass"), hashlib.sha256)
