"""From every released schema to this one: MIGRATIONS is a literal table, each step leads to the next version.

A step only adds: tables, columns, views, rows. It runs in one transaction with the note of the new version.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, insert

from musterbook.book import engines
from musterbook.book.rows import instant
from musterbook.book.sqlviews import create_views
from musterbook.book.tables import SCHEMA_VERSION, meta

VERSION_KEY = "schema_version"

Step = Callable[[Connection], None]


def _removals(connection: Connection) -> None:
    """2: withdrawals and erasures have tables of their own."""
    engines.create_tables(connection)


def _views(connection: Connection) -> None:
    """3 and 4: the views, which since 4 show the last reading; readings have tables of their own."""
    engines.create_tables(connection)
    create_views(connection)


MIGRATIONS: Mapping[int, Step] = {1: _removals, 2: _views, 3: _views}
"""The version that a step starts from -> the step."""


def migrate(connection: Connection, version: int) -> int:
    """Bring the tables from `version` to this release's; returns the version reached."""
    while version < SCHEMA_VERSION:
        MIGRATIONS[version](connection)
        version += 1
        note_version(connection, version)
    return version


def note_version(connection: Connection, version: int) -> None:
    """Write down which schema the tables have from now on."""
    row = {"key": VERSION_KEY, "value": str(version), "recorded_at": instant(datetime.now(UTC))}
    connection.execute(insert(meta), [row])
