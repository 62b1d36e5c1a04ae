"""Wire copies: documents that tell the same story in nearly the same words share one independence key."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from zlib import crc32

from musterbook.accounts.rows import first_day
from musterbook.model import Document

SHINGLE_WORDS = 5
MIN_JACCARD = 0.6
MIN_CONTAINMENT = 0.8
MAX_HOLDERS = 40
"""A shingle in more documents than this (a footer, a slogan) is compared between neighbours only."""
MIN_WORDS = 12
"""A text shorter than this is a copy only of a text with exactly the same words."""

_WORD = re.compile(r"\w+")


Shingles = dict[str, frozenset[int]]
"""The shingles of documents by id; those of a document never change."""


def independence_keys(documents: Mapping[str, Document], known: Shingles | None = None) -> dict[str, str]:
    """Each document id with the id of the earliest document of its group of copies.

    Publication dates play no part: a copy may be printed weeks later. Candidate pairs come from an inverted index of
    shingles, so that unrelated documents are never compared. What is worked out of a text is added to `known`.
    """
    known = {} if known is None else known
    for document_id, document in documents.items():
        if document_id not in known:
            known[document_id] = _shingles(document.text)
    shingles = {document_id: known[document_id] for document_id in documents}
    parents = {document_id: document_id for document_id in documents}
    for first, second in _candidates(shingles):
        if find(parents, first) != find(parents, second) and _is_copy(shingles[first], shingles[second]):
            unite(parents, first, second)
    groups: dict[str, list[str]] = defaultdict(list)
    for document_id in documents:
        groups[find(parents, document_id)].append(document_id)
    keys = {}
    for members in groups.values():
        key = min(members, key=lambda each: (first_day(documents[each].published) or date.max, each))
        keys.update(dict.fromkeys(members, key))
    return keys


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


def _shingles(text: str) -> frozenset[int]:
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < MIN_WORDS:
        return frozenset({crc32(" ".join(words).encode("utf-8"))}) if words else frozenset()
    runs = (" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))
    return frozenset(crc32(run.encode("utf-8")) for run in runs)


def _candidates(shingles: Mapping[str, frozenset[int]]) -> Iterable[tuple[str, str]]:
    """Pairs that share a shingle, each once, in a fixed order."""
    holders: dict[int, list[str]] = defaultdict(list)
    for document_id in sorted(shingles):
        for shingle in shingles[document_id]:
            holders[shingle].append(document_id)
    pairs: set[tuple[str, str]] = set()
    for members in holders.values():
        reach = len(members) if len(members) <= MAX_HOLDERS else 2
        pairs.update((first, second) for i, first in enumerate(members) for second in members[i + 1 : i + reach])
    return sorted(pairs)


def _is_copy(first: frozenset[int], second: frozenset[int]) -> bool:
    shared = len(first & second)
    union = len(first) + len(second) - shared
    return shared >= MIN_JACCARD * union or shared >= MIN_CONTAINMENT * min(len(first), len(second))
