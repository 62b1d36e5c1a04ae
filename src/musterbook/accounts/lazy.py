"""Pages that are made when somebody asks for them.

A balance needs no timeline, and on a large book each page costs its time. To its readers the value is `MissionPages`,
frozen like any other.
"""

from collections.abc import Callable, Mapping
from typing import Any

from musterbook.cycles import uncollected
from musterbook.model import MissionPages

MANY = 10_000
"""New objects from which on it pays to keep the search for cycles away from them."""

Makers = Mapping[str, Callable[[], object]]


class LazyPages(MissionPages):
    """The pages of one mission, each made on the first look at it."""

    __slots__ = ("_makers",)
    _makers: Makers

    def __getattr__(self, name: str) -> Any:
        makers: Makers = object.__getattribute__(self, "_makers")
        if name not in makers:
            raise AttributeError(name)
        with uncollected(freeze_from=MANY):
            value = makers[name]()
        object.__setattr__(self, name, value)
        return value


def lazily(makers: Makers) -> MissionPages:
    """The pages that these functions make, by the name of the field."""
    pages = object.__new__(LazyPages)
    object.__setattr__(pages, "_makers", makers)
    return pages
