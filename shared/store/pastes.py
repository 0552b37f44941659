"""Keeps sealed pastes until they expire, through restarts, and then forgets them for good.

That a paste has expired is decided when it is read: whether the sweeper has come by makes no difference. The store
cannot read what it keeps (`sealing`), and knows nothing of texts, pages or requests.
"""

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields

from sqlalchemy import ColumnElement, Table, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from shared.errors import OutOfSpace, Unavailable
from shared.store.failing import FULL, in_plain_words
from shared.store.tables import answers, bytes_kept, open_database, pastes, truncate_log

log = logging.getLogger("blackbar.store")

_SWEEP_BATCH = 500
_SIZE_SECONDS = 10.0
"""How long a store that was full is taken to be full still, where measuring it costs."""


class AlreadyAnswered(Exception):
    """Another request with the same key was answered first, so this one kept nothing."""


@dataclass(frozen=True, slots=True)
class SealedPaste:
    """One row: two sealed views, and what tells the right token from a wrong one. Times are seconds since 1970."""

    row: bytes = field(repr=False)
    view: bytes = field(repr=False)
    original: bytes = field(repr=False)
    verifier: bytes = field(repr=False)
    expires: float | None
    most_reveals: int | None = field(default=None, repr=False)
    """How often the original may be shown; None for any number of times."""
    reveals: int = field(default=0, repr=False)


@dataclass(frozen=True, slots=True)
class SealedAnswer:
    """What was answered to a request that may come twice, and what tells that request from another."""

    row: bytes = field(repr=False)
    verifier: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
    expires: float


_COLUMNS = tuple(pastes.c[column.name] for column in fields(SealedPaste))


class PasteStore:
    """Sealed pastes in a database given by its URL. Safe to share between threads, and between processes.

    Raises BadSetup when the database cannot be opened; each method raises Unavailable when it fails later.
    """

    def __init__(self, url: str, clock: Callable[[], float] = time.time, most_bytes: int = 0) -> None:
        self._clock = clock
        self._most_bytes = most_bytes
        self._full_until = 0.0
        self._database = open_database(url)
        self._stop = threading.Event()
        self._sweeper: threading.Thread | None = None

    def now(self) -> float:
        """The time by which pastes expire."""
        return self._clock()

    def check_room(self) -> None:
        """Raises OutOfSpace when pastes take as much disk as they may; 0 for `most_bytes` is as much as there is."""
        if not self._most_bytes:
            return
        if time.monotonic() >= self._full_until:
            with in_plain_words():
                if bytes_kept(self._database, self._most_bytes) < self._most_bytes:
                    return
            if self._database.dialect.name != "sqlite":
                self._full_until = time.monotonic() + _SIZE_SECONDS
        raise OutOfSpace(FULL)

    def create(self, paste: SealedPaste, answer: SealedAnswer | None = None) -> None:
        """Keeps a paste: whole when this returns, also if the process is killed next; not at all when it raises.

        With an `answer`, both are kept or neither. Raises AlreadyAnswered when its row has a live one, OutOfSpace when
        there is no room.
        """
        self.check_room()
        values = {column.name: getattr(paste, column.name) for column in _COLUMNS}
        with in_plain_words(), self._database.begin() as connection:
            if answer is not None:
                connection.execute(delete(answers).where(answers.c.row == answer.row, answers.c.expires <= self.now()))
                try:
                    connection.execute(insert(answers).values(asdict(answer)))
                except IntegrityError:
                    raise AlreadyAnswered from None
            connection.execute(insert(pastes).values(values))

    def answer(self, row: bytes) -> SealedAnswer | None:
        """What was answered under this row, while it is kept."""
        columns = (answers.c.row, answers.c.verifier, answers.c.sealed, answers.c.expires)
        with in_plain_words(), self._database.connect() as connection:
            found = connection.execute(
                select(*columns).where(answers.c.row == row, answers.c.expires > self.now())
            ).first()
        return SealedAnswer(*found) if found else None

    def get(self, row: bytes) -> SealedPaste | None:
        """A live paste; None for one that never was and for one that has expired alike."""
        with in_plain_words(), self._database.connect() as connection:
            found = connection.execute(select(*_COLUMNS).where(pastes.c.row == row, self._is_live())).first()
        return SealedPaste(*found) if found else None

    def use_up(self, row: bytes) -> int | None:
        """Takes one of a paste's reveals and says how many are left; None when there was none to take.

        Of any number of callers at once, in any number of processes, as many get one as there are. The last takes the
        paste away with it.
        """
        paste = (pastes.c.row == row, self._is_live())
        one_more = update(pastes).where(*paste, pastes.c.reveals < pastes.c.most_reveals)
        left = pastes.c.most_reveals - pastes.c.reveals
        with in_plain_words(), self._database.begin() as connection:
            found = connection.execute(one_more.values(reveals=pastes.c.reveals + 1).returning(left)).scalar()
            if found == 0:
                connection.execute(delete(pastes).where(*paste))
        return None if found is None else int(found)

    def delete(self, row: bytes) -> bool:
        """Takes a paste away; whether there was a live one. The next sweep clears it from the files' free space."""
        with in_plain_words(), self._database.begin() as connection:
            return connection.execute(delete(pastes).where(pastes.c.row == row, self._is_live())).rowcount > 0

    def sweep(self) -> int:
        """Deletes all that has expired, in batches, and clears it from SQLite's files. Gives how many there were."""
        with in_plain_words():
            swept = self._sweep(pastes)
            self._sweep(answers)
            truncate_log(self._database)
        return swept

    def _sweep(self, table: Table) -> int:
        expired = select(table.c.row).where(table.c.expires <= self.now()).limit(_SWEEP_BATCH)
        swept = 0
        while True:
            with self._database.begin() as connection:
                batch = connection.execute(delete(table).where(table.c.row.in_(expired))).rowcount
            swept += batch
            if batch < _SWEEP_BATCH:
                return swept

    def sweep_every(self, seconds: float) -> None:
        """Sweeps in the background until the store is closed. A second call changes nothing."""
        if self._sweeper is None:
            self._sweeper = threading.Thread(
                target=self._keep_sweeping, args=(seconds,), name="paste-sweeper", daemon=True
            )
            self._sweeper.start()

    def close(self) -> None:
        """Ends the sweeper and lets the database go."""
        self._stop.set()
        if self._sweeper is not None:
            self._sweeper.join(timeout=10)
        self._database.dispose()

    def _is_live(self) -> ColumnElement[bool]:
        return or_(pastes.c.expires.is_(None), pastes.c.expires > self.now())

    def _keep_sweeping(self, seconds: float) -> None:
        # Jitter keeps several processes over one database from sweeping in step.
        while not self._stop.wait(seconds * random.uniform(0.9, 1.0)):
            try:
                swept = self.sweep()
            except Unavailable:
                log.warning("the paste sweeper could not reach the store; it tries again")
            else:
                if swept:
                    log.info("the paste sweeper deleted %d expired pastes", swept)
