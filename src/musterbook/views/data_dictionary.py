"""The data dictionary as a page, made from the columns themselves: `python -m musterbook.views.data_dictionary`.

A test compares it with `docs/data-dictionary.md`, so that the page cannot fall behind.
"""

import sys
from collections.abc import Iterable, Iterator

from musterbook.book.sqlviews import VIEWS
from musterbook.lexicons.exports import Column, Table, export_words


def dictionary() -> str:
    """The page in Markdown: every table of an export, then every SQL view, column by column."""
    words = export_words()
    say = words.dictionary
    parts = [f"# {say['title']}", f"<!-- {say['generated']} -->", say["intro"]]
    for name, table in words.tables.items():
        parts += [f"## {table.title} (`{name}`)", table.description, "\n".join(_rows(say["head"], table.columns))]
    parts += [f"## {say['views']}", say["views_intro"]]
    for name, table in words.views.items():
        parts += [f"### `{name}`", table.description, "\n".join(_rows(say["head_view"], _in_order(name, table)))]
    return "\n\n".join(parts) + "\n"


def _in_order(view: str, table: Table) -> Iterator[Column]:
    """The columns that the view has, in its order and without HXL tags."""
    described = {column.name: column for column in table.columns}
    return (described[name] for name in VIEWS[view])


def _rows(head: str, columns: Iterable[Column]) -> Iterator[str]:
    wide = head.count("|") == 5
    yield head
    yield "|---" * (head.count("|") - 1) + "|"
    for each in columns:
        yield f"| `{each.name}` | {each.type} | " + (f"`{each.hxl}` | " if wide else "") + f"{each.description} |"


if __name__ == "__main__":
    sys.stdout.write(dictionary())
