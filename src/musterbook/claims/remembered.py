"""Answers about a token of a parsed sentence, kept with the sentence: several rules ask the same of the same verb."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from musterbook.model import Sentence

T = TypeVar("T")


def remembered(ask: Callable[[Sentence, int], T]) -> Callable[[Sentence, int], T]:
    """`ask` with its answers kept in the sentence; it must depend on the sentence and the token alone."""

    @wraps(ask)
    def answer(s: Sentence, i: int) -> T:
        known = s.memo.get(ask)
        if known is None:
            known = s.memo[ask] = {}
        elif i in known:
            return known[i]  # type: ignore[no-any-return]
        found = known[i] = ask(s, i)
        return found

    return answer
