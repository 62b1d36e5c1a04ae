"""A book of many claims on one mission: opening it, reading it, reading it as of other days, adding a document.

    python bench/book.py [CLAIMS]      default: 100000

The claims are made up, ten to a document, over four years, eighteen givers and few figures, so that nearly every claim
meets others of its day and its figure. Times are in seconds of the clock, with the processor's in brackets: on a shared
machine the second is the one to compare.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from musterbook import flow
from musterbook.book import Entry
from musterbook.model import (
    Claim,
    Document,
    Event,
    Family,
    Force,
    Measure,
    Period,
    Quantity,
    Reading,
    Resource,
    Span,
    Stage,
    document_id,
)
from musterbook.settings import Settings

SETTINGS = Settings()
MISSION = "haiti-mss"
STATES = ("KE", "JM", "BS", "BZ", "TD", "BD", "BJ", "GT", "SV", "US", "CA", "FR", "BB", "AG", "DO", "GY", "SR", "SN")
FIGURES = (10, 20, 50, 100, 200, 400, 1000)
STAGES = (Stage.PLEDGE, Stage.OFFER, Stage.ARRIVED, Stage.DISPATCHED, Stage.ALLOCATED)
MEASURES = (Measure.KILLED, Measure.INJURED, Measure.DISPLACED)
CLAIMS_IN_A_DOCUMENT = 10
FIRST, DAYS = date(2022, 1, 1), 1400
OTHER_DAYS = tuple(date(2022, 9, 1) + timedelta(days=250 * each) for each in range(5))
ARTICLE = """---
date: 2025-11-03
---
Jamaica has pledged 150 police officers to the Multinational Security Support mission in Haiti, the government said.
"""

T = TypeVar("T")


def entries(count: int) -> Iterator[Entry]:
    rng = random.Random(1)
    number = max(1, count // CLAIMS_IN_A_DOCUMENT)
    for i in range(number):
        start = FIRST + timedelta(days=i * DAYS // number)
        said = [slots(rng, f"{i}-{k}") for k in range(CLAIMS_IN_A_DOCUMENT)]
        text = " ".join(f"{words}." for words, _ in said)
        document = Document(
            id=document_id(f"{i}.txt", text),
            name=f"{i}.txt",
            text=text,
            source_text=text,
            published=Period(start=start, end=start + timedelta(days=1)),
        )
        yield Entry(document=document, claims=tuple(claim(document, words, more) for words, more in said))


def slots(rng: random.Random, mark: str) -> tuple[str, dict[str, object]]:
    """The words of one claim, made unlike all others by a mark, and its slots."""
    party, figure, kind = rng.choice(STATES), rng.choice(FIGURES), rng.random()
    count = Quantity(low=Decimal(figure), high=Decimal(figure), unit="person", text=str(figure))
    if kind < 0.5:
        stage = rng.choice(STAGES)
        more = {"family": Family.COMMITMENT, "stage": stage, "party": (party,), "recipient": "HT", "quantity": count}
        more |= {"resource": Resource.PERSONNEL, "force": Force.POLICE}
        return f"{party} {stage} {figure} officers {mark}", more
    if kind < 0.8:
        measure = rng.choice(MEASURES)
        more = {"family": Family.SITUATION, "measure": measure, "place": "HT", "quantity": count}
        return f"{figure} people {measure} {mark}", more
    return f"{party} met {mark}", {"family": Family.MILESTONE, "event": Event.MEETING, "party": (party,)}


def claim(document: Document, words: str, more: dict[str, object]) -> Claim:
    start = document.text.index(words)
    span = Span(document_id=document.id, start=start, end=start + len(words))
    return Claim(
        document_id=document.id,
        evidence=words,
        span=span,
        rule="bench",
        mission=MISSION,
        reported=document.published,
        **more,  # type: ignore[arg-type]
    )


def timed(name: str, work: Callable[[], T]) -> T:
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    spent = time.process_time() - processor
    print(f"{name:44} {time.perf_counter() - clock:8.2f} s  ({spent:.2f} s)", flush=True)
    return result


def write(path: Path, count: int) -> None:
    with flow.open_book(path, SETTINGS, create=True) as book:
        batch: list[Entry] = []
        for entry in entries(count):
            batch.append(entry)
            if len(batch) == 500:
                book.add_many(batch, recorded_at=datetime.now(UTC))
                batch = []
        book.add_many(batch, recorded_at=datetime.now(UTC))


def balance(reading: Reading) -> int:
    """What a balance shows: accounts with their disputes, mandates, the target, stated totals."""
    pages = next(each for each in reading.missions if each.mission.id == MISSION)
    return len(pages.accounts) + len(pages.mandates) + len(pages.assertions) + len(pages.target.claims)


def whole(reading: Reading) -> int:
    """The other pages."""
    pages = next(each for each in reading.missions if each.mission.id == MISSION)
    return sum(map(len, (pages.disputes, pages.timeline, pages.series, pages.undertakings, pages.plans, pages.quotes)))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path, article = Path(folder, "large.book"), Path(folder, "new.md")
        article.write_text(ARTICLE, encoding="utf-8")
        with flow.open_book(Path(folder, "small.book"), SETTINGS, create=True) as small:
            flow.read_into(small, str(article), SETTINGS)  # the language model is loaded once in a process
        timed(f"writing {count:,} claims", lambda: write(path, count))
        print(f"{'size of the file':44} {path.stat().st_size / 1e6:8.0f} MB")
        book = timed("opening", lambda: flow.open_book(path, SETTINGS, create=False))
        with book:
            timed("first reading, balance", lambda: balance(flow.reading(book, settings=SETTINGS)))
            for day in OTHER_DAYS:
                timed(f"balance as of {day}", lambda day=day: balance(flow.reading(book, valid=day, settings=SETTINGS)))  # type: ignore[misc]
            timed(
                "all other pages as of that day",
                lambda: whole(flow.reading(book, valid=OTHER_DAYS[-1], settings=SETTINGS)),
            )
            added = timed(
                "adding a document, text to claims to file", lambda: flow.read_into(book, str(article), SETTINGS)
            )
            assert added.read == 1 and added.claims, added
            timed("the reading after it, balance", lambda: balance(flow.reading(book, settings=SETTINGS)))
    print(f"{'most memory':44} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
