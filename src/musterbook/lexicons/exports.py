"""The tables that leave the book: their columns with type, HXL tag and description, checked once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from musterbook.errors import LexiconError

FILE_NAME = "exports.toml"
TABLES = ("claims", "accounts", "plans", "documents")
TYPES = frozenset({"string", "integer", "number", "boolean", "date"})
"""The types of Table Schema that are used (https://datapackage.org/standard/table-schema/)."""

_HXL_TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; only those of a file have an HXL tag."""

    name: str
    type: str
    description: str
    hxl: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table or a view: what a row is, and its columns in order."""

    title: str
    description: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWords:
    """Every table by name, the columns of every SQL view by name, and the words around them."""

    tables: Mapping[str, Table]
    views: Mapping[str, Table]
    package: Mapping[str, str]
    dictionary: Mapping[str, str]


@cache
def export_words(language: str = "en") -> ExportWords:
    """The tables in `language`; raises LexiconError where a column is not [name, type, tag, description]."""
    where = f"{language}/{FILE_NAME}"
    path = files("musterbook.lexicons").joinpath(language, FILE_NAME)
    try:
        found: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        tables = {name: _table(found[name], where) for name in TABLES}
        views = {name: _view(name, view, tables, where) for name, view in found["views"].items()}
        package, dictionary = dict(found["package"]), dict(found["dictionary"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"{where}: {error!r}") from error
    return ExportWords(
        tables=MappingProxyType(tables),
        views=MappingProxyType(views),
        package=MappingProxyType(package),
        dictionary=MappingProxyType(dictionary),
    )


def _table(table: dict[str, Any], where: str) -> Table:
    columns = tuple(
        Column(name=name, type=kind, hxl=tag, description=said) for name, kind, tag, said in table["columns"]
    )
    tags = [column.hxl for column in columns]
    wrong = [tag for tag in tags if not _HXL_TAG.fullmatch(tag) or tags.count(tag) > 1]
    if wrong:
        raise LexiconError(f"{where}: no HXL tag, or one that stands twice: {', '.join(wrong)}")
    return _checked(Table(title=table["title"], description=table["description"], columns=columns), where)


def _view(name: str, view: dict[str, Any], tables: Mapping[str, Table], where: str) -> Table:
    """The columns of a view: its own, then those that it may share with a table; the view itself gives the order."""
    own = tuple(Column(name=each, type=kind, description=said) for each, kind, said in view["columns"])
    mine = {column.name for column in own}
    shared = tables[view["like"]].columns if "like" in view else ()
    columns = (*own, *(column for column in shared if column.name not in mine))
    return _checked(Table(title=name, description=view["description"], columns=columns), where)


def _checked(table: Table, where: str) -> Table:
    for column in table.columns:
        if column.type not in TYPES or not column.description or table.names.count(column.name) > 1:
            raise LexiconError(f"{where}: {table.title}, column {column.name!r}: a known type, a description, once")
    return table
