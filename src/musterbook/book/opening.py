"""Opening a book: a file or a database address, checked before anybody reads or writes."""

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from musterbook.book import engines
from musterbook.book.migrations import VERSION_KEY, migrate, note_version
from musterbook.book.sqlviews import create_views
from musterbook.book.store import Book
from musterbook.book.tables import SCHEMA_VERSION, meta
from musterbook.errors import BookError, NotFoundError
from musterbook.settings import Settings


def open_book(path_or_url: str | os.PathLike[str], settings: Settings, *, create: bool = False) -> Book:
    """The book in a file or at a database address; with `create` a missing one is made.

    A file that may only be read is opened for reading. Raises NotFoundError for a missing file, BookLockedError where
    another process holds it, and BookError for what is no book or comes from a newer release.
    """
    name = os.fspath(path_or_url)
    if name.startswith("sqlite:///"):
        name = name.removeprefix("sqlite:///")
    if "://" in name:
        where, engine, read_only = name.rpartition("@")[2], engines.url_engine(name, settings), False
    else:
        path = Path(name)
        _check_file(path, create=create)
        where, read_only = name, path.exists() and not _may_write(path)
        engine = engines.sqlite_engine(path, settings, create=create, read_only=read_only)
    try:
        with engines.plain_errors(where):
            _check_schema(engine, where, create=create and not read_only)
            old = _older(engine)
            if old and not read_only:
                _bring_forward(engine)
            elif old:
                raise BookError(
                    f"{where} was written by an older release (format {old}) and may only be read; "
                    "open it once where it may be written, or open a copy"
                )
    except BaseException:
        engine.dispose()
        raise
    return Book(engine, where, read_only=read_only)


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise BookError(f"{path} is a folder, not a book")
    if path.exists():
        return
    if not create:
        raise NotFoundError(f"there is no book {path}; reading a source into it makes one")
    if not path.parent.is_dir():
        raise NotFoundError(f"there is no folder {path.parent} to make the book {path.name} in")


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _check_schema(engine: Engine, where: str, *, create: bool) -> None:
    with engine.connect() as connection:
        tables = engines.table_names(connection)
        version = _version(connection, tables)
    if version is None and not tables and create:
        engines.prepare(engine)
        with engines.writing(engine) as connection:
            if not engines.table_names(connection):
                _create(connection)
            version = _version(connection, engines.table_names(connection))
    if version is None:
        raise BookError(f"{where} is no book" + ("" if tables else ": it is empty"))
    if version > SCHEMA_VERSION:
        raise BookError(
            f"{where} was written by a newer release (format {version}; this one reads up to {SCHEMA_VERSION})"
        )


def _older(engine: Engine) -> int | None:
    """The version of an older schema; None where the tables are those of this release."""
    with engine.connect() as connection:
        version = _version(connection, engines.table_names(connection))
    return version if version is not None and version < SCHEMA_VERSION else None


def _bring_forward(engine: Engine) -> None:
    """Migrate, unless another process has just done so."""
    with engines.writing(engine) as connection:
        version = _version(connection, engines.table_names(connection))
        if version is not None:
            migrate(connection, version)


def _create(connection: Connection) -> None:
    engines.create_tables(connection)
    create_views(connection)
    note_version(connection, SCHEMA_VERSION)


def _version(connection: Connection, tables: frozenset[str]) -> int | None:
    """The version of the schema; None where the database has no such tables."""
    if not {"meta", "documents", "claims"} <= tables:
        return None
    try:
        values = connection.scalars(select(meta.c.value).where(meta.c.key == VERSION_KEY)).all()
        return max((int(value) for value in values), default=None)
    except ValueError:
        return None
