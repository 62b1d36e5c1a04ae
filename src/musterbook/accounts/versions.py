"""Versions of one article: the later one stands, the earlier stays to be seen, and what changed between them is told.

Documents of one name or one web address whose texts share a good part of their words are versions. The later one is
what the publisher stands by: only its claims count, until it is withdrawn or not yet known. Versions of one day, or
without a day, cannot be put in order; then all of them count, as copies do.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from musterbook.accounts.amounts import amount_of, show
from musterbook.accounts.copies import Shingles, find, unite
from musterbook.accounts.rows import first_day
from musterbook.accounts.stated import about
from musterbook.model import Claim, Document, Family, FigureChange, Version

Told = dict[tuple[object, ...], list[Claim]]
"""The claims of one document by what they are about."""

LEAST_SHARED = 0.3
"""Share of the shorter text's word runs that must stand in the longer one; two pages called index.html share none."""


def versions(documents: Mapping[str, Document], shingles: Shingles) -> tuple[tuple[str, str], ...]:
    """Pairs of ids: a document and the version that came next. In a fixed order; `shingles` holds every document."""
    parents = {document_id: document_id for document_id in documents}
    for group in _namesakes(documents.values()):
        for i, first in enumerate(group):
            for second in group[i + 1 :]:
                if _shared(shingles[first.id], shingles[second.id]) >= LEAST_SHARED:
                    unite(parents, first.id, second.id)
    groups: dict[str, list[Document]] = defaultdict(list)
    for document_id in sorted(documents):
        groups[find(parents, document_id)].append(documents[document_id])
    pairs: list[tuple[str, str]] = []
    for members in groups.values():
        if len(members) > 1:
            pairs.extend(_in_order(members))
    return tuple(sorted(pairs))


def all_changes(pairs: Sequence[tuple[str, str]], claims: Iterable[Claim]) -> tuple[Version, ...]:
    """What each newer version says otherwise than the one before it."""
    told: dict[str, Told] = {document_id: defaultdict(list) for pair in pairs for document_id in pair}
    for claim in sorted((each for each in claims if each.document_id in told), key=lambda c: (c.span.start, c.id)):
        if claim.family in (Family.COMMITMENT, Family.SITUATION):
            told[claim.document_id][about(claim)].append(claim)
    return tuple(_changes(older, newer, told[older], told[newer]) for older, newer in pairs)


def _changes(older: str, newer: str, first: Told, second: Told) -> Version:
    """Figures that changed, went or came."""
    found = []
    for topic in sorted({*first, *second}, key=repr):
        before, after = first.get(topic, []), second.get(topic, [])
        was, now = _figures(before), _figures(after)
        if was != now:
            found.append(
                FigureChange(
                    about=_words(before or after),
                    before=was,
                    after=now,
                    claims=tuple(claim.id for claim in (*before, *after)),
                )
            )
    return Version(older=older, newer=newer, changes=tuple(found))


def _namesakes(documents: Iterable[Document]) -> list[list[Document]]:
    """Documents that share a name, and documents that share a web address."""
    found: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in sorted(documents, key=lambda each: each.id):
        if document.kind == "desk":
            continue
        found["name", document.name].append(document)
        if document.url:
            found["url", document.url].append(document)
    return [group for group in found.values() if len(group) > 1]


def _shared(first: frozenset[int], second: frozenset[int]) -> float:
    least = min(len(first), len(second))
    return len(first & second) / least if least else 0.0


def _in_order(members: Sequence[Document]) -> list[tuple[str, str]]:
    """Each version with the next one; none where two bear the same day or one bears none."""
    days = [first_day(each.published) for each in members]
    if None in days or len(set(days)) < len(days):
        return []
    ordered = sorted(members, key=lambda each: first_day(each.published) or date.min)
    return [(first.id, second.id) for first, second in pairwise(ordered)]


def _figures(claims: Sequence[Claim]) -> str:
    return ", ".join(dict.fromkeys(show(amount_of(claim.quantity)) for claim in claims if claim.quantity))


def _words(claims: Sequence[Claim]) -> str:
    claim = claims[0]
    parts = (", ".join(claim.party) or claim.place or "", str(claim.value), claim.resource or "", claim.item or "")
    return " ".join(part for part in parts if part)
