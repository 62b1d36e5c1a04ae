"""Sources into the book: batches of new documents, understood here or in several processes, written in one place.

Batches are cut by words before anybody works on them, so that the claims are the same however many do.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version

from musterbook import claims, documents, parties, sentences
from musterbook.book import Book, Entry
from musterbook.cycles import uncollected
from musterbook.model import Claim, Document, Erasure, Family, Finding, Parsed, moved
from musterbook.packed import Packed
from musterbook.settings import Settings
from musterbook.workers import Workers, can_fork, cores

Progress = Callable[[Document, int], None]
"""Called after each document with the document and the number of its claims (0 if it was there already)."""

PAYS_WORDS = 40_000
"""Words that are read in this process before others are started anew: these take as long to start."""

PAYS_FORKED = 4_000
"""Words that are read in this process before it is forked: with less to read, one is as fast."""

LARGEST_BATCH = 256
"""Documents in a batch, however short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A document, dated as far as its text allows, with its claims; or the reason why it could not be read."""

    document: Document
    claims: Collection[Claim] = ()
    finding: Finding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that came in: a new document, one that is there already, or findings; `kept` if the book keeps them."""

    document: Document | None = None
    is_new: bool = False
    findings: tuple[Finding, ...] = ()
    kept: bool = True


@dataclass(slots=True)
class Batch:
    """What came in, in order, with the new documents of it and their words."""

    steps: list[Step] = field(default_factory=list)
    new: list[Document] = field(default_factory=list)
    words: int = 0


@dataclass(slots=True)
class Tally:
    """What a run did so far."""

    read: int = 0
    unchanged: int = 0
    families: Counter[Family] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)


def load(settings: Settings) -> None:
    """Load what reading needs now, the parser and the larger lexicons: a process that is forked then has them."""
    sentences.load_model(settings.language)
    sentences.load_words(settings.language)
    claims.quantities("")
    claims.periods("")


def understand(batch: Sequence[Document], settings: Settings) -> list[Understood]:
    """Every document dated as far as its text allows, with its claims in the order of its text."""
    articles = [each for each in batch if each.kind != "desk"]
    plain = (sentences.in_ordinary_case(section, settings) for each in articles for section in _sections(each))
    parsed = sentences.parse_many(plain, settings)
    with uncollected():
        return [_desk(each) if each.kind == "desk" else _article(each, parsed) for each in batch]


def _desk(document: Document) -> Understood:
    return Understood(document=document, claims=claims.row_claims(document))


def _sections(document: Document) -> Iterator[Document]:
    """The document itself, or its sections where it is too long to be read at once."""
    if len(document.text) <= sentences.SECTION_LETTERS:
        yield document
        return
    for start, end in sentences.sections(document.text):
        yield replace(document, text=document.text[start:end], source_text="")


def _article(document: Document, coming: Iterator[Parsed]) -> Understood:
    """What the sections of a document say, which are the next ones to come; the first one dates it.

    Claims of different sections stand in different places, so that none of them is the same.
    """
    packed = Packed()
    found: dict[str, Claim] = {}
    offset = 0
    for section in _sections(document):
        parsed = next(coming)
        if not offset and not document.published.known:
            published, reason = claims.date_document(parsed)
            document = replace(document, published=published, published_how=reason)
        dated = replace(parsed.document, published=document.published, published_how=document.published_how)
        if found:
            packed.add(found.values())
            found = {}
        for claim in _claims(replace(parsed, document=dated), section.text):
            shifted = moved(claim, offset)
            found.setdefault(shifted.id, shifted)
        offset += len(section.text)
    if not packed:
        return Understood(document=document, claims=tuple(found.values()))
    packed.add(found.values())
    return Understood(document=document, claims=packed)


def _claims(parsed: Parsed, printed: str) -> tuple[Claim, ...]:
    """The claims of a parsed text, shown in the words that the document prints."""
    if not parsed.sentences:
        return ()
    found = tuple(claims.extract(parsed, parties.cast(parsed)))
    plain = parsed.document.text
    return found if plain == printed else tuple(claims.as_printed(found, plain, printed))


