"""The words for why a figure stands among those that were stated."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from musterbook.errors import LexiconError
from musterbook.model import Policy

FILE_NAME = "policies.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWords:
    """The reason of each policy as a template, and how sources and times are counted."""

    reasons: Mapping[str, str]
    sources: tuple[str, str]
    times: tuple[str, str]
    undated: str

    def counted(self, forms: tuple[str, str], count: int) -> str:
        """A count in words, by the form for one or for any other number."""
        return forms[count != 1].format(count=count)


@cache
def policy_words(language: str = "en") -> PolicyWords:
    """The words in `language`; raises LexiconError where a policy has none."""
    where = f"{language}/{FILE_NAME}"
    try:
        data = tomllib.loads(files("musterbook.lexicons").joinpath(language, FILE_NAME).read_text("utf-8"))
        counts = data["counts"]
        one, many = counts["sources"]
        once, often = counts["times"]
        words = PolicyWords(
            reasons=dict(data["reasons"]), sources=(one, many), times=(once, often), undated=counts["undated"]
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"{where}: {error!r}") from error
    if missing := {str(each) for each in Policy} ^ words.reasons.keys():
        raise LexiconError(f"{where}: [reasons] and the policies differ: {', '.join(sorted(missing))}")
    return words
