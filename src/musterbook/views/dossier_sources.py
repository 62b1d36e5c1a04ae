"""The evidence behind a dossier: each quoted sentence once, numbered in the order of its document, with its figures.

Numbers run through the whole file, so that a figure's small number can be looked up on paper too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, pairwise
from urllib.parse import urlsplit

from musterbook.lexicons.dossier import dossier_words
from musterbook.model import Claim, Document, Reading
from musterbook.views import figures
from musterbook.views.dossier_words import inert, with_days
from musterbook.views.excerpts import Excerpt, excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a quoted sentence: `is_mark` within a claim's words, `is_figure` a number that a claim reads."""

    text: str
    is_mark: bool
    is_figure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One quoted sentence with its neighbours. No segments: the words were erased."""

    number: int
    before: str
    segments: tuple[Segment, ...]
    after: str

    @property
    def text(self) -> str:
        """The sentence without its marks."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document as a source list prints it; `url` is None where the address is no web address.

    `label` is what it is called in other places of the page: its publisher, else its title or name.
    """

    number: int
    title: str
    publisher: str
    label: str
    date: str
    dated_by: str
    url: str | None
    entered_by: str | None
    is_sample: bool
    copies: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def passages(self) -> tuple[tuple[Evidence | str, ...], ...]:
        """The quoted sentences and their neighbours as they follow each other, no sentence printed twice in a row."""
        runs: list[list[Evidence | str]] = []
        last: Evidence | None = None
        for entry in self.evidence:
            follows = last is not None and last.after == entry.text and last.text == entry.before
            shares = last is not None and bool(last.after) and last.after == entry.before
            if not (follows or shares):
                runs.append([entry.before] if entry.before else [])
            elif follows:
                runs[-1].pop()
            runs[-1].append(entry)
            if entry.after:
                runs[-1].append(entry.after)
            last = entry
        return tuple(tuple(run) for run in runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """Numbers of the quoted sentences that a figure rests on, each once, in order."""

    numbers: tuple[int, ...] = ()

    @property
    def first(self) -> int | None:
        """Where a press on the figure leads."""
        return self.numbers[0] if self.numbers else None

    def shown(self, most: int) -> tuple[int, ...]:
        """The numbers printed beside the figure: at most so many."""
        return self.numbers[:most]

    def rest(self, most: int) -> tuple[int, ...]:
        """Those that are not printed."""
        return self.numbers[most:]

    @property
    def all(self) -> str:
        """All numbers with a space between, for the page's script."""
        return " ".join(map(str, self.numbers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All sources that a dossier cites, and where each claim's sentence stands.

    `links` gives for each document name the words and the anchor of a link to its sentences.
    """

    documents: tuple[Source, ...]
    uncited: tuple[Source, ...]
    numbers: Mapping[str, int]
    by_document: Mapping[str, Source]
    by_number: Mapping[int, Evidence]
    links: Mapping[str, tuple[str, str]]

    def references(self, claim_ids: Iterable[str]) -> References:
        """The numbers of the sentences behind some claims; claims that are not cited have none."""
        return References(numbers=tuple(sorted({self.numbers[key] for key in claim_ids if key in self.numbers})))


def collect(reading: Reading, claim_ids: Iterable[str]) -> Sources:
    """The sources of some claims of a reading; claims that it does not hold are passed over."""
    cited: dict[str, list[Claim]] = defaultdict(list)
    for key in sorted(set(claim_ids)):
        claim = reading.claims.get(key)
        if claim and claim.document_id in reading.documents:
            cited[claim.document_id].append(claim)
    order = sorted(reading.documents, key=lambda key: _order(reading.documents[key]))
    positions = {key: i for i, key in enumerate(order, 1)}
    copies = _copies(reading)
    numbers: dict[str, int] = {}
    running = count(1)
    by_document: dict[str, Source] = {}
    for key in order:
        evidence = _evidence(reading.documents[key], cited[key], numbers, running)
        by_document[key] = _source(reading.documents[key], positions[key], copies[key], evidence)
    return Sources(
        documents=tuple(source for source in by_document.values() if source.evidence),
        uncited=tuple(source for source in by_document.values() if not source.evidence),
        numbers=numbers,
        by_document=by_document,
        links={reading.documents[key].name: _link(source) for key, source in by_document.items()},
        by_number={entry.number: entry for source in by_document.values() for entry in source.evidence},
    )


def _order(document: Document) -> tuple[date, str]:
    """By publication, then by name; undated documents come last."""
    published = document.published
    return (published.start or published.end or date.max, document.name)


def _copies(reading: Reading) -> dict[str, tuple[str, ...]]:
    """For each document, who published the others that share its independence key."""
    shared: dict[str, list[str]] = defaultdict(list)
    for key in sorted(reading.documents, key=lambda key: _order(reading.documents[key])):
        shared[reading.copies.get(key, key)].append(key)
    return {
        key: tuple(publisher(reading.documents[other]) for other in group if other != key)
        for group in shared.values()
        for key in group
    }


def _source(document: Document, number: int, copies: tuple[str, ...], evidence: tuple[Evidence, ...]) -> Source:
    words, dated = dossier_words(), document.published.known
    how = inert(with_days(words.known_as("how_dated", document.published_how)))
    return Source(
        number=number,
        title=inert(document.title or document.name),
        publisher=publisher(document),
        label=inert(document.publisher or document.title or document.name),
        date=figures.period(document.published) if dated else words.say("sources", "undated"),
        dated_by=how if dated else "",
        url=web_address(document.url),
        entered_by=document.entered_by if document.kind == "desk" else None,
        is_sample=document.is_sample,
        copies=copies,
        evidence=evidence,
    )


def _link(source: Source) -> tuple[str, str]:
    """What a document is called in running text, and its place on the page; "" where it is only listed."""
    return source.label, f"s{source.number}" if source.evidence else ""


def publisher(document: Document) -> str:
    """Who published a document, in the words that the other views use where nobody is named."""
    return inert(document.publisher or dossier_words().say("sources", "no_publisher"))


def web_address(url: str | None) -> str | None:
    """An address that may become a link: http or https with a host and nothing hidden in it; None otherwise."""
    if not url or inert(url) != url or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else None


def _evidence(
    document: Document, claims: Sequence[Claim], numbers: dict[str, int], running: Iterator[int]
) -> tuple[Evidence, ...]:
    """The quoted sentences of one document in the order of its text; `numbers` learns where each claim stands."""
    groups: dict[tuple[str, str, str], list[tuple[Claim, Excerpt]]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.span.start, claim.span.end, claim.id)):
        found = _excerpt(document, claim)
        groups.setdefault((found.before, found.evidence, found.after), []).append((claim, found))
    entries = []
    for (before, sentence, after), members in groups.items():
        number = next(running)
        numbers.update({claim.id: number for claim, _ in members})
        segments = _segments(sentence, members) if sentence else ()
        entries.append(Evidence(number=number, before=inert(before), segments=segments, after=inert(after)))
    return tuple(entries)


def marked(document: Document, claims: Sequence[Claim], number: int) -> Evidence:
    """The quoted sentence of some claims that share one, with the marks of these claims alone."""
    members = [(claim, _excerpt(document, claim)) for claim in claims]
    found = members[0][1]
    segments = _segments(found.evidence, members) if found.evidence else ()
    return Evidence(number=number, before=inert(found.before), segments=segments, after=inert(found.after))


def _excerpt(document: Document, claim: Claim) -> Excerpt:
    """The claim's sentence; empty where the document no longer holds the claim's words, its text being erased."""
    start, end = claim.span.start, claim.span.end
    if not claim.evidence or document.text[start:end] != claim.evidence:
        return Excerpt(before="", evidence="", after="", mark_start=0, mark_end=0)
    return excerpt(document, start, end)


def _segments(sentence: str, members: Sequence[tuple[Claim, Excerpt]]) -> tuple[Segment, ...]:
    """The sentence cut where a claim's words or figures begin and end."""
    marks = [(found.mark_start, found.mark_end) for _, found in members]
    numbers = [stretch for claim, found in members for stretch in _figures(sentence, claim, found)]
    cuts = sorted({0, len(sentence), *(edge for stretch in (*marks, *numbers) for edge in stretch)})
    return tuple(
        Segment(text=inert(sentence[low:high]), is_mark=_inside(low, marks), is_figure=_inside(low, numbers))
        for low, high in pairwise(cuts)
    )


def _inside(position: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(low <= position < high for low, high in stretches)


def _figures(sentence: str, claim: Claim, found: Excerpt) -> Iterable[tuple[int, int]]:
    """Where the claim's number stands as printed: within its own words, else anywhere in the sentence."""
    printed = claim.quantity.text.strip() if claim.quantity else ""
    if not printed:
        return
    at = _whole_word(sentence, printed, found.mark_start, found.mark_end)
    at = _whole_word(sentence, printed, 0, len(sentence)) if at < 0 else at
    if at >= 0:
        yield at, at + len(printed)


def _whole_word(sentence: str, printed: str, low: int, high: int) -> int:
    """Where `printed` stands between two places without being part of a longer word or number; -1 for nowhere."""
    at = sentence.find(printed, low, high)
    while at >= 0:
        end = at + len(printed)
        if not (sentence[at - 1 : at].isalnum() or sentence[end : end + 1].isalnum()):
            return at
        at = sentence.find(printed, at + 1, high)
    return -1