def take_in(
    book: Book, sources: documents.Sources, settings: Settings, progress: Progress | None, workers: int
) -> Tally:
    """Write what is new of the sources into the book, batch by batch; what was reported is written."""
    tally = Tally()
    waiting: list[Batch] = []

    def handed_over() -> Iterator[list[Document]]:
        for batch in _batches(book, sources, settings):
            waiting.append(batch)
            yield batch.new

    for answers in _answers(handed_over(), settings, workers):
        _write(book, waiting.pop(0), answers, tally, progress)
    return tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A document that is read otherwise than before: how many claims came, went, and are put otherwise."""

    document: Document
    came: int
    went: int
    otherwise: int


def read_again(
    book: Book, chosen: Sequence[Document], settings: Settings, progress: Progress | None
) -> Iterator[Change]:
    """Understand documents of the book anew and add what is found otherwise; the document itself stays as it is."""
    for batch in _in_batches(chosen, settings):
        for answer, document in zip(understand(batch, settings), batch, strict=True):
            told = book.read_again(document, tuple(answer.claims), release=release(), recorded_at=datetime.now(UTC))
            if told is not None:
                came, went, otherwise = told
                yield Change(document=document, came=came, went=went, otherwise=otherwise)
            if progress is not None:
                progress(document, len(answer.claims))


def release() -> str:
    """The release of the program, as a reading names it."""
    return version("musterbook")


def _in_batches(documents_: Sequence[Document], settings: Settings) -> Iterator[list[Document]]:
    """Documents, cut where they hold words enough for the parser."""
    batch: list[Document] = []
    words = 0
    for document in documents_:
        batch.append(document)
        words += sentences.words_of(document)
        if words >= settings.batch_words or len(batch) >= LARGEST_BATCH:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def _answers(batches: Iterator[list[Document]], settings: Settings, workers: int) -> Iterator[list[Understood]]:
    """The answers to all batches; without a stated number of workers the first ones are worked out here."""
    work = partial(understand, settings=settings)
    count = workers or cores()
    if count == 1:
        yield from map(work, batches)
        return
    if workers == 0:
        pays = PAYS_FORKED if can_fork() else PAYS_WORDS
        words = 0
        for batch in batches:
            yield work(batch)
            words += sum(map(sentences.words_of, batch))
            if words >= pays:
                break
    yield from Workers(work, _lost, count, partial(load, settings)).answers(batches)


def _batches(book: Book, sources: documents.Sources, settings: Settings) -> Iterator[Batch]:
    """What comes in, cut when the new documents hold words enough for the parser."""
    batch = Batch()
    under_way: set[str] = set()
    for item in sources:
        step = _step(book, item, under_way)
        batch.steps.append(step)
        if step.is_new and step.document is not None:
            under_way.add(step.document.id)
            batch.new.append(step.document)
            batch.words += sentences.words_of(step.document)
        if batch.words >= settings.batch_words or len(batch.steps) >= LARGEST_BATCH:
            yield batch
            batch = Batch()
    if batch.steps:
        yield batch


def _step(book: Book, item: Document | Finding, under_way: set[str]) -> Step:
    if isinstance(item, Finding):
        return Step(findings=(item,))
    faults = claims.row_findings(item) if item.kind == "desk" else ()
    if faults:  # such a row is better mended than kept
        return Step(findings=faults)
    erased = book.erasures(item.id)
    if erased:
        return Step(document=item, findings=(_refused(item, erased[-1]),), kept=False)
    return Step(document=item, is_new=item.id not in under_way and not book.holds(item.id))


def _refused(document: Document, erasure: Erasure) -> Finding:
    """What was erased does not come back by reading it again."""
    message = f"was erased on {erasure.recorded_at.date()} by {erasure.by} ({erasure.reason}) and is not read again"
    return Finding(source=document.name, code="erased", message=message)


def _write(book: Book, batch: Batch, answers: Sequence[Understood], tally: Tally, progress: Progress | None) -> None:
    """Write a batch in the order in which it came in; documents that stand together are one transaction."""
    coming = iter(answers)
    told = [next(coming) if step.is_new else None for step in batch.steps]
    entries: list[Entry] = []
    for step, answer in zip(batch.steps, told, strict=True):
        faults = (answer.finding,) if answer is not None and answer.finding is not None else step.findings
        tally.findings.extend(faults)
        if faults and step.kept:
            _flush(book, entries)
            book.add_findings(faults, recorded_at=datetime.now(UTC))
        elif answer is not None:
            entries.append(Entry(document=answer.document, claims=answer.claims))
            tally.read += 1
            tally.families.update(claim.family for claim in answer.claims)
        elif step.document is not None and not faults:
            tally.unchanged += 1
    _flush(book, entries)
    for step, answer in zip(batch.steps, told, strict=True):
        if step.document is not None and progress is not None:
            progress(step.document, 0 if answer is None else len(answer.claims))


def _flush(book: Book, entries: list[Entry]) -> None:
    if entries:
        book.add_many(entries, recorded_at=datetime.now(UTC))
        entries.clear()


def _lost(document: Document) -> Understood:
    message = "the process that read it died, twice; it was left out. If memory was short, read it with one worker"
    return Understood(document=document, finding=Finding(source=document.name, code="worker", message=message))
