"""What the reader of desk entries needs to know of the language."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from musterbook.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWords:
    """`count_noun` makes a bare number a count of people; `marks` are pairs of quotation marks.

    `inverted` are ends of names as registers write them, in lower case: the state stands before them.
    """

    count_noun: str
    marks: tuple[tuple[str, str], ...]
    inverted: tuple[str, ...]


@cache
def desk_words() -> DeskWords:
    """The words of `en/desk.toml`. Raises LexiconError for a missing noun or a mark without its partner."""
    data = tomllib.loads(resources.files("musterbook.lexicons").joinpath("en/desk.toml").read_text("utf-8"))
    noun, marks = data.get("count_noun"), data.get("marks", [])
    if not isinstance(noun, str) or not noun:
        raise LexiconError("desk.toml: count_noun must be a noun")
    for pair in marks:
        if len(pair) != 2 or not all(pair):
            raise LexiconError(f"desk.toml: {pair!r} is no pair of marks")
    return DeskWords(
        count_noun=noun,
        marks=tuple((opening, closing) for opening, closing in marks),
        inverted=tuple(str(end).casefold() for end in data.get("inverted", [])),
    )
