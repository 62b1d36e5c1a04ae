"""Wire copies: documents that tell the same story in nearly the same words share one independence key.

Candidates are found by MinHash (rensa) over the passages of each text, so that a brief cut out of a long story meets it
as a reprint does; what is a copy is then decided by the word runs themselves, exactly.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from zlib import crc32

from rensa import RMinHash, RMinHashLSH

from musterbook.accounts.publishers import publisher_of
from musterbook.accounts.rows import first_day
from musterbook.accounts.stated import Stated, differ
from musterbook.model import Document

SHINGLE_WORDS = 5
MIN_JACCARD = 0.6
MIN_CONTAINMENT = 0.8
MAX_HOLDERS = 100
"""A passage in more documents than this (a footer, a slogan) is compared between neighbours only."""
MIN_WORDS = 12
"""A text shorter than this is a copy only of a text with exactly the same words."""

PASSAGE_WORDS = 8
"""A passage is a sentence; one with fewer words than this is taken together with the next."""
TOKEN_WORDS = 4
"""Words in a run of a passage; fewer than in a shingle, since a changed word spoils as many runs as a run has words."""
SLOTS, BANDS, SEED = 16, 8, 1
"""The size of a passage's sketch. Eight bands of two let passages meet that share half of their runs in nine of ten
cases, which is enough: a copy has many passages."""
SHARED_PASSAGES = 1 / 3
"""Share of the shorter text's passages that must meet passages of the other before the word runs are compared."""

_WORD = re.compile(r"\w+")
_PASSAGE_END = re.compile(r"[.!?][\"'”’)\]]*\s+|\n\s*\n")


Shingles = dict[str, frozenset[int]]
"""The shingles of documents by id; those of a document never change."""
NOTHING: Stated = {}


def independence_keys(
    documents: Mapping[str, Document], known: Shingles | None = None, stated: Mapping[str, Stated] | None = None
) -> dict[str, str]:
    """Each document id with the id of the earliest document of its group of copies.

    Publication dates play no part: a copy may be printed weeks later. What is worked out of a text is added to `known`.
    `stated` are the figures of the documents: what one publisher prints in the same words with other figures, under
    another name, is a form filled in anew, not a copy.
    """
    known = {} if known is None else known
    for document_id, document in documents.items():
        if document_id not in known:
            known[document_id] = _shingles(document.text)
    near = [pair for pair in _candidates(documents) if _is_copy(known[pair[0]], known[pair[1]])]
    forms = {one for pair in near if _filled_anew(documents, pair, stated or {}) for one in pair}
    groups = {document_id: [document_id] for document_id in documents}
    for first, second in near:
        one, other = groups[first], groups[second]
        if one is not other and not any(_two_issues(documents, (a, b), forms) for a in one for b in other):
            one += other
            groups.update(dict.fromkeys(other, one))
    keys = {}
    for members in groups.values():
        key = min(members, key=lambda each: (first_day(documents[each].published) or date.max, each))
        keys.update(dict.fromkeys(members, key))
    return keys


def _filled_anew(documents: Mapping[str, Document], pair: tuple[str, str], stated: Mapping[str, Stated]) -> bool:
    """Whether one publisher used the same words again for other figures: a form, such as an order for the next sum."""
    first, second = pair
    return _by_one_publisher(documents[first], documents[second]) and differ(
        stated.get(first, NOTHING), stated.get(second, NOTHING)
    )


def _two_issues(documents: Mapping[str, Document], pair: tuple[str, str], forms: set[str]) -> bool:
    """Whether two documents are one form of one publisher, issued on two days; the figure may be the same again."""
    first, second = (documents[each] for each in pair)
    return forms.issuperset(pair) and _by_one_publisher(first, second) and first.published != second.published


def _by_one_publisher(first: Document, second: Document) -> bool:
    """Whether one publisher has two pieces here; two of one name or one address are versions of one article."""
    if first.name == second.name or (first.url and first.url == second.url):
        return False
    publisher = publisher_of(first)
    return publisher is not None and publisher == publisher_of(second)


def find(parents: dict[str, str], member: str) -> str:
    """The representative of a member's set, with the path to it shortened."""
    while parents[member] != member:
        parents[member] = parents[parents[member]]
        member = parents[member]
    return member


def unite(parents: dict[str, str], first: str, second: str) -> None:
    """Join two sets; the smaller id represents them, so that the order of joining leaves no trace."""
    low, high = sorted((find(parents, first), find(parents, second)))
    parents[high] = low


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(words: Sequence[str], size: int) -> list[str]:
    """Every run of so many words; all of them as one run where there are not as many."""
    return [" ".join(words[i : i + size]) for i in range(max(1, len(words) - size + 1))]


def _shingles(text: str) -> frozenset[int]:
    words = _words(text)
    if not words:
        return frozenset()
    runs = _runs(words, SHINGLE_WORDS if len(words) >= MIN_WORDS else len(words))
    return frozenset(crc32(run.encode("utf-8")) for run in runs)


def _passages(text: str) -> list[list[str]]:
    """The words of a text by sentence, short sentences with what follows them."""
    found: list[list[str]] = []
    words: list[str] = []
    for part in _PASSAGE_END.split(text):
        words += _words(part)
        if len(words) >= PASSAGE_WORDS:
            found.append(words)
            words = []
    if found:
        found[-1] = found[-1] + words
    elif words:
        found.append(words)
    return found


def _candidates(documents: Mapping[str, Document]) -> Iterable[tuple[str, str]]:
    """Pairs of documents that share passages enough to be worth comparing, each once, in a fixed order."""
    owners: list[str] = []
    passages: list[list[str]] = []
    for document_id in sorted(documents):
        own = _passages(documents[document_id].text)
        owners += [document_id] * len(own)
        passages += own
    lengths = Counter(owners)
    shared: dict[tuple[str, str], int] = Counter()
    for place, met in enumerate(_meeting(passages)):
        holders = sorted({owners[each] for each in met} | {owners[place]})
        if len(holders) > MAX_HOLDERS:
            at = holders.index(owners[place])
            holders = holders[at : at + 2]
        for other in holders:
            if other != owners[place]:
                shared[owners[place], other] += 1
    found: set[tuple[str, str]] = set()
    for (one, other), count in shared.items():
        shorter = one if lengths[one] <= lengths[other] else other
        if count >= SHARED_PASSAGES * lengths[shorter]:
            found.add((one, other) if one < other else (other, one))
    return sorted(found)


def _meeting(passages: Sequence[Sequence[str]]) -> Iterable[list[int]]:
    """For each passage the places of those that share a band of its sketch, itself among them."""
    if not passages:
        return []
    sketches = RMinHash.from_token_sets([_runs(words, TOKEN_WORDS) for words in passages], num_perm=SLOTS, seed=SEED)
    index = RMinHashLSH(threshold=MIN_JACCARD, num_perm=SLOTS, num_bands=BANDS)
    index.insert_many(sketches)
    found: list[list[int]] = index.query_all(sketches)
    return found


def _is_copy(first: frozenset[int], second: frozenset[int]) -> bool:
    shared = len(first & second)
    union = len(first) + len(second) - shared
    return shared >= MIN_JACCARD * union or shared >= MIN_CONTAINMENT * min(len(first), len(second))
