"""Corrections and retractions: what a publisher or a speaker took back counts no more, and stays to be seen.

A claim that corrects a figure (`Claim.corrects`) replaces the earlier claims of that figure about the same thing by
the same publisher, in copies of its story, or by the same speaker. A text that says of itself that it is retracted
takes back every version of its article, and the copies of a story that is its own. Both hold from the day of the
notice: known before it, the earlier figure is shown (METHOD section 7).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from musterbook.accounts.publishers import publisher_of, voices
from musterbook.accounts.rows import first_day
from musterbook.accounts.stated import About, about
from musterbook.lexicons.corrections import correction_words
from musterbook.model import Claim, Document, Polarity

LEAST_TITLE_WORDS = 4
"""A notice that names a title of fewer words than this may mean anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What was taken back: claims by id with those that correct them, documents with the notice that retracts them."""

    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)

    def hold(self, claim: Claim) -> bool:
        """Whether a claim was taken back."""
        return claim.id in self.claims or claim.document_id in self.documents


def corrections(
    claims: Mapping[str, Claim], documents: Mapping[str, Document], keys: Mapping[str, str], rejected: frozenset[str]
) -> Corrections:
    """Everything that is taken back in view; `keys` are the independence keys, `rejected` claims correct nothing."""
    correcting = [claim for claim in claims.values() if claim.corrects is not None and claim.id not in rejected]
    return Corrections(
        claims=_corrected(correcting, claims, documents, keys) if correcting else {},
        documents=dict(sorted(_retracted(documents, keys))),
    )


def _corrected(
    correcting: Iterable[Claim],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    keys: Mapping[str, str],
) -> dict[str, tuple[str, ...]]:
    stated: dict[tuple[About, object, object], list[Claim]] = defaultdict(list)
    for claim in claims.values():
        if claim.quantity is not None and claim.polarity is Polarity.AFFIRMED:
            stated[about(claim), claim.quantity.low, claim.quantity.high].append(claim)
    publishers = voices(keys, documents)
    found: dict[str, set[str]] = defaultdict(set)
    for claim in correcting:
        figure = claim.corrects
        if figure is None or claim.polarity is not Polarity.AFFIRMED:
            continue
        for earlier in stated[about(claim), figure.low, figure.high]:
            before = _is_before(documents[earlier.document_id], documents[claim.document_id])
            if before and _one_voice(earlier, claim, publishers):
                found[earlier.id].add(claim.id)
    return {one: tuple(sorted(by)) for one, by in sorted(found.items())}


def _is_before(earlier: Document, later: Document) -> bool:
    """Whether a document is another one, published no later; without days nothing is earlier."""
    first, second = first_day(earlier.published), first_day(later.published)
    return earlier.id != later.id and first is not None and second is not None and first <= second


def _one_voice(earlier: Claim, later: Claim, publishers: Mapping[str, str]) -> bool:
    """Whether the same publisher states both, or the same speaker: a speaker takes back no word of a newspaper."""
    if later.speaker is None:
        return publishers[earlier.document_id] == publishers[later.document_id]
    same_party = later.speaker_party is not None and later.speaker_party == earlier.speaker_party
    return later.speaker == earlier.speaker or same_party


def _retracted(documents: Mapping[str, Document], keys: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    pattern = correction_words().retraction
    notices = [each for each in documents.values() if each.kind != "desk" and pattern.search(each.text)]
    for notice in sorted(notices, key=lambda each: each.id):
        own = {each.id for each in documents.values() if each.id == notice.id or _takes_back(notice, each)}
        for document_id in documents:
            if document_id in own or keys.get(document_id) in own - {notice.id}:
                yield document_id, notice.id


def _takes_back(notice: Document, other: Document) -> bool:
    """Whether a document is an earlier version of the article that says of itself that it is retracted.

    It has its name or its address, or it is of the same publisher and the notice names its title.
    """
    if not _is_before(other, notice):
        return False
    if other.name == notice.name or (other.url and other.url == notice.url):
        return True
    title = " ".join((other.title or "").casefold().split())
    publisher = publisher_of(notice)
    if len(title.split()) < LEAST_TITLE_WORDS or publisher is None or publisher != publisher_of(other):
        return False
    return title in " ".join(f"{notice.title or ''} {notice.text}".casefold().split())
