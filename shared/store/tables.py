"""The store's tables, their version, and how SQLite is told to forget what is deleted.

A row says nothing about its paste: the key is derived from the id, the rest is sealed; only the time of expiry
stands in clear, because the sweeper must read it. Of policies the name stands in clear, of contexts nothing, of answers
their expiry, of alerts their order.

Version 1 had pastes alone. Version 2 added policies and contexts, version 3 how often a paste may be revealed, version
4 answers to requests that may come twice, and version 5 alerts. An older database is brought forward when it is
opened; nothing that was in it changes but the version.
"""

import os
from pathlib import Path

from sqlalchemy import (
    Column,
    Double,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    func,
    insert,
    inspect,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import (
    ArgumentError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.schema import CreateIndex, CreateTable

from shared.errors import BadSetup

SCHEMA_VERSION = 5

_ROW_BYTES = 200
"""What a paste takes beside its two texts: keys, times and its places in two indexes."""

_metadata = MetaData()

pastes = Table(
    "pastes",
    _metadata,
    Column("row", LargeBinary(32), primary_key=True),
    Column("view", LargeBinary, nullable=False),
    Column("original", LargeBinary, nullable=False),
    Column("verifier", LargeBinary(32), nullable=False),
    Column("expires", Double, nullable=True, index=True),
    Column("reveals", Integer, nullable=False, server_default="0"),
    Column("most_reveals", Integer, nullable=True),
)

answers = Table(
    "answers",
    _metadata,
    Column("row", LargeBinary(32), primary_key=True),
    Column("verifier", LargeBinary(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires", Double, nullable=False, index=True),
)

policies = Table(
    "policies",
    _metadata,
    Column("name", String(100), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

contexts = Table(
    "contexts",
    _metadata,
    Column("row", LargeBinary(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

alerts = Table(
    "alerts",
    _metadata,
    Column("number", Integer, primary_key=True),
    Column("row", LargeBinary(32), nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

_schema = Table(
    "paste_schema",
    _metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)

# secure_delete overwrites deleted rows with zeros; FAST leaves copies in free pages (measured on 3.40: 44,900 of
# 45,000 markers). WAL lets readers and one writer work at once; NORMAL still survives a killed process.
_PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "temp_store=MEMORY")


def open_database(url: str) -> Engine:
    """A database with the tables in place. Raises BadSetup when it cannot be opened or is of a newer version."""
    try:
        parsed = make_url(url)
        sqlite = parsed.get_backend_name() == "sqlite"
        if sqlite:
            _make_private_file(parsed.database)
        database = create_engine(parsed, hide_parameters=True, pool_pre_ping=not sqlite)
    except (ArgumentError, NoSuchModuleError, ImportError):
        raise BadSetup(
            "The paste store's address is not one that can be opened here: it is sqlite:///FILE, or"
            " postgresql+psycopg://… with the psycopg package installed."
        ) from None
    except OSError as error:
        raise BadSetup(
            f"The folder of the paste store cannot be written ({error.strerror}). Choose another with --data."
        ) from None
    if sqlite:
        event.listen(database, "connect", _set_pragmas)
    try:
        version = _prepare(database)
    except SQLAlchemyError as error:
        database.dispose()
        raise BadSetup(
            f"The paste store cannot be opened ({type(error).__name__})."
            " Check that it is a database of this program and that it can be reached."
        ) from None
    if version != SCHEMA_VERSION:
        database.dispose()
        raise BadSetup(
            f"The paste store is of version {version} and this program knows version {SCHEMA_VERSION}."
            " Start the newer program, or choose another folder with --data."
        )
    return database


def bytes_kept(database: Engine, most: int) -> int:
    """The disk that is in use, exact where it is more than `most`: what was deleted and can be used anew counts not."""
    with database.connect() as connection:
        if database.dialect.name == "sqlite":
            pages, free, size = (
                int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
                for name in ("page_count", "freelist_count", "page_size")
            )
            return (pages - free) * size
        # The files never shrink by themselves, so they are an upper bound, and the sum is asked for only past it.
        taken = int(connection.scalar(select(func.pg_total_relation_size("pastes"))) or 0)
        if taken <= most:
            return taken
        each = func.octet_length(pastes.c.view) + func.octet_length(pastes.c.original) + _ROW_BYTES
        return int(connection.scalar(select(func.coalesce(func.sum(each), 0))) or 0)


def truncate_log(database: Engine) -> None:
    """On SQLite, what was deleted also leaves the write-ahead log. Elsewhere the database sees to itself."""
    if database.dialect.name != "sqlite":
        return
    with database.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()


def _prepare(database: Engine) -> int:
    """The tables, made where missing; gives the version that is recorded. Safe with several processes at once."""
    try:
        _make_tables(database)
    except (IntegrityError, ProgrammingError):
        # PostgreSQL's IF NOT EXISTS loses a race with another process that starts at the same moment.
        _make_tables(database)
    _add_columns(database)
    try:
        with database.begin() as connection:
            if connection.scalar(select(_schema.c.version)) is None:
                connection.execute(insert(_schema).values(one=1, version=SCHEMA_VERSION))
            # All tables and columns are there by now, and the steps so far only added some.
            connection.execute(update(_schema).where(_schema.c.version < SCHEMA_VERSION).values(version=SCHEMA_VERSION))
    except IntegrityError:  # another process wrote it first; the key allows one row
        pass
    with database.connect() as connection:
        return int(connection.execute(select(_schema.c.version)).scalar_one())


def _make_tables(database: Engine) -> None:
    with database.begin() as connection:
        for table in _metadata.sorted_tables:
            connection.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                connection.execute(CreateIndex(index, if_not_exists=True))


def _add_columns(database: Engine) -> None:
    """What version 3 added to an older table of pastes."""
    for column in (pastes.c.reveals, pastes.c.most_reveals):
        if _has(database, column.name):
            continue
        kind = column.type.compile(database.dialect)
        rule = "" if column.nullable else " DEFAULT 0 NOT NULL"
        try:
            with database.begin() as connection:
                connection.exec_driver_sql(f"ALTER TABLE pastes ADD COLUMN {column.name} {kind}{rule}")
        except (OperationalError, ProgrammingError):
            if not _has(database, column.name):  # else another process was first
                raise


def _has(database: Engine, column: str) -> bool:
    return any(known["name"] == column for known in inspect(database).get_columns("pastes"))


def _make_private_file(path: str | None) -> None:
    """An empty file that its owner alone can read; SQLite gives its companions the same mode."""
    if not path or path == ":memory:" or path.startswith("file:"):
        raise ArgumentError("the store is shared by threads and restarts, so it needs a file")
    Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    os.chmod(path, 0o600)


def _set_pragmas(connection: object, record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
