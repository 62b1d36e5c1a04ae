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

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from musterbook.book.tables import metadata
from musterbook.errors import BookError, BookLockedError, MusterbookError, NotFoundError
from musterbook.settings import Settings

WRITES = "musterbook_writes"
"""The execution option of a connection that is going to write."""

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
    """An engine for a database URL. Raises BookError where no driver for it is installed."""
    try:
        return create_engine(url, pool_pre_ping=True, pool_timeout=settings.lock_timeout_seconds)
    except (ArgumentError, NoSuchModuleError) as error:
        raise BookError(f"{_shown(url)} is no database address that this program knows") from error
    except ImportError as error:
        raise BookError(
            f"{_shown(url)}: the driver {error.name!r} for this kind of database is not installed"
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
    for name in _triggers():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    yield
    _guard(connection)


def scrub(engine: Engine) -> None:
    """Overwrite what deleted rows left in the file and its log; raises BookLockedError while others read it."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        if engine.dialect.name != "sqlite":
            return
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("VACUUM")
        busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise BookLockedError("another process is reading the book; erase again when it is done")


def _guard(connection: Connection) -> None:
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
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
    sqlite3.SQLITE_PERM: "cannot be opened: permission denied",
}


def _plain(error: BaseException | None, where: str) -> MusterbookError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BookLockedError(f"{where} is locked: another process is writing to it; try again when it is done")
    if code == sqlite3.SQLITE_CANTOPEN and not Path(where).exists():
        return NotFoundError(f"there is no book {where}")
    reason = _SQLITE_REASONS.get(code) or "reports: " + " ".join(str(error).split())
    return BookError(f"{where} {reason}")
