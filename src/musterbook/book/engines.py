"""Everything in which one database differs from another: how to connect, what locks, how rows are kept from change.

SQLite is written in WAL mode with full synchronisation: readers never wait for the writer, and what was reported as
read is on the disk. Transactions begin in the open (`BEGIN`), those that write as `BEGIN IMMEDIATE`, so that two
writers wait for each other at the start and never fail in the middle.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from musterbook.book.tables import metadata
from musterbook.errors import BookError, BookLockedError, MusterbookError, NotFoundError
from musterbook.settings import Settings

WRITES = "musterbook_writes"
"""The execution option of a connection that is going to write."""

POSTGRES_DRIVER = "postgresql+pg8000"
_WRITER_LOCK = 7_305_804_402_567_866_227
"""The number of the advisory lock that writers of a book take turns with: "musterbk" read as a 64-bit integer."""

_REFUSAL = "rows of the book are only added"


def sqlite_engine(path: Path, settings: Settings, *, create: bool, read_only: bool) -> Engine:
    """An engine for a file; nothing is opened before the first connection.

    A file that nobody may write, in a folder in which SQLite cannot keep its side files, is opened as immutable.
    """
    mode = "ro" if read_only else "rwc" if create else "rw"
    frozen = read_only and not os.access(path.parent, os.W_OK) and not _has_log(path)
    uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if frozen else ''}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri, uri=True, timeout=settings.lock_timeout_seconds, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def url_engine(url: str, settings: Settings) -> Engine:
    """An engine for a database URL; `postgresql://` without a driver takes the one of the extra `postgres`.

    Raises BookError where no driver for it is installed.
    """
    try:
        address = make_url(url)
        if address.drivername == "postgresql":
            address = address.set(drivername=POSTGRES_DRIVER)
        engine = create_engine(
            address, pool_pre_ping=True, pool_timeout=settings.lock_timeout_seconds, isolation_level="REPEATABLE READ"
        )
        if engine.dialect.name == "postgresql":
            wait = int(settings.lock_timeout_seconds * 1000)
            event.listen(engine, "begin", lambda connection: _begin_postgres(connection, wait))
        return engine
    except (ArgumentError, NoSuchModuleError) as error:
        raise BookError(f"{_shown(url)} is no database address that this program knows") from error
    except ImportError as error:
        raise BookError(
            f"{_shown(url)}: the driver {error.name!r} for this kind of database is not installed; "
            "pip install 'musterbook[postgres]' brings the one for PostgreSQL"
        ) from error


def _shown(url: str) -> str:
    """The address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url.partition("://")[0] + "://..."


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgres(connection: Connection, wait_milliseconds: int) -> None:
    """A transaction that writes waits its turn, as on SQLite, and sees what the one before it wrote."""
    if connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait_milliseconds}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: committed at the end, undone on an error.

    On PostgreSQL each of its statements sees what is committed, or it would not see what the writer before it wrote.
    """
    options: dict[str, object] = {WRITES: True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "READ COMMITTED"
    with engine.connect() as plain, plain.execution_options(**options) as connection, connection.begin():
        yield connection


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.is_file() and log.stat().st_size > 0


def prepare(engine: Engine) -> None:
    """Switch the file to write-ahead logging, which is a property of the file and outlives the connection."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA journal_mode = WAL")


def create_tables(connection: Connection) -> None:
    """Make the tables that are missing and, on SQLite, the triggers that refuse to change, delete or replace a row."""
    metadata.create_all(connection)
    _guard(connection)


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """Rows may be deleted inside; the triggers stand again at the end, or the transaction is undone with everything."""
    if connection.dialect.name == "sqlite":
        for name in _triggers():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    elif connection.dialect.name == "postgresql":
        for table in metadata.sorted_tables:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table.name}_no_change ON {table.name}")
    yield
    _guard(connection)


