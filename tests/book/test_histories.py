"""Whatever is read, judged, withdrawn and brought back, a book shows what a filter and a replay of its rows show.

The oracle keeps plain lists and derives from what they held at an instant; the book is asked through the same calls as
a user's. Both stores run the same histories.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from musterbook import flow
from musterbook.accounts import derive
from musterbook.book import Book, open_book
from musterbook.model import Claim, Document, Judgement, Reading
from musterbook.settings import Settings
from tests.accounts.ledgers import book as from_ledger
from tests.accounts.test_properties import ledgers

SETTINGS = Settings(lock_timeout_seconds=2)
START = datetime(2026, 1, 1, tzinfo=UTC)

steps = st.lists(
    st.tuples(
        st.sampled_from(["read", "read", "read", "accept", "reject", "undo", "different", "withdraw", "restore"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    min_size=3,
    max_size=14,
)
days = st.dates(date(2023, 6, 1), date(2025, 6, 1))


@dataclass
class Replay:
    """The same history in plain lists: what was written when."""

    read: list[tuple[datetime, Document, tuple[Claim, ...]]] = field(default_factory=list)
    judged: list[Judgement] = field(default_factory=list)
    removed: list[tuple[datetime, str, bool]] = field(default_factory=list)

    def out(self, at: datetime) -> set[str]:
        state = {name: not restored for when, name, restored in self.removed if when <= at}
        return {name for name, gone in state.items() if gone}

    def reading(self, at: datetime, as_of: date | None) -> Reading:
        """A filter by the instant, and everything derived anew."""
        gone = self.out(at)
        held = [(d, c) for when, d, c in self.read if when <= at and d.id not in gone]
        return derive(
            [claim for _, claims in held for claim in claims],
            [document for document, _ in held],
            as_of=as_of,
            recorded=at,
            judgements=[each for each in self.judged if each.recorded_at <= at],
            settings=SETTINGS,
        )


def play(book: Book, ledger: str, history: list[tuple[str, int, int]]) -> Replay:
    """Do each step to the book and note it in the replay; steps that have nothing to act on are left out."""
    claims, documents = from_ledger(ledger)
    replay, clock = Replay(), itertools.count(1)
    for what, first, second in history:
        at = START + timedelta(minutes=next(clock))
        document = documents[first % len(documents)]
        claim, other = claims[first % len(claims)], claims[second % len(claims)]
        known = {each.id for _, _, told in replay.read for each in told}
        if what == "read":
            own = tuple(each for each in claims if each.document_id == document.id)
            if book.add(document, own, recorded_at=at):
                replay.read.append((at, document, own))
        elif what in ("withdraw", "restore"):
            back = what == "restore"
            if any(d.id == document.id for _, d, _ in replay.read) and (document.id in replay.out(at)) == back:
                book.withdraw(document.id, by="Ada", reason="test", recorded_at=at, restored=back)
                replay.removed.append((at, document.id, back))
        elif claim.id in known and (what != "different" or (other.id in known and other.id != claim.id)):
            pair = other.id if what == "different" else None
            judgement = Judgement(
                claim_id=claim.id, verdict=what, by="Ada", reason="test", recorded_at=at, other_claim_id=pair
            )
            book.add_judgements([judgement])
            replay.judged.append(judgement)
    return replay


def instants(replay: Replay) -> list[datetime]:
    """Every instant at which something was written."""
    return sorted(
        {at for at, _, _ in replay.read} | {j.recorded_at for j in replay.judged} | {at for at, _, _ in replay.removed}
    )


@pytest.fixture
def new_file(tmp_path: Path) -> Callable[[], Path]:
    """Gives a path at which no book stands yet."""
    numbers = itertools.count()
    return lambda: tmp_path / f"{next(numbers)}.book"


def hold(place: str | Path, ledger: str, history: list[tuple[str, int, int]], as_of: date | None) -> None:
    """Play a history and compare every recorded state with the oracle's, at the end and as it was then."""
    with open_book(place, SETTINGS, create=True) as book:
        replay = play(book, ledger, history)
        for at in instants(replay):
            shown = flow.reading(book, valid=as_of, recorded=at, settings=SETTINGS)
            expected = replay.reading(at, as_of)
            assert shown.missions == expected.missions
            assert shown.claims == expected.claims
            assert set(shown.documents) == set(expected.documents)
        assert book.check() == ()


common = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]}


@hypothesis_settings(max_examples=40, **common)
@given(ledger=ledgers, history=steps, as_of=st.one_of(st.none(), days))
def test_a_file_shows_what_a_filter_and_a_replay_show(new_file, ledger, history, as_of) -> None:
    hold(new_file(), ledger, history, as_of)


@hypothesis_settings(max_examples=5, **common)
@given(ledger=ledgers, history=steps, as_of=st.one_of(st.none(), days))
def test_a_database_shows_what_a_filter_and_a_replay_show(new_database, ledger, history, as_of) -> None:
    hold(new_database(), ledger, history, as_of)


@hypothesis_settings(max_examples=40, **common)
@given(ledger=ledgers, history=steps, more=steps, as_of=days)
def test_nothing_disappears_from_an_older_recorded_date(new_file, ledger, history, more, as_of) -> None:
    with open_book(new_file(), SETTINGS, create=True) as book:
        replay = play(book, ledger, history)
        states = instants(replay)
        if not states:
            return
        before = flow.reading(book, valid=as_of, recorded=states[-1], settings=SETTINGS)
        claims, documents = from_ledger(ledger)
        later = itertools.count(1)
        for what, first, _ in more:
            at = states[-1] + timedelta(days=next(later))
            document = documents[first % len(documents)]
            if what == "read":
                book.add(document, [c for c in claims if c.document_id == document.id], recorded_at=at)
            elif what in ("accept", "reject") and book.holds(claims[first % len(claims)].document_id):
                one = claims[first % len(claims)].id
                book.add_judgements([Judgement(claim_id=one, verdict=what, by="Ada", reason="", recorded_at=at)])
        after = flow.reading(book, valid=as_of, recorded=states[-1], settings=SETTINGS)
        assert after.missions == before.missions
        assert after.claims == before.claims


@hypothesis_settings(max_examples=40, **common)
@given(ledger=ledgers, history=steps, which=st.integers(0, 9))
def test_a_withdrawn_document_was_never_read(new_file, ledger, history, which) -> None:
    claims, documents = from_ledger(ledger)
    document = documents[which % len(documents)]
    with open_book(new_file(), SETTINGS, create=True) as book:
        for at, each in enumerate(documents):
            own = [c for c in claims if c.document_id == each.id]
            book.add(each, own, recorded_at=START + timedelta(minutes=at))
        book.withdraw(document.id, by="Ada", reason="test", recorded_at=START + timedelta(days=1))
        without = flow.reading(book, settings=SETTINGS)
    rest = [each for each in documents if each.id != document.id]
    expected = derive([c for c in claims if c.document_id != document.id], rest, settings=SETTINGS)
    assert without.missions == expected.missions
    assert without.horizon == expected.horizon
