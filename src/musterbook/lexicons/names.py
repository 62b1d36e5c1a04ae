"""Names of people as strings: folding, spelling variants, and one canonical spelling for many."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from musterbook.lexicons.parties import fold
from musterbook.lexicons.titles import titles

SURNAME_LENGTH = 5
"""Shorter surnames must agree letter by letter (after folding); a changed letter makes another family."""


@lru_cache(maxsize=4096)
def name_parts(name: str) -> tuple[tuple[str, ...], str]:
    """First names and surname, folded to lower case; suffixes and initials inside are left out of neither.

    >>> name_parts("Joseph R. Biden, Jr.")
    (('joseph', 'r'), 'biden')
    """
    lexicon = titles()
    words = [fold(word).lower().strip(".,'’") for word in name.replace(",", " ").split()]
    words = [word for word in words if word]
    while len(words) > 1 and words[-1] in lexicon["suffixes"]:
        words.pop()
    while len(words) > 1 and words[0] in lexicon["honorifics"]:
        words.pop(0)
    if not words:
        return (), ""
    return tuple(words[:-1]), words[-1].replace("-", "")


def edits(a: str, b: str, limit: int = 1) -> int:
    """Letters inserted, dropped or changed between `a` and `b`; `limit` + 1 where there are more than `limit`."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
        if min(row) > limit:
            return limit + 1
    return row[-1]


def same_person(a: str, b: str) -> bool:
    """Whether two full names are spellings of one: the surnames alike, and the first names compatible.

    A changed letter in the surname is allowed from five letters on, in shorter ones only where a first name is equal.
    A name without a first name is nobody's spelling here; within a document the surname decides.
    """
    (first_a, last_a), (first_b, last_b) = name_parts(a), name_parts(b)
    if not first_a or not first_b or not compatible(first_a, first_b):
        return False
    if last_a == last_b:
        return True
    near = edits(last_a, last_b) <= 1
    return near and (min(len(last_a), len(last_b)) >= SURNAME_LENGTH or _given(first_a[0]) == _given(first_b[0]))


def compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two lists of first names may be one person's: equal, shortened, an initial, one letter apart, or none."""
    if not a or not b:
        return True
    x, y = _given(a[0]), _given(b[0])
    if x == y:
        return True
    if len(x) == 1 or len(y) == 1:
        return x[0] == y[0]
    return min(len(x), len(y)) >= SURNAME_LENGTH and edits(x, y) <= 1


def _given(first: str) -> str:
    return titles().nicknames.get(first, first)


def best_spelling(counts: Mapping[str, int]) -> str:
    """The fullest spelling: a whole first name, accents and letters kept, then the most frequent, then the alphabet."""

    def rank(name: str) -> tuple[bool, int, int, int, str]:
        first, last = name_parts(name)
        accents = sum(1 for a, b in zip(fold(name), name, strict=False) if a != b)
        return (not first or len(first[0]) == 1, -accents, -len(last), -counts[name], name)

    return min(counts, key=rank)


def merge_people(names: Iterable[str]) -> Mapping[str, str]:
    """Every name to the canonical spelling of its person; the result does not depend on the order of `names`.

    Conservative: a spelling that fits two different people joins neither.
    """
    counts = Counter(names)
    ordered = sorted(counts)
    by_surname: dict[str, list[str]] = {}
    for name in ordered:
        last = name_parts(name)[1]
        for key in {last[:1], last[-1:]}:
            by_surname.setdefault(key, []).append(name)
    canonical: dict[str, str] = {}
    for name in ordered:
        last = name_parts(name)[1]
        near = dict.fromkeys(n for key in (last[:1], last[-1:]) for n in by_surname.get(key, ()))
        group = [other for other in near if other == name or same_person(name, other)]
        consistent = all(a == b or same_person(a, b) for i, a in enumerate(group) for b in group[i + 1 :])
        canonical[name] = best_spelling({other: counts[other] for other in group}) if consistent else name
    return {name: _last(canonical, name) for name in ordered}


def _last(canonical: Mapping[str, str], name: str) -> str:
    seen = {name}
    while canonical[name] not in seen:
        name = canonical[name]
        seen.add(name)
    return name