def scrub(engine: Engine) -> None:
    """Overwrite what deleted rows left in the file and its log; raises BookLockedError while others read it."""
    if engine.dialect.name == "postgresql":
        alone = engine.raw_connection()
        driver: Any = alone.driver_connection
        driver.rollback()
        driver.autocommit = True
        for table in metadata.sorted_tables:
            alone.cursor().execute(f"VACUUM FULL {table.name}")
        driver.autocommit = False
        alone.close()
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("VACUUM")
        busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise BookLockedError("another process is reading the book; erase again when it is done")


def _guard(connection: Connection) -> None:
    """Set the triggers that refuse every change of a row."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION musterbook_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
        )
        for table in metadata.sorted_tables:
            connection.exec_driver_sql(
                f"CREATE OR REPLACE TRIGGER {table.name}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE "
                f"ON {table.name} FOR EACH STATEMENT EXECUTE FUNCTION musterbook_refuse()"
            )
    if connection.dialect.name == "sqlite":
        for name, when in _triggers().items():
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS {name} {when} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )


def _triggers() -> dict[str, str]:
    """Name and condition of every trigger."""
    found = {}
    for table in metadata.sorted_tables:
        name, key = table.name, next(iter(table.primary_key)).name
        for verb in ("UPDATE", "DELETE"):
            found[f"{name}_no_{verb.lower()}"] = f"BEFORE {verb} ON {name}"
        exists = f"EXISTS (SELECT 1 FROM {name} WHERE {key} = NEW.{key})"
        found[f"{name}_no_replace"] = f"BEFORE INSERT ON {name} WHEN {exists}"
    return found


def table_names(connection: Connection) -> frozenset[str]:
    """The names of all tables in the database."""
    return frozenset(inspect(connection).get_table_names())


@contextmanager
def plain_errors(where: str) -> Iterator[None]:
    """Turn the database's own errors into one line about the book; ours pass through."""
    try:
        yield
    except MusterbookError:
        raise
    except DBAPIError as error:
        raise _plain(error.orig, where) from error
    except sqlite3.Error as error:
        raise _plain(error, where) from error


_SQLITE_REASONS = {
    sqlite3.SQLITE_NOTADB: "is no book: the file is not a database",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from a copy",
    sqlite3.SQLITE_READONLY: "is open for reading only",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full",
    sqlite3.SQLITE_IOERR: "cannot be used: its disk is full or failing; make room and try again",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
    sqlite3.SQLITE_PERM: "cannot be opened: permission denied",
}


_POSTGRES_REASONS = {
    "28P01": "does not let this user in: wrong name or password",
    "28000": "does not let this user in",
    "42501": "may not be changed by this user",
    "53100": "cannot grow: the disk is full",
    "25006": "is open for reading only",
}
_LOCK_NOT_AVAILABLE = "55P03"
_NO_SUCH_DATABASE = "3D000"


def _postgres_state(error: BaseException | None) -> str:
    """The five characters by which PostgreSQL names an error; empty for any other."""
    said = error.args[0] if error is not None and error.args else None
    return str(said.get("C", "")) if isinstance(said, dict) else ""


def _plain(error: BaseException | None, where: str) -> MusterbookError:
    state = _postgres_state(error)
    if state == _NO_SUCH_DATABASE:
        return NotFoundError(f"there is no database {where}; createdb makes one")
    if state in _POSTGRES_REASONS:
        return BookError(f"{where} {_POSTGRES_REASONS[state]}")
    if state == _LOCK_NOT_AVAILABLE:
        return BookLockedError(f"{where} is locked: another process is writing to it; try again when it is done")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BookLockedError(f"{where} is locked: another process is writing to it; try again when it is done")
    if code == sqlite3.SQLITE_CANTOPEN and not Path(where).exists():
        return NotFoundError(f"there is no book {where}")
    said = error.args[0].get("M") if state and error is not None else error
    reason = _SQLITE_REASONS.get(code) or "reports: " + " ".join(str(said).split())
    return BookError(f"{where} {reason}")
